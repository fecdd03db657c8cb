"""Briefs that are handed in, good and bad."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from assistant.models.hashing import content_hash
from assistant.models.module import Module
from tests.cli.conftest import BRIEF, Jalon, is_one_line

FRENCH = BRIEF
ENGLISH = {
    "subject": "baking sourdough bread",
    "audience": "apprentice bakers",
    "days": [420, 420],
    "group_size_min": 4,
    "group_size_max": 8,
    "competencies": ["shape a loaf", "judge when the dough is ready"],
}
TOLD = """# Ma formation

Je forme des préparateurs de commandes d'un entrepôt à réagir à un départ de feu. 3h30 en présentiel, ils seront 12.
À la fin ils doivent savoir donner l'alerte, choisir le bon extincteur, l'utiliser et évacuer leur zone.
"""


def brief(name: str, content: str | bytes | dict[str, Any]) -> Path:
    path = Path(name)
    if isinstance(content, dict):
        path.write_text(json.dumps(content), "utf-8")
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "content", "language", "minutes"),
    [
        ("b.yaml", FRENCH, "fr", 210),
        ("b.yml", FRENCH, "fr", 210),
        ("b.json", ENGLISH, "en", 840),
        ("b.md", TOLD, "fr", 210),
        ("b.txt", TOLD, "fr", 210),
    ],
)
def test_a_brief_becomes_a_module(
    jalon: Jalon, name: str, content: str | dict[str, Any], language: str, minutes: int
) -> None:
    outcome = jalon("draft", brief(name, content))
    assert outcome.code == 0, outcome.err
    module = Module.model_validate_json(outcome.out)
    assert module.brief.language == language
    assert sum(item.minutes for item in module.sequences()) == minutes
    assert module.content_hash == content_hash(module)
    assert outcome.err == ""


def test_two_briefs_are_two_modules_and_one_brief_is_one(jalon: Jalon) -> None:
    ids = [
        Module.model_validate_json(jalon("draft", brief("b.json", content)).out).id
        for content in (ENGLISH, ENGLISH, {**ENGLISH, "subject": "baking rye bread"})
    ]
    assert ids[0] == ids[1] != ids[2]


def test_the_ending_of_the_file_says_the_format(jalon: Jalon) -> None:
    source = brief("b.yaml", FRENCH)
    for name in ("plan.docx", "plan.md", "plan.json"):
        assert jalon("draft", source, "--out", name).code == 0
    assert zipfile.is_zipfile("plan.docx")
    assert Path("plan.md").read_text("utf-8").startswith("# Réagir à un départ de feu")
    assert Module.model_validate_json(Path("plan.json").read_bytes())
    assert not list(Path().glob("*.part"))


def test_the_format_asked_for_comes_before_the_ending(jalon: Jalon) -> None:
    assert jalon("draft", brief("b.yaml", FRENCH), "--format", "md", "--out", "plan.txt").code == 0
    assert Path("plan.txt").read_text("utf-8").startswith("# ")


def test_an_ending_that_is_no_format_lists_those_that_are(jalon: Jalon) -> None:
    is_one_line(jalon("draft", brief("b.yaml", FRENCH), "--out", "plan.pptx"), ".pptx", "json, md, docx")
    assert not Path("plan.pptx").exists()


@pytest.mark.parametrize(
    "encode", [str.encode, lambda text: text.encode("utf-8-sig"), lambda text: text.encode("utf-16")]
)
def test_marks_of_the_encoding_are_no_part_of_a_brief(jalon: Jalon, encode: Any) -> None:
    outcome = jalon("draft", brief("b.yaml", encode(FRENCH)))
    assert Module.model_validate_json(outcome.out).brief.title == "Réagir à un départ de feu"


def test_blank_fields_of_a_form_are_not_said(jalon: Jalon) -> None:
    content = {**ENGLISH, "title": "  ", "work_context": None, "resources": ["", None], "constraints": []}
    module = Module.model_validate_json(jalon("draft", brief("b.json", content)).out)
    assert "title" in {item.field for item in module.brief.assumptions}
    assert module.brief.resources == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            {**ENGLISH, "audience_level": "expert"},
            ["audience_level", "beginner, intermediate, advanced, mixed", "expert"],
        ),
        ({**ENGLISH, "modality": "zoom"}, ["modality", "onsite, remote, hybrid, async", "zoom"]),
        ({**ENGLISH, "competencies": "bake"}, ["competencies", "expects a list"]),
        ({**ENGLISH, "competencies": [1]}, ["competencies.1", "expects a text", "1"]),
        ({**ENGLISH, "group_size_max": "ten"}, ["group_size_max", "whole number", "ten"]),
        ({**ENGLISH, "group_size_max": 0}, ["group_size_max", "at least 1"]),
        ({**ENGLISH, "group_size_min": 9}, ["group_size_min 9 is more than group_size_max 8"]),
        ({**ENGLISH, "duration_minutes": 5}, ["duration_minutes", "at least 15", "5"]),
        ({**ENGLISH, "duration_minutes": 900_000}, ["duration_minutes", "at most 25200"]),
        ({**ENGLISH, "duration_minutes": 100}, ["days add up to 840 minutes, duration_minutes says 100"]),
        ({**ENGLISH, "duration": "2 days"}, ["duration", "did you mean duration_minutes?"]),
        ({**ENGLISH, "colour": "blue"}, ["colour", "unknown field", "known: ", "subject"]),
        ({**ENGLISH, "language": "de"}, ["language", "accepts fr, en", "de"]),
        ({**ENGLISH, "sources": [{"field": "subject"}]}, ["sources.1.quote is missing", "sources.1.turn is missing"]),
        ({"audience": "bakers"}, ["neither the subject", "competencies"]),
        ({}, ["neither the subject"]),
    ],
)
def test_a_bad_field_is_named_with_what_is_expected(jalon: Jalon, content: dict[str, Any], words: list[str]) -> None:
    is_one_line(jalon("draft", brief("b.json", content)), "b.json", *words)


@pytest.mark.usefixtures("in_french")
def test_a_bad_field_is_named_in_french(jalon: Jalon) -> None:
    content = {**ENGLISH, "modality": "zoom", "duree": 3}
    is_one_line(
        jalon("draft", brief("b.json", content)), "modality accepte onsite", "reçu : zoom", "duree : champ inconnu"
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("b.json", '{"subject": "a",}', ["malformed", "line 1"]),
        ("b.yaml", "subject: [a\nb: c", ["malformed", "line 2"]),
        ("b.yaml", "- a\n- b", ["named fields", "jalon schema brief"]),
        ("b.json", "[" * 20_000, ["b.json"]),
        ("b.yaml", "", ["empty"]),
        ("b.md", " \n\n", ["empty"]),
        ("b.md", "Bonjour, ça va ?", ["neither the subject"]),
        ("b.yaml", b"\xff\xfe\x00\xd8", ["UTF-8"]),
        ("b.yaml", b"sujet: caf\xe9", ["UTF-8"]),
        ("b.json", b"x" * 5_000_001, ["over 5 MB"]),
        ("b.yaml", "a: &a [b]\nsubject: *b", ["malformed"]),
        ("b.yaml", "!!python/object/apply:os.system ['true']", ["malformed"]),
    ],
)
def test_a_file_that_holds_no_brief_is_said(jalon: Jalon, name: str, content: str | bytes, words: list[str]) -> None:
    is_one_line(jalon("draft", brief(name, content)), name, *words)


def test_a_file_that_is_not_there_is_said(jalon: Jalon) -> None:
    is_one_line(jalon("draft", "nowhere.yaml"), "cannot read nowhere.yaml")
    is_one_line(jalon("draft", "."), "cannot read .")


def test_a_place_that_cannot_be_written_is_said(jalon: Jalon) -> None:
    source = brief("b.yaml", FRENCH)
    Path("folder.json").mkdir()
    for out in ("nowhere/plan.json", "b.yaml/plan.json", "folder.json"):
        is_one_line(jalon("draft", source, "--out", out), f"cannot write {out}")


def test_a_brief_comes_in_by_standard_input(jalon: Jalon) -> None:
    outcome = jalon("draft", "-", stdin=FRENCH)
    assert Module.model_validate_json(outcome.out).brief.duration_minutes == 210
