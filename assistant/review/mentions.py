"""Whom a comment names, by an @ and a name."""

import re
from collections.abc import Mapping, Sequence

from assistant.language.lemmas import fold
from assistant.models.desk import Person

_TOKEN = re.compile(r"(?<![\w.+-])@([\w.+'’-]{1,120})")
"""Not the second half of an e-mail address."""


def mentioned(text: str, people: Sequence[Person], addresses: Mapping[str, str]) -> tuple[str, ...]:
    """Ids of the people whom "@first.last", "@first" (where only one is called so) or "@address" names.

    `addresses` holds e-mail addresses by id. What names nobody is left out.
    """
    names = [(one.id, _names_of(one, people, addresses.get(one.id, ""))) for one in people]
    found = [_named(match[1], names) for match in _TOKEN.finditer(text)]
    return tuple(dict.fromkeys(identifier for ids in found for identifier in ids))


def _named(token: str, names: Sequence[tuple[str, frozenset[str]]]) -> tuple[str, ...]:
    whole = _plain(token).rstrip(".'-+")
    # "@theo's" and "@théo’s" name Théo; "@zoe.d'arc" names somebody of that name.
    for written in (whole, whole.partition("'")[0]):
        found = tuple(identifier for identifier, known in names if written in known)
        if found:
            return found
    return ()


def _names_of(one: Person, people: Sequence[Person], address: str) -> frozenset[str]:
    words = _plain(one.name).split()
    names = {".".join(words), "-".join(words), _plain(address).partition("@")[0]}
    if words and sum(_plain(other.name).split()[:1] == words[:1] for other in people) == 1:
        names.add(words[0])
    return frozenset(names - {""})


def _plain(text: str) -> str:
    return fold(text).replace("’", "'")
