"""What cannot all be true, or cannot work, and two or three ways out; the trainer decides."""

from typing import Any

from assistant.interview import display
from assistant.interview.kinds import kind_of, kinds_of
from assistant.interview.ledger import Conflict, split_days
from assistant.interview.words import words
from assistant.language.grammar import listing
from assistant.language.typography import span
from assistant.language.wording import quoted
from assistant.models.brief import FIELDS_OF_SLOT, HALF_DAY_MINUTES, Answers, BriefField, Slot
from assistant.models.value import Value

MINUTES_PER_OBJECTIVE = 45
"""One objective per 45 minutes at most (check A8)."""

_AT_EASE = 65
"""Minutes that an objective takes with its practice and its feedback, openings and breaks aside."""

TURN_MINUTES = 3
"""The shortest useful turn of one learner at a gesture."""

_MANY = 16
"""Beyond this, one trainer cannot watch everyone have a turn."""


class Way(Value):
    """One way out: what to click, and the values that it sets."""

    label: str
    sets: dict[str, Any]
    """Brief field → value; {} keeps everything as it is."""
    named: str = ""
    """A pattern of other words that choose it: "celle du document"."""


class Dilemma(Value):
    """A contradiction or an impossibility, with its ways out."""

    id: str
    """"too_much", "crowd"…; a settled one is not raised again for the same values."""
    text: str
    ways: tuple[Way, ...]


def find_dilemma(answers: Answers, settled: tuple[str, ...]) -> Dilemma | None:
    """The first dilemma among the answers that the trainer has not settled."""
    found = (_too_much(answers), _hands_on_alone(answers), _crowd(answers))
    return next((dilemma for dilemma in found if dilemma and dilemma.id not in settled), None)


def conflict_dilemma(conflict: Conflict, answers: Answers, slot: Slot) -> Dilemma:
    """The question which of two stated values to keep."""
    language = answers.language
    texts = words(language)["dilemmas"]["conflict"]
    ways = []
    for fact in conflict.facts:
        sets = _with_twin(conflict.field, fact.value)
        shown = display.value_of(slot, answers.model_copy(update=sets), language) or str(fact.value)
        ways.append(Way(label=shown, sets=sets))
    link = " ou " if language == "fr" else " or "
    quotes = dict.fromkeys(fact.quote for fact in conflict.facts)  # "2 ou 3 jours" says both at once
    values = link.join(quoted(quote, language) for quote in quotes)
    text = texts["text"].format(name=display.name_of(slot, language), values=values)
    return Dilemma(id=f"conflict:{conflict.field}:{values}", text=text, ways=tuple(ways))


def _with_twin(field: BriefField, value: Any) -> dict[str, Any]:
    if field == "duration_minutes":
        return {"duration_minutes": value, "days": split_days(int(value))}
    if field == "days":
        return {"days": tuple(value), "duration_minutes": sum(value)}
    if field in FIELDS_OF_SLOT["group_size"]:
        return {"group_size_min": value, "group_size_max": value}
    return {field: value}


def _half_days(minutes: int) -> int:
    return -(-minutes // HALF_DAY_MINUTES) * HALF_DAY_MINUTES


def _extension(minutes: int, template: str, answers: Answers) -> Way:
    days = split_days(minutes)
    label = template.format(duration=display.duration(minutes, days, answers.language))
    return Way(label=label, sets={"duration_minutes": minutes, "days": days})


def _too_much(answers: Answers) -> Dilemma | None:
    goals, minutes = answers.competencies, answers.duration_minutes
    if not goals or not minutes or len(goals) < 2 or minutes >= len(goals) * MINUTES_PER_OBJECTIVE:
        return None
    language = answers.language
    texts = words(language)["dilemmas"]["too_much"]
    kept = goals[: max(1, minutes // MINUTES_PER_OBJECTIVE)]
    keep = texts["keep"].format(kept=len(kept), list=listing(kept, language))
    if len(kept) == 1:
        keep = keep.replace("les 1 premières", "la première").replace("the first 1", "the first")
    each = span(max(1, minutes // len(goals)), language)
    shown = display.duration(minutes, answers.days, language)
    return Dilemma(
        id=f"too_much:{len(goals)}:{minutes}",
        text=texts["text"].format(count=len(goals), duration=shown, each=each),
        ways=(
            Way(label=keep, sets={"competencies": kept}),
            _extension(_half_days(len(goals) * _AT_EASE), texts["extend"], answers),
            Way(label=texts["stay"], sets={}),
        ),
    )


def _crowd(answers: Answers) -> Dilemma | None:
    size, minutes = answers.group_size_max, answers.duration_minutes
    if not size or not minutes or size <= _MANY or answers.modality == "async":
        return None
    if "gesture" not in kinds_of(answers.competencies or (), answers.language):
        return None
    if size * TURN_MINUTES * len(answers.competencies or ()) <= minutes * 0.6:
        return None
    texts = words(answers.language)["dilemmas"]["crowd"]
    half = -(-size // 2)
    shown = display.duration(minutes, answers.days, answers.language)
    return Dilemma(
        id=f"crowd:{size}:{minutes}",
        text=texts["text"].format(size=size, duration=shown),
        ways=(
            Way(label=texts["split"].format(half=half), sets={"group_size_min": half, "group_size_max": half}),
            _extension(_half_days(minutes * 2), texts["extend"], answers),
            Way(label=texts["stay"], sets={}),
        ),
    )


def _hands_on_alone(answers: Answers) -> Dilemma | None:
    if answers.modality != "async":
        return None
    gestures = [item for item in answers.competencies or () if kind_of(item, answers.language) == "gesture"]
    if not gestures:
        return None
    texts = words(answers.language)["dilemmas"]["hands_on_alone"]
    return Dilemma(
        id="hands_on_alone",
        text=texts["text"].format(quote=gestures[0]),
        ways=(
            Way(label=texts["hybrid"], sets={"modality": "hybrid"}),
            Way(label=texts["onsite"], sets={"modality": "onsite"}),
            Way(label=texts["stay"], sets={}),
        ),
    )
