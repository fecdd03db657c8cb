"""What is said while the work goes on: the stage that it has reached, and what it has taken of a model."""

from assistant.language.data import table
from assistant.models.terms import Language
from assistant.models.turn import Spending


def stage_words(stage: str, language: Language) -> str:
    """The name of a stage."""
    return str(table(f"talk.{language}.yaml")["stages"][stage])


def spent_words(spending: Spending, stage: str, language: Language) -> str:
    """Tokens and seconds so far, and the cost where it is known."""
    texts = table(f"talk.{language}.yaml")["spending"]
    begun, seconds = stage_words(stage, language), round(spending.seconds)
    said = str(texts["spent"].format(stage=begun, tokens=spending.tokens, seconds=seconds))
    return str(texts["cost"].format(spent=said, cost=f"{spending.cost:.4f}")) if spending.cost else said
