"""Documents on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import BRIEF, Jalon, is_one_line
from tests.documents.building import Page as BlankPage
from tests.documents.building import pdf_of, word


@pytest.fixture
def syllabus(tmp_path: Path) -> Path:
    path = tmp_path / "programme.docx"
    path.write_bytes(
        word(
            [
                {"title": "Réagir à un départ de feu"},
                {"h1": "Public visé"},
                {"p": "Agents de maintenance"},
                {"h1": "Prérequis"},
                {"p": "Connaître le site"},
                {"h1": "Durée"},
                {"p": "2 jours"},
                {"h1": "Objectifs"},
                {"ul": ["Donner l'alerte", "Choisir un extincteur"]},
            ]
        )
    )
    return path


def test_a_line_of_json_hands_documents_in(jalon: Jalon, syllabus: Path) -> None:
    line = json.dumps({"documents": [str(syllabus)]})

    done = jalon("chat", "--jsonl", "--lang", "fr", stdin=line + "\n")

    answer = json.loads(done.out)
    assert answer["brief"]["duration_minutes"] == 840
    assert "programme.docx" in answer["say"]


def test_documents_of_the_option_come_with_the_first_message(jalon: Jalon, syllabus: Path) -> None:
    lines = [json.dumps({"text": text}) for text in ("Je forme 6 personnes en une journée.", "passe")]

    done = jalon("chat", "--jsonl", "--lang", "fr", "--document", syllabus, stdin="\n".join(lines))

    first, second = (json.loads(line) for line in done.out.splitlines())
    assert first["brief"]["duration_minutes"] == 420
    assert first["brief"]["audience"] == "agents de maintenance"
    assert "J’ai lu" not in second["say"]


def test_a_document_that_is_not_there_is_said_in_one_line(jalon: Jalon) -> None:
    is_one_line(jalon("chat", "--document", "nowhere.pdf"), "nowhere.pdf", "no such file")


@pytest.mark.parametrize("line", ['{"documents": "a.docx"}', '{"documents": [3]}', '{"documents": []}'])
def test_a_line_whose_documents_are_no_list_is_refused(jalon: Jalon, line: str) -> None:
    is_one_line(jalon("chat", "--jsonl", stdin=line), "line 1")


def test_a_document_fills_what_a_brief_leaves_open(jalon: Jalon, syllabus: Path, tmp_path: Path) -> None:
    (tmp_path / "brief.yaml").write_text(BRIEF, "utf-8")

    done = jalon("draft", "brief.yaml", "--document", syllabus)

    module = json.loads(done.out)
    assert module["brief"]["duration_minutes"] == 210
    assert module["brief"]["prerequisites"] == ["connaître le site"]
    assert module["brief"]["audience"] == "préparateurs de commandes"
    assert "programme.docx" in done.err
    assert not [finding for finding in module["findings"] if finding["severity"] == "block"]


def test_a_syllabus_is_a_brief_of_its_own(jalon: Jalon, syllabus: Path) -> None:
    done = jalon("draft", syllabus, "--format", "md")

    assert done.code == 0
    assert "(programme.docx, § Public visé)" in done.out


def test_a_syllabus_that_cannot_be_read_is_said_in_one_line(jalon: Jalon, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(pdf_of([BlankPage()]))

    is_one_line(jalon("draft", "scan.pdf"), "only pictures")


def test_a_document_that_says_nothing_of_a_training_makes_no_draft(jalon: Jalon, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(word([{"p": "Merci de fermer la porte en partant."}]))

    outcome = jalon("draft", "x.docx")

    assert outcome.code == 2
    assert "neither the subject nor the competencies" in outcome.err
