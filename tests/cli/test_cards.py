"""Searching and validating cards, reading levels, describing shapes."""

import json
import shutil
from pathlib import Path

import pytest

from assistant.settings import PROJECT_ROOT
from tests.cli.conftest import Jalon, is_one_line

CARD = PROJECT_ROOT / "knowledge_base" / "methods" / "case-study.md"


def test_a_search_answers_best_first_one_row_a_card(jalon: Jalon) -> None:
    outcome = jalon("search", "ils décrochent après le déjeuner", "--json", "-k", "4")
    rows = json.loads(outcome.out)
    assert 0 < len(rows) <= 4
    assert all(set(row) == {"card", "kind", "title", "lang", "score", "quote"} for row in rows)
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert len({row["card"] for row in rows}) == len(rows)


def test_a_search_keeps_to_its_kind_and_language(jalon: Jalon) -> None:
    rows = json.loads(jalon("search", "quiz", "--kind", "tool", "--lang", "en", "--json").out)
    assert rows
    assert {(row["kind"], row["lang"]) for row in rows} == {("tool", "en")}


def test_a_search_without_an_answer_says_so_beside_the_results(jalon: Jalon) -> None:
    outcome = jalon("search", "zzzz qqqq", "--json")
    assert (outcome.code, json.loads(outcome.out)) == (0, [])
    assert "No card answers" in jalon("search", "zzzz qqqq").err


@pytest.mark.parametrize("query", ["", "   "])
def test_a_search_for_nothing_is_a_fault(jalon: Jalon, query: str) -> None:
    is_one_line(jalon("search", query), "give a word")


@pytest.mark.parametrize("query", ["'; drop table", "\u202e🔥", "a" * 50_000, '"*" OR NEAR(', "\x00"])
def test_any_text_can_be_searched(jalon: Jalon, query: str) -> None:
    assert jalon("search", query, "--json").code == 0


def test_cards_are_listed_by_kind(jalon: Jalon) -> None:
    rows = json.loads(jalon("kb", "list", "--json", "--kind", "assessment").out)
    assert {row["kind"] for row in rows} == {"assessment"}
    assert set(rows[0]["title"]) == {"fr", "en"}
    assert "Case study" in jalon("kb", "list").out


@pytest.mark.usefixtures("in_french")
def test_cards_are_listed_in_the_language_of_the_locale(jalon: Jalon) -> None:
    assert "Étude de cas" in jalon("kb", "list").out


def test_the_cards_that_ship_have_no_fault(jalon: Jalon) -> None:
    outcome = jalon("kb", "check")
    assert (outcome.code, outcome.err) == (0, "")


def test_a_broken_card_is_named_with_its_line_wherever_cards_are_read(
    jalon: Jalon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ours" / "methods").mkdir(parents=True)
    broken = tmp_path / "ours" / "methods" / "case-study.md"
    broken.write_text(CARD.read_text("utf-8").replace("\nreview:", "\nrevue:", 1), "utf-8")
    monkeypatch.setenv("JALON_KNOWLEDGE_PATHS", str(tmp_path / "ours"))
    outcome = jalon("kb", "check")
    assert outcome.code == 2
    assert f"{broken}:" in outcome.out
    is_one_line(jalon("search", "quiz"), f"{broken}:")
    doctor = jalon("doctor")
    assert doctor.code == 2
    assert f"✗ cards: {broken}:" in doctor.out


def test_cards_of_ones_own_are_added(jalon: Jalon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "ours" / "methods").mkdir(parents=True)
    shutil.copy(CARD, tmp_path / "ours" / "methods" / "our-own-case.md")
    monkeypatch.setenv("JALON_KNOWLEDGE_PATHS", str(tmp_path / "ours"))
    assert "our-own-case" in jalon("kb", "list").out


def test_the_index_is_named_when_it_is_up_to_date(jalon: Jalon) -> None:
    first, second = jalon("kb", "sync"), jalon("kb", "sync")
    assert (first.code, first.out) == (0, second.out)


def test_levels_are_read_in_the_order_of_the_input(jalon: Jalon) -> None:
    lines = ["Calculer le coût de revient", "Define depreciation", "comprendre la TVA"]
    outcome = jalon("bloom", "--file", "-", "--json", stdin="\ufeff" + "\r\n".join(lines) + "\r\n\r\n")
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert [row["text"] for row in rows] == lines
    assert all(set(row) == {"text", "bloom", "admitted", "verb", "findings"} for row in rows)
    assert [row["bloom"] for row in rows[:2]] == ["apply", "remember"]
    assert rows[2]["findings"]


def test_one_objective_is_read_from_the_line(jalon: Jalon) -> None:
    assert "apply" in jalon("bloom", "Utiliser un extincteur").out


def test_a_large_file_of_objectives_is_read_whole(jalon: Jalon) -> None:
    Path("many.txt").write_text("Calculer un prix\n" * 2000, "utf-8")
    assert jalon("bloom", "--file", "many.txt", "--json").out.count("\n") == 2000


@pytest.mark.parametrize("arguments", [(), ("a", "--file", "-"), ("",), ("--file", "nowhere.txt"), ("--file", ".")])
def test_no_objective_or_two_sources_are_a_fault(jalon: Jalon, arguments: tuple[str, ...]) -> None:
    is_one_line(jalon("bloom", *arguments))


@pytest.mark.parametrize(("what", "field"), [("brief", "competencies"), ("module", "progression")])
def test_shapes_are_described_as_json_schema(jalon: Jalon, what: str, field: str) -> None:
    schema = json.loads(jalon("schema", what).out)
    assert field in schema["properties"]
