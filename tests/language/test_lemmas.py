"""Words, lemmas, stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.lemmas import content_stems, fold, lemma, stem, tokens


def test_an_elision_is_a_word_of_its_own_with_either_apostrophe():
    assert [token.text for token in tokens("l'alerte, qu’il donne aujourd'hui")] == [
        "l'",
        "alerte",
        "qu’",
        "il",
        "donne",
        "aujourd'hui",
    ]


@given(st.text())
def test_tokens_are_exact_pieces_of_the_text(text):
    assert all(text[token.start : token.end] == token.text for token in tokens(text))


@given(st.text())
def test_folding_keeps_the_length_so_that_offsets_hold(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(("text", "folded"), [("Évacuer À Noël", "evacuer a noel"), ("ÇA", "ca")])
def test_folding_removes_accents_and_capitals(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [("choisissent", "fr", "choisir"), ("Extincteurs", "fr", "extincteur"), ("identified", "en", "identify")],
)
def test_the_lemma_is_the_dictionary_form(word, language, expected):
    assert lemma(word, language) == expected


def test_two_forms_of_a_word_share_a_stem_with_or_without_accents():
    assert stem("évacuation", "fr") == stem("evacuation", "fr")


def test_content_stems_leave_small_words_out():
    assert content_stems("utiliser les extincteurs de la zone", "fr") == content_stems(
        "zone, extincteur : utiliser", "fr"
    )


@pytest.mark.parametrize(
    ("said", "goal"),
    [
        ("ils reformulent et ils proposent", "reformuler, proposer"),
        ("ils nettoient et appellent", "nettoyer, appeler"),
        ("elles règlent, elles savent", "régler, savoir"),
    ],
)
def test_what_several_do_has_the_stems_of_its_infinitives(said, goal):
    assert content_stems(said, "fr") == content_stems(goal, "fr")


def test_a_noun_or_an_adverb_in_ent_is_no_verb():
    assert content_stems("un client patient, un moment urgent", "fr") == {"client", "patient", "moment", "urgent"}
