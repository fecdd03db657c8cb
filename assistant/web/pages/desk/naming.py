"""What people are called on the pages of the desk."""

from collections.abc import Mapping
from typing import Any

from assistant.desk import Opened
from assistant.models.desk import LOCAL, Person
from assistant.web.running import running


class Names(dict[str, str]):
    """Id → name; whoever is not known goes by their id."""

    def __missing__(self, key: str) -> str:
        return key


async def names_of(person: Person, texts: Mapping[str, Any]) -> Names:
    """The names of those whom the person works with, of the one user from before accounts, and of Jalon itself."""
    before = {LOCAL: texts["before_accounts"], "": "Jalon"}
    return Names({**before, **await running().desk.names(person), person.id: texts["you"]})


async def colleagues(person: Person, held: str | None, texts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Id and name of each person whom a review can be given to, the one who reads first; last the one who holds it,
    where it is somebody who reviews no more.
    """
    designers = [one for one in await running().desk.people(person) if one.role != "trainer"]
    designers.sort(key=lambda one: one.id != person.id)
    listed = [(one.id, texts["you"] if one.id == person.id else one.name) for one in designers]
    if held is None or held in dict(listed):
        return listed
    return [*listed, (held, texts["departed"].format(name=(await names_of(person, texts))[held]))]


def met(opened: Opened) -> dict[str, str]:
    """The names of those who decided or said something."""
    decided = {item.by: item.name for item in opened.decisions}
    return decided | {item.by: item.name for item in opened.comments}
