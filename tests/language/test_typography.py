"""Typography and times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.typography import clock, span, typeset, words_of_duration


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('l\'heure : "oui" !', "l’heure\u00a0: «\u00a0oui\u00a0»\u00a0!"),
        ("Comparez!", "Comparez\u00a0!"),
        ("à 9:45 !", "à 9:45\u00a0!"),
        ("voir http://a.fr/b?c=d; et `x: y?`", "voir http://a.fr/b?c=d; et `x: y?`"),
        ("50% de 12 personnes", "50\u00a0% de 12\u00a0personnes"),
        ("8 h 30...", "8\u00a0h\u00a030…"),
        ("| :--- | ---: |", "| :--- | ---: |"),
        ("**Titre:** là", "**Titre\u00a0:** là"),
    ],
)
def test_french_is_set_with_no_break_spaces_and_guillemets(text, expected):
    assert typeset(text, "fr") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("contrôler la cuisson à l'oeil", "contrôler la cuisson à l’œil"),
        ("mettre en oeuvre, manoeuvrer, d'oeufs", "mettre en œuvre, manœuvrer, d’œufs"),
        ("le coeur, la soeur, un noeud, du boeuf, des voeux", "le cœur, la sœur, un nœud, du bœuf, des vœux"),
        ("coexister, un poète, la moelle, Oeuvrer", "coexister, un poète, la moelle, Œuvrer"),
    ],
)
def test_french_ligatures_are_set(text: str, expected: str) -> None:
    assert typeset(text, "fr") == expected


def test_english_gets_typographic_apostrophes_and_keeps_its_quotes():
    assert typeset("the learners' needs don't: \"why?\"", "en") == 'the learners’ needs don’t: "why?"'


@pytest.mark.parametrize("language", ["fr", "en"])
@given(text=st.text(alphabet="ab'’\"«»:;!?. \u00a0\u202f%h3…()*`{}\n-"))
def test_setting_twice_changes_nothing(language, text):
    once = typeset(text, language)
    assert typeset(once, language) == once


@pytest.mark.parametrize(
    ("minutes", "french", "english"),
    [(510, "8\u00a0h\u00a030", "8:30"), (720, "12\u00a0h\u00a000", "12:00"), (545, "9\u00a0h\u00a005", "9:05")],
)
def test_clock_times(minutes, french, english):
    assert (clock(minutes, "fr"), clock(minutes, "en")) == (french, english)


@pytest.mark.parametrize(
    ("minutes", "french", "english"),
    [
        (210, "3\u00a0h\u00a030", "3\u00a0h\u00a030\u00a0min"),
        (45, "45\u00a0min", "45\u00a0min"),
        (120, "2\u00a0h", "2\u00a0h"),
    ],
)
def test_lengths_of_time(minutes, french, english):
    assert (span(minutes, "fr"), span(minutes, "en")) == (french, english)


@pytest.mark.parametrize(
    ("minutes", "french", "english"),
    [
        (210, "une demi-journée", "half a day"),
        (420, "une journée", "one day"),
        (630, "une journée et demie", "a day and a half"),
        (1050, "deux jours et demi", "two and a half days"),
        (4200, "dix jours", "ten days"),
        (90, "1\u00a0h\u00a030", "1\u00a0h\u00a030\u00a0min"),
    ],
)
def test_days_are_said_in_words(minutes, french, english):
    assert (words_of_duration(minutes, "fr"), words_of_duration(minutes, "en")) == (french, english)
