"""Putting methods to the trainer, and reading the decision."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import yaml

from assistant.interview import acknowledging
from assistant.interview.ledger import Merge
from assistant.language.grammar import uncapitalized
from assistant.language.typography import typeset
from assistant.models.brief import Answers
from assistant.models.module import Directives, MethodChoice, RunnerUp
from assistant.models.terms import Language
from assistant.models.turn import Reading
from assistant.settings import PROJECT_ROOT


@cache
def talk(language: Language) -> dict[str, Any]:
    """The words around methods, drafts and changes, from `knowledge_base/data/talk.<language>.yaml`."""
    path = PROJECT_ROOT / "knowledge_base" / "data" / f"talk.{language}.yaml"
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@dataclass(frozen=True)
class Words:
    """Paragraphs to say and answers to click."""

    says: tuple[str, ...]
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What the trainer decided about the methods."""

    move: Literal["draft", "propose", "unclear"]
    directives: Directives


def propose(methods: tuple[MethodChoice, ...], runners_up: tuple[RunnerUp, ...], language: Language) -> Words:
    """The methods with their reasons and the card's own words, the runners-up with what failed."""
    texts = talk(language)["methods"]
    blocks = [f"### {texts['title']}"]
    for method in methods:
        role = texts[method.role]
        reasons = "\n".join(f"- {reason}" for reason in method.reasons)
        quote = texts["quote"].format(quote=method.quote, title=method.title)
        blocks.append(f"**{method.title}** ({role})\n\n{reasons}\n\n{quote}")
    if runners_up:
        lines = "\n".join(f"- **{item.title}** : {uncapitalized(' '.join(item.failed))}" for item in runners_up)
        blocks.append(f"{texts['runners_up']}\n\n{lines if language == 'fr' else lines.replace('** : ', '**: ')}")
    blocks.append(texts["ask"])
    picks = [texts["rather"].format(title=item.title) for item in runners_up]
    if language == "en":
        blocks = [re.sub(r'"([^"\n]*)"', r"“\1”", block) for block in blocks]
    says = tuple(typeset(block, language) for block in blocks)
    return Words(says, tuple(typeset(text, language) for text in (texts["accept"], *picks)))


def without_model(why: str | None, language: Language) -> tuple[str, ...]:
    """That the reasons are in Jalon's own words, where a model was to word them and gave no answer."""
    return (typeset(talk(language)["methods"]["without_model"].format(why=why), language),) if why else ()


def ask_again(language: Language, *, answered: bool) -> Words:
    """The question about methods again."""
    texts = talk(language)["methods"]
    says = (texts["ask"],) if answered else (texts["unclear"],)
    return Words(tuple(typeset(text, language) for text in says), (typeset(texts["accept"], language),))


def decide(reading: Reading, directives: Directives, offered: tuple[str, ...]) -> Decision:
    """What the message decides, and the directives that follow from it."""
    excluded = [edit.value for edit in reading.edits if edit.kind == "exclude_method"]
    used = [edit.value for edit in reading.edits if edit.kind == "use_method"]
    named = [card for card in reading.mentioned_cards if card not in excluded]
    if reading.pick and reading.pick <= len(offered) and not named:
        named = [offered[reading.pick - 1]]
    if excluded:
        kept = tuple(card for card in directives.chosen_methods if card not in excluded)
        all_excluded = tuple(dict.fromkeys((*directives.excluded_methods, *excluded)))
        directives = directives.model_copy(update={"excluded_methods": all_excluded, "chosen_methods": kept})
    wanted = tuple(dict.fromkeys((*used, *(named if not reading.question else ()))))
    if wanted:
        again = tuple(card for card in directives.excluded_methods if card not in wanted)
        directives = directives.model_copy(update={"chosen_methods": wanted, "excluded_methods": again})
        return Decision("draft", directives)
    if excluded:
        return Decision("propose", directives)
    if reading.consent == "yes" or reading.skip or reading.command == "draft":
        return Decision("draft", directives)
    return Decision("unclear", directives)


def noted(before: Answers, merged: Merge) -> list[str]:
    """What a message changed in the brief, and what it added."""
    language = merged.answers.language
    says = [acknowledging.corrected(before, merged.answers, merged.changed)] if merged.changed else []
    says += [acknowledging.noted(merged.added, merged.answers, None)] if merged.added else []
    return [typeset(text, language) for text in says]
