"""`jalon eval` as somebody types it, and the files of two forges that run the same as `.ci/run`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from assistant.errors import InputError
from assistant.settings import PROJECT_ROOT
from evals.command import app
from evals.gate import runs
from evals.gate.report import Report, Row, Stamp
from evals.gate.runs import load, save, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Runs of the tests' own."""
    kept = tmp_path / "runs"
    monkeypatch.setattr(runs, "FOLDER", kept)
    return kept


def _report(day: int, right: bool) -> Report:
    stamp = Stamp(tier="offline", at=datetime(2026, 1, day, tzinfo=UTC), commit=f"c{day}", index="i", prompts={})
    row = Row(suite="s", case="a", language="fr", scores={"right": right}, reasons={}, seconds=0.0)
    return Report(stamp=stamp, rows=(row,))


def _typed(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


def test_two_reports_are_compared_and_a_difference_is_the_exit_status(tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json.gz"
    write(_report(1, True), old)
    write(_report(2, False), new)
    told = _typed("compare", str(old), str(new))
    assert told.exit_code == 1
    assert "- worse: s a right True → False" in told.output
    assert _typed("compare", str(old), str(old)).exit_code == 0


def test_the_page_of_the_last_run_stands_beside_the_one_before(tmp_path: Path, folder: Path) -> None:
    for report in (_report(1, True), _report(2, False)):
        save(report, folder)
    page = tmp_path / "page.html"
    assert _typed("report", "--out", str(page)).exit_code == 0
    assert "worse: s a right True → False" in page.read_text("utf-8")
    assert "commit c1" in page.read_text("utf-8")


def test_without_a_run_and_with_an_unknown_suite_it_is_said_what_to_do() -> None:
    with pytest.raises(InputError, match="eval run"):
        raise _typed("report").exception
    with pytest.raises(InputError, match="interview"):
        raise _typed("run", "--suite", "nothing").exception


def test_a_case_is_played_alone_and_held_against_its_own_accepted_score(folder: Path, tmp_path: Path) -> None:
    one = tmp_path / "one.json"
    told = _typed("run", "--suite", "objectives", "--case", "plumber-leak", "--out", str(one))
    assert told.exit_code == 0, told.output
    assert [row.case for row in load(one).rows] == ["plumber-leak"]
    assert not folder.exists()
    refused = _typed("run", "--case", "plumber-leak", "--accept")
    assert isinstance(refused.exception, InputError)


def test_both_forges_run_what_runs_here_and_the_live_evals_block_nothing() -> None:
    github = yaml.safe_load((PROJECT_ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    gitlab = yaml.safe_load((PROJECT_ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    assert "bash .ci/run" in [step.get("run") for step in github["jobs"]["check"]["steps"]]
    assert gitlab["check"]["script"] == ["bash .ci/run"]
    assert github["jobs"]["live"]["continue-on-error"]
    assert gitlab["live"]["allow_failure"]
    assert "make evals" in (PROJECT_ROOT / ".ci/run").read_text("utf-8")
