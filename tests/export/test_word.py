"""The printed session plan, opened with python-docx as a word processor would."""

import io
import re
from collections.abc import Mapping
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from assistant.export import render
from assistant.models.knowledge import Card
from assistant.models.module import Module
from tests.export.conftest import CLEAN, lasting, questioned

Shelf = Mapping[str, Card]


def opened(module: Module, shelf: Shelf) -> Any:
    return docx.Document(io.BytesIO(render(module, "docx", shelf)))


def tables(word: Any, first_cell: str) -> list[Any]:
    return [table for table in word.tables if table.rows[0].cells[0].text == first_cell and len(table.columns) == 7]


def plans(word: Any) -> list[Any]:
    return [table for table in word.tables if len(table.columns) == 7 and table.rows[0].cells[2].text == "Min."]


def texts(word: Any) -> str:
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def test_pages_are_a4_on_their_side(half_day: Module, shelf: Shelf) -> None:
    for section in opened(half_day, shelf).sections:
        assert round(section.page_width.cm, 1) == 29.7
        assert round(section.page_height.cm, 1) == 21.0


def test_a_long_list_to_tick_takes_two_columns_and_loses_nothing(half_day: Module, shelf: Shelf) -> None:
    first, *others = half_day.progression[0].sequences
    laden = first.model_copy(update={"materials": tuple(f"une affiche {number}" for number in range(11))})
    day = half_day.progression[0].model_copy(update={"sequences": (laden, *others)})
    half_day = half_day.model_copy(update={"progression": (day, *half_day.progression[1:])})
    word = opened(half_day, shelf)
    columns = [row.cells for table in word.tables for row in table.rows if row.cells[0].text.startswith("☐")]
    assert [len(cells) for cells in columns] == [2]
    listed = [[paragraph.text for paragraph in cell.paragraphs] for cell in columns[0]]
    assert 0 <= len(listed[0]) - len(listed[1]) <= 1
    assert all(text.startswith("☐\t") for side in listed for text in side)
    markdown = render(half_day, "md", shelf).decode()
    assert all(f"- [ ] {text[2:]}" in markdown for side in listed for text in side)


@pytest.mark.parametrize("days", [1, 2, 5])
def test_each_day_is_a_section_with_its_name_at_the_top(shelf: Shelf, days: int) -> None:
    word = opened(lasting(CLEAN["fr"](), days), shelf)
    tops = [section.header.paragraphs[0].text for section in word.sections]
    names = [f"Jour {number}" for number in range(1, days + 1)] if days > 1 else ["Déroulé"]
    assert [top.split("\t")[1] for top in tops if top.split("\t")[-1] in names] == names
    assert len(plans(word)) == days


@pytest.mark.parametrize("days", [1, 2, 5])
def test_the_plan_has_one_row_a_sequence_and_the_minutes_of_the_module(shelf: Shelf, days: int) -> None:
    module = lasting(CLEAN["en"](), days)
    rows = [row for plan in plans(opened(module, shelf)) for row in plan.rows[1:]]
    ids = [row.cells[0].text for row in rows if row.cells[0].text]
    assert ids == [item.id for item in module.sequences() if item.kind != "break"]
    assert sum(int(row.cells[2].text or 0) for row in rows) == module.brief.duration_minutes


def test_the_head_of_every_table_comes_back_on_each_page(half_day: Module, shelf: Shelf) -> None:
    heads = 0
    for table in opened(half_day, shelf).tables:
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert not any(marked[1:])
        heads += marked[0]
    assert heads >= 6


def test_no_row_is_cut_between_two_pages(half_day: Module, shelf: Shelf) -> None:
    for table in opened(half_day, shelf).tables:
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_columns_have_widths_that_fill_the_page(half_day: Module, shelf: Shelf) -> None:
    for table in opened(half_day, shelf).tables:
        assert sum(column.width.cm for column in table.columns) == pytest.approx(26.7, abs=0.1)


def test_pages_are_numbered_by_the_word_processor(half_day: Module, shelf: Shelf) -> None:
    for section in opened(half_day, shelf).sections:
        fields = [item.text.strip() for item in section.footer._element.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_the_language_is_declared_for_who_reads_aloud(shelf: Shelf) -> None:
    for language, code in (("fr", "fr-FR"), ("en", "en-GB")):
        word = opened(CLEAN[language](), shelf)
        declared = {item.get(qn("w:val")) for item in word.styles.element.iter(qn("w:lang"))}
        assert declared == {code}
        assert word.core_properties.language == code


def test_the_document_has_a_title_and_its_tables_have_names(half_day: Module, shelf: Shelf) -> None:
    word = opened(half_day, shelf)
    assert word.core_properties.title == half_day.brief.title
    names = [item.get(qn("w:val")) for item in word.element.body.iter(qn("w:tblCaption"))]
    assert len(names) == len(word.tables)
    assert all(names)


def test_no_head_cell_is_empty(half_day: Module, shelf: Shelf) -> None:
    for table in opened(half_day, shelf).tables:
        if table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None:
            assert all(cell.text for cell in table.rows[0].cells)


def test_headings_are_nested_without_a_gap(half_day: Module, shelf: Shelf) -> None:
    levels = [
        int(found[1])
        for paragraph in opened(half_day, shelf).paragraphs
        if (found := re.fullmatch(r"Heading (\d)", paragraph.style.name))
    ]
    assert levels[0] == 1
    assert len(levels) > 8


def test_titles_stay_with_what_they_introduce(half_day: Module, shelf: Shelf) -> None:
    word = opened(half_day, shelf)
    assert all(word.styles[f"Heading {level}"].paragraph_format.keep_with_next for level in (1, 2, 3))


def test_the_key_is_the_last_part_and_the_questions_another(shelf: Shelf) -> None:
    word = opened(questioned(CLEAN["fr"](), 12), shelf)
    running = [section.header.paragraphs[0].text.split("\t")[-1] for section in word.sections]
    assert running[-1] == "Corrigé, pour le formateur"
    assert "Questions à distribuer" in running
    boxes = [paragraph.text for paragraph in word.paragraphs if paragraph.text.startswith("☐\ta.")]
    assert len(boxes) == 12


def test_bold_marks_are_never_printed(half_day: Module, shelf: Shelf) -> None:
    assert "**" not in texts(opened(half_day, shelf))


def test_what_xml_cannot_hold_is_left_out(shelf: Shelf) -> None:
    module = CLEAN["fr"]()
    brief = module.brief.model_copy(update={"title": "Réagir\x00 à un\x0b feu 🔥", "work_context": "a\x1fb\uffffc"})
    word = opened(module.model_copy(update={"brief": brief}), shelf)
    assert word.paragraphs[0].text == "Réagir à un feu 🔥"
    assert "Abc" in texts(word)


def test_the_words_are_those_of_the_markdown(half_day: Module, shelf: Shelf) -> None:
    plain = re.sub(r"[*|]|- \[ \]|<br>", " ", render(half_day, "md", shelf).decode())
    words = set(re.findall(r"[^\W\d_]{4,}", plain)) - set(re.findall(r"[^\W\d_]{4,}", texts(opened(half_day, shelf))))
    assert words <= {"Version", "mars", "March"}
