"""Who is there and how they are grouped."""

from dataclasses import dataclass
from functools import cached_property

from assistant.engine.offline.progression.voice import Voice
from assistant.engine.offline.progression.wording import Variant, VariantName, wording
from assistant.engine.planner import group_sizes
from assistant.models.brief import Brief
from assistant.models.terms import Grouping

_CROWD = 40
_TEAM = 4
_TEAMS_FROM = 6
"""Fewer people do not make two teams."""
_SESSION = 240
"""Longer is a day."""


@dataclass(frozen=True)
class Setting:
    """The brief, and what follows from it for every sequence."""

    brief: Brief

    @cached_property
    def name(self) -> VariantName:
        """Which variant of the wordings."""
        if self.brief.modality == "async":
            return "async"
        if self.brief.group_size_max == 1:
            return "solo"
        return "crowd" if self.brief.group_size_max > _CROWD else "room"

    @cached_property
    def voice(self) -> Voice:
        """What fills the wordings."""
        return Voice(self.brief, wording(self.brief.language))

    @cached_property
    def variant(self) -> Variant:
        """The wordings of this setting."""
        return self.voice.words.variant(self.name)

    @cached_property
    def in_sessions(self) -> bool:
        """Whether the module is made of short sessions rather than of days."""
        return len(self.brief.days) > 1 and max(self.brief.days) <= _SESSION

    def of_one_team(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """The texts that can be said where there are not people enough for two teams."""
        if self.name != "room" or self.people >= _TEAMS_FROM:
            return texts
        crossing: list[str] = self.voice.words.phrases["several_teams"]
        return tuple(text for text in texts if not any(word in text.lower() for word in crossing)) or texts

    def of_sessions(self, text: str) -> str:
        """A text about days, about sessions when the module is made of them."""
        swaps: dict[str, str] = self.voice.words.phrases["sessions"] if self.in_sessions else {}
        for day, session in swaps.items():
            text = text.replace(day, session)
        return text

    @property
    def people(self) -> int:
        """The largest number of learners."""
        return self.brief.group_size_max

    def size(self, grouping: Grouping) -> int:
        """How many people a team has."""
        return {"individual": 1, "pairs": 2, "groups": _TEAM, "plenary": self.people}[grouping]

    def teams(self, grouping: Grouping) -> int:
        """How many teams there are."""
        return sum(group_sizes(self.people, self.size(grouping)).values())

    def team(self, grouping: Grouping) -> str:
        """ "binômes", "groupes de quatre": follows "en" or "in"."""
        phrases = self.voice.words.phrases
        remote = self.brief.modality == "remote"
        if grouping == "groups" and self.people > _TEAM + 1:
            text: str = phrases["remote_groups" if remote else "groups"]
            return text.format(n=self.voice.number(_TEAM))
        if self.people == 2:
            return str(phrases["one_pair"])
        if grouping == "pairs" and self.people > 3:
            return str(phrases["remote_pairs" if remote else "pairs"])
        return str(phrases["whole"])

    def composition(self, grouping: Grouping) -> str:
        """ "(quatre binômes et un trinôme)" when the number does not divide evenly, "" otherwise."""
        size = self.size(grouping)
        certain = self.brief.group_size_min == self.people and size > 1
        sizes = group_sizes(self.people, size) if certain and size < self.people else {}
        if len(sizes) < 2:
            return ""
        phrases = self.voice.words.phrases
        parts = [self._part(size, count) for size, count in sizes.items()]
        text: str = phrases["composition"]
        return text.format(parts=f" {phrases['and']} ".join(parts))

    def _part(self, size: int, count: int) -> str:
        phrases = self.voice.words.phrases
        if size == 2:
            name = "pair_part" if count == 1 else "pairs_part"
        elif size == 3 and count == 1:
            name = "trios_part"
        else:
            name = "group_part" if count == 1 else "groups_part"
        text: str = phrases[name]
        return text.format(count=self.voice.number(count), size=self.voice.number(size))
