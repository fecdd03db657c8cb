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
    ("text", "size"),
    [
        ("Mini 4 – maxi 10", (4, 10)),
        ("Min. 6 / Max. 12", (6, 12)),
        ("min : 4 ; max : 8", (4, 8)),
        ("8 (min.) à 12 (max.)", (8, 12)),
        ("Effectif : 8 (min.) à 12 (max.)", (8, 12)),
        ("Entre 6 (mini) et 12 (maxi) participants", (6, 12)),
        ("4 mini - 10 maxi", (4, 10)),
        ("4 personnes minimum et 10 personnes maximum", (4, 10)),
        ("Minimum 5 participants, maximum 10", (5, 10)),
        ("Mini : 5 personnes / Maxi : 12 personnes", (5, 12)),
        ("min. 4 pers. – max. 8 pers.", (4, 8)),
        ("12 stagiaires maximum, 4 minimum", (4, 12)),
        ("Maximum 12 participants (minimum 6)", (6, 12)),
        ("10 participants au plus, 5 au moins", (5, 10)),
        ("max 12, min 6", (6, 12)),
        ("a minimum of 5 and a maximum of 12", (5, 12)),
        ("Groups of 6 (minimum) to 12 (maximum)", (6, 12)),
        ("Up to 12 participants, minimum of 4", (4, 12)),
        ("at least 4 people, no more than 9", (4, 9)),
    ],
)
def test_the_fewest_and_the_most_are_read_in_either_order(text: str, size: tuple[int, int]) -> None:
    assert [(found.low, found.high) for found in find_counts(text)] == [size]


@pytest.mark.parametrize(
    "text",
    [
        "Minimum 2 heures, maximum 3 heures",
        "au moins 2 exercices, au plus 4 exercices",
        "une température mini 2 – maxi 4 °C",
        "une pause de 15 min, 20 max le vendredi",
        "at least 2 exercises and no more than 5 pages",
    ],
)
def test_the_least_and_the_most_of_other_things_are_no_size_of_the_group(text: str) -> None:
    assert not [found for found in find_counts(text) if found.low != 1]


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
