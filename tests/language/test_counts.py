import pytest

from assistant.language.counts import bare_count, find_counts


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("12 personnes", (12, 12)),
        ("une matinée avec les 9 professionnelles", (9, 9)),
        ("we will train our 14 drivers", (14, 14)),
        ("volunteer guides (15) at a small museum", (15, 15)),
        ("nos caissières (une douzaine)", (12, 12)),
        ("ils seront 12", (12, 12)),
        ("une douzaine de participants", (12, 12)),
        ("elles seront une dizaine", (10, 10)),
        ("entre 4 et 6 personnes", (4, 6)),
        ("8 à 10 stagiaires", (8, 10)),
        ("8 personnes max", (1, 8)),
        ("pas plus de 8 personnes", (1, 8)),
        ("8 max", (1, 8)),
        ("groupe de 15", (15, 15)),
        ("effectif : 10", (10, 10)),
        ("on sera 25", (25, 25)),
        ("up to 200 people", (1, 200)),
        ("12 to 16 people", (12, 16)),
        ("there will be 18 of us", (18, 18)),
        ("groups of six", (6, 6)),
        ("a dozen learners", (12, 12)),
    ],
)
def test_a_size_of_group_is_read_with_its_bounds(text: str, size: tuple[int, int]) -> None:
    assert [(found.low, found.high) for found in find_counts(text)] == [size]


@pytest.mark.parametrize(
    "text",
    [
        "12 ans d'ancienneté",
        "3 erreurs par mois",
        "les 3 chefs d'équipe se plaignent",
        "nos salariés (dont 3 nouveaux)",
        "pour les 3 personnes malentendantes",
        "l'entreprise compte 350 salariés",
        "une association de 200 bénévoles",
        "avec 2 formateurs",
        "4 heures",
        "a company of 300 employees",
        "20 customers a day",
    ],
)
def test_other_numbers_are_no_size_of_the_group(text: str) -> None:
    assert find_counts(text) == ()


@pytest.mark.parametrize(
    ("text", "size"), [("12", (12, 12)), ("une douzaine", (12, 12)), ("8 ou 10", (8, 10)), ("12 je pense", (12, 12))]
)
def test_a_bare_number_is_an_answer_to_how_many(text: str, size: tuple[int, int]) -> None:
    found = bare_count(text)
    assert found is not None
    assert (found.low, found.high) == size


def test_a_length_is_no_answer_to_how_many() -> None:
    assert bare_count("2 jours") is None
