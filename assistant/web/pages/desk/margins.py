"""What stands beside each element of a draft: what does not hold there, and what is said about it."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import get_args

from assistant.models.brief import FIELDS_OF_SLOT
from assistant.models.desk import Comment
from assistant.models.module import Module
from assistant.models.review import Finding, Severity

WHOLE = "module"
_SLOTS: dict[str, str] = {name: slot for slot, names in FIELDS_OF_SLOT.items() for name in names}


@dataclass
class Thread:
    """A comment and what was answered."""

    first: Comment
    answers: list[Comment] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.first.settled == "open"


@dataclass
class Margin:
    """Findings and discussions of one element."""

    findings: list[Finding] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)

    @property
    def open(self) -> list[Thread]:
        """Discussions that wait."""
        return [thread for thread in self.threads if thread.open]

    @property
    def closed(self) -> list[Thread]:
        """Discussions that are over."""
        return [thread for thread in self.threads if not thread.open]

    @property
    def worst(self) -> Severity | None:
        """The gravest of its findings."""
        return self.findings[0].severity if self.findings else None


class Margins(dict[str, Margin]):
    """Element → what stands beside it; every element has a margin."""

    @property
    def elsewhere(self) -> list[tuple[str, Margin]]:
        """Elements that have findings."""
        return [(name, margin) for name, margin in self.items() if margin.findings and name != WHOLE]

    def __missing__(self, key: str) -> Margin:
        return Margin()


def margins(module: Module, comments: Iterable[Comment]) -> Margins:
    """Each finding and discussion beside its element; what belongs to none of them is about the whole."""
    found = Margins({name: Margin() for name in (WHOLE, *places_of(module))})
    order = get_args(Severity)
    for finding in sorted(module.findings, key=lambda one: order.index(one.severity)):
        found[_place(finding.where, found)].findings.append(finding)
    for thread in _threads(comments):
        where = thread.first.where
        found[where if where in found else WHOLE].threads.append(thread)
    return found


def said_by(comments: Iterable[Comment], version: int) -> list[Comment]:
    """What was said about a version or an earlier one, with every answer: what came later is about other words."""
    said = list(comments)
    later = {item.id for item in said if item.parent is None and item.version > version}
    return [item for item in said if (item.parent or item.id) not in later]


def places_of(module: Module) -> tuple[str, ...]:
    """The facts of the brief and the ids of the elements, as the page shows them."""
    return (
        *FIELDS_OF_SLOT,
        *(item.id for item in module.objectives),
        *(item.id for item in module.sequences()),
        *(item.id for item in module.assessments),
        *(item.id for item in module.matter),
    )


def _place(where: str, known: Container[str]) -> str:
    slot = _SLOTS.get(where, where)
    return slot if slot in known else WHOLE


def _threads(comments: Iterable[Comment]) -> list[Thread]:
    said = list(comments)
    threads = {item.id: Thread(item) for item in said if item.parent is None}
    for item in said:
        if item.parent in threads:
            threads[item.parent].answers.append(item)
    return list(threads.values())
