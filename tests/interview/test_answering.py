"""The question decides what an answer says."""

import pytest

from assistant.interview.policy import Pending
from assistant.models.brief import BriefField
from tests.interview.talks import Talk, fact, goals, group


def asked_what_happens_at_work() -> Talk:
    talk = Talk()
    talk.hears(fact("subject", "l'accueil"), *goals("accueillir un visiteur"), fact("audience", "agents"))
    turn = talk.hears(fact("duration_minutes", 210, "une demi-journée"))
    assert turn.asked == "work_context"
    return talk


@pytest.mark.parametrize("field", ["assessment_wishes", "constraints", "resources", "accessibility"])
def test_an_answer_that_says_one_thing_answers_the_question(field: BriefField):
    talk, message = asked_what_happens_at_work(), "les enseignants évaluent au feeling"
    talk.hears(fact(field, message), message=message)
    assert talk.interview.answers.work_context == message
    assert getattr(talk.interview.answers, field) is None


def test_an_answer_that_says_two_things_keeps_both():
    talk = asked_what_happens_at_work()
    talk.hears(fact("work_context", "des plaintes"), fact("resources", "une salle"), message="des plaintes, une salle")
    assert talk.interview.answers.work_context == "des plaintes"
    assert talk.interview.answers.resources == ("une salle",)


def test_figures_of_a_story_are_no_measures_of_the_module():
    talk, message = asked_what_happens_at_work(), "deux visiteurs sont restés dehors 20 minutes"
    talk.hears(fact("duration_minutes", 20, "20 minutes"), *group(2, 2), fact("work_context", message), message=message)
    assert talk.interview.answers.duration_minutes == 210
    assert talk.interview.answers.group_size_max is None


def test_a_story_of_which_only_the_figures_were_read_is_the_answer():
    talk, message = asked_what_happens_at_work(), "two teachers gave the same essay a 9 and a 15"
    talk.hears(*group(2, 2), message=message)
    assert talk.interview.answers.work_context == message


@pytest.mark.parametrize(("minutes", "known"), [(25, None), (420, 420)])
def test_how_fast_the_work_is_done_is_not_how_long_the_module_lasts(minutes: int, known: int | None):
    talk = Talk()
    talk.hears(message="bonjour")
    talk.hears(fact("subject", "refaire une chambre"), fact("duration_minutes", minutes), fact("days", (minutes,)))
    assert talk.interview.answers.duration_minutes == known


def test_a_correction_is_heard_in_any_answer():
    talk = asked_what_happens_at_work()
    talk.hears(fact("duration_minutes", 420, "en fait une journée", corrects=True), message="en fait une journée")
    assert talk.interview.answers.duration_minutes == 420


def test_a_sentence_on_something_else_is_no_need_of_anybodys():
    talk = Talk()
    talk.hears(fact("subject", "l'accueil"), *goals("accueillir un visiteur"), fact("audience", "agents"))
    talk.interview = talk.interview.model_copy(update={"pending": Pending(kind="slot", slot="accessibility")})
    talk.hears(fact("work_context", "ils attendaient un chef"), message="ils attendaient un chef")
    assert talk.interview.answers.accessibility is None
    assert talk.interview.answers.work_context == "ils attendaient un chef"
