"""Whom a comment names."""

from collections.abc import Sequence

import pytest

from assistant.models.desk import Person
from assistant.review.mentions import mentioned

STAFF = (
    ("1", "Zoé d’Arc", "z.darc@example.org"),
    ("2", "Jean-Pierre Le Goff", "jplg@example.org"),
    ("3", "Marc Petit", "marc.petit@example.org"),
    ("4", "Marc Grand", "grand+jalon@example.org"),
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@zoe, vois-tu ?", ("1",)),
        ("@ZOÉ.", ("1",)),
        ("@zoe's idea, l’idée de @zoé’", ("1",)),
        ("(@Zoé.d'Arc)", ("1",)),
        ("@z.darc", ("1",)),
        ("@jean-pierre et @Jean-Pierre.Le.Goff", ("2",)),
        ("@jean-pierre-le-goff", ("2",)),
        ("@jean", ()),
        ("@marc", ()),
        ("@marc.grand puis @marc-petit", ("4", "3")),
        ("@grand+jalon", ("4",)),
        ("jplg@example.org, x@zoe", ()),
        ("@personne @ @.", ()),
    ],
)
def test_an_at_names_those_of_that_name_and_nobody_else(text: str, ids: Sequence[str]):
    people = [Person(id=one, organisation="rive", name=name, role="designer") for one, name, _ in STAFF]
    assert mentioned(text, people, {one: address for one, _, address in STAFF}) == tuple(ids)
