"""Modules that are handed in to be checked: clean, edited by hand, foreign, broken."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.checks.conftest import english_module
from tests.cli.conftest import Jalon, is_one_line

Data = dict[str, Any]
EXTRAS = {"directives", "performance", "left_to_trainer", "rewritten", "quotes", "assumed", "essential", "objective"}
"""Fields of ours beyond the shapes that other programs rely on."""


def clean() -> Data:
    return dict(json.loads(english_module().model_dump_json()))


def filed(data: Any, name: str = "m.json") -> Path:
    path = Path(name)
    path.write_text(json.dumps(data), "utf-8")
    return path


def without(value: Any, names: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: without(item, names) for key, item in value.items() if key not in names}
    return [without(item, names) for item in value] if isinstance(value, list) else value


def edited(change: Callable[[Data], Any]) -> Data:
    data = clean()
    change(data)
    return data


def test_a_module_that_jalon_drafted_ends_with_0(jalon: Jalon, drafted: bytes) -> None:
    Path("m.json").write_bytes(drafted)
    outcome = jalon("check", "m.json")
    assert (outcome.code, outcome.err) == (0, ""), outcome.out


def test_a_blocking_finding_ends_with_1_and_is_in_the_report(jalon: Jalon) -> None:
    path = filed(edited(lambda data: data["progression"][0]["sequences"][1].update(minutes=99)))
    outcome = jalon("check", path, "--format", "json")
    assert outcome.code == 1
    report = json.loads(outcome.out)
    assert report["module"] == "m-en"
    assert report["blocking"] == sum(item["severity"] == "block" for item in report["findings"]) > 0
    assert report["warnings"] == sum(item["severity"] == "warn" for item in report["findings"])
    assert all(set(item) == {"check", "severity", "where", "message", "fix"} for item in report["findings"])
    shown = jalon("check", path)
    assert shown.code == 1
    assert "S2" in shown.out


def test_what_is_ours_beyond_the_contract_may_be_absent(jalon: Jalon) -> None:
    data = without(clean(), EXTRAS)
    del data["content_hash"], data["findings"]
    outcome = jalon("check", filed(data), "--format", "json")
    assert outcome.code in {0, 1}, outcome.err
    assert outcome.err == ""


def test_a_null_is_as_good_as_nothing(jalon: Jalon) -> None:
    def empty(data: Data) -> None:
        pause = next(item for item in data["progression"][0]["sequences"] if item["kind"] == "break")
        pause.update(learning_type=None, grouping=None, modality=None, feedback=None, accessibility=None, steps=None)
        data.update(tools=None, runners_up=None, directives=None)

    assert jalon("check", filed(edited(empty))).code in {0, 1}


def test_a_module_comes_in_by_standard_input(jalon: Jalon, drafted: bytes) -> None:
    assert jalon("check", "-", stdin=b"\xef\xbb\xbf" + drafted).code == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], ["named fields"]),
        ("text", ["named fields"]),
        ({}, ["id is missing", "brief is missing", "and 3 more"]),
        (without(clean(), {"progression"}), ["progression is missing"]),
        (edited(lambda data: data.update(colour="blue")), ["colour: unknown field"]),
        (edited(lambda data: data.update(objectifs=data.pop("objectives"))), ["objectifs", "did you mean objectives?"]),
        (edited(lambda data: data["objectives"][1].update(bloom="know")), ["O2.bloom accepts remember", "got: know"]),
        (edited(lambda data: data["progression"][0]["sequences"][2].update(minutes=0)), ["S3.minutes is at least 1"]),
        (
            edited(lambda data: data["progression"][0]["sequences"][2].update(start="9h")),
            ["S3.start", "a time like 09:00"],
        ),
        (edited(lambda data: data["brief"].update(days=[1])), ["brief", "days add up to 1 minutes"]),
        (edited(lambda data: data.update(created_at="yesterday")), ["created_at", "a date like"]),
        (edited(lambda data: data["assessments"][0].update(rubric={})), ["A1.rubric expects a list"]),
    ],
)
def test_a_module_that_breaks_the_contract_is_bad_input(jalon: Jalon, data: Any, words: list[str]) -> None:
    is_one_line(jalon("check", filed(data)), "m.json is not a module", *words)


@pytest.mark.parametrize("content", ["{", "", "{} {}", "\x00", "null", '{"id": NaN}', '{"id": ' + "[" * 50_000])
def test_what_is_no_json_is_bad_input(jalon: Jalon, content: str) -> None:
    Path("m.json").write_text(content, "utf-8")
    is_one_line(jalon("check", "m.json"), "m.json")


def test_a_file_that_is_not_there_is_bad_input(jalon: Jalon) -> None:
    is_one_line(jalon("check", "nowhere.json"), "cannot read nowhere.json")


STRANGE = (
    ("a module without objectives", lambda data: data.update(objectives=[])),
    ("a module without days", lambda data: data.update(progression=[])),
    ("a day without sequences", lambda data: data["progression"][0].update(sequences=[])),
    ("a module without assessments", lambda data: data.update(assessments=[])),
    ("a module without methods", lambda data: data.update(methods=[])),
    (
        "links to nothing",
        lambda data: data["progression"][0]["sequences"][1].update(objectives=["O9"], assessments=["A9"]),
    ),
    ("cards that are on no shelf", lambda data: data["methods"][0].update(card="unheard-of")),
    ("a competency that is not in the brief", lambda data: data["objectives"][0].update(competency=99)),
    ("a negative competency", lambda data: data["objectives"][0].update(competency=-1)),
    ("the same id twice", lambda data: data["objectives"][1].update(id="O1")),
    ("an hour that does not exist", lambda data: data["progression"][0]["sequences"][0].update(start="99:99")),
    ("empty texts", lambda data: data["objectives"][0].update(statement="", condition="", criterion="", verb="")),
    ("a rubric without bands", lambda data: data["assessments"][2]["rubric"][0].update(bands=[])),
    ("an item without options", lambda data: data["assessments"][1]["items"][0].update(options=[])),
    ("an endless text", lambda data: data["objectives"][0].update(statement="a " * 100_000)),
    ("a text of another planet", lambda data: data["brief"].update(title="\u202e🔥\u0000 <script>")),
    ("days out of order", lambda data: data["progression"][0].update(day=7)),
    ("no impact, no tools", lambda data: data.update(impact=[], tools=[])),
)


@pytest.mark.parametrize(("change"), [change for _, change in STRANGE], ids=[name for name, _ in STRANGE])
def test_a_strange_module_is_reported_and_exported_never_a_defect(jalon: Jalon, change: Callable[[Data], Any]) -> None:
    path = filed(edited(change))
    outcome = jalon("check", path)
    assert outcome.code in {0, 1}, outcome.err
    for form in ("md", "docx", "json"):
        exported = jalon("export", path, "--format", form, "--out", f"out.{form}")
        assert exported.code == 0, exported.err


@pytest.mark.parametrize("seed", range(12))
def test_a_module_that_somebody_broke_at_random_is_never_a_defect(jalon: Jalon, seed: int) -> None:
    chance = random.Random(seed)
    values: list[Any] = [None, "", 0, -5, 10**9, "O1", [], {}, ["x"], True, "2026", 1.5, "é" * 300]
    for _ in range(15):
        data = clean()
        for _ in range(chance.randint(1, 3)):
            break_one(data, chance, values)
        outcome = jalon("check", filed(data))
        assert outcome.code in {0, 1, 2}
        assert "defect" not in outcome.err


def break_one(data: Any, chance: random.Random, values: list[Any]) -> None:
    """Change or drop one value, anywhere in the tree."""
    while True:
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(data[key], dict | list) and data[key] and chance.random() < 0.8:
            data = data[key]
            continue
        if isinstance(data, dict) and chance.random() < 0.3:
            del data[key]
        else:
            data[key] = chance.choice(values)
        return
