"""Syllabi of many trades and layouts, as training centres write them."""

from typing import Any

import pytest
import yaml

from assistant.language.detect import detect
from assistant.settings import PROJECT_ROOT
from tests.documents.building import build
from tests.documents.reading import brief, document, gleaned
from tests.documents.scoring import answers_of, score

_FOLDER = PROJECT_ROOT / "tests" / "documents"
SYLLABI: list[dict[str, Any]] = [
    case
    for path in sorted(_FOLDER.glob("syllabi*.yaml"))
    for case in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
]


@pytest.mark.parametrize("described", SYLLABI, ids=lambda described: described["name"])
async def test_what_a_syllabus_states_is_found_and_nothing_else(described: dict[str, Any]) -> None:
    content = build(described)
    written = detect(" ".join(passage.text for passage in (await document(described["name"], content)).passages)[:4000])
    found = await gleaned(described["name"], content, written or "fr")

    counted = score(answers_of(found, written or "fr"), described["states"])

    assert counted.invented == []
    assert counted.wrong == described.get("missed", [])


@pytest.mark.parametrize("described", SYLLABI, ids=lambda described: described["name"])
async def test_every_fact_quotes_its_passage_word_for_word(described: dict[str, Any]) -> None:
    found = await gleaned(described["name"], build(described))

    for fact in found.facts:
        assert fact.file == described["name"]
        assert any(fact.quote in text for text in found.texts)


async def test_a_document_in_the_other_language_gives_its_measures_and_keeps_its_words_aside() -> None:
    described = next(case for case in SYLLABI if case["name"] == "manual-handling.docx")

    found = await gleaned(described["name"], build(described), "fr")

    assert found.foreign
    assert {fact.field for fact in found.facts} == {"duration_minutes", "days", "group_size_min", "group_size_max"}
    whole = await gleaned(described["name"], build(described), "en")
    assert {(fact.field, str(fact.value), fact.quote) for fact in (*found.facts, *found.aside)} == {
        (fact.field, str(fact.value), fact.quote) for fact in whole.facts
    }
    assert all(any(fact.quote in text for text in found.texts) for fact in found.aside)


async def test_the_fewest_and_the_most_in_rows_of_their_own_are_one_size() -> None:
    rows = [["Effectif minimum", "4"], ["Effectif maximum", "10"], ["Durée", "2 jours (12 heures)"]]

    answers = await brief({"name": "x.docx", "blocks": [{"table": rows}]})

    assert (answers.group_size_min, answers.group_size_max, answers.days) == (4, 10, (360, 360))


async def test_a_part_of_the_length_under_another_heading_is_no_second_length() -> None:
    blocks = [{"h1": "Durée"}, {"p": "3 jours"}, {"h1": "Organisation"}, {"p": "Une journée en salle, deux à distance"}]

    found = await gleaned("x.docx", build({"name": "x.docx", "blocks": blocks}))

    assert answers_of(found, "fr").duration_minutes == 1260
    assert not [doubt for doubt in found.doubts if doubt.field == "duration_minutes"]


async def test_a_longer_length_under_another_heading_is_a_doubt() -> None:
    blocks = [{"h1": "Durée"}, {"p": "2 jours"}, {"h1": "Organisation"}, {"p": "3 jours en salle"}]

    found = await gleaned("x.docx", build({"name": "x.docx", "blocks": blocks}))

    assert answers_of(found, "fr").duration_minutes is None
    assert [doubt.quotes for doubt in found.doubts] == [("2 jours", "3 jours")]


async def test_two_lengths_in_a_letter_are_a_doubt_and_neither_is_taken() -> None:
    text = "Je vous confirme la formation de nos caristes, pour 8 personnes. Elle dure 2 jours. Elle dure 3 jours."

    found = await gleaned("x.txt", text.encode())

    assert answers_of(found, "fr").duration_minutes is None
    assert [doubt.field for doubt in found.doubts] == ["duration_minutes"]
