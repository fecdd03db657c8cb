"""Syllabi of many trades and layouts, as training centres write them."""

from typing import Any

import pytest
import yaml

from assistant.language.detect import detect
from assistant.settings import PROJECT_ROOT
from tests.documents.building import build
from tests.documents.reading import document, gleaned
from tests.documents.scoring import answers_of, score

_FOLDER = PROJECT_ROOT / "tests" / "documents"
SYLLABI: list[dict[str, Any]] = [
    case for path in sorted(_FOLDER.glob("syllabi*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
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


async def test_a_document_in_the_other_language_gives_its_measures_only() -> None:
    described = next(case for case in SYLLABI if case["name"] == "manual-handling.docx")

    found = await gleaned(described["name"], build(described), "fr")

    assert found.foreign
    assert {fact.field for fact in found.facts} == {"duration_minutes", "days", "group_size_min", "group_size_max"}
