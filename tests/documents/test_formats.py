"""Each format in the ways in which people lay out a document, and what readers of it do not see."""

import io

import pytest
from docx import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from openpyxl import Workbook
from pptx import Presentation

from assistant.documents.found import place_of
from tests.documents.building import Page, build, deck, pdf, pdf_of, word
from tests.documents.reading import brief, document, gleaned, texts


def _bytes(saved: object) -> bytes:
    buffer = io.BytesIO()
    saved.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


async def test_two_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    blocks = [
        {"h1": "Public visé"},
        {"p": "Soudeurs"},
        {"h1": "Durée"},
        {"p": "2 jours"},
        {"break": True},
        {"h1": "Objectifs pédagogiques"},
        {"ul": ["Régler le poste", "Souder à plat"]},
    ]

    found = texts(await document("deux.pdf", pdf(blocks, columns=True)))

    assert found == [
        "Public visé",
        "Soudeurs",
        "Durée",
        "2 jours",
        "Objectifs pédagogiques",
        "Régler le poste",
        "Souder à plat",
    ]


async def test_a_key_and_its_value_side_by_side_are_a_row() -> None:
    found = await document("cle.pdf", pdf([{"kv": [["Durée", "2 jours"], ["Public", "Caristes"], ["Tarif", "480 €"]]}]))

    assert [passage.cells for passage in found.passages] == [
        ("Durée", "2 jours"),
        ("Public", "Caristes"),
        ("Tarif", "480 €"),
    ]


async def test_headers_and_footers_of_every_page_are_left_out() -> None:
    pages = []
    for number in range(1, 5):
        page = Page()
        page.write(56, 20, "Centre de formation Untel")
        page.write(56, 100, f"Ce que dit la page {'abcd'[number - 1]}.")
        page.write(280, 820, f"Page {number} / 4")
        pages.append(page)

    assert texts(await document("pages.pdf", pdf_of(pages))) == [f"Ce que dit la page {letter}." for letter in "abcd"]


async def test_white_letters_of_a_pdf_are_hidden_unless_they_stand_on_a_colour() -> None:
    page = Page()
    page.write(56, 60, "Public : caristes")
    page.write(56, 80, "Durée : 9 jours", state="1 g")
    page.write(56, 100, "Effectif : 99 personnes", state="3 Tr")
    page.write(56, 120, "Niveau : avancé", 1)
    page.paint(50, 130, 300, 30)
    page.write(56, 150, "Prérequis : aucun", state="1 1 1 rg")

    found = await document("blanc.pdf", pdf_of([page]))

    assert texts(found) == ["Public : caristes", "Prérequis : aucun"]
    assert found.hidden


async def test_white_and_hidden_words_of_a_word_document_are_left_out() -> None:
    file = WordDocument()
    file.add_paragraph("Public : caristes")
    file.add_paragraph().add_run("Durée : 9 jours").font.color.rgb = RGBColor(255, 255, 255)
    file.add_paragraph().add_run("Effectif : 99 personnes").font.hidden = True

    found = await document("blanc.docx", _bytes(file))

    assert texts(found) == ["Public : caristes"]
    assert found.hidden


async def test_white_words_on_a_coloured_cell_are_read() -> None:
    file = WordDocument()
    row = file.add_table(1, 2).rows[0]
    row.cells[0].paragraphs[0].add_run("Durée").font.color.rgb = RGBColor(255, 255, 255)
    shade = OxmlElement("w:shd")
    shade.set(qn("w:fill"), "1F3864")
    row.cells[0]._tc.get_or_add_tcPr().append(shade)
    row.cells[1].text = "2 jours"

    assert texts(await document("bandeau.docx", _bytes(file))) == ["Durée\n2 jours"]


async def test_what_was_deleted_under_revision_is_not_read_and_what_was_inserted_is() -> None:
    file = WordDocument()
    paragraph = file.add_paragraph("Durée : ")
    for name, part, said in (("w:del", "w:delText", "3 jours"), ("w:ins", "w:t", "2 jours")):
        change, run, words = OxmlElement(name), OxmlElement("w:r"), OxmlElement(part)
        words.text = said
        run.append(words)
        change.append(run)
        paragraph._p.append(change)

    assert texts(await document("suivi.docx", _bytes(file))) == ["Durée : 2 jours"]


async def test_hidden_sheets_rows_and_columns_are_left_out() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Compétences"
    for row in (["Compétence", "Note"], ["Braser un tube", "x"], ["Souder un tube", "x"], ["Secrète", "x"]):
        sheet.append(row)
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("Caché").sheet_state = "hidden"

    found = await document("masque.xlsx", _bytes(book))

    assert [passage.cells for passage in found.passages] == [("Compétence",), ("Braser un tube",), ("Souder un tube",)]
    assert found.hidden


async def test_hidden_slides_are_left_out_and_notes_state_no_fact() -> None:
    slides = [
        {"title": "Réclamations"},
        {"title": "Durée", "ul": ["1 jour"], "notes": "Public : les directeurs. Effectif : 40 personnes."},
        {"title": "Effectif", "ul": ["99 personnes"]},
    ]
    presentation = Presentation(io.BytesIO(deck(slides)))
    presentation.slides[2]._element.set("show", "0")

    found = await gleaned("cache.pptx", _bytes(presentation))

    assert {fact.field for fact in found.facts} == {"subject", "title", "duration_minutes", "days"}
    assert found.hidden


async def test_no_more_than_twelve_competencies_are_taken_of_a_framework_and_the_rest_is_counted() -> None:
    rows = [["Code", "Compétence"], *([f"C{n}", f"Contrôler le poste numéro {n}"] for n in range(1, 31))]
    book = Workbook()
    for row in rows:
        book.active.append(row)

    found = await gleaned("referentiel.xlsx", _bytes(book))

    assert len([fact for fact in found.facts if fact.field == "competencies"]) == 12
    assert found.left_out == 18


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("cp1252", b""), ("utf-16", b""), ("utf-16-le", b"")],
)
async def test_a_text_is_read_in_whatever_letters_it_was_saved(encoding: str, mark: bytes) -> None:
    written = "Public visé : élèves\r\nDurée : 3 h\r\n" + "Prérequis : aucun\r\n" * 20

    assert texts(await document("notes.txt", mark + written.encode(encoding)))[:2] == [
        "Public visé : élèves",
        "Durée : 3 h",
    ]


async def test_unseen_characters_and_those_that_turn_the_writing_round_are_taken_out() -> None:
    found = await document("x.txt", "Du\u200bré\u202ee : 2\u202c jours\u0007".encode())

    assert texts(found) == ["Durée : 2 jours"]


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.pdf", pdf([{"h1": "Durée"}, {"p": "2 jours"}]), "page 1, § Durée"),
        ("a.docx", word([{"h1": "Durée"}, {"p": "2 jours"}]), "§ Durée"),
        ("a.pptx", deck([{"title": "X"}, {"title": "Durée", "ul": ["2 jours"]}]), "diapositive 2, § Durée"),
        ("a.md", b"# Titre\n\n## Dur\xc3\xa9e\n\n2 jours\n", "§ Durée"),
    ],
)
async def test_a_fact_says_where_it_stands(name: str, content: bytes, place: str) -> None:
    found = await gleaned(name, content)

    assert next(fact.passage for fact in found.facts if fact.field == "duration_minutes") == place


async def test_a_row_of_a_sheet_is_named_by_sheet_and_number() -> None:
    book = Workbook()
    book.active.title = "Fiche"
    book.active.append(["Durée", "2 jours"])
    book.active.append(["Public", "Caristes"])
    found = await document("a.xlsx", _bytes(book))

    assert place_of(found.passages[1], "fr") == "feuille « Fiche », ligne 2"
    assert place_of(found.passages[1], "en") == "sheet “Fiche”, row 2"


async def test_a_document_that_gives_two_lengths_gives_none_and_says_so() -> None:
    described = {"name": "deux.md", "blocks": [{"p": "**Durée :** 2 jours"}, {"h1": "Durée"}, {"p": "5 heures"}]}
    found = await gleaned("deux.md", build(described))

    assert [doubt.field for doubt in found.doubts] == ["duration_minutes"]
    assert (await brief(described)).duration_minutes is None


async def test_prices_dates_and_certifications_are_no_facts() -> None:
    described = {
        "name": "x.docx",
        "blocks": [
            {"h1": "Matériel"},
            {"ul": ["Un casque", "Kit à 45 €", "À commander sur www.exemple.fr"]},
            {"h1": "Prérequis"},
            {"ul": ["Titre RNCP 34441", "Savoir lire un plan", "Inscription avant le 12/03/2026"]},
        ],
    }

    answers = await brief(described)

    assert answers.resources == ("un casque",)
    assert answers.prerequisites == ("savoir lire un plan",)
