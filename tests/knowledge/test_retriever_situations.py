from collections.abc import Mapping

import numpy as np

from assistant.knowledge.complaints import Complaints, learn, thinned
from assistant.knowledge.lexical import Spelling, roots
from assistant.knowledge.passages import passages, wording
from assistant.knowledge.situations import is_asked, situations
from assistant.knowledge.strangers import beside, strangers
from assistant.models.knowledge import Card


def test_situations_name_cards_that_exist_and_hand_out_several_of_them(shelf: Mapping[str, Card]) -> None:
    for situation in situations().values():
        assert set(situation.cards) <= set(shelf), situation.id
        assert len(situation.cards) >= 3
        assert set(situation.cards.values()) <= {1, 2, 3}


def test_a_situation_is_told_as_often_in_both_languages_and_never_twice() -> None:
    rows = situations().values()
    assert all(len(row.phrases["fr"]) == len(row.phrases["en"]) >= 2 for row in rows)
    told = [phrase.lower() for row in rows for phrases in row.phrases.values() for phrase in phrases]
    assert len(told) - len(set(told)) <= 10


def test_the_phrases_of_a_situation_are_embedded_and_answered_with_what_the_card_is(shelf: Mapping[str, Card]) -> None:
    situation = situations()["forgetting"]
    card = shelf[situation.owner]
    asked = [row for row in passages(card) if is_asked(row.section) and row.section.endswith(situation.id)]
    assert {wording(row, card) for row in asked} == {*situation.phrases["fr"], *situation.phrases["en"]}
    assert {row.text for row in asked} == {card.summary.fr, card.summary.en}


def test_forms_of_one_verb_have_one_root() -> None:
    assert roots("ils retiennent", "fr") == roots("retenir", "fr")
    assert roots("they forgot it", "en") == roots("forgetting", "en")


def test_a_word_with_its_accents_is_not_a_misspelling_and_names_are_mended_first() -> None:
    spelling = Spelling(["emission", "coller", "colle"], ["role", "classe"])
    assert spelling.text("ma lettre de démission") == "ma lettre de démission"
    assert spelling.text("jeu de rolle, la clasee") == "jeu de role, la classe"


def test_a_complaint_asks_for_the_cards_of_the_phrase_that_it_resembles(shelf: Mapping[str, Card]) -> None:
    rows = [row for row in passages(shelf["demonstration-practice"]) if row.section == "said"]
    rows += [row for row in passages(shelf["debate"]) if row.section == "said"]
    vectors = np.eye(len(rows), dtype=np.float32)
    learnt = Complaints(learn(rows, vectors, [roots(row.text, row.language) and [(row.id, "")] for row in rows]))
    asked = learnt.asked_for(vectors[0], [(rows[0].id, "")]).cards
    assert max(asked, key=asked.__getitem__) == "demonstration-practice"


def test_a_question_that_is_like_those_of_strangers_asks_for_nobody(shelf: Mapping[str, Card]) -> None:
    rows = [row for row in passages(shelf["debate"]) if row.section == "said"]
    vectors = np.eye(len(rows) + 1, dtype=np.float32)
    forms = [*([(row.language, row.id)] for row in rows), [("fr", "tondeuse")]]
    learnt = Complaints(learn(rows, vectors, forms))
    assert learnt.asked_for(vectors[-1], [("fr", "tondeuse")]).nobody > 0.3
    assert learnt.asked_for(vectors[0], forms[0]).nobody < 0.1


def test_a_small_base_learns_from_few_strangers_or_none() -> None:
    assert beside(10) == ()
    assert {language for language, _ in beside(400)} == {"fr", "en"}
    assert len(beside(400)) <= 20
    assert beside(10**6) == strangers()


def test_a_base_with_too_many_phrases_keeps_every_situation_and_some_words_of_each_card(
    shelf: Mapping[str, Card],
) -> None:
    rows = [row for card in shelf.values() for row in passages(card) if row.section == "said" or is_asked(row.section)]
    situated = [row for row in rows if is_asked(row.section)]
    fewer = thinned(rows, len(situated) + 400)
    assert [row for row in fewer if is_asked(row.section)] == situated
    assert 300 < len(fewer) - len(situated) <= 400
    assert {row.card for row in fewer} == {row.card for row in rows}
    assert thinned(rows) == rows
