"""What cannot work is named, with ways out; the trainer decides."""

import pytest

from assistant.interview.dilemmas import find_dilemma
from assistant.interview.kinds import subject_as_action
from assistant.models.brief import Answers
from tests.interview.talks import Talk, fact, goals, group

SEVEN = (
    "saluer",
    "écouter",
    "vérifier un badge",
    "remplir un registre",
    "guider un visiteur",
    "répondre au téléphone",
    "fermer un site",
)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        (Answers(competencies=SEVEN, duration_minutes=45), "too_much"),
        (Answers(competencies=("utiliser un extincteur",), modality="async"), "hands_on_alone"),
        (Answers(competencies=("utiliser un extincteur",), duration_minutes=90, group_size_max=40), "crowd"),
        (Answers(competencies=SEVEN, duration_minutes=840), None),
        (
            Answers(
                competencies=("utiliser un extincteur",), modality="onsite", duration_minutes=210, group_size_max=12
            ),
            None,
        ),
        (
            Answers(competencies=("expliquer une règle",), modality="async", duration_minutes=60, group_size_max=200),
            None,
        ),
        (Answers(), None),
    ],
)
def test_impossible_requests_are_found_and_possible_ones_are_not(answers: Answers, kind: str | None):
    found = find_dilemma(answers, ())
    assert (found.id.split(":")[0] if found else None) == kind
    if found:
        assert 2 <= len(found.ways) <= 3
        assert len({way.label for way in found.ways}) == len(found.ways)


def seven_in_45_minutes() -> Talk:
    talk = Talk()
    talk.hears(fact("subject", "l'accueil"), *goals(*SEVEN), fact("duration_minutes", 45, "45 minutes"))
    return talk


def test_seven_competencies_in_45_minutes_are_named_with_three_ways_out():
    talk = seven_in_45_minutes()
    assert talk.last is not None
    text = talk.last.says[-1].replace("\u00a0", " ")
    assert "7 actions à apprendre en 45 min" in text
    assert [way.split(" ")[0] for way in talk.last.suggestions] == ["Garder", "Passer", "Garder"]


@pytest.mark.parametrize(
    ("way", "minutes", "count"),
    [(0, 45, 1), (1, 630, 7), (2, 45, 7)],
)
def test_the_way_that_the_trainer_clicks_holds(way: int, minutes: int, count: int):
    talk = seven_in_45_minutes()
    assert talk.last is not None
    turn = talk.hears(message=talk.last.suggestions[way])
    assert talk.interview.answers.duration_minutes == minutes
    assert len(talk.interview.answers.competencies or ()) == count
    assert turn.asked == "audience"


def test_another_way_out_in_the_trainers_words_holds_too():
    talk = seven_in_45_minutes()
    talk.hears(fact("duration_minutes", 840, "2 jours"), message="passons à 2 jours")
    assert talk.interview.answers.duration_minutes == 840


def test_what_the_trainer_chose_is_not_put_to_them_again():
    talk = seven_in_45_minutes()
    assert talk.last is not None
    turn = talk.hears(message=talk.last.suggestions[2])
    while turn.asked:
        turn = talk.hears(skip=True, message="passe")
    assert talk.interview.pending is not None
    assert talk.interview.pending.kind == "recap"


def test_a_crowd_that_was_split_once_is_not_split_again():
    talk = Talk()
    talk.hears(
        fact("subject", "le feu"), *goals("utiliser un extincteur"), *group(60, 60), fact("duration_minutes", 60, "1 h")
    )
    turn = talk.hears(pick=1, message="1")
    assert talk.interview.answers.group_size_max == 30
    assert turn.asked == "audience"


def test_a_dilemma_comes_back_when_the_trainer_makes_it_worse():
    talk = seven_in_45_minutes()
    assert talk.last is not None
    talk.hears(message=talk.last.suggestions[1])
    talk.hears(fact("duration_minutes", 60, "une heure", corrects=True))
    assert talk.interview.pending is not None
    assert talk.interview.pending.kind == "dilemma"


def test_a_range_is_quoted_once_and_offers_both_ends():
    talk, said = Talk(), "2 ou 3 jours"
    talk.hears(fact("subject", "l'accueil"), *goals("accueillir un visiteur"), fact("audience", "agents"))
    both = [fact("duration_minutes", minutes, said) for minutes in (840, 1260)]
    turn = talk.hears(*both, message=said)
    assert turn.says[-1].replace("\u00a0", " ").count("« 2 ou 3 jours »") == 1
    assert [one.replace("\u00a0", " ") for one in turn.suggestions] == ["2 jours", "3 jours"]


@pytest.mark.parametrize(("subject", "doing"), [("le lever", None), ("la taille de la vigne", "tailler la vigne")])
def test_a_noun_that_looks_like_a_verb_is_no_action(subject: str, doing: str | None):
    assert subject_as_action(Answers(subject=subject)) == doing
