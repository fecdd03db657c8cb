"""The page of a run: the worst first, beside the earlier run; and the runs that are kept."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import InputError
from evals.gate.page import page, quality
from evals.gate.report import Report, Row, Score, Stamp
from evals.gate.runs import KEPT, load, past, save

_DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def _report(days: int = 0, **scores: dict[str, Score]) -> Report:
    stamp = Stamp(tier="offline", at=_DAY + timedelta(days=days), commit=f"c{days}", index="i", prompts={"ask": "12ab"})
    rows = tuple(
        Row(
            suite="drafts",
            case=case,
            language="fr",
            scores=found,
            reasons={"whole": "perd <b>O1</b>"} if found.get("whole") is False else {},
            seconds=1.0,
            conversation=f"> {case} au jour {days}",
            draft="# Module\n\n| a | b |\n|---|---|\n| 1 | <script>alert(1)</script> |",
        )
        for case, found in scores.items()
    )
    return Report(stamp=stamp, rows=rows)


def test_the_worst_case_comes_first_with_its_conversation_beside_the_earlier_one() -> None:
    before = _report(1, fire={"whole": True}, bakery={"whole": True}, calls={"share": 0.5})
    after = _report(2, fire={"whole": True}, bakery={"whole": False}, calls={"share": 0.5})
    shown = page(after, (before,), before)
    assert re.findall(r'class="name">(\w+)', shown) == ["bakery", "calls", "fire"]
    assert "worse: drafts bakery whole True → False" in shown
    assert "bakery au jour 1" in shown
    assert "bakery au jour 2" in shown
    assert "fire au jour 2" not in shown, "what is right and as it was needs no reading"
    assert "50.0 %" in shown
    assert "83.3 %" in shown
    assert "<polyline" in shown


def test_what_trainers_and_models_wrote_is_text_on_the_page() -> None:
    shown = page(_report(1, fire={"whole": False}))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
    assert "perd &lt;b&gt;O1" in shown
    assert "<td>1</td>" in shown, "a draft is read as it is set"


def test_unscored_and_names_do_not_count_and_a_failed_case_is_none_right() -> None:
    rows = _report(1, fire={"a": True, "b": None, "c": "role-play", "d": 210, "e": 0.5}).rows
    assert quality(rows) == 0.75
    assert quality([rows[0].model_copy(update={"scores": {}, "error": "it raised"})]) == 0.0
    assert quality([rows[0].model_copy(update={"scores": {"b": None}})]) is None


def test_runs_are_kept_the_oldest_goes_and_a_broken_file_is_passed_over(tmp_path: Path) -> None:
    for day in range(KEPT + 2):
        save(_report(day, fire={"whole": True}), tmp_path)
    (tmp_path / "20270101T000000-offline-x.json.gz").write_bytes(b"cut")
    kept = past("offline", tmp_path)
    assert len(kept) == KEPT
    assert kept[-1] == _report(KEPT + 1, fire={"whole": True})
    assert past("live", tmp_path) == ()
    with pytest.raises(InputError, match="run the evals again"):
        load(tmp_path / "20270101T000000-offline-x.json.gz")
    with pytest.raises(InputError, match="--out"):
        load(tmp_path / "nothing.json")
