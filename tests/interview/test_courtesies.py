"""What is said to Jalon itself, and what only looks like it."""

import pytest

from assistant.interview.courtesies import hear


@pytest.mark.parametrize(
    ("message", "topics"),
    [
        ("merci beaucoup !", ["thanks"]),
        ("tu es qui ?", ["who"]),
        ("Bonjour, qui êtes-vous ?", ["greeting", "who"]),
        ("ca coute combien", ["cost"]),
        ("c'est gratuit ?", ["cost"]),
        ("tu gardes mes données ?", ["data"]),
        ("mes données restent chez moi ?", ["data"]),
        ("je peux parler à un humain ?", ["human"]),
        ("t’es une IA ?", ["machine"]),
        ("qu'est-ce que tu sais faire ?", ["able"]),
        ("combien de questions encore ?", ["length"]),
        ("pourquoi cette question ?", ["why"]),
        ("on s’arrête là", ["goodbye"]),
        ("is it free?", ["cost"]),
        ("do you keep my data?", ["data"]),
        ("can I talk to a human?", ["human"]),
        ("thanks a lot", ["thanks"]),
    ],
)
def test_words_for_jalon_are_told_from_words_about_the_training(message: str, topics: list[str]):
    heard = hear(message, "fr", "interview")
    assert heard is not None
    assert heard.alone
    assert [topic.name for topic in heard.topics] == topics


@pytest.mark.parametrize(
    "message",
    [
        "ok merci",
        "non merci",
        "oui, merci",
        "c'est juste",
        "le RGPD",
        "un conseiller",
        "12",
        "il faut un compte",
        "c'est confidentiel",
        "merci, on sera 12",
        "c'est quoi la classe inversée ?",
        "combien de temps pour un jeu de rôle ?",
        "a human adviser",
        "privacy",
    ],
)
def test_an_answer_is_never_taken_for_a_courtesy(message: str):
    assert hear(message, "fr", "interview") is None
    assert hear(message, "en", "interview") is None


def test_what_is_said_beside_a_question_to_jalon_keeps_its_place():
    message = "Bonjour, vous gardez mes données ? Je forme 12 caristes."
    heard = hear(message, "fr", "interview")
    assert heard is not None
    assert not heard.alone
    assert len(heard.rest) == len(message)
    assert heard.rest.strip() == "Je forme 12 caristes."


def test_the_answer_about_data_says_so_when_a_model_reads_them():
    heard = hear("do you keep my data?", "en", "interview")
    assert heard is not None
    assert "do not leave it" in heard.answer("interview", None)
    assert "provider/name" in heard.answer("interview", "provider/name")
