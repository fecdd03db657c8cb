"""Wordings of progressions, read once from the knowledge base; a language is its file and nothing else."""

import re
from functools import cache, lru_cache
from typing import Any, Literal

from pydantic import Field

from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.language.signs import refuses_film
from assistant.models.brief import Brief
from assistant.models.terms import Grouping, Language, LearningType, Merrill
from assistant.models.value import Value

Family = Literal["do", "relate", "judge", "explain", "make", "stand"]
"""Kinds of doing that are trained alike."""
BankPart = Literal["activate", "demonstrate", "guided", "alone", "integrate"]
VariantName = Literal["room", "solo", "crowd", "async"]
"""How many people there are, and whether they meet."""
TrialName = Literal["observed", "exercise", "written", "case", "work", "talk"]
"""What a summative assessment looks like."""


class Bank(Value):
    """What can be said of one family of performances, by moment: "trainer | learners"."""

    first_titles: tuple[str, ...]
    activate: tuple[str, ...]
    demonstrate: tuple[str, ...]
    guided: tuple[str, ...]
    alone: tuple[str, ...]
    integrate: tuple[str, ...]

    def texts(self, part: BankPart) -> tuple[str, ...]:
        """The texts of one moment."""
        found: tuple[str, ...] = getattr(self, part)
        return found


class StepWords(Value):
    """One step of a rung: its phase, its typical minutes, its texts or where in the bank they are."""

    p: Merrill
    m: int = Field(ge=1)
    t: tuple[str, ...] = ()
    bank: BankPart | None = None


class Rung(Value):
    """A way of coming back to an objective, or of meeting it."""

    learning_type: LearningType
    grouping: Grouping
    titles: tuple[str, ...]
    steps: tuple[StepWords, ...]


class Opening(Value):
    """Steps of the opening; `told` when the trainer told of the work, `untold` otherwise."""

    told: tuple[str, ...]
    untold: tuple[str, ...]
    diagnostic: tuple[str, ...]
    compare: tuple[str, ...]
    frame: tuple[str, ...]
    title: tuple[str, ...]


class Closing(Value):
    """Steps of the closing."""

    takeaway: tuple[str, ...]
    transfer: tuple[str, ...]
    reserve: tuple[str, ...]
    satisfaction: tuple[str, ...]
    title: tuple[str, ...]


class Summative(Value):
    """What stands before and after a summative assessment."""

    intro: tuple[str, ...]
    debrief: tuple[str, ...]


class Thread(Value):
    """A case that runs through the whole module: title, work, harvest of each stage."""

    learning_type: LearningType
    grouping: Grouping
    stages: tuple[tuple[str, str, str], ...]


class Variant(Value):
    """Everything that depends on how many people there are and whether they meet."""

    tiers: tuple[tuple[str, ...], ...]
    """Names of rungs, from the most guided to the freest."""
    rungs: dict[str, Rung]
    opening: Opening
    closing: Closing
    summative: Summative
    day_openings: tuple[tuple[str, str], ...]
    day_opening_themes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    day_closings: tuple[tuple[str, str], ...]
    thread: Thread | None = None
    twists: tuple[str, ...] = ()
    """What makes a second time another hour; () = as in a room."""
    reserve: tuple[str, ...]
    feedback: dict[Grouping, tuple[str, ...]]
    opening_feedback: str
    closing_feedback: str
    day_feedback: tuple[str, ...]


class Trial(Value):
    """How a summative assessment is run, by its instruments."""

    instruments: frozenset[str]
    learning_type: LearningType
    titles: tuple[str, ...]
    """The first one fits everywhere."""
    run: tuple[str, ...]
    feedback: tuple[str, ...]
    solo: tuple[str, ...]
    asynchronous: tuple[str, ...] = Field(alias="async")
    crowd: tuple[str, ...] = ()
    """() when it is as in a room."""
    together: tuple[str, ...] = ()
    """In a room, where there is no time for one after the other: observed by each other."""

    def runs(self, name: VariantName) -> tuple[str, ...]:
        """What happens, by variant."""
        return {"solo": self.solo, "async": self.asynchronous, "crowd": self.crowd or self.run}.get(name, self.run)


class Need(Value):
    """An accessibility need, recognised by beginnings of words."""

    match: tuple[str, ...]
    texts: tuple[str, ...]


class Access(Value):
    """Accessibility lines."""

    none: tuple[str, ...]
    needs: tuple[Need, ...]
    other: tuple[str, ...]


class ToolWords(Value):
    """Why a tool is there, what to watch, and what to do without it."""

    own: str
    why_serves: str
    why_remote: str
    why_async: str
    why_together: str
    why_alone: str
    during: dict[LearningType | Literal["assessment"], str]
    data: str
    guests: str
    weak: str
    fallback: str


ImpactName = Literal["satisfaction", "completion", "gain", "transfer", "result"]


class ImpactWords(Value):
    """Rows of the impact plan: indicator, formula, instrument, moment, target."""

    owner_trainer: str
    owner_sponsor: str
    owner_manager: str
    rows: dict[ImpactName, tuple[str, str, str, str, str]]
    async_moment: str


class Wording(Value):
    """Everything that the progressions of one language are worded with."""

    families: dict[Family, Bank]
    twists: tuple[str, ...]
    room: Variant
    solo: Variant
    crowd: Variant
    asynchronous: Variant = Field(alias="async")
    trials: dict[TrialName, Trial]
    phrases: dict[str, Any]
    access: Access
    tools: ToolWords
    impact: ImpactWords
    left: dict[str, str]

    def variant(self, name: VariantName) -> Variant:
        """One of the variants."""
        match name:
            case "room":
                return self.room
            case "solo":
                return self.solo
            case "crowd":
                return self.crowd
            case "async":
                return self.asynchronous


_CROWD = 40


def as_met(text: str, brief: Brief) -> str:
    """The text as it is said where people meet: on a screen nobody has a row or a wall, and one tutor does not answer
    a crowd; who wants no film is asked for none."""
    crowd = brief.modality == "async" and brief.group_size_max > _CROWD
    named = (
        ("remote", brief.modality == "remote"),
        ("async_crowd", crowd),
        ("no_video", refuses_film(brief)),
        ("spoken", brief.modality != "async" and _reads_badly(brief.accessibility, brief.language)),
    )
    for name in (name for name, holds in named if holds):
        swaps: list[str] = wording(brief.language).phrases[name]
        for here, _, there in (swap.partition(" > ") for swap in swaps):
            # Cards have typographic apostrophes, the wordings of the file plain ones.
            text = text.replace(here, there).replace(here.replace("'", "’"), there.replace("'", "’"))
    return text


@lru_cache(maxsize=64)
def _reads_badly(needs: tuple[str, ...], language: Language) -> bool:
    """Whether somebody reads or writes with difficulty: they place themselves aloud, by cards of three colours."""
    pattern: str = wording(language).phrases["reads_badly"]
    return any(re.search(pattern, fold(need).replace("’", "'")) for need in needs)


@cache
def wording(language: Language) -> Wording:
    """The wordings of one language; what a variant does not say is as in a room."""
    rows = dict(table(f"progression.{language}.yaml"))
    room = rows["room"]
    for name in ("solo", "crowd", "async"):
        rows[name] = {**_shared(room), **rows[name]}
    return Wording.model_validate(rows)


def _shared(room: dict[str, Any]) -> dict[str, Any]:
    own = {"tiers", "rungs", "thread", "twists"}
    return {key: value for key, value in room.items() if key not in own}
