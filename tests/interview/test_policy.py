"""Which question comes next."""

import pytest

from assistant.interview.policy import MOST_QUESTIONS, Interview, next_move
from assistant.models.brief import Answers, Slot
from tests.interview.talks import GOALS, Talk, fact, goals, group, told_all


def test_the_subject_is_asked_first_then_what_learners_will_do():
    talk = Talk()
    assert talk.hears(message="bonjour").asked == "subject"
    assert talk.hears(fact("subject", "la taille de la vigne")).asked == "competencies"


def test_what_weighs_most_on_the_design_is_asked_before_the_rest():
    talk = Talk()
    asked = [talk.hears(fact("subject", "le contrôle d'un stock")).asked]
    asked.append(talk.hears(*goals("compter un stock", "signaler un écart")).asked)
    asked.append(talk.hears(fact("audience", "magasiniers")).asked)
    asked.append(talk.hears(fact("duration_minutes", 420, "une journée")).asked)
    asked.append(talk.hears(fact("work_context", "les écarts se voient trop tard")).asked)
    assert asked == ["competencies", "audience", "duration", "work_context", "group_size"]


def test_what_is_known_is_never_asked():
    talk = Talk()
    turn = talk.hears(fact("subject", "git"), *goals("créer une branche"), fact("audience", "développeurs"))
    assert turn.asked == "duration"


def test_a_trainer_who_says_everything_gets_three_questions_at_most():
    talk = Talk()
    turn, asked = told_all(talk), 0
    while turn.asked:
        asked += 1
        turn = talk.hears(skip=True, message="passe")
    assert 0 < asked <= 3
    assert talk.interview.pending is not None
    assert talk.interview.pending.kind == "recap"


def test_a_trainer_who_skips_everything_gets_eight_questions_at_most_and_a_recap():
    talk = Talk()
    asked: list[Slot] = []
    turn = talk.hears(fact("subject", "excel"))
    while turn.asked:
        asked.append(turn.asked)
        turn = talk.hears(skip=True, message="passe")
    assert len(asked) == len(set(asked)) <= MOST_QUESTIONS
    assert "Voici ce que j’ai compris" in "\n".join(turn.says)


@pytest.mark.parametrize(
    ("competency", "slot"),
    [("utiliser un extincteur", "resources"), ("mener un entretien", "assessment_wishes")],
)
def test_equipment_matters_for_a_gesture_and_proof_for_the_rest(competency: str, slot: Slot):
    essential: tuple[Slot, ...] = (
        "subject",
        "audience",
        "duration",
        "work_context",
        "group_size",
        "modality",
        "audience_level",
    )
    answers = Answers(competencies=(competency,))
    move = next_move(Interview(answers=answers, asked=essential, skipped=essential, questions=6))
    assert (move.move, move.slot) == ("ask", slot)


def test_the_level_is_left_to_the_diagnostic_when_many_questions_were_asked():
    answers = Answers(subject="git", competencies=GOALS, audience="a", work_context="b", modality="onsite")
    seen: tuple[Slot, ...] = ("duration", "group_size")
    late = next_move(Interview(answers=answers, asked=seen, skipped=seen, questions=5))
    soon = next_move(Interview(answers=answers, asked=seen, skipped=seen, questions=2))
    assert (soon.slot, late.slot) == ("audience_level", "resources")


def test_a_vague_goal_gets_one_follow_up_before_anything_else():
    talk = Talk()
    turn = talk.hears(fact("subject", "RGPD"), *goals("comprendre les enjeux"), vague=("comprendre les enjeux",))
    assert turn.asked == "competencies"
    assert "« comprendre les enjeux »" in turn.says[-1].replace("\u00a0", " ")
    assert any("les enjeux" in item for item in turn.suggestions)
    turn = talk.hears(*goals("expliquer les enjeux"), vague=("expliquer les enjeux",))
    assert turn.asked != "competencies"


def test_a_vague_goal_gives_way_to_what_learners_will_do():
    talk = Talk()
    talk.hears(fact("subject", "RGPD"), *goals("comprendre les enjeux"), vague=("comprendre les enjeux",))
    talk.hears(*goals("repérer une donnée sensible"))
    assert talk.interview.answers.competencies == ("repérer une donnée sensible",)


def test_a_vague_goal_stays_when_the_trainer_does_not_know():
    talk = Talk()
    talk.hears(fact("subject", "RGPD"), *goals("comprendre les enjeux"), vague=("comprendre les enjeux",))
    talk.hears(skip=True, message="je ne sais pas")
    assert talk.interview.answers.competencies == ("comprendre les enjeux",)


def test_the_group_is_read_from_both_bounds():
    talk = Talk()
    talk.hears(fact("subject", "git"), *group(4, 6))
    assert (talk.interview.answers.group_size_min, talk.interview.answers.group_size_max) == (4, 6)
