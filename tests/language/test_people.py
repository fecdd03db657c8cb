import pytest

from assistant.language.people import is_person


@pytest.mark.parametrize(
    "word",
    ["caristes", "vendeuses", "aides-soignantes", "comptables", "boulangers", "nurses", "bakers", "staff", "managers"],
)
def test_trades_and_roles_are_people(word: str) -> None:
    assert is_person(word)


@pytest.mark.parametrize(
    "word", ["extincteur", "ordinateurs", "exercices", "erreurs", "heures", "computers", "orders", "errors", "chantier"]
)
def test_things_that_end_like_people_are_not(word: str) -> None:
    assert not is_person(word)
