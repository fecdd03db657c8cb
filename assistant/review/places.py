"""Where words stand in a draft: each place has a path ("O1.criterion", "S3.steps.2.trainer")."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from assistant.errors import InputError
from assistant.models.module import Module, Sequence
from assistant.models.value import Value

Address = tuple[str | int, ...]
"""Names of fields and indexes that lead from a module to a text."""
_LONG = frozenset(
    {
        "steps_trainer",
        "steps_learners",
        "feedback",
        "accessibility",
        "description",
        "mastery",
        "items_stem",
        "items_options_feedback",
        "text",
        "answer",
        "options_feedback",
        "tools_why",
        "tools_fallback",
        "impact_formula",
        "left",
    }
)
"""Labels of what is written in sentences; everything else is one line."""
_IMPACT = ("indicator", "formula", "instrument", "moment", "target", "owner")


class Place(Value):
    """A place where a person may write."""

    path: str
    element: str
    """Id of the element that it belongs to, "module" where there is none."""
    label: str
    """What stands there, without numbers: "statement", "steps_trainer", "items_options_text", "impact_target"."""
    text: str
    """"" where nothing stands yet."""
    multiline: bool
    """Sentences rather than one line."""


class Spot(NamedTuple):
    """A place and how to get there."""

    path: str
    address: Address
    text: str


def places(module: Module) -> tuple[Place, ...]:
    """Every place of a module, in reading order."""
    return tuple(
        Place(
            path=spot.path,
            element=element_of(spot.path),
            label=label_of(spot.path),
            text=spot.text,
            multiline=is_long(spot.path),
        )
        for spot in spots(module)
    )


def text_at(module: Module, path: str) -> str:
    """The words at a place. Raises InputError where there is no such place."""
    return spot_at(module, path).text


def spot_at(module: Module, path: str) -> Spot:
    """The place of a path. Raises InputError where there is none."""
    found = next((spot for spot in spots(module) if spot.path == path), None)
    if found is None:
        name = path[:60]
        raise InputError(
            f"there is no place {name} in this version: it may have been removed",
            f"il n’y a pas d’endroit {name} dans cette version : il a pu être retiré",
        )
    return found


def element_of(path: str) -> str:
    """Id of the element that a path leads into; "module" for what belongs to none."""
    first = path.partition(".")[0]
    return first if first[:1].isupper() and first[1:].isdigit() else "module"


def label_of(path: str) -> str:
    """What stands at a path, whichever element and number it has."""
    parts = path.split(".")
    if element_of(path) != "module":
        parts = parts[1:]
    elif parts[0] == "tools":
        parts = [parts[0], parts[-1]]
    return "_".join(part for part in parts if not part.isdigit())


def is_long(path: str) -> bool:
    """Whether sentences stand there, not one line."""
    return label_of(path) in _LONG


def spots(module: Module) -> Iterator[Spot]:
    """Every place with its address, in reading order."""
    yield Spot("brief.title", ("brief", "title"), module.brief.title)
    for index, objective in enumerate(module.objectives):
        yield from _fields(objective, objective.id, ("objectives", index), ("statement", "condition", "criterion"))
    for number, day in enumerate(module.progression):
        for index, sequence in enumerate(day.sequences):
            yield from _of_sequence(sequence, ("progression", number, "sequences", index))
    yield from _of_assessments(module)
    for index, piece in enumerate(module.matter):
        yield from _fields(piece, piece.id, ("matter", index), ("text", "answer"))
        yield from _listed(piece, piece.id, ("matter", index), "options", ("text", "feedback"))
    for index, use in enumerate(module.tools):
        yield from _fields(use, f"tools.{use.card}", ("tools", index), ("why", "fallback"))
    yield from _listed(module, "", (), "impact", _IMPACT)
    for index, text in enumerate(module.left_to_trainer):
        yield Spot(f"left.{index + 1}", ("left_to_trainer", index), text)


def _of_sequence(sequence: Sequence, address: Address) -> Iterator[Spot]:
    if sequence.kind == "break":
        yield from _fields(sequence, sequence.id, address, ("title",))
        return
    yield from _fields(sequence, sequence.id, address, ("title",))
    yield from _listed(sequence, sequence.id, address, "steps", ("trainer", "learners"))
    yield from _fields(sequence, sequence.id, address, ("feedback",))
    for index, text in enumerate(sequence.materials):
        yield Spot(f"{sequence.id}.materials.{index + 1}", (*address, "materials", index), text)
    yield from _fields(sequence, sequence.id, address, ("accessibility",))


def _of_assessments(module: Module) -> Iterator[Spot]:
    for index, item in enumerate(module.assessments):
        address: Address = ("assessments", index)
        yield from _fields(item, item.id, address, ("description",))
        for number, row in enumerate(item.rubric):
            path, there = f"{item.id}.rubric.{number + 1}", (*address, "rubric", number)
            yield from _fields(row, path, there, ("criterion",))
            for band, text in enumerate(row.bands):
                yield Spot(f"{path}.bands.{band + 1}", (*there, "bands", band), text)
        yield from _fields(item, item.id, address, ("mastery",))
        for number, question in enumerate(item.items):
            path, there = f"{item.id}.items.{number + 1}", (*address, "items", number)
            yield from _fields(question, path, there, ("stem",))
            yield from _listed(question, path, there, "options", ("text", "feedback"))


def _fields(value: BaseModel, path: str, address: Address, names: tuple[str, ...]) -> Iterator[Spot]:
    for name in names:
        yield Spot(f"{path}.{name}", (*address, name), getattr(value, name))


def _listed(value: BaseModel, path: str, address: Address, name: str, fields: tuple[str, ...]) -> Iterator[Spot]:
    """Places of the items of a list, numbered from 1."""
    start = f"{path}.{name}" if path else name
    for index, item in enumerate(getattr(value, name)):
        yield from _fields(item, f"{start}.{index + 1}", (*address, name, index), fields)


def elements(module: Module) -> dict[str, str]:
    """Id of each element, "module" among them → its words, as comments are anchored to them."""
    words: dict[str, list[str]] = {"module": []}
    for spot in spots(module):
        words.setdefault(element_of(spot.path), []).append(spot.text)
    for objective in module.objectives:
        words[objective.id].append(objective.rewritten or "")
    for assessment in module.assessments:
        words[assessment.id].insert(0, assessment.title)
    words["module"] += _of_brief(module)
    words["module"] += [text for choice in module.methods for text in (choice.title, *choice.reasons, choice.quote)]
    words["module"] += [text for other in module.runners_up for text in (other.title, *other.failed)]
    return {name: "\n".join(filter(None, texts)) for name, texts in words.items()}


def _of_brief(module: Module) -> Iterator[str]:
    content: dict[str, Any] = module.brief.model_dump(
        exclude={"language", "title", "audience_level", "modality", "days", "sources", "assumptions", "remarks"}
    )
    for value in content.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value
    yield from (assumption.reason for assumption in module.brief.assumptions)
