from collections.abc import Mapping

import pytest

from assistant.knowledge.passages import LONGEST, cut, passages, wording
from assistant.models.knowledge import Card


def test_every_passage_is_in_the_card_word_for_word(shelf: Mapping[str, Card]) -> None:
    for card in shelf.values():
        for passage in passages(card):
            whole = card.summary.text(passage.language) + "\n".join(
                section.text for section in card.sections[passage.language]
            )
            assert passage.text in whole


def test_each_problem_in_trainers_words_is_a_passage_without_its_quotation_marks(shelf: Mapping[str, Card]) -> None:
    said = [item for item in passages(shelf["demonstration-practice"]) if item.section == "said"]
    assert "La plupart n’ont jamais touché l’appareil." in {item.text for item in said}
    assert {item.language for item in said} == {"fr", "en"}


def test_ids_are_unique(shelf: Mapping[str, Card]) -> None:
    ids = [passage.id for card in shelf.values() for passage in passages(card)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("- a b\n- c d", ["a b", "c d"]),
        ("Intro:\n\n- a\n- b", ["Intro:", "a", "b"]),
        ("- « dit »", ["dit"]),
        ("- « a » puis « b »", ["« a » puis « b »"]),
        ("", []),
    ],
)
def test_a_section_is_cut_at_paragraphs_and_bullets(text: str, pieces: list[str]) -> None:
    assert list(cut(text)) == pieces


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    text = " ".join(f"Sentence number {number} says something useful." for number in range(40))
    pieces = list(cut(text))
    assert " ".join(pieces) == text
    assert all(len(piece) <= LONGEST and piece.endswith(".") for piece in pieces)


def test_a_sentence_is_embedded_with_its_title_and_a_problem_without(shelf: Mapping[str, Card]) -> None:
    card = shelf["demonstration-practice"]
    found = {passage.section: wording(passage, card) for passage in passages(card) if passage.language == "en"}
    assert found["when"].startswith(card.title.en)
    assert card.title.en not in found["said"]
    assert "show and do" in found["title"]
