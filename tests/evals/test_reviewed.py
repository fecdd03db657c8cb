"""A designer's decision becomes a case, without names, and is held against the next drafts."""

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from assistant.errors import InputError
from assistant.models.desk import Verdict
from assistant.models.module import Module
from assistant.runtime import Knowledge
from evals.command import app
from evals.models.drafting import Told, briefs, draft
from evals.reviewed import adding
from evals.reviewed.adding import add, read_module
from evals.reviewed.anonymous import Anonymous
from evals.suites import reviewed
from evals.suites.suite import Bench
from tests.evals.scoring import wrong


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mme Kerlouan, du magasin de Quimper, m'a écrit.", "[nom], du magasin de [nom], m'a écrit."),
        ("Écrivez à jean.dupont@ascenseurs.example ou au 06 12 34 56 78.", "Écrivez à [adresse] ou au [numéro]."),
        ("Aujourd'hui elles répondent sur Excel, le lundi.", "Aujourd'hui elles répondent sur Excel, le lundi."),
        ("Nous sommes au 12 rue des Lilas, chez L'Oréal.", "Nous sommes au [adresse], chez L'[nom]."),
        ("Pierre les forme, puis Pierre les évalue : 12 personnes, 3h30.", None),
        ("Voir www.exemple.fr/plan et https://exemple.fr", "Voir [lien] et [lien]"),
    ],
)
def test_what_says_who_somebody_is_is_taken_out(text: str, left: str | None) -> None:
    told = Anonymous("fr", ["Excel"]).text(text)
    assert told == left if left else "puis [nom] les évalue : 12 personnes, 3h30." in told


def test_names_are_taken_out_in_english_and_months_stay() -> None:
    hidden = Anonymous("en", ["Teams"])
    assert hidden.text("On Monday Priya met Dr Okafor at Everwood on Teams.") == (
        "On Monday [name] met [name] at [name] on Teams."
    )
    assert set(hidden.replaced) == {"Priya", "Dr Okafor", "Everwood"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cases of the tests' own."""
    monkeypatch.setattr(adding, "FOLDER", tmp_path)


@pytest.fixture
async def module(knowledge: Knowledge) -> Module:
    text = briefs()[0].text.replace("d'un entrepôt", "de l'entrepôt Kerlouan")
    return await draft(Told(id="named", language="fr", text=text), knowledge)


def test_a_rejection_becomes_a_case_without_names(module: Module, tmp_path: Path) -> None:
    path = tmp_path / "reviewed.yaml"
    added = add(module, decision="rejected", where="S3", why="Trop long pour M. Kerlouan.")
    again = add(module, decision="corrected", where="S3", why="Autre titre.", corrected=_retitled(module))
    text = path.read_text("utf-8")
    assert "Kerlouan" not in text
    assert [row["id"] for row in yaml.safe_load(text)] == [added.case.id, again.case.id]
    assert added.case.brief.audience == module.brief.audience.replace("Kerlouan", "[nom]")
    assert again.case.corrected[0] == "Choisir en dix secondes"


async def test_what_was_rejected_and_comes_again_is_told(module: Module, knowledge: Knowledge, tmp_path: Path) -> None:
    rejected = add(module, decision="rejected", where="S3", why="Trop long.").case
    accepted = rejected.model_copy(update={"decision": "accepted"})
    async with reviewed.opened(Bench(knowledge, tmp_path)) as write:
        drafted = await write(rejected)
    assert wrong(reviewed.Decided(), rejected, drafted) == ["not again"]
    assert wrong(reviewed.Decided(), accepted, drafted) == []
    others = drafted.model_copy(update={"progression": ()})
    assert wrong(reviewed.Decided(), rejected, others) == []
    assert wrong(reviewed.Decided(), accepted, others) == ["kept"]


def test_an_element_that_is_not_there_and_a_file_that_is_no_module_are_named(module: Module, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no S42: O1, O2"):
        add(module, decision="rejected", where="S42", why="?")
    assert not (tmp_path / "reviewed.yaml").exists()
    (tmp_path / "m.json").write_text("{}", "utf-8")
    with pytest.raises(InputError, match="jalon export"):
        read_module(tmp_path / "m.json")


def test_the_command_says_what_it_took_out(module: Module, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        adding.add, "__kwdefaults__", {**(adding.add.__kwdefaults__ or {}), "path": tmp_path / "reviewed.yaml"}
    )
    path = tmp_path / "module.json"
    path.write_text(module.model_dump_json(), "utf-8")
    arguments = ["--from-module", str(path), "--decision", "rejected", "--where", "S3", "--why", "Long."]
    done = CliRunner().invoke(app, ["add", *arguments])
    assert done.exit_code == 0, done.output
    assert "Kerlouan" in done.output
    assert "Kerlouan" not in (tmp_path / "reviewed.yaml").read_text("utf-8")


def test_what_the_review_desk_hands_out_says_by_itself_what_was_decided(
    module: Module, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = tmp_path / "reviewed.yaml"
    monkeypatch.setattr(adding.add, "__kwdefaults__", {**(adding.add.__kwdefaults__ or {}), "path": cases})
    told = Verdict(decision="corrected", where="S3", why="Long.", module=module, corrected=_retitled(module))
    path = tmp_path / "verdict.json"
    path.write_text(told.model_dump_json(), "utf-8")
    done = CliRunner().invoke(app, ["add", "--from-module", str(path)])
    assert done.exit_code == 0, done.output
    (case,) = yaml.safe_load(cases.read_text("utf-8"))
    assert (case["decision"], case["where"], case["why"]) == ("corrected", "S3", "Long.")
    assert case["corrected"][0] == "Choisir en dix secondes"
    path.write_text(module.model_dump_json(), "utf-8")
    alone = CliRunner().invoke(app, ["add", "--from-module", str(path), "--where", "S3"])
    assert isinstance(alone.exception, InputError)
    assert "--decision" in str(alone.exception)


def _retitled(module: Module) -> Module:
    days = tuple(
        day.model_copy(
            update={
                "sequences": tuple(
                    item.model_copy(update={"title": "Choisir en dix secondes"}) if item.id == "S3" else item
                    for item in day.sequences
                )
            }
        )
        for day in module.progression
    )
    return module.model_copy(update={"progression": days})
