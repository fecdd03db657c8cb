"""Every word of a draft has a place, and every place a path that finds it again."""

import pytest

from assistant.errors import InputError
from assistant.models.module import Matter, Module
from assistant.review.places import elements, places, text_at
from tests.checks.conftest import english_module, french_module


@pytest.fixture(params=["fr", "en"])
def module(request: pytest.FixtureRequest) -> Module:
    return french_module() if request.param == "fr" else english_module()


def test_every_place_is_found_by_its_path_and_no_path_names_two(module: Module):
    found = places(module)
    assert len({place.path for place in found}) == len(found)
    assert all(text_at(module, place.path) == place.text for place in found)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("brief.title", "Réagir à un départ de feu"),
        ("O1.statement", "Donner l'alerte"),
        ("O2.condition", "à partir de six situations prises dans l'entrepôt"),
        ("O4.criterion", "par l'itinéraire prévu, sans rien oublier de la grille"),
        ("S3.steps.2.trainer", "demande pourquoi celui-là et pas l'autre"),
        ("S3.steps.2.learners", "classent et justifient par écrit en une phrase"),
        ("B1.title", "Pause"),
        ("tools.voting.fallback", "Voter à main levée, cartons de couleur en main."),
        ("left.1", "Les six situations de la troisième séquence : prenez-les dans l'entrepôt."),
    ],
)
def test_a_path_reads_as_people_count(path: str, words: str):
    assert text_at(french_module(), path) == words


def test_the_places_follow_the_reading_and_each_knows_its_element():
    found = places(french_module())
    order = list(dict.fromkeys(place.element for place in found))
    assert order[:6] == ["module", "O1", "O2", "O3", "O4", "S1"]
    assert order.index("B1") == order.index("S3") + 1
    labels = {place.path: place.label for place in found}
    assert labels["S3.steps.2.trainer"] == "steps_trainer"
    assert labels["tools.voting.why"] == "tools_why"
    assert labels["impact.2.target"] == "impact_target"
    assert labels["A3.rubric.1.bands.2"] == "rubric_bands"


def test_a_break_has_a_title_and_nothing_else_to_write(module: Module):
    assert [place.path for place in places(module) if place.element == "B1"] == ["B1.title"]


def test_what_is_empty_is_a_place_where_something_can_be_written():
    by_path = {place.path: place for place in places(french_module())}
    assert by_path["S1.feedback"].text == ""
    assert by_path["S1.feedback"].multiline


def test_questions_and_subject_matter_have_places():
    piece = Matter(id="M1", kind="error", objective="O1", text="courir", answer="marcher")
    module = french_module().model_copy(update={"matter": (piece,)})
    assert text_at(module, "M1.answer") == "marcher"
    asked = next(item for item in english_module().assessments if item.items)
    assert text_at(english_module(), f"{asked.id}.items.1.options.2.text") == asked.items[0].options[1].text


@pytest.mark.parametrize(
    "path", ["", "O9.statement", "O1", "O1.verb", "S3.steps.0.trainer", "S3.steps.99.trainer", "id"]
)
def test_a_path_that_leads_nowhere_is_refused(path: str):
    with pytest.raises(InputError) as refused:
        text_at(french_module(), path)
    assert refused.value.french


def test_an_element_holds_all_of_its_words_and_the_module_what_is_left(module: Module):
    texts = elements(module)
    assert set(texts) == {"module"} | {place.element for place in places(module)}
    for place in places(module):
        assert place.text in texts[place.element]
    assert texts["module"].startswith(module.brief.title)
    assert module.methods[0].reasons[0] in texts["module"]
    assert module.brief.audience in texts["module"]
