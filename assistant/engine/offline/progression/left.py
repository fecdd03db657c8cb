"""What only the trainer can add or must check."""

from collections.abc import Iterator, Sequence

from assistant.engine.offline.progression.voice import Voice, quotable
from assistant.engine.offline.progression.wording import wording
from assistant.language import grammar
from assistant.models.brief import Brief
from assistant.models.module import Assessment, Day, Matter, Objective
from assistant.models.module import Sequence as ModuleSequence

_PHYSICAL = frozenset({"gesture"})
_MOST_IDS = 6
_CROWD, _EACH_HELPER = 40, 20
"""More people than this are helped by others, one for so many."""
_ALONE = 1
"""Assumed conditions and criteria that are quoted; more are only named."""


def left_to_trainer(
    brief: Brief,
    objectives: Sequence[Objective],
    days: Sequence[Day],
    assessments: Sequence[Assessment],
    matter: Sequence[Matter] = (),
) -> tuple[str, ...]:
    """Sentences; the most useful first."""
    voice = Voice(brief, wording(brief.language))
    said = (*_unchecked(voice, matter), *_said(voice, objectives, days, assessments))
    return tuple(voice.typeset(text) for text in said)


def _unchecked(voice: Voice, matter: Sequence[Matter]) -> Iterator[str]:
    """What a model proposed and the trainer has not accepted."""
    waiting = [piece.id for piece in matter if not piece.accepted]
    if waiting:
        left = voice.words.left
        ids = waiting[0] if len(waiting) == 1 else left["matter_ids"].format(first=waiting[0], last=waiting[-1])
        yield left["matter"].format(ids=ids, one=waiting[0])


def _said(
    voice: Voice, objectives: Sequence[Objective], days: Sequence[Day], assessments: Sequence[Assessment]
) -> Iterator[str]:
    brief, left = voice.brief, voice.words.left
    activities = [item for day in days for item in day.sequences if item.kind == "activity"]
    if voice.situation() is None:
        yield left["context"]
    if activities:
        yield left["cases"].format(sequences=_listed(activities, brief), audience=grammar.uncapitalized(brief.audience))
    if objectives:
        yield left["documents"].format(action=voice.target(objectives[:1]).action)
    physical = {item.id for item in objectives if item.performance in _PHYSICAL}
    risky = [item for item in activities if physical & set(item.objectives)]
    if risky and brief.modality in ("onsite", "hybrid"):
        yield left["rules"].format(sequences=_listed(risky[:1], brief))
    yield from _assumed("condition", voice, objectives)
    yield from _assumed("criterion", voice, objectives)
    grids = [item.id for item in assessments if item.rubric and item.moment in ("formative", "summative")]
    if grids:
        yield left["grid" if len(grids) == 1 else "grids"].format(
            ids=grammar.listing(grids[:_MOST_IDS], brief.language)
        )
    if not brief.accessibility:
        yield left["access"]
    if brief.modality == "async":
        yield left["tutor"]
    elif brief.group_size_max > _CROWD:
        yield left["helpers"].format(count=voice.number(-(-brief.group_size_max // _EACH_HELPER)))
    if voice.situation() is not None:
        yield left["sponsor"]


def _listed(sequences: Sequence[ModuleSequence], brief: Brief) -> str:
    ids = [item.id for item in sequences]
    return f"{ids[0]}–{ids[-1]}" if len(ids) > _MOST_IDS else grammar.listing(ids, brief.language)


def _assumed(part: str, voice: Voice, objectives: Sequence[Objective]) -> Iterator[str]:
    found = [item for item in objectives if part in item.assumed]
    if not found:
        return
    left = voice.words.left
    ids = grammar.listing([item.id for item in found[:_MOST_IDS]], voice.language)
    if len(found) == _ALONE:
        yield left[part].format(ids=ids, text=quotable(getattr(found[0], part)))
    else:
        yield left["conditions" if part == "condition" else "criteria"].format(ids=ids)
