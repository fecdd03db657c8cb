"""Methods put to the trainer, and the decision read."""

import pytest

from assistant.interview.proposal import decide, propose
from assistant.models.module import Directives, MethodChoice, RunnerUp
from assistant.models.turn import Edit, Reading

CHOSEN = MethodChoice(
    card="case-study",
    title="Étude de cas",
    role="main",
    reasons=("« x » : il faut choisir.",),
    quote="Plusieurs réponses se défendent.",
    score=1.0,
)
LEFT = RunnerUp(card="flipped-classroom", title="Classe inversée", failed=("Demande un travail avant la séance.",))
OFFERED = ("case-study", "flipped-classroom")


def test_methods_are_argued_with_the_card_quoted_and_the_others_left_out_with_a_reason():
    words = propose((CHOSEN,), (LEFT,), "fr")
    text = "\n".join(words.says).replace("\u00a0", " ")
    assert "« Plusieurs réponses se défendent. »" in text
    assert "**Classe inversée** : demande un travail avant la séance." in text
    assert [item.replace("\u00a0", " ") for item in words.suggestions] == [
        "D’accord, rédigez",
        "Plutôt : Classe inversée",
    ]


@pytest.mark.parametrize(
    ("reading", "move", "chosen", "excluded"),
    [
        (Reading(consent="yes"), "draft", (), ()),
        (Reading(command="draft"), "draft", (), ()),
        (Reading(skip=True), "draft", (), ()),
        (Reading(pick=2), "draft", ("flipped-classroom",), ()),
        (Reading(mentioned_cards=("flipped-classroom",)), "draft", ("flipped-classroom",), ()),
        (
            Reading(mentioned_cards=("flipped-classroom",), question="c'est quoi la classe inversée ?"),
            "unclear",
            (),
            (),
        ),
        (
            Reading(edits=(Edit(kind="exclude_method", value="case-study", quote="pas d'étude de cas"),)),
            "propose",
            (),
            ("case-study",),
        ),
        (
            Reading(edits=(Edit(kind="use_method", value="role-play", quote="un jeu de rôle"),)),
            "draft",
            ("role-play",),
            (),
        ),
        (Reading(consent="no"), "unclear", (), ()),
        (Reading(), "unclear", (), ()),
    ],
)
def test_what_the_trainer_says_of_the_methods_is_what_is_done(reading, move, chosen, excluded):
    decision = decide(reading, Directives(), OFFERED)
    assert (decision.move, decision.directives.chosen_methods, decision.directives.excluded_methods) == (
        move,
        chosen,
        excluded,
    )


def test_a_method_that_was_refused_can_be_taken_back():
    refused = Directives(excluded_methods=("case-study",))
    decision = decide(Reading(mentioned_cards=("case-study",)), refused, OFFERED)
    assert decision.directives.chosen_methods == ("case-study",)
    assert decision.directives.excluded_methods == ()
