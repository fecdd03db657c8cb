"""Digital tools: those that the trainer has, those that distance asks for, and what to do without."""

from collections.abc import Mapping, Sequence

from assistant.engine.offline.progression.draft import Draft
from assistant.engine.offline.progression.voice import Voice
from assistant.engine.offline.progression.wording import refuses_film, wording
from assistant.language import lemmas
from assistant.language.products import is_room_in
from assistant.language.signs import shown
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.module import Day, Objective, ToolUse
from assistant.models.terms import Modality

_CARRIES: dict[Modality, tuple[str, ...]] = {
    "onsite": (),
    "remote": ("virtual-class",),
    "hybrid": ("virtual-class",),
    "async": ("lms",),
}
"""What a module of that modality cannot do without."""
_SHARED = ("shared-document", "collaborative-board")
"""Where people who are apart write together."""
_FILMS = frozenset({"interactive-video", "screencast"})
_ASKS = frozenset({"account", "personal_data"})


def owned(brief: Brief, shelf: Mapping[str, Card]) -> tuple[str, ...]:
    """Tool cards that the trainer's own words name."""
    said = " ".join((*brief.resources, *brief.constraints))
    told = lemmas.content_stems(said, brief.language)
    wished = lemmas.content_stems(brief.assessment_wishes, brief.language)
    refused = _FILMS if refuses_film(brief) else frozenset()
    cards = (card for card in shelf.values() if card.kind == "tool" and card.id not in refused)
    return tuple(card.id for card in cards if _is_named(card, brief, told, wished) or is_room_in(card, said))


def _is_named(card: Card, brief: Brief, told: frozenset[str], wished: frozenset[str]) -> bool:
    """A wish for a poll is no voting tool; a wish for a quiz in some product is that product."""
    names = (card.title.text(brief.language), *card.aliases.texts(brief.language))
    return _any_in(names, told, brief) or _any_in(card.examples, told | wished, brief)


def _any_in(names: Sequence[str], told: frozenset[str], brief: Brief) -> bool:
    stems = (lemmas.content_stems(name, brief.language) for name in names)
    return any(bool(found) and found <= told for found in stems)


class Toolbox:
    """Gives each sequence the tools that it needs, and no other."""

    def __init__(self, brief: Brief, shelf: Mapping[str, Card]) -> None:
        self.brief, self.shelf = brief, shelf
        self.own = owned(brief, shelf)
        self.offline = bool(shown(brief, "no_network") or shown(brief, "weak_network"))
        carried = _CARRIES[brief.modality]
        self.carries = tuple(name for name in carried if name in shelf and not set(carried) & set(self.own)) or tuple(
            name for name in self.own if name in carried
        )

    def tools(self, draft: Draft) -> tuple[str, ...]:
        """Ids of the tools of one sequence."""
        found = list(self.carries)
        if draft.kind == "activity":
            wanted = [name for method in draft.methods for name in self.shelf[method].tools]
            found += [name for name in wanted if name in self.own]
            apart = self.brief.modality in ("remote", "hybrid") and self.brief.group_size_max > 1
            if apart and not self.offline and draft.grouping in ("pairs", "groups"):
                shared = [name for name in wanted if name in _SHARED and name in self.shelf]
                found += shared[:1]
        return tuple(dict.fromkeys(found))[:2]


def choose_tools(
    brief: Brief, objectives: Sequence[Objective], days: Sequence[Day], shelf: Mapping[str, Card]
) -> tuple[ToolUse, ...]:
    """Every tool that a sequence uses, for which objectives, why, and what to do without; () is a good answer."""
    words, voice = wording(brief.language), Voice(brief, wording(brief.language))
    served: dict[str, dict[str, None]] = {}
    for sequence in (sequence for day in days for sequence in day.sequences):
        for name in sequence.tools:
            ids = sequence.objectives if sequence.kind == "activity" else ()
            served.setdefault(name, {}).update(dict.fromkeys(ids))
    own = owned(brief, shelf)
    by_id = {item.id: item for item in objectives}
    found = []
    for name, of in served.items():
        targets = [item for item in objectives if item.id in of] or list(by_id.values())
        key = _reason(name, name in own, brief)
        why = str(getattr(words.tools, key)).format(statement=voice.all_actions(targets))
        card = shelf.get(name)
        if card is not None and _ASKS & set(card.requires):
            why = f"{why} {words.tools.data}"
        fallback = card.fallback.text(brief.language) if card and card.fallback else words.tools.fallback
        found.append(
            ToolUse(
                card=name,
                objectives=tuple(item.id for item in targets),
                why=voice.typeset(why),
                fallback=voice.typeset(fallback),
                new=name not in own,
            )
        )
    return tuple(found)


def _reason(name: str, is_own: bool, brief: Brief) -> str:
    if is_own:
        return "why_own"
    if name in _CARRIES[brief.modality]:
        return "why_async" if brief.modality == "async" else "why_remote"
    return "why_method"
