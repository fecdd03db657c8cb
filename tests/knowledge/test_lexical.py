import pytest

from assistant.knowledge.lexical import Spelling, ideas, stems, words

VOCABULARY = ("gamification", "classe", "inversée".replace("é", "e"), "debriefing", "geste", "evaluation")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gamificasion", "gamification"),
        ("gamifcation", "gamification"),
        ("debrifing", "debriefing"),
        ("clase", "classe"),
        ("clsase", "classe"),
    ],
)
def test_a_misspelt_word_finds_the_word_of_the_cards(typed: str, meant: str) -> None:
    assert Spelling(VOCABULARY).mended(typed) == meant


@pytest.mark.parametrize("typed", ["geste", "tarte", "xkcd", "abc", "poste", "blorpfnord"])
def test_real_words_short_words_and_gibberish_are_left_alone(typed: str) -> None:
    assert Spelling(VOCABULARY).mended(typed) is None


def test_hyphens_accents_and_small_words_do_not_count() -> None:
    assert words("L'auto-évaluation des élèves", "fr") == ("auto", "evaluation", "eleves")


def test_synonyms_are_one_idea() -> None:
    one, other = (ideas(stems(word, "fr"), "fr") for word in ("stagiaires", "apprenants"))
    assert one == other
