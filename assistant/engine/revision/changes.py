"""What changed between two versions, element by element, in sentences."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from assistant.engine.revision.words import say
from assistant.language.typography import span
from assistant.models.module import Assessment, Change, Module, Objective, Sequence
from assistant.models.terms import Language

T = TypeVar("T", Objective, Sequence, Assessment)


def list_changes(before: Module, after: Module, language: Language) -> tuple[Change, ...]:
    """Every element that was added, removed or changed, said in a language; () when the two are the same."""
    return (
        *_brief(before, after, language),
        *_methods(before, after, language),
        *_elements("objective", before.objectives, after.objectives, language, _objective),
        *_elements("sequence", _lessons(before), _lessons(after), language, _sequence),
        *_elements("assessment", before.assessments, after.assessments, language, _assessment),
    )


def _lessons(module: Module) -> tuple[Sequence, ...]:
    return tuple(item for item in module.sequences() if item.kind != "break")


def _brief(before: Module, after: Module, language: Language) -> Iterator[Change]:
    old, new = before.brief, after.brief
    if old.duration_minutes != new.duration_minutes or old.days != new.days:
        lengths = {"old": span(old.duration_minutes, language), "new": span(new.duration_minutes, language)}
        text = say("brief", "duration", language, **lengths)
        yield Change(where="duration", what=text)
    sizes = (old.group_size_min, old.group_size_max), (new.group_size_min, new.group_size_max)
    if sizes[0] != sizes[1]:
        yield Change(
            where="group_size", what=say("brief", "group_size", language, old=_range(*sizes[0]), new=_range(*sizes[1]))
        )
    if old.title != new.title:
        yield Change(where="title", what=say("brief", "title", language, new=new.title))
    for field in (
        "modality",
        "audience",
        "audience_level",
        "work_context",
        "resources",
        "constraints",
        "accessibility",
    ):
        if getattr(old, field) != getattr(new, field):
            yield Change(where=field, what=say("brief", field, language))


def _range(low: int, high: int) -> str:
    return str(high) if low == high else f"{low}–{high}"


def _methods(before: Module, after: Module, language: Language) -> Iterator[Change]:
    old = {method.card: method.title for method in before.methods}
    new = {method.card: method.title for method in after.methods}
    for card in new.keys() - old.keys():
        yield Change(where="methods", what=say("methods", "added", language, title=new[card]))
    for card in old.keys() - new.keys():
        yield Change(where="methods", what=say("methods", "removed", language, title=old[card]))


def _elements(
    kind: str,
    before: tuple[T, ...],
    after: tuple[T, ...],
    language: Language,
    describe: Callable[[T, T, Language], str],
) -> Iterator[Change]:
    old, new = {item.id: item for item in before}, {item.id: item for item in after}
    for id_, item in new.items():
        if id_ not in old:
            yield Change(where=id_, what=say(kind, "added", language, id=id_, title=_title(item)))
        elif _comparable(old[id_]) != _comparable(item):
            yield Change(where=id_, what=describe(old[id_], item, language))
    for id_, item in old.items():
        if id_ not in new:
            yield Change(where=id_, what=say(kind, "removed", language, id=id_, title=_title(item)))


def _comparable(item: Objective | Sequence | Assessment) -> dict[str, object]:
    # A start that moves because an earlier sequence grew is not a change of this one.
    return item.model_dump(exclude={"start"})


def _title(item: Objective | Sequence | Assessment) -> str:
    return item.statement if isinstance(item, Objective) else item.title


def _objective(old: Objective, new: Objective, language: Language) -> str:
    if old.statement != new.statement:
        return say("objective", "reworded", language, id=new.id, old=old.statement, new=new.statement)
    return say("objective", "changed", language, id=new.id, title=new.statement)


def _sequence(old: Sequence, new: Sequence, language: Language) -> str:
    if old.minutes != new.minutes:
        return say("sequence", "minutes", language, id=new.id, title=new.title, old=old.minutes, new=new.minutes)
    if old.methods != new.methods:
        return say("sequence", "methods", language, id=new.id, title=new.title)
    if old.title != new.title:
        return say("sequence", "title", language, id=new.id, old=old.title, new=new.title)
    return say("sequence", "changed", language, id=new.id, title=new.title)


def _assessment(old: Assessment, new: Assessment, language: Language) -> str:
    if old.instrument != new.instrument:
        return say("assessment", "instrument", language, id=new.id, old=old.title, new=new.title)
    return say("assessment", "changed", language, id=new.id, title=new.title)
