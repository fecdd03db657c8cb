"""The formats of summative and formative assessments, by what is to be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.engine.offline.assessments.instruments import (
    LAST_RESORT,
    Family,
    Formats,
    family_of,
    highest,
    is_questionnaire,
)
from assistant.engine.offline.assessments.wishes import Wish
from assistant.engine.offline.objectives.kinds import reread
from assistant.engine.offline.objectives.wording import Trait
from assistant.models.brief import Brief
from assistant.models.module import Objective
from assistant.models.terms import Performance, rank

_FINAL: dict[Performance, tuple[str, ...]] = {
    "gesture": ("observed-gesture", "simulation-graded"),
    "relational": ("simulation-graded", "oral-presentation"),
    "procedure": ("exercise", "simulation-graded", "case-study-graded", "production"),
    "tool_use": ("exercise", "diagnosis", "production"),
    "decision": ("mcq-justified", "diagnosis", "case-study-graded", "argued-critique", "production"),
    "attitude": ("argued-critique", "production"),
    "concept": ("short-answer", "mcq-justified", "exercise", "case-study-graded", "argued-critique", "production"),
    "creation": ("production", "project-graded"),
}
_MIXED_FINAL = ("simulation-graded", "case-study-graded", "argued-critique", "production", "project-graded")
_ALONG: dict[Performance, tuple[str, ...]] = {
    "gesture": ("observed-gesture", "simulation-graded"),
    "relational": ("simulation-graded", "oral-presentation"),
    "procedure": ("exercise", "diagnosis", "peer-review", "production"),
    "tool_use": ("exercise", "diagnosis", "peer-review", "production"),
    "decision": ("mcq-justified", "diagnosis", "argued-critique", "production"),
    "attitude": ("argued-critique", "production"),
    "concept": ("matching", "mcq-justified", "exercise", "case-study-graded", "argued-critique", "production"),
    "creation": ("peer-review", "production", "project-graded"),
}
_AT_A_DESK = ("diagnosis", "case-study-graded", "production", "project-graded")
_ACTED = ("simulation-graded", "production", "project-graded")
_WATCHED_FINAL = ("observed-gesture", "simulation-graded")
_WHOLE = ("simulation-graded", "case-study-graded", "project-graded")
_ROOM_FOR_TWO = 120
_LONG = 1260
"""Minutes from which a module has the time for a project, and for a last assessment of the whole."""


@dataclass(frozen=True)
class Choice:
    """A format for some objectives."""

    instrument: str
    objectives: tuple[Objective, ...]


@dataclass(frozen=True)
class Chooser:
    """Chooses formats for one brief."""

    brief: Brief
    formats: Formats
    wish: Wish

    def finals(self, objectives: Sequence[Objective]) -> tuple[Choice, ...]:
        """The summative assessments: as few as show everything, each in its own way."""
        groups = self._merged(self._apart(objectives))
        chosen = [Choice(self._final(group), tuple(group)) for group in groups]
        chosen.sort(key=lambda choice: objectives.index(choice.objectives[-1]))
        if self.brief.duration_minutes >= _LONG and len(chosen) > 1:
            whole = self.formats.first(_WHOLE, objectives)
            if whole and (whole != "project-graded" or any(family_of(item) == "make" for item in objectives)):
                chosen.append(Choice(whole, tuple(objectives)))
        return tuple(chosen)

    def _apart(self, objectives: Iterable[Objective]) -> list[list[Objective]]:
        """Objectives by the way in which they are shown; to act shows a choice too when people are watched."""
        found: dict[tuple[str, bool], list[Objective]] = {}
        for item in objectives:
            family: Family = family_of(item)
            wished = self.wished_for([item])
            if wished:
                found.setdefault((wished, True), []).append(item)
                continue
            if self.wish.watches and family == "judge" and self.formats.admits("simulation-graded", item, usual=True):
                family = "show"
            if family == "show" and not self.wish.watches and self._is_desk_work(item):
                found.setdefault((family, False), []).append(item)
            else:
                found.setdefault((family, True), []).append(item)
        return list(found.values())

    def _is_desk_work(self, item: Objective) -> bool:
        """On a file or on a screen: the result shows it, and nobody needs to look on; nor can they where people learn
        apart."""
        if item.performance == "procedure" and self.brief.modality == "async":
            return True
        return item.performance in ("procedure", "tool_use") and not self._traits(item) & {"act", "equipment"}

    def _merged(self, groups: list[list[Objective]]) -> list[list[Objective]]:
        """Fewer groups when the time does not hold them all."""
        groups = [list(group) for group in groups]
        most = self._most()
        if self.brief.duration_minutes >= _ROOM_FOR_TWO and any(self.wished_for(group) for group in groups):
            most = max(2, most)
        while len(groups) > most:
            groups.sort(key=lambda group: (self.wished_for(group) is not None, len(group)))
            small = groups[0]
            other = next(
                (group for group in groups[1:] if self.formats.first(_MIXED_FINAL[:3], [*small, *group])), None
            )
            if other is None:
                break
            groups.remove(small)
            other.extend(small)
        for group in groups:
            group.sort(key=lambda item: int(item.id[1:]))
        return groups

    def _most(self) -> int:
        minutes = self.brief.duration_minutes
        return 1 if minutes < 210 else 2 if minutes < _LONG else 3

    def _final(self, group: Sequence[Objective]) -> str:
        kinds = {self._shown_as(item) for item in group}
        wished = self.wished_for(group) or self._wished_for_most(group)
        if wished:
            return wished
        options = _FINAL[next(iter(kinds))] if len(kinds) == 1 else self._options_for(kinds)
        if self.wish.watches and {family_of(item) for item in group} & {"show"}:
            options = (*(name for name in _WATCHED_FINAL if all(self._suits(name, item) for item in group)), *options)
        if options[-len(_ACTED) :] == _ACTED and self.formats.admits_all("simulation-graded", group):
            # What people do is watched, even where the level is one that a written task shows more easily.
            options = options[: -len(_ACTED) + 1]
        allowed = [name for name in options if name not in self._left_out()]
        return self.formats.first(allowed, group) or self.formats.first(options, group) or LAST_RESORT

    def _shown_as(self, item: Objective) -> Performance:
        """What is done away from a desk is watched like a gesture."""
        acts = item.performance in ("procedure", "tool_use") and not self._is_desk_work(item)
        return "gesture" if acts else item.performance

    def _options_for(self, kinds: set[Performance]) -> tuple[str, ...]:
        if kinds <= {"procedure", "tool_use"}:
            return _FINAL["procedure"]
        if kinds <= {"gesture", "procedure", "tool_use"}:
            return ("observed-gesture", *_ACTED)
        if kinds & {"gesture", "relational"} and "creation" not in kinds:
            return _ACTED
        if kinds & {"procedure", "tool_use"} and "creation" not in kinds:
            return _AT_A_DESK
        if kinds <= {"concept", "decision", "attitude"}:
            return ("mcq-justified", *_MIXED_FINAL[1:])
        if "creation" in kinds and not kinds & {"gesture", "relational"}:
            return ("production", "project-graded")
        return _MIXED_FINAL

    def wished_for(self, group: Sequence[Objective]) -> str | None:
        """The format that the trainer wished for, when it suits these objectives and can show them."""
        for name in self.wished():
            fits = all(self._suits(name, item) for item in group)
            if fits and self.formats.closes(name) and self.formats.admits_all(name, group):
                return name
        return None

    def _wished_for_most(self, group: Sequence[Objective]) -> str | None:
        """The same when it can show them all and suits most of them."""
        for name in self.wished():
            fit = [item for item in group if self._suits(name, item)]
            if 2 * len(fit) >= len(group) and self.formats.closes(name) and self.formats.admits_all(name, group):
                return name
        return None

    def _suits(self, name: str, item: Objective) -> bool:
        """What hands make can be handed in as well as watched."""
        makes = name == "production" and "craft" in self._traits(item)
        # Where people learn apart, how to go about things is asked on situations.
        apart = self.brief.modality == "async" and item.performance in ("procedure", "attitude")
        return makes or (apart and is_questionnaire(name)) or self.formats.suits(name, item)

    def _traits(self, item: Objective) -> frozenset[Trait]:
        return reread(item, self.brief.language).traits

    def wished(self) -> tuple[str, ...]:
        """The card ids that the wish stands for, but "watch", which is a way rather than a format."""
        names: list[str] = []
        for name in self.wish.formats:
            names += ["mcq-justified"] if name == "quiz" else [name] if name != "watch" else []
        return tuple(names)

    def _left_out(self) -> frozenset[str]:
        quiz = {"mcq", "mcq-justified"} if "quiz" in self.wish.left_out else set()
        watched = {"simulation-graded"} if "watch" in self.wish.left_out else set()
        return self.wish.left_out | quiz | watched

    def along(self, objectives: Sequence[Objective]) -> tuple[Choice, ...]:
        """The formative assessments: what is practised together is looked at together."""
        groups: dict[str, list[Objective]] = {}
        for item in objectives:
            groups.setdefault(self._step(item), []).append(item)
        chosen = [
            Choice(name, tuple(part)) for name, group in groups.items() for part in _parts(group, self._at_once())
        ]
        return tuple(sorted(chosen, key=lambda choice: objectives.index(choice.objectives[0])))

    def _step(self, item: Objective) -> str:
        for name in self.wished():
            card = self.formats.shelf.get(name)
            helps = card is not None and "formative" in card.moments and self._suits(name, item)
            # A format that closes the module comes at its end; practice keeps to what shows each objective best.
            serves = is_questionnaire(name) or not self.formats.closes(name)
            if helps and serves and self.formats.admits(name, item):
                return name
        options = [name for name in _ALONG[self._shown_as(item)] if name not in self._left_out()]
        if self.brief.group_size_max < 3:
            options = [name for name in options if name != "peer-review"]
        return self.formats.first(options, [item]) or LAST_RESORT

    def _at_once(self) -> int:
        """Objectives in one formative assessment: all of a kind in a short module, three in a long one."""
        return 6 if self.brief.duration_minutes <= 420 else 3


def _parts(group: Sequence[Objective], most: int) -> list[Sequence[Objective]]:
    """The group in parts of like size."""
    count = -(-len(group) // most)
    size = -(-len(group) // count)
    return [group[start : start + size] for start in range(0, len(group), size)]


def is_first_steps(objectives: Iterable[Objective]) -> bool:
    """Whether everything aimed at is to recall or to explain."""
    return all(item.performance == "concept" and rank(highest([item])) <= rank("understand") for item in objectives)
