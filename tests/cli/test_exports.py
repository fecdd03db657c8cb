"""Exports of files and of stored modules."""

import asyncio
import json
import zipfile
from pathlib import Path

import pytest

from assistant.models.module import Module
from assistant.storage.database import open_store
from tests.checks.conftest import french_module
from tests.cli.conftest import Jalon, is_one_line


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Module:
    """A module in a store of its own."""
    monkeypatch.setenv("JALON_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()

    async def save() -> Module:
        store = await open_store(tmp_path / "data", None)
        module = await store.save(french_module(), thread="t")
        await store.close()
        return module

    return asyncio.run(save())


def test_a_stored_module_is_exported_by_its_id(jalon: Jalon, stored: Module) -> None:
    outcome = jalon("export", stored.id, "--format", "json")
    assert outcome.code == 0
    assert Module.model_validate_json(outcome.out) == stored


def test_a_file_is_exported_as_it_was_read(jalon: Jalon) -> None:
    Path("m.json").write_text(french_module().model_dump_json(), "utf-8")
    assert Module.model_validate_json(jalon("export", "m.json", "--format", "json").out) == french_module()


def test_markdown_is_the_format_when_none_is_said(jalon: Jalon, stored: Module) -> None:
    assert jalon("export", stored.id).out.startswith("# Réagir à un départ de feu\n")


def test_a_word_document_goes_through_a_pipe(jalon: Jalon, stored: Module, tmp_path: Path) -> None:
    assert jalon("export", stored.id, "--format", "docx", "--out", "plan.docx").code == 0
    assert zipfile.is_zipfile("plan.docx")


def test_an_existing_file_is_replaced_whole(jalon: Jalon, stored: Module) -> None:
    Path("plan.md").write_text("x" * 1_000_000, "utf-8")
    assert jalon("export", stored.id, "--out", "plan.md").code == 0
    assert "xxx" not in Path("plan.md").read_text("utf-8")


def test_an_unknown_id_names_the_latest_modules(jalon: Jalon, stored: Module) -> None:
    is_one_line(jalon("export", "m-nobody"), "m-nobody", "the latest: m-fr (Réagir à un départ de feu)")


def test_an_empty_store_says_so(jalon: Jalon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JALON_DATA_DIR", str(tmp_path / "fresh"))
    is_one_line(jalon("export", "m-nobody"), "there is no module m-nobody")


@pytest.mark.parametrize("name", ["nowhere.json", "./nowhere", "../x/y.json"])
def test_a_file_that_is_not_there_is_not_taken_for_an_id(jalon: Jalon, name: str) -> None:
    is_one_line(jalon("export", name), f"cannot read {name.removeprefix('./')}")


def test_a_module_that_is_read_again_is_the_same(jalon: Jalon, drafted: bytes) -> None:
    Path("m.json").write_bytes(drafted)
    assert json.loads(jalon("export", "m.json", "--format", "json").out) == json.loads(drafted)


def test_a_damaged_database_is_said(jalon: Jalon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JALON_DATA_DIR", str(tmp_path))
    (tmp_path / "jalon.sqlite").write_bytes(b"nothing" * 1000)
    is_one_line(jalon("export", "m-1"), "jalon.sqlite is damaged: restore a copy")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    is_one_line(jalon("export", "m-1"), "jalon.sqlite est endommagé : remettez une copie")
