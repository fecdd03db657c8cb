"""The doctor: what is set, reachable, missing, and an exit code for scripts."""

import asyncio
import re
import socket
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant import runtime
from assistant.cli import doctor
from assistant.runtime import Knowledge
from assistant.storage.database import open_store
from tests.cli.conftest import Jalon, is_one_line
from tests.engine.completion.scripted import refused, said, served
from tests.engine.completion.vectors import SECRET, vectors_served


def test_a_healthy_installation_ends_with_0(jalon: Jalon, data_dir: Path) -> None:
    outcome = jalon("doctor")
    assert (outcome.code, outcome.err) == (0, "")
    assert "✗" not in outcome.out
    for part in ("jalon ", "python 3.", "chromadb ", f"data folder: {data_dir}", "cards: ", "index: ", "database: "):
        assert part in outcome.out
    assert "offline, no key and no network" in outcome.out


@pytest.mark.usefixtures("in_french")
def test_the_doctor_speaks_french(jalon: Jalon) -> None:
    outcome = jalon("doctor")
    for part in ("réglages : ", "dossier de données : ", "base de données : ", "hors ligne, sans clé ni réseau"):
        assert part in outcome.out


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("JALON_LANGUAGE", "de", "✗ settings: JALON_LANGUAGE=de cannot be used: it accepts fr or en"),
        ("JALON_DATABASE_URL", "mysql://h/d", "✗ database: JALON_DATABASE_URL cannot be used, mysql is not one"),
        ("JALON_DATABASE_URL", "postgresql://a:hidden@127.0.0.1:9/d", "✗ database: d @ 127.0.0.1:9 does not answer"),
        ("JALON_EMBEDDING_API_KEY", "hidden", "✗ embeddings: JALON_EMBEDDING_BASE_URL or JALON_EMBEDDING_API_KEY is"),
        (
            "JALON_MODEL_BASE_URL",
            "http://a:hidden@127.0.0.1:9/v1",
            "✗ engine: JALON_MODEL_FALLBACKS or",
        ),
        ("JALON_LANGAGE", "fr", "! JALON_LANGAGE: is no setting; did you mean JALON_LANGUAGE?"),
    ],
)
def test_what_is_wrong_is_on_its_line(
    jalon: Jalon, monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str
) -> None:
    monkeypatch.setenv(name, value)
    outcome = jalon("doctor")
    assert line in outcome.out
    assert "hidden" not in outcome.out
    assert outcome.code == (0 if line.startswith("!") else 2)


def test_a_log_that_somebody_cut_is_told_with_what_to_do(
    jalon: Jalon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def note(count: int) -> None:
        store = await open_store(tmp_path, None)
        for _ in range(count):
            await store.audit.add("local", "ana", "label", "m-1", datetime.now(UTC))
        await store.close()

    asyncio.run(note(3))
    monkeypatch.setenv("JALON_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(doctor, "_parts", lambda settings: (("database", doctor._database),))
    whole = jalon("doctor")
    assert whole.code == 0
    assert re.search(r"✓ database: .*; log whole up to line 3, fingerprint [0-9a-f]{12}\n", whole.out)
    with sqlite3.connect(tmp_path / "jalon.sqlite") as connection:
        connection.execute("delete from jalon_audit where number = 3")
    cut = jalon("doctor")
    assert cut.code == 2
    assert "✗ database: line 3 of the log is missing or was altered" in cut.out
    assert str(tmp_path / "audit.head") in cut.out


def test_damaged_files_are_told_one_by_one_and_nothing_is_touched(
    jalon: Jalon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data_dir: Path
) -> None:
    monkeypatch.setenv("JALON_DATA_DIR", str(tmp_path))
    (tmp_path / "index").symlink_to(data_dir / "index")
    for name in ("jalon.sqlite", "checkpoints.sqlite"):
        (tmp_path / name).write_bytes(b"nothing " * 1000)
    outcome = jalon("doctor")
    assert outcome.code == 2
    assert outcome.out.count("is damaged: restore a copy of it, or move it away") == 2
    assert (tmp_path / "jalon.sqlite").read_bytes() == b"nothing " * 1000


def test_a_database_of_a_newer_jalon_is_told(
    jalon: Jalon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data_dir: Path
) -> None:
    monkeypatch.setenv("JALON_DATA_DIR", str(tmp_path))
    (tmp_path / "index").symlink_to(data_dir / "index")
    with sqlite3.connect(tmp_path / "jalon.sqlite") as connection:
        connection.execute("create table alembic_version (version_num text)")
        connection.execute("insert into alembic_version values ('9999')")
    connection.close()
    outcome = jalon("doctor")
    assert outcome.code == 2
    assert "was written by a newer Jalon: update Jalon" in outcome.out


def test_a_data_folder_that_cannot_be_is_told(jalon: Jalon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("JALON_DATA_DIR", str(tmp_path / "file" / "below"))
    outcome = jalon("doctor")
    assert outcome.code == 2
    assert "✗ data folder: cannot write in" in outcome.out


def test_the_server_does_not_start_on_a_damaged_database(
    jalon: Jalon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JALON_DATA_DIR", str(tmp_path))
    (tmp_path / "jalon.sqlite").write_bytes(b"nothing " * 1000)
    is_one_line(jalon("serve", "--port", free_port()), "jalon.sqlite is damaged: restore a copy of it")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_the_embedding_model_is_tried_and_what_works_is_told(
    jalon: Jalon, monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge
) -> None:
    monkeypatch.setenv("JALON_EMBEDDING_MODEL", "openai/bag")
    monkeypatch.setenv("JALON_EMBEDDING_API_KEY", SECRET)
    monkeypatch.setattr(runtime, "open_knowledge", lambda settings: knowledge)
    with vectors_served() as server:
        monkeypatch.setenv("JALON_EMBEDDING_BASE_URL", server.address)
        outcome = jalon("doctor")
    assert outcome.code == 0
    assert f"✓ embeddings: openai/bag ({server.address}) answers; 64 dimensions; " in outcome.out
    assert SECRET not in outcome.out + outcome.err


def test_an_embedding_model_that_is_away_is_said_and_the_search_goes_on(
    jalon: Jalon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JALON_EMBEDDING_MODEL", "openai/bag")
    monkeypatch.setenv("JALON_EMBEDDING_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("JALON_EMBEDDING_RETRIES", "0")
    outcome = jalon("doctor")
    assert outcome.code == 2
    assert "✓ index: search by words only" in outcome.out
    assert "✗ embeddings: the embedding model openai/bag does not answer: check that its server runs" in outcome.out
    found = jalon("search", "faire pratiquer un geste")
    assert found.code == 0
    assert "démonstration" in found.out.lower() or "demonstration" in found.out.lower()
    assert found.err.count("search by words only: the embedding model openai/bag does not answer") == 1


@pytest.mark.usefixtures("in_french")
def test_an_embedding_model_that_is_away_is_said_in_french(jalon: Jalon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_EMBEDDING_MODEL", "openai/bag")
    monkeypatch.setenv("JALON_EMBEDDING_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("JALON_EMBEDDING_RETRIES", "0")
    outcome = jalon("doctor")
    assert (
        "✗ vecteurs : le modèle de vecteurs openai/bag ne répond pas : vérifiez que son serveur tourne" in outcome.out
    )


async def test_the_model_is_tried_and_what_works_is_told(
    jalon: Jalon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def reply(asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        form = asked.get("response_format")
        if form is None:
            return said("rye, wheat")
        if form["type"] != "json_object":
            return refused(400, "response_format must be json_object")
        return said('{"colour_of_the_sky_7": "blue"}')

    monkeypatch.setenv("JALON_MODEL", "openai/one")
    monkeypatch.setenv("JALON_MODEL_API_KEY", "sk-never-to-be-seen")
    async with served(reply) as server:
        server.tells = {"/props": {"default_generation_settings": {"n_ctx": 16384}}}
        monkeypatch.setenv("JALON_MODEL_BASE_URL", server.address)
        outcome = await asyncio.to_thread(jalon, "doctor")
    assert outcome.code == 0
    assert f"✓ engine: one ({server.address}) answers; JSON by object and schema; streams, first words" in outcome.out
    assert "context of 16,384 tokens" in outcome.out
    assert re.search(r"; \d+ tokens/s$", outcome.out, re.MULTILINE)
    assert "hidden" not in outcome.out
    assert "never-to-be-seen" not in outcome.out + outcome.err


@pytest.mark.usefixtures("in_french")
async def test_each_model_that_stands_in_is_tried_alone(jalon: Jalon, monkeypatch: pytest.MonkeyPatch) -> None:
    def reply(asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if asked["model"] == "one":
            return refused(404, "no such model")
        return said("seigle, blé, épeautre, avoine", model="two") if "response_format" not in asked else said("{}")

    monkeypatch.setenv("JALON_MODEL", "openai/one")
    monkeypatch.setenv("JALON_MODEL_FALLBACKS", "openai/two")
    monkeypatch.setenv("JALON_MODEL_RETRIES", "0")
    async with served(reply) as server:
        server.streams = False
        monkeypatch.setenv("JALON_MODEL_BASE_URL", server.address)
        outcome = await asyncio.to_thread(jalon, "doctor")
    assert outcome.code == 2
    assert "✗ moteur : il n’y a pas de modèle openai/one à cette adresse" in outcome.out
    assert f"✓ relais openai/two : two ({server.address}) répond ; JSON en texte ; répond d’un bloc" in outcome.out
    assert "longueur de contexte inconnue" in outcome.out


def test_a_model_that_is_not_there_is_said(jalon: Jalon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_MODEL", "openai/one")
    monkeypatch.setenv("JALON_MODEL_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("JALON_MODEL_RETRIES", "0")
    outcome = jalon("doctor")
    assert outcome.code == 2
    assert "✗ engine: the model openai/one does not answer: check that its server runs" in outcome.out
