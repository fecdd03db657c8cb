"""Other words at one place: fit to stand there, and nothing else changes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.engine.revision import carry
from assistant.errors import InputError
from assistant.models.hashing import content_hash
from assistant.models.module import Directives, Matter, Module, Wording
from assistant.review.editing import keep_wordings, reword
from assistant.review.places import places, text_at
from tests.checks.conftest import english_module, french_module

FRENCH, ENGLISH = french_module(), english_module()
PLACES = places(FRENCH)


def others(module: Module, path: str) -> dict[str, str]:
    return {place.path: place.text for place in places(module) if place.path != path}


def objective(module: Module, name: str):
    return next(item for item in module.objectives if item.id == name)


def test_a_sentence_is_typeset_as_it_is_written():
    changed = reword(FRENCH, "S2.feedback", '  Qu\'est-ce qui manque ? Dites-le :\r\n"quoi", où.  ')
    assert text_at(changed, "S2.feedback") == ("Qu’est-ce qui manque\u00a0? Dites-le\u00a0: «\u00a0quoi\u00a0», où.")


@pytest.mark.parametrize("path", [place.path for place in PLACES])
def test_any_place_can_be_rewritten_and_the_rest_stays(path: str):
    changed = reword(FRENCH, path, "Nommer la sortie la plus proche")
    assert text_at(changed, path).casefold() == "nommer la sortie la plus proche"
    assert others(changed, path) == others(FRENCH, path)
    assert changed.directives.wordings == (
        Wording(path=path, before=text_at(FRENCH, path), after=text_at(changed, path)),
    )
    assert content_hash(changed) != content_hash(FRENCH)


def test_a_statement_gets_a_capital_and_the_verb_and_level_that_it_says():
    changed = reword(FRENCH, "O2.statement", "comparer deux extincteurs.")
    now = objective(changed, "O2")
    assert (now.statement, now.verb, now.bloom) == ("Comparer deux extincteurs", "comparer", "analyze")
    assert objective(reword(ENGLISH, "O1.statement", "write the report"), "O1").verb == "write"


def test_a_statement_that_nobody_can_see_is_kept_for_the_checks_to_say():
    assert objective(reword(FRENCH, "O2.statement", "Comprendre le feu"), "O2").bloom == "understand"


@pytest.mark.parametrize("text", ["se repérer dans l'entrepôt", "Ne pas courir", "S'équiper en moins d'une minute"])
def test_a_pronoun_may_stand_before_the_verb(text: str):
    assert text_at(reword(FRENCH, "O1.statement", text), "O1.statement")[0].isupper()


@pytest.mark.parametrize("text", ["La gestion du stress", "Le bon extincteur", "Ils donnent l'alerte"])
def test_a_statement_begins_with_an_infinitive(text: str):
    with pytest.raises(InputError) as refused:
        reword(FRENCH, "O1.statement", text)
    assert "infinitif" in refused.value.french


def test_conditions_and_criteria_are_lower_case_without_a_stop_and_nobody_s_assumption_any_more():
    first = objective(FRENCH, "O1").model_copy(update={"assumed": ("condition", "criterion")})
    module = FRENCH.model_copy(update={"objectives": (first, *FRENCH.objectives[1:])})
    changed = reword(module, "O1.condition", "Dans le bruit de l'entrepôt.")
    assert objective(changed, "O1").condition == "dans le bruit de l’entrepôt"
    assert objective(changed, "O1").assumed == ("criterion",)
    assert text_at(reword(module, "O1.criterion", "QGIS ouvert"), "O1.criterion") == "QGIS ouvert"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("O1.criterion", "   "),
        ("O1.criterion", "."),
        ("S2.title", "\u200b"),
        ("S2.title", "un\x00deux"),
        ("S2.title", "un\x1b[31m"),
        ("S2.title", "x" * 301),
        ("S2.feedback", "x" * 2_001),
        ("S99.title", "Autre chose"),
    ],
)
def test_what_cannot_stand_there_is_refused_in_both_languages(path: str, text: str):
    with pytest.raises(InputError) as refused:
        reword(FRENCH, path, text)
    assert refused.value.french


def test_marks_that_turn_the_writing_round_are_taken_out():
    assert text_at(reword(FRENCH, "S2.title", "ab\u202ecd\u2066e"), "S2.title") == "abcde"


def test_the_same_words_again_change_nothing():
    assert reword(FRENCH, "B1.title", "Pause") is FRENCH


def test_a_second_edit_remembers_what_the_draft_said_first_and_going_back_forgets():
    twice = reword(reword(FRENCH, "S2.feedback", "Un."), "S2.feedback", "Deux.")
    first = text_at(FRENCH, "S2.feedback")
    assert [(item.before, item.after) for item in twice.directives.wordings] == [(first, "Deux.")]
    assert reword(reword(FRENCH, "B1.title", "Café"), "B1.title", "Pause").directives.wordings == ()


def test_the_engine_is_told_of_statements_titles_and_subject_matter():
    piece = Matter(id="M1", kind="error", objective="O1", text="courir")
    module = FRENCH.model_copy(update={"matter": (piece,)})
    said = reword(module, "O1.statement", "Alerter les secours").directives
    assert said.statements == {"O1": "Alerter les secours"}
    titled = reword(module, "S3.title", "Quel extincteur").directives
    assert titled.titles == {"S3": "Quel extincteur"}
    assert titled.origins["S3"].title == "Choisir le bon extincteur"
    matter = reword(module, "M1.text", "Courir vers la sortie")
    assert matter.directives.reworded_matter == {"M1": "Courir vers la sortie"}
    assert matter.matter[0].accepted


def test_a_title_of_the_review_is_no_proposal_of_jalon_s():
    changed = reword(FRENCH, "brief.title", "Face au feu")
    (title,) = (item for item in changed.brief.assumptions if item.field == "title")
    assert (title.value, title.reason) == ("Face au feu", "Ce titre a été écrit à la relecture.")


def test_a_new_draft_that_says_the_same_again_gets_the_words_back():
    edited = reword(FRENCH, "O1.criterion", "message complet en trente secondes")
    again = FRENCH.model_copy(update={"directives": edited.directives})
    assert keep_wordings(again, "fr") == (edited, ())
    assert keep_wordings(edited, "fr") == (edited, ())


def test_a_new_draft_that_says_something_else_drops_the_edit_and_says_so():
    edited = reword(FRENCH, "O1.criterion", "message complet en trente secondes")
    fresh = reword(FRENCH, "O1.criterion", "tout autre chose").model_copy(update={"directives": edited.directives})
    kept, lost = keep_wordings(fresh, "fr")
    assert text_at(kept, "O1.criterion") == "tout autre chose"
    assert kept.directives.wordings == ()
    assert "O1" in lost[0]
    assert "message complet en trente secondes" in lost[0]


def test_an_edit_follows_its_step_to_another_number():
    edited = reword(FRENCH, "S3.steps.2.trainer", "demande trois raisons")
    days = FRENCH.progression[0]
    moved = next(item for item in days.sequences if item.id == "S3")
    turned = moved.model_copy(update={"steps": (*moved.steps[1:], moved.steps[0])})
    sequences = tuple(turned if item.id == "S3" else item for item in days.sequences)
    fresh = FRENCH.model_copy(
        update={"progression": (days.model_copy(update={"sequences": sequences}),), "directives": edited.directives}
    )
    kept, lost = keep_wordings(fresh, "fr")
    assert text_at(kept, "S3.steps.1.trainer") == "demande trois raisons"
    assert [item.path for item in kept.directives.wordings] == ["S3.steps.1.trainer"]
    assert lost == ()


def test_a_statement_that_the_engine_puts_in_its_own_way_stays_as_it_was_written():
    edited = reword(FRENCH, "O2.statement", "Comprendre le feu")
    fresh = reword(FRENCH, "O2.statement", "Expliquer le feu").model_copy(update={"directives": edited.directives})
    kept, lost = keep_wordings(fresh, "fr")
    assert (text_at(kept, "O2.statement"), objective(kept, "O2").verb, lost) == ("Comprendre le feu", "comprendre", ())


def test_what_replaced_a_model_s_proposal_is_carried_to_a_draft_that_proposes_anew():
    proposed = FRENCH.objectives[0].model_copy(update={"condition": "sur le quai de nuit", "assumed": ("condition",)})
    before = reword(FRENCH.model_copy(update={"objectives": (proposed,)}), "O1.condition", "dans la cour")
    fresh = FRENCH.objectives[0].model_copy(update={"condition": "au signal", "assumed": ("condition",)})
    (carried,) = carry((fresh,), before, before.brief).objectives
    module = before.model_copy(update={"objectives": (carried,)})
    kept, lost = keep_wordings(module, "fr")
    assert (kept.objectives[0].condition, kept.objectives[0].assumed, lost) == ("dans la cour", (), ())


def test_an_edit_of_what_is_gone_goes_without_a_word():
    edited = reword(FRENCH, "O4.criterion", "sans rien oublier")
    fresh = FRENCH.model_copy(update={"objectives": FRENCH.objectives[:3], "directives": edited.directives})
    kept, lost = keep_wordings(fresh, "fr")
    assert (kept.directives.wordings, lost) == ((), ())


def test_a_module_of_before_keeps_its_hash():
    assert "wordings" not in Directives().model_dump(mode="json")
    told = Directives(wordings=(Wording(path="B1.title", before="Pause", after="Café"),))
    assert Directives.model_validate(told.model_dump(mode="json")) == told


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(path=st.sampled_from([place.path for place in PLACES]), text=st.text(max_size=60))
def test_what_is_accepted_stays_as_it_is_when_it_is_written_again(path: str, text: str):
    try:
        changed = reword(FRENCH, path, text)
    except InputError:
        return
    now = text_at(changed, path)
    assert now
    assert reword(changed, path, now) is changed
    assert Module.model_validate_json(changed.model_dump_json()) == changed
    assert others(changed, path) == others(FRENCH, path)
