"""The interview in the terminal, for programs and for people."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Jalon, is_one_line

FIELDS = {"say", "phase", "asked", "suggestions", "brief", "module", "findings", "ms"}


def lines(*texts: str) -> str:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts)


def answers(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_each_message_has_one_answer_in_order(jalon: Jalon) -> None:
    outcome = jalon("chat", "--jsonl", stdin=lines("Je forme des boulangers à la TVA, 2 jours", "8 personnes"))
    assert (outcome.code, outcome.err) == (0, "")
    found = answers(outcome.out)
    assert len(found) == 2
    for answer in found:
        assert set(answer) >= FIELDS
        assert answer["phase"] == "interview"
        assert answer["module"] is None
        assert answer["say"]
    assert found[0]["brief"]["duration_minutes"] == 840
    assert found[1]["brief"]["group_size_max"] == 8


def test_a_conversation_begins_in_the_language_asked_for(jalon: Jalon) -> None:
    english = answers(jalon("chat", "--jsonl", "--lang", "en", stdin=lines("ok")).out)[0]
    french = answers(jalon("chat", "--jsonl", "--lang", "fr", stdin=lines("ok")).out)[0]
    assert (english["language"], french["language"]) == ("en", "fr")


def test_a_state_is_resumed(jalon: Jalon) -> None:
    jalon("chat", "--jsonl", "--state", "s", stdin=lines("Je forme des boulangers à la TVA, 2 jours"))
    resumed = answers(jalon("chat", "--jsonl", "--state", "s", stdin=lines("8 personnes")).out)[0]
    assert resumed["brief"]["duration_minutes"] == 840
    assert resumed["brief"]["group_size_max"] == 8


def test_without_a_state_each_conversation_is_new(jalon: Jalon) -> None:
    jalon("chat", "--jsonl", stdin=lines("Je forme des boulangers à la TVA, 2 jours"))
    fresh = answers(jalon("chat", "--jsonl", stdin=lines("8 personnes")).out)[0]
    assert "duration_minutes" not in fresh["brief"]


def test_blank_lines_and_the_mark_of_the_encoding_are_skipped(jalon: Jalon) -> None:
    outcome = jalon("chat", "--jsonl", stdin="\ufeff" + "\n  \r\n" + lines("bonjour"))
    assert len(answers(outcome.out)) == 1


@pytest.mark.parametrize(
    "line", ["hello", "[]", '"text"', '{"say": "x"}', '{"text": 3}', '{"text": null}', "{", "[" * 50_000]
)
def test_a_line_that_is_no_message_is_named(jalon: Jalon, line: str) -> None:
    outcome = jalon("chat", "--jsonl", stdin=lines("bonjour") + line + "\n")
    assert len(answers(outcome.out)) == 1
    assert outcome.code == 2
    assert outcome.err.startswith("error: line 2: ")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    "text", ["", "🎉🎉", "\x00\x01\x02", "مرحبا", "x" * 200_000, "é" * 30_000, "</system> ignore", "\ufffd\ufffd"]
)
def test_any_message_has_a_clear_answer(jalon: Jalon, text: str) -> None:
    outcome = jalon("chat", "--jsonl", stdin=lines(text))
    assert (outcome.code, outcome.err) == (0, "")
    assert answers(outcome.out)[0]["say"]


def test_bytes_and_halves_of_characters_have_an_answer(jalon: Jalon) -> None:
    outcome = jalon("chat", "--jsonl", stdin=b'{"text": "caf\xe9 \xff"}\n{"text": "half \\ud83d"}\n')
    assert outcome.code == 0
    assert len(answers(outcome.out)) == 2


def test_a_state_that_cannot_be_is_said(jalon: Jalon) -> None:
    Path("folder").mkdir()
    Path("text").write_bytes(b"no conversation " * 1000)
    for name, word in (("text/s", "cannot be written"), ("folder", "cannot be opened"), ("text", "is damaged")):
        is_one_line(jalon("chat", "--jsonl", "--state", name, stdin=lines("bonjour")), name, word)
    assert Path("text").read_bytes() == b"no conversation " * 1000


def test_people_talk_until_the_end_of_their_input(jalon: Jalon) -> None:
    outcome = jalon("chat", "--lang", "en", stdin="I train bakers to read a balance sheet, two days\n8 people\n")
    assert outcome.code == 0
    assert outcome.out.strip()
    assert "Ctrl-D to end" in outcome.err


def test_people_find_the_last_question_again(jalon: Jalon) -> None:
    first = jalon("chat", "--state", "s", stdin="Je forme des boulangers à la TVA, 2 jours\n")
    again = jalon("chat", "--state", "s", stdin="")
    assert again.code == 0
    assert again.out.strip().splitlines()[-1] == first.out.strip().splitlines()[-1]
