"""Fills the placeholders of wordings with the trainer's words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engine.offline.progression.wording import Family, Wording, as_met
from assistant.language import grammar, typography
from assistant.models.brief import Brief
from assistant.models.module import Objective
from assistant.models.terms import Language, Performance

_FAMILIES: dict[Performance, Family] = {
    "gesture": "do",
    "procedure": "do",
    "tool_use": "do",
    "relational": "relate",
    "decision": "judge",
    "concept": "explain",
    "creation": "make",
    "attitude": "stand",
}
_MOST_ACTION = 10
_MOST_SHORT = 9
_MOST_LISTED = 4
_SEVERAL, _MOST_AMONG = 3, 8
"""Where so many are listed, each is said in fewer words."""
_MOST_IN_TITLE = 9
"""Words of a list that a title bears; longer ones are named by their ids."""
_MOST_SITUATION = 32
_NEAR = 4
_STRAIGHT = re.compile(r'"([^"\n]*)"')


@dataclass(frozen=True)
class Target:
    """One objective, or several that are worked together."""

    objectives: tuple[Objective, ...]
    action: str
    """Infinitive phrase: "utiliser un extincteur"."""
    short: str
    """The same, in few words."""
    key: str
    """What choices of wording hang on: the subject and the ids, so that rewording one objective moves no other."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the objectives."""
        return tuple(objective.id for objective in self.objectives)

    @property
    def first(self) -> Objective:
        """The objective that gives condition, criterion and family."""
        return self.objectives[0]

    @property
    def family(self) -> Family:
        """How it is trained."""
        return _FAMILIES[self.first.performance]


class Voice:
    """Says wordings about targets, in one language."""

    def __init__(self, brief: Brief, words: Wording) -> None:
        self.brief = brief
        self.words = words
        self.language: Language = brief.language
        self._known: dict[str, dict[str, object]] = {}

    def target(self, objectives: Sequence[Objective]) -> Target:
        """The objectives as one thing to do."""
        actions = [self._action(item) for item in objectives]
        key = " ".join((self.brief.subject, *(item.id for item in objectives)))
        if len(actions) == 1:
            return Target(tuple(objectives), grammar.clip(actions[0], _MOST_ACTION), self._short(actions[0]), key)
        return Target(tuple(objectives), self.listed(actions), self.listed(actions), key)

    def listed(self, actions: Sequence[str]) -> str:
        """ "a, b et c", in few words each; the rest is counted."""
        most = _MOST_SHORT if len(actions) < _SEVERAL else _MOST_AMONG
        shorts = [grammar.clip(action, most) for action in actions]
        if len(shorts) <= _MOST_LISTED:
            return grammar.listing(shorts, self.language)
        kept = ", ".join(shorts[: _MOST_LISTED - 1])
        more: str = self.words.phrases["more"]
        return more.format(list=kept, count=self.number(len(shorts) - _MOST_LISTED + 1))

    def named(self, target: Target) -> str:
        """The objectives as a title names them: in their own words when these are few, "les quatre gestes (O1 à O4)"
        otherwise."""
        if len(target.objectives) == 1 or len(target.short.split()) <= _MOST_IN_TITLE:
            return target.short
        phrases, families = self.words.phrases["named"], {_FAMILIES[item.performance] for item in target.objectives}
        kind = "do" if families == {"do"} else "relate" if families == {"relate"} else "other"
        numbers = [int(item.id[1:]) for item in target.objectives if item.id[1:].isdigit()]
        runs = len(numbers) > _SEVERAL - 1 and numbers == list(range(numbers[0], numbers[0] + len(target.objectives)))
        listed = grammar.listing(list(target.ids), self.language)
        ids = phrases["run"].format(first=target.ids[0], last=target.ids[-1]) if runs else listed
        return str(phrases[kind]).format(count=self.number(len(target.objectives)), ids=ids)

    def all_actions(self, objectives: Sequence[Objective]) -> str:
        """Every objective's action, shortened."""
        return self.listed([self._action(item) for item in objectives])

    def number(self, n: int) -> str:
        """A number in words up to sixteen."""
        numbers: list[str] = self.words.phrases["numbers"]
        return numbers[n] if n < len(numbers) else str(n)

    def enrolled(self) -> str:
        """How many people are enrolled at most, with their noun."""
        one, many = self.words.phrases["enrolled"]
        people = self.brief.group_size_max
        return str(one) if people == 1 else str(many).format(n=people)

    def _action(self, objective: Objective) -> str:
        action = grammar.uncapitalized(objective.statement).rstrip(" .")
        if self.language == "en":
            # Steps speak of learners in the plural; "their" stands for one as well.
            return re.sub(r"\bthe learner['’]s own\b", "their own", action)
        return action

    def _short(self, action: str) -> str:
        return grammar.clip(action, _MOST_SHORT)

    def situation(self) -> str | None:
        """The trainer's words about the work, fit to be quoted; None when nothing was told."""
        if self.brief.assumed("work_context") or not self.brief.work_context.strip():
            return None
        return quotable(grammar.clip(self.brief.work_context.strip(), _MOST_SITUATION))

    def say(self, text: str, target: Target, team: str = "", **more: object) -> str:
        """The text with its placeholders filled, typeset."""
        if len(target.objectives) > 1:
            # A condition belongs to one objective.
            text = text.replace(", {condition}", "")
        single = team in (self.words.phrases["one_pair"], self.words.phrases["whole"])
        if single and self.language == "fr":
            text = text.replace("dans les {team}", "dans le {team}")
        if target.key not in self._known:
            self._known[target.key] = self._values(target)
        return self.typeset(text.format(**{**self._known[target.key], "team": team, **more}))

    def _condition(self, objective: Objective) -> str:
        condition = quotable(objective.condition)
        if self.language == "fr" and self.brief.group_size_max > 1:
            condition = re.sub(r"\b(?:son|sa)\b", "leur", condition)
            condition = re.sub(r"\bses\b", "leurs", condition)
        return condition

    def typeset(self, text: str) -> str:
        """The text with the typography of its language."""
        text = as_met(text, self.brief)
        if self.language == "en":
            text = _STRAIGHT.sub(r"“\1”", text)
        return typography.typeset(text, self.language)

    def _values(self, target: Target) -> dict[str, object]:
        action, short, first = target.action, target.short, target.first
        values: dict[str, object] = {
            "action": action,
            "their_action": theirs(action),
            "actions": self.all_actions(target.objectives),
            "short": short,
            "Short": grammar.capitalized(short),
            "list": self.named(target),
            "Statement": grammar.capitalized(self.named(target) if len(target.objectives) > 1 else action),
            "condition": self._condition(first),
            "criterion": quotable(first.criterion),
            "n": self.brief.group_size_max,
            "situation": self.situation() or "",
            "situated": self.words.phrases["situated_told" if self.situation() else "situated_untold"],
        }
        if self.language == "fr":
            return values | {"d_action": grammar.de(action), "d_short": grammar.de(short)}
        return values | {"doing": grammar.gerund(action), "short_doing": grammar.gerund(short)}

    def pair(self, text: str, target: Target, team: str = "", **more: object) -> tuple[str, str]:
        """What the trainer does and what the learners do."""
        trainer, _, learners = text.partition(" | ")
        return self.say(trainer, target, team, **more), self.say_of_learners(learners, target, team, **more)

    def say_of_learners(self, text: str, target: Target, team: str = "", **more: object) -> str:
        """What learners do: where they are many, what is theirs is said so."""
        if self.language == "fr" and self.brief.group_size_max > 1:
            text = _LEARNERS_ACT.sub("{their_action}", text)
        return self.say(text, target, team, **more)


def suited(pool: Sequence[str], target: Target) -> tuple[str, ...]:
    """The texts that can be said of the target: a criterion or a condition belongs to one objective only."""
    if len(target.objectives) == 1:
        return tuple(pool)
    fit = [
        text for text in pool if "{criterion}" not in text and "{condition}" not in text.replace(", {condition}", "")
    ]
    return tuple(fit or pool)


_LEARNERS_ACT = re.compile(
    r"(?:(?<=\bà )|(?<=leur faut )|(?<=leur a fallu )|(?<=leur faudra )|(?<=doivent ))\{action\}"
)
_OWN = {"son": "leur", "sa": "leur", "ses": "leurs"}


def theirs(action: str) -> str:
    """What several people do with what is theirs: "évacuer sa zone" → "évacuer leur zone".

    Only near the verb: further on the possessive is somebody else's ("accompagner leur élève dans son projet").
    """
    words = action.split(" ")
    return " ".join([*(_OWN.get(word, word) for word in words[:_NEAR]), *words[_NEAR:]])


def quotable(text: str) -> str:
    """The text as it can stand between quotation marks or inside a sentence."""
    text = re.sub(r"«\s*|\s*»|[“”\"]", "", text)
    return text.strip().rstrip(" .;,")
