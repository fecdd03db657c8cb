"""Where a document says otherwise than the trainer, or than another document: which of the two holds is asked."""

from typing import Any

from assistant.interview import display
from assistant.interview.dilemmas import Dilemma, Way
from assistant.interview.words import words
from assistant.language.grammar import listing
from assistant.models.brief import FIELDS_OF_SLOT, Answers, Slot


def difference(name: str, slots: tuple[Slot, ...], yours: Answers, theirs: Answers, *, between: bool) -> Dilemma:
    """The one question about all that a document says otherwise; `between`: yours are another document's."""
    language = yours.language
    texts = words(language)["dilemmas"]["differs"]
    shown = [listing([display.value_of(slot, one, language) for slot in slots], language) for one in (yours, theirs)]
    mine, other = ("before", "now") if between else ("yours", "theirs")
    return Dilemma(
        id=f"differs:{name}:{shown[0]}:{shown[1]}",
        text=texts["between" if between else "text"].format(name=name, yours=shown[0], theirs=shown[1]),
        ways=(
            Way(label=texts[mine].format(value=shown[0]), sets=_values(yours, slots), named=texts["named"][mine]),
            Way(label=texts[other].format(value=shown[1]), sets=_values(theirs, slots), named=texts["named"][other]),
        ),
    )


def still_holds(one: Dilemma, answers: Answers) -> bool:
    """Whether nothing of it was changed or settled since."""
    return all(_plain(getattr(answers, name)) == _plain(value) for name, value in one.ways[0].sets.items())


def _values(answers: Answers, slots: tuple[Slot, ...]) -> dict[str, Any]:
    return {name: getattr(answers, name) for slot in slots for name in FIELDS_OF_SLOT[slot]}


def _plain(value: Any) -> Any:
    """JSON has no tuples: a difference read back must equal the one that was kept."""
    return tuple(value) if isinstance(value, list) else value
