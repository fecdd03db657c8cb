"""One turn at a time: corrections, skips, commands, the recap."""

import pytest

from assistant.checks.dialogue import Exchange, interview
from assistant.interview.assumptions import assumption, complete
from assistant.interview.dialogue import recall
from assistant.interview.recap import recap
from assistant.models.brief import Answers
from assistant.models.terms import Modality
from tests.interview.talks import GOALS, Talk, fact, goals, group, told_all


def plain(texts: tuple[str, ...] | str) -> str:
    text = texts if isinstance(texts, str) else "\n".join(texts)
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def at_recap(talk: Talk) -> Talk:
    turn = told_all(talk)
    while turn.asked:
        turn = talk.hears(skip=True, message="passe")
    return talk


def test_a_skipped_question_becomes_a_listed_assumption_with_its_reason():
    talk = Talk()
    talk.hears(fact("subject", "git"), *goals("créer une branche"), fact("audience", "développeurs"))
    turn = talk.hears(skip=True, message="je ne sais pas")
    assert "durée, une demi-journée (3 h 30)" in plain(turn.says)
    assert "La durée n'est pas fixée" in plain(turn.says)
    brief = complete(talk.interview.answers)
    assert brief.assumed("duration_minutes") is not None


def test_a_correction_says_what_changes_from_what_to_what():
    talk = Talk()
    talk.hears(fact("subject", "git"), fact("duration_minutes", 840, "2 jours"), *group(12, 12))
    turn = talk.hears(
        fact("duration_minutes", 630, "1 journée et demie", corrects=True),
        fact("group_size_max", 8, "plutôt 8", corrects=True),
        fact("group_size_min", 8, "plutôt 8", corrects=True),
    )
    assert "durée, 2 jours → une journée et demie ; effectif, 12 personnes → 8 personnes" in plain(turn.says)
    assert talk.interview.answers.days == (420, 210)


def test_a_correction_leaves_only_the_new_words_as_its_source():
    talk = Talk()
    talk.hears(fact("subject", "git"), fact("duration_minutes", 840, "2 jours"))
    talk.hears(fact("duration_minutes", 420, "une journée", corrects=True))
    assert talk.interview.answers.quotes_of("duration_minutes") == ("une journée",)


def test_a_correction_only_puts_the_question_off():
    talk = Talk()
    talk.hears(fact("subject", "git"), fact("duration_minutes", 840, "2 jours"))
    turn = talk.hears(fact("duration_minutes", 630, "1 journée et demie", corrects=True))
    assert turn.asked == "competencies"
    assert turn.interview.questions == 1
    assert turn.interview.asked == ("competencies",)


def test_two_values_for_one_thing_in_a_message_are_put_to_the_trainer():
    talk = Talk()
    turn = talk.hears(
        fact("subject", "prospection"),
        fact("duration_minutes", 420, "1 jour"),
        fact("duration_minutes", 840, "2 jours"),
    )
    assert turn.asked is None
    assert "« 1 jour » ou « 2 jours »" in plain(turn.says)
    assert [plain(item) for item in turn.suggestions] == ["une journée", "2 jours"]
    turn = talk.hears(message="2 jours")
    assert talk.interview.answers.duration_minutes == 840
    assert turn.asked == "competencies"


def test_an_answer_that_says_nothing_of_the_kind_is_asked_for_once_more_in_other_words():
    talk = Talk()
    first = talk.hears(fact("subject", "git"), *goals("créer une branche"), fact("audience", "développeurs"))
    second = talk.hears(message="blabla")
    third = talk.hears(message="blabla")
    assert (first.asked, second.asked) == ("duration", "duration")
    assert first.says[-1] != second.says[-1]
    assert third.asked != "duration"
    assert "je retiens une hypothèse" in plain(third.says)


def test_the_actions_are_asked_for_again_when_the_answer_was_about_something_else():
    talk = Talk()
    talk.hears(fact("subject", "git"))
    turn = talk.hears(*group(6, 6), message="ils sont 6")
    assert turn.asked == "competencies"
    assert "« contrôler… »" in plain(turn.says)


def test_a_bare_no_means_that_there_is_none():
    talk = Talk()
    turn = told_all(talk)
    while turn.asked != "accessibility":
        turn = talk.hears(skip=True, message="passe")
    turn = talk.hears(consent="no", message="non")
    assert talk.interview.answers.accessibility == ()
    assert talk.interview.answers.quotes_of("accessibility") == ("non",)
    assert "rien de particulier à prévoir" in plain(turn.says)


def test_the_answer_is_acknowledged_in_a_few_words_and_what_else_was_said_is_named():
    talk = Talk()
    talk.hears(fact("subject", "git"))
    turn = talk.hears(*goals("créer une branche", "relire une demande de fusion"), *group(6, 6))
    assert plain(turn.says[0]).startswith("Deux actions à viser : créer une branche et relire une demande de fusion.")
    assert "C'est noté : l'effectif (6 personnes)." in plain(turn.says)


def test_one_question_is_asked_at_a_time():
    talk = Talk()
    turn = talk.hears(fact("subject", "la vente de vin"))
    exchanges = []
    while turn.asked:
        exchanges.append(Exchange(say="\n".join(turn.says), asked=turn.asked, skipped=True, assumed=True))
        turn = talk.hears(skip=True, message="passe")
    assert interview(tuple(exchanges)) == ()


def test_the_recap_is_confirmed_with_a_yes():
    talk = at_recap(Talk())
    turn = talk.hears(consent="yes", message="oui")
    assert turn.done
    assert turn.interview.confirmed


def test_the_recap_tells_apart_what_was_said_and_what_is_assumed():
    talk = at_recap(Talk())
    assert talk.last is not None
    text = plain(talk.last.says)
    said, assumed = text.split("Hypothèses que je propose")
    assert "- **Public** : préparateurs de commandes" in said
    assert "- **Durée** : une demi-journée (3 h 30)" in said
    assert "- **Moyens** : une salle, un tableau et du papier" in assumed


@pytest.mark.parametrize(
    ("modality", "means"),
    [
        ("onsite", "une salle, un tableau et du papier"),
        ("remote", "une classe virtuelle, un partage d'écran et un document à plusieurs"),
        ("async", "un espace où déposer des fichiers et un moyen de vous écrire"),
    ],
)
def test_the_means_that_are_assumed_are_those_of_where_people_are(modality: Modality, means: str):
    answers = Answers(subject="le tri des déchets", modality=modality)
    assert f"- **Moyens** : {means}" in plain(recap(answers, "Tri"))
    assert means in plain(assumption("resources", answers).reason)


def test_a_correction_at_the_recap_is_said_and_the_recap_is_not_recited_again():
    talk = at_recap(Talk())
    turn = talk.hears(fact("modality", "remote", "en visio", corrects=True))
    assert "modalité, en présentiel → en classe virtuelle" in plain(turn.says)
    assert "Voici ce que j'ai compris" not in plain(turn.says)
    assert talk.hears(consent="yes", message="oui").done


def test_a_no_at_the_recap_asks_what_is_wrong():
    turn = at_recap(Talk()).hears(consent="no", message="non")
    assert "Qu'est-ce qui n'est pas juste" in plain(turn.says)
    assert not turn.done


def test_a_click_on_what_changes_asks_for_it():
    talk = at_recap(Talk())
    turn = talk.hears(message="La durée change")
    assert turn.asked == "duration"
    turn = talk.hears(fact("duration_minutes", 420, "une journée"))
    assert "une demi-journée (3 h 30) → une journée" in plain(turn.says)


def test_draft_now_ends_the_interview_early():
    talk = Talk()
    talk.hears(fact("subject", "git"))
    turn = talk.hears(command="draft", message="rédige")
    assert turn.done
    assert complete(turn.interview.answers).assumptions


def test_draft_now_without_a_subject_asks_for_it():
    turn = Talk().hears(command="draft", message="rédige")
    assert (turn.done, turn.asked) == (False, "subject")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("recap", "Voici où nous en sommes"),
        ("help", "Racontez-moi votre formation"),
        ("undo", "Il n'y a pas encore de module"),
        ("export", "Il n'y a pas encore de module"),
    ],
)
def test_a_command_in_the_interview_is_answered_and_the_question_stays(command: str, says: str):
    talk = Talk()
    first = talk.hears(fact("subject", "git"))
    turn = talk.hears(command=command, message="…")
    assert says in plain(turn.says)
    assert turn.asked == first.asked == "competencies"
    assert turn.interview.questions == first.interview.questions


def test_after_a_digression_the_same_question_comes_back_and_does_not_count():
    talk = Talk()
    talk.hears(fact("subject", "git"))
    turn = recall(talk.interview)
    assert turn.asked == "competencies"
    assert turn.interview.questions == 1


def test_facts_about_something_else_are_kept_whenever_they_come():
    talk = at_recap(Talk())
    talk.hears(fact("resources", "un bac à feu"), message="j'ai un bac à feu")
    assert talk.interview.answers.resources == ("un bac à feu",)
    assert talk.interview.answers.competencies == GOALS


def test_english_is_spoken_to_an_english_trainer():
    talk = Talk("en")
    turn = talk.hears(fact("subject", "pruning vines"))
    assert turn.says[0].startswith("Hello!")
    assert turn.says[-1].startswith("By the end, what should they be able to do")


def test_a_subject_that_never_comes_is_asked_for_in_other_words_with_examples_and_a_way_out():
    talk = Talk()
    talk.hears(message="bonjour")
    for _ in range(2):
        turn = talk.hears(skip=True, message="je ne sais pas")
    said = {turn.says[-1]}
    assert turn.asked == "subject"
    assert "Réagir à un départ de feu" in turn.suggestions
    assert turn.suggestions[-1] == "On s’arrête là"
    for _ in range(2):
        turn = talk.hears(skip=True, message="je ne sais pas")
        said.add(turn.says[-1])
    assert len(said) == 3


def test_a_list_that_changes_is_given_whole_and_an_addition_is_added():
    for message, adds in (("créer une branche", False), ("ajoute créer une branche", True)):
        talk = at_recap(Talk())
        known = len(talk.interview.answers.competencies or ())
        turn = talk.hears(message="Les actions changent")
        assert turn.asked == "competencies"
        talk.hears(*goals("créer une branche"), message=message)
        assert len(talk.interview.answers.competencies or ()) == (known + 1 if adds else 1)
