"""The cards of an organisation in the terminal: with --organisation, and nowhere without it."""

import os
from pathlib import Path

import pytest

from assistant import runtime
from assistant.runtime import Knowledge
from tests.checks.conftest import french_module
from tests.cli.conftest import Jalon, is_one_line
from tests.cli.test_doctor import free_port
from tests.owning import card_text, own_card
from tests.web.asking import by_words
from tests.web.signing import PASSWORD

ORMES = ("--organisation", "cfa des ormes")


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return by_words()


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shipped: Knowledge) -> Path:
    """The folder of an organisation that has two cards; the shipped ones are opened without their meanings."""
    own_card(tmp_path / "ormes", "elm-circle", "Cercle des ormes")
    own_card(tmp_path / "tilleuls", "linden-walk", "Marche des tilleuls")
    paths = (f"CFA des Ormes={tmp_path / 'ormes'}", f"Tilleuls={tmp_path / 'tilleuls'}")
    monkeypatch.setenv("JALON_KNOWLEDGE_PATHS", os.pathsep.join(paths))
    monkeypatch.setattr(runtime, "open_shipped", lambda settings: shipped)
    return tmp_path / "ormes"


def test_cards_are_listed_and_found_for_the_organisation_that_is_named(jalon: Jalon) -> None:
    for command in (("kb", "list"), ("search", "le cercle des ormes", "-k", "100")):
        assert "elm-circle" in jalon(*command, *ORMES).out
        assert "elm-circle" not in jalon(*command, "--organisation", "Tilleuls").out
        assert "elm-circle" not in jalon(*command).out


def test_the_index_of_an_organisation_is_its_own(jalon: Jalon) -> None:
    told = {jalon("kb", "sync", *more).out for more in ((), ORMES, ("--organisation", "Tilleuls"))}
    assert len(told) == 3


def test_a_conversation_has_the_cards_of_the_organisation_that_is_named(jalon: Jalon) -> None:
    asked = '{"text": "C’est quoi, le cercle des ormes ?"}\n'
    assert "Cercle des ormes" in jalon("chat", "--jsonl", *ORMES, stdin=asked).out
    for more in ((), ("--organisation", "Tilleuls")):
        outcome = jalon("chat", "--jsonl", *more, stdin=asked)
        assert (outcome.code, "Cercle des ormes" in outcome.out) == (0, False)


@pytest.mark.parametrize(
    "command", [("kb", "list"), ("kb", "check"), ("search", "quiz"), ("kb", "proposals"), ("chat", "--jsonl")]
)
def test_an_organisation_without_a_folder_is_a_fault(jalon: Jalon, command: tuple[str, ...]) -> None:
    is_one_line(jalon(*command, "--organisation", "Hêtres"), "no folder of Hêtres, but of: CFA des Ormes, Tilleuls")


def test_a_broken_card_of_an_organisation_is_named_where_its_cards_are_read(jalon: Jalon, own: Path) -> None:
    broken = own / "methods" / "elm-circle.md"
    broken.write_text(broken.read_text("utf-8").replace("\nreview:", "\nrevue:", 1), "utf-8")
    assert jalon("kb", "check").code == 0
    checked = jalon("kb", "check", *ORMES)
    assert (checked.code, f"{broken}:" in checked.out) == (2, True)
    assert f"✗ cards: {broken}:" in jalon("doctor").out
    is_one_line(jalon("serve", "--port", free_port()), f"{broken}:")


def test_a_card_is_proposed_and_approved_in_the_folder_of_its_organisation(jalon: Jalon, own: Path) -> None:
    Path("guide.md").write_text("# Le tour des ormes\n\nChacun raconte à son tour.\n", "utf-8")
    assert jalon("kb", "add", "guide.md", *ORMES).code == 0
    proposed = own / "proposals" / "methods" / "tour-des-ormes.md"
    assert "tour-des-ormes" in jalon("kb", "proposals", *ORMES).out
    proposed.write_text(card_text("Le tour des ormes"), "utf-8")
    approved = jalon("kb", "approve", "tour-des-ormes", *ORMES)
    assert approved.code == 0, approved.out
    assert "JALON_KNOWLEDGE_PATHS" not in approved.out
    assert (own / "methods" / "tour-des-ormes.md").exists()


def test_a_module_is_checked_and_exported_with_the_cards_of_its_organisation(jalon: Jalon) -> None:
    module = french_module()
    day, *days = module.progression
    run = tuple(one.model_copy(update={"methods": ("elm-circle",)}) for one in day.sequences)
    method = module.methods[0].model_copy(update={"card": "elm-circle"})
    changed = {"progression": (day.model_copy(update={"sequences": run}), *days)}
    cited = module.model_copy(update={**changed, "methods": (method, *module.methods[1:])})
    Path("module.json").write_text(cited.model_dump_json(), "utf-8")
    assert "Cercle des ormes" in jalon("export", "module.json", "--format", "md", *ORMES).out
    assert "Cercle des ormes" not in jalon("export", "module.json", "--format", "md").out
    assert "elm-circle" in jalon("check", "module.json").out
    assert "elm-circle" not in jalon("check", "module.json", *ORMES).out


def test_a_folder_that_serves_nobody_is_told(jalon: Jalon, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        "! JALON_KNOWLEDGE_PATHS: folders there are those of organisations, and nobody signs in" in jalon("doctor").out
    )
    monkeypatch.setenv("JALON_ACCOUNTS", "on")
    for name in ("CFA des ormes", "Tilleul"):
        email = f"{name.split()[-1]}@example.org"
        jalon("account", "add", email, "--organisation", name, "--password-stdin", stdin=PASSWORD + "\n")
    doctor = jalon("doctor")
    assert doctor.code == 0
    (told,) = (line for line in doctor.out.splitlines() if line.startswith("! "))
    assert told.startswith("! JALON_KNOWLEDGE_PATHS: no organisation is called Tilleuls")
    assert "did you mean Tilleul?" in told
    assert "of CFA des Ormes: 1 in " in doctor.out
