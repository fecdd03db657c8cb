"""Questions in the trainer's words, and answers to click that fit the module."""

import pytest

from assistant.interview import questions
from assistant.language.grammar import infinitive_phrase
from assistant.models.brief import Answers
from assistant.models.terms import Language


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("’", "'")


@pytest.mark.parametrize(
    ("language", "subject", "expected"),
    [
        ("fr", "la taille de la vigne", "tailler la vigne"),
        ("fr", "l'accueil des visiteurs", "accueillir les visiteurs"),
        ("fr", "entretien de recadrage", "conduire un entretien de recadrage"),
        ("en", "taking blood samples", "take blood samples"),
        ("en", "writing incident reports", "write incident reports"),
    ],
)
def test_the_actions_suggested_are_about_this_subject(language: Language, subject: str, expected: str):
    question = questions.ask("competencies", Answers(language=language, subject=subject))
    assert any(expected in item.lower() for item in question.suggestions)


@pytest.mark.parametrize("subject", ["RGPD", "Excel", "comprendre les enjeux", None])
def test_a_subject_that_names_no_action_gets_actions_that_fit_any(subject: str | None):
    question = questions.ask("competencies", Answers(subject=subject))
    assert len(question.suggestions) == 3
    assert all(infinitive_phrase(item, "fr") for item in question.suggestions[:2])


def test_the_situation_is_asked_for_through_the_first_action():
    answers = Answers(competencies=("donner l'alerte", "évacuer leur zone"))
    assert "quand il faut « donner l'alerte »" in plain(questions.ask("work_context", answers).text)


def test_the_equipment_is_asked_for_through_a_gesture():
    answers = Answers(competencies=("expliquer une consigne", "utiliser un extincteur"))
    assert "« utiliser un extincteur »" in plain(questions.ask("resources", answers).text)


@pytest.mark.parametrize(("count", "first"), [(1, "Deux heures"), (3, "Une demi-journée"), (6, "Une journée")])
def test_durations_suggested_grow_with_what_has_to_be_learnt(count: int, first: str):
    answers = Answers(competencies=tuple(f"faire {number}" for number in range(count)))
    assert questions.ask("duration", answers).suggestions[0] == first


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_question_can_be_passed_or_answered_by_a_click(language: Language):
    for slot in (
        "subject",
        "competencies",
        "audience",
        "audience_level",
        "duration",
        "group_size",
        "modality",
        "work_context",
    ):
        question = questions.ask(slot, Answers(language=language))
        assert len(question.suggestions) >= 3
        assert question.text.count("?") == 1
