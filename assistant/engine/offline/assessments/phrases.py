"""Puts the trainer's words into wordings: several actions, "de" and its elision, "you" and "their"."""

import re
from collections.abc import Sequence

from assistant.engine.offline.assessments.wording import wording
from assistant.engine.offline.progression.wording import as_met
from assistant.language import grammar, typography
from assistant.models.brief import Brief
from assistant.models.module import Objective
from assistant.models.terms import Language

_MOST_WORDS = 12
_MOST_WORDS_LISTED = 9
_FEW = 3
_MOST_LISTED = 6
_MOST_TOLD = 26
_DE = re.compile(r"\b([Dd])e \{(action|actions)\}")
_YOURS = {"son": "votre", "sa": "votre", "ses": "vos", "their": "your", "his": "your", "her": "your"}


class Phrases:
    """Says wordings about objectives, in the language of one brief."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.language: Language = brief.language

    def say(self, template: str, objectives: Sequence[Objective], **more: object) -> str:
        """The wording with its placeholders filled, typeset."""
        values = {**self._values(objectives), **more}
        if self.language == "fr":
            template = _DE.sub(lambda found: f"{{{'D' if found[1] == 'D' else 'd'}_{found[2]}}}", template)
        return self.typeset(template.format(**values))

    def ask(self, template: str, objective: Objective) -> str:
        """The same, said to one person: "votre poste", "vous adapter"."""
        action = self.action(objective)
        yours = action if _speaks_of_another(template, self.language) else to_you(action, self.language)
        values = {**self._values([objective]), **self._forms(yours)}
        if self.language == "fr":
            template = _DE.sub(r"{d_\2}", template)
        return self.typeset(template.format(**values))

    def typeset(self, text: str) -> str:
        """The text with the typography of its language."""
        text = as_met(text, self.brief)
        return typography.typeset(text, self.language)

    def action(self, objective: Objective, most: int = _MOST_WORDS) -> str:
        """What the learner does, as an infinitive phrase of a few words."""
        return grammar.clip(grammar.uncapitalized(objective.statement).rstrip(" ."), most)

    def number(self, count: int) -> str:
        """A number in words up to sixteen."""
        numbers = wording(self.language).numbers
        return numbers[count] if count < len(numbers) else str(count)

    def told(self) -> str | None:
        """The trainer's words on the work, fit to be quoted; None when nothing was told."""
        text = re.sub(r"«\s*|\s*»|[“”\"]", "", self.brief.work_context).strip()
        if not text or self.brief.assumed("work_context"):
            return None
        return grammar.clip(text, _MOST_TOLD).strip(" .;,")

    def criterion(self, objective: Objective) -> str:
        """What the learner does as the line of a grid: "Donne l'alerte"."""
        return grammar.capitalized(grammar.third_singular(self.action(objective), self.language))

    def _forms(self, action: str) -> dict[str, object]:
        if self.language == "fr":
            return {"action": action, "d_action": grammar.de(action), "do": grammar.imperative_plural(action)}
        return {"action": action, "doing": grammar.gerund(action), "do": action}

    def _values(self, objectives: Sequence[Objective]) -> dict[str, object]:
        most = _MOST_WORDS if len(objectives) <= _FEW else _MOST_WORDS_LISTED
        actions = [self.action(item, most) for item in objectives]
        first = self.action(objectives[0])
        values: dict[str, object] = {
            **self._forms(first),
            "condition": objectives[0].condition.rstrip(" ."),
            "n": self.brief.group_size_max,
            "count": self.number(len(objectives)),
        }
        if self.language == "fr":
            listed = self._listed(actions)
            return values | {
                "actions": listed,
                "d_actions": grammar.de(listed),
                "D_action": grammar.capitalized(grammar.de(first)),
            }
        doings = [grammar.gerund(action) for action in actions]
        return values | {"actions": self._listed(doings), "action_list": self._listed(actions)}

    def _listed(self, actions: Sequence[str]) -> str:
        if len(actions) <= _MOST_LISTED:
            return grammar.listing(list(actions), self.language)
        return wording(self.language).among.format(list=", ".join(actions[: _MOST_LISTED - 1]))


def _speaks_of_another(template: str, language: Language) -> bool:
    return bool(
        re.search(r"l'aider|l’aider|Il s'agi|il s'agi" if language == "fr" else r"\bthem\b|[Tt]he task", template)
    )


def to_you(action: str, language: Language) -> str:
    """The phrase said to the person who acts: "évacuer sa zone" → "évacuer votre zone"."""
    if language == "en":
        action = re.sub(r"\b(?:themselves|oneself)\b", "yourself", action)
        return re.sub(r"^(\S+(?: \S+)?) (their|his|her)\b", lambda found: f"{found[1]} {_YOURS[found[2]]}", action)
    action = re.sub(r"^(ne pas )?(?:se |s['’])", r"\1vous ", action)
    return re.sub(
        r"^((?:vous )?\S+(?: (?:dans|de|à|sur|avec|en|depuis|pour))?) (son|sa|ses)\b",
        lambda found: f"{found[1]} {_YOURS[found[2]]}",
        action,
    )
