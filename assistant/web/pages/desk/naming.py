"""What people are called on the pages of the desk."""

from collections.abc import Iterable, Mapping

from assistant.desk import Opened
from assistant.models.desk import LOCAL, Person


class Names(dict[str, str]):
    """Id → name; whoever is not known goes by their id."""

    def __missing__(self, key: str) -> str:
        return key


def names_of(person: Person, you: str) -> Names:
    """The names that are known without opening a module."""
    return Names({person.id: you, LOCAL: you if person.organisation == LOCAL else LOCAL})


def colleagues(person: Person, opened: Opened, known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Id and name of each person whom a review can be given to: who reads it, who has it, who took part in it."""
    names = {**met(opened), **known}
    return [(one, names.get(one, one)) for one in _once([person.id, opened.review.assignee, *met(opened)])]


def met(opened: Opened) -> dict[str, str]:
    """The names of those who decided or said something."""
    decided = {item.by: item.name for item in opened.decisions}
    return decided | {item.by: item.name for item in opened.comments}


def _once(ids: Iterable[str | None]) -> list[str]:
    return [one for one in dict.fromkeys(ids) if one]
