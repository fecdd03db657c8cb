"""Settings: from the environment and from a `.env` file, each wrong one named with what it accepts."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import SettingsError, StorageError
from assistant.runtime import check_engine, embedding_access, prepare_data_dir
from assistant.settings import PROJECT_ROOT, CardFolder, Settings, misspelled, read_settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine, and no `.env`."""
    for name in [name for name in os.environ if name.startswith("JALON_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings()
    assert settings.language == "fr"
    assert settings.model is None
    assert settings.data_dir.is_absolute()
    assert len(settings.card_folders) == 1


def test_a_file_sets_and_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("# ours\nJALON_LANGUAGE=en\nJALON_DATA_DIR=from-file\nOTHER=1\n", "utf-8")
    assert read_settings().language == "en"
    monkeypatch.setenv("JALON_DATA_DIR", "from-environment")
    assert read_settings().data_dir == Path.cwd() / "from-environment"


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = read_settings()
    for name in ("DATA_DIR", "LANGUAGE", "MODEL", "CHROMA_URL", "DATABASE_URL", "KNOWLEDGE_PATHS"):
        monkeypatch.setenv(f"JALON_{name}", "")
    assert read_settings() == usual


@pytest.mark.parametrize(
    ("name", "value", "english", "french"),
    [
        ("LANGUAGE", "de", "fr or en", "fr ou en"),
        ("MODEL", "gpt", "provider/name", "fournisseur/nom"),
        ("MODEL", "openai/", "provider/name", "fournisseur/nom"),
        ("EMBEDDING_MODEL", "/x", "provider/name", "fournisseur/nom"),
        ("MODEL_BASE_URL", "localhost:11434", "http://…", "http://…"),
        ("EMBEDDING_BASE_URL", "localhost:11434", "http://…", "http://…"),
        ("EMBEDDING_TIMEOUT", "soon", "seconds, from 1", "des secondes, de 1"),
        ("EMBEDDING_RETRIES", "11", "0 to 10", "de 0 à 10"),
        ("CHROMA_URL", "chroma:8000", "http://host:port", "http://hôte:port"),
        ("CHROMA_URL", "http://chroma:99999", "http://host:port", "http://hôte:port"),
        ("CHROMA_URL", "ftp://chroma", "http://host:port", "http://hôte:port"),
        ("KNOWLEDGE_PATHS", "/nowhere/at/all", "folders separated by", "dossiers séparés par"),
        ("KNOWLEDGE_PATHS", "CFA=/nowhere/at/all", "NAME=FOLDER", "NOM=DOSSIER"),
        ("KNOWLEDGE_PATHS", "=/tmp", "NAME=FOLDER", "NOM=DOSSIER"),
        ("KNOWLEDGE_PATHS", "CFA=", "NAME=FOLDER", "NOM=DOSSIER"),
        ("KNOWLEDGE_PATHS", "~nobody-of-that-name/x", "NAME=FOLDER", "NOM=DOSSIER"),
        ("DATA_DIR", "~nobody-of-that-name/x", "a folder that Jalon may write in", "un dossier où Jalon peut écrire"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_accepted(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, english: str, french: str
) -> None:
    monkeypatch.setenv(f"JALON_{name}", value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    for line, accepted in ((str(caught.value), english), (caught.value.french, french)):
        assert f"JALON_{name}={value}" in line
        assert accepted in line
        assert "\n" not in line


def test_a_folder_of_cards_may_be_an_organisations_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("shared", "a=b", "ormes", "more"):
        Path(name).mkdir()
    monkeypatch.setenv("JALON_KNOWLEDGE_PATHS", os.pathsep.join(("shared", " CFA des Ormes = ormes ", "a=b", "X=more")))
    settings = read_settings()
    assert settings.card_folders[1:] == (Path("shared"), Path("a=b"))
    assert settings.folders_of_organisations == (
        CardFolder(Path("ormes"), "CFA des Ormes"),
        CardFolder(Path("more"), "X"),
    )


@pytest.mark.parametrize(
    ("paths", "english", "french"),
    [
        (("A=own", "B=own"), "the cards of A and B", "les fiches de A et B"),
        (("own", "B=./own"), "the cards of everybody and B", "les fiches de tout le monde et B"),
        (("A=own", "B=own/below"), "the cards of A and B", "les fiches de A et B"),
        (("A=own/below", "B=own"), "the cards of A and B", "les fiches de A et B"),
        (("A=link", "B=own"), "the cards of A and B", "les fiches de A et B"),
        ((f"A={PROJECT_ROOT / 'knowledge_base'}",), "the cards of everybody and A", "les fiches de tout le monde et A"),
    ],
)
def test_no_folder_holds_the_cards_of_two(
    monkeypatch: pytest.MonkeyPatch, paths: tuple[str, ...], english: str, french: str
) -> None:
    Path("own/below").mkdir(parents=True)
    Path("link").symlink_to("own")
    monkeypatch.setenv("JALON_KNOWLEDGE_PATHS", os.pathsep.join(paths))
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert english in str(caught.value)
    assert french in caught.value.french


def test_an_organisation_may_have_several_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("own/below").mkdir(parents=True)
    monkeypatch.setenv("JALON_KNOWLEDGE_PATHS", os.pathsep.join(("A=own", "a=own/below")))
    assert len(read_settings().folders_of_organisations) == 2


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_LANGUAGE", "de")
    monkeypatch.setenv("JALON_MODEL", "gpt")
    with pytest.raises(SettingsError, match=r"JALON_LANGUAGE=de .* \| JALON_MODEL=gpt"):
        read_settings()


@pytest.mark.parametrize("value", ["FR", " en ", "En"])
def test_a_language_is_read_in_any_case(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("JALON_LANGUAGE", value)
    assert read_settings().language == value.strip().lower()


def test_a_file_that_is_no_text_is_said() -> None:
    Path(".env").write_bytes(b"JALON_LANGUAGE=\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"\.env of this folder cannot be read"):
        read_settings()


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_MODEL_API_KEY", "sk-very-secret")
    assert "very-secret" not in repr(read_settings())


def test_a_misspelled_setting_is_told_with_its_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_LANGAGE", "fr")
    monkeypatch.setenv("JALON_DATABSE_URL", "x")
    assert misspelled() == {"JALON_DATABSE_URL": "JALON_DATABASE_URL", "JALON_LANGAGE": "JALON_LANGUAGE"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("EMBEDDING_BASE_URL", "http://127.0.0.1:8077/v1", "without JALON_EMBEDDING_MODEL"),
        ("EMBEDDING_API_KEY", "sk-never-to-be-seen", "without JALON_EMBEDDING_MODEL"),
        ("MODEL_FALLBACKS", "openai/some-model", "without JALON_MODEL"),
        ("MODEL_BASE_URL", "http://127.0.0.1:8077/v1", "without JALON_MODEL"),
    ],
)
def test_what_would_be_left_out_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(f"JALON_{name}", value)
    with pytest.raises(SettingsError, match=said):
        check_engine(read_settings())


@pytest.mark.parametrize(
    ("own", "address", "key"),
    [
        ({}, "http://127.0.0.1:1/v1", "sk-of-the-model"),
        ({"embedding_model": "mistral/embed"}, None, None),
        ({"model": None, "model_base_url": None, "model_api_key": None}, None, None),
        ({"embedding_base_url": "http://127.0.0.1:2/v1"}, "http://127.0.0.1:2/v1", None),
        ({"embedding_api_key": "sk-own"}, "http://127.0.0.1:1/v1", "sk-own"),
    ],
)
def test_an_embedding_model_takes_address_and_key_of_a_model_of_the_same_provider_and_place(
    own: dict[str, Any], address: str | None, key: str | None
) -> None:
    told = {
        "model": "openai/a",
        "model_base_url": "http://127.0.0.1:1/v1",
        "model_api_key": "sk-of-the-model",
        "embedding_model": "openai/b",
    }
    access = embedding_access(Settings(**{**told, **own}, _env_file=None))
    assert access.base_url == address
    assert (access.api_key.get_secret_value() if access.api_key else None) == key


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODEL", "gpt"),
        ("MODEL_FALLBACKS", "openai/a, b"),
        ("MODEL_TIMEOUT", "0"),
        ("MODEL_RETRIES", "many"),
        ("MODEL_QUESTIONS", "some"),
    ],
)
def test_a_wrong_setting_of_the_model_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"JALON_{name}", value)
    with pytest.raises(SettingsError, match=f"JALON_{name}="):
        read_settings()


def test_the_wording_of_questions_can_be_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().model_questions
    monkeypatch.setenv("JALON_MODEL_QUESTIONS", "off")
    assert not read_settings().model_questions


def test_the_models_that_stand_in_are_read_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_MODEL", "openai/a")
    monkeypatch.setenv("JALON_MODEL_FALLBACKS", "ollama/b , mistral/c")
    assert read_settings().fallback_models == ("ollama/b", "mistral/c")


@pytest.mark.parametrize("place", ["file/below", "a\x00b", "/proc/jalon", "x" * 300])
def test_a_data_folder_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    Path("file").write_text("", "utf-8")
    settings = read_settings().model_copy(update={"data_dir": Path.cwd() / place})
    with pytest.raises(StorageError, match="set JALON_DATA_DIR") as caught:
        prepare_data_dir(settings)
    assert "changez JALON_DATA_DIR" in caught.value.french


def test_a_data_folder_is_made_with_its_parents() -> None:
    settings = read_settings().model_copy(update={"data_dir": Path.cwd() / "a" / "b"})
    prepare_data_dir(settings)
    assert list((Path.cwd() / "a" / "b").iterdir()) == []


def test_programs_that_start_together_try_one_folder_without_hindering_each_other(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", _env_file=None)
    with ThreadPoolExecutor(8) as programs:
        for done in [programs.submit(prepare_data_dir, settings) for _ in range(400)]:
            done.result()
    assert list((tmp_path / "data").iterdir()) == []
