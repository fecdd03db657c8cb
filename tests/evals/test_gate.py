"""The gate: it holds every score against the accepted one, and names what got worse."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from assistant.errors import InputError
from assistant.runtime import Knowledge
from evals.gate import baseline
from evals.gate.baseline import Scores, as_text, differences, read_baseline, scores_of
from evals.gate.beat import Beat, beating
from evals.gate.report import Report, rows_of
from evals.gate.running import run, stamp
from evals.gate.telling import told
from evals.suites.suite import About, Bench, Shown, Suite, none_of, share


@dataclass
class Doubling(Evaluator[int, int, About]):
    def evaluate(self, ctx: EvaluatorContext[int, int, About]) -> dict[str, EvaluationReason]:
        right = ctx.output == 2 * ctx.inputs
        return {
            "doubled": none_of([] if right else [f"{ctx.output} is not twice {ctx.inputs}"]),
            "share": share(ctx.output, 2 * ctx.inputs),
        }


def _suite(double: Callable[[int], int]) -> Suite[int, int]:
    @asynccontextmanager
    async def opened(_: Bench) -> AsyncIterator[Callable[[int], Awaitable[int]]]:
        async def play(number: int) -> int:
            return double(number)

        yield play

    def dataset() -> Dataset[int, int, About]:
        rows = [Case(name=f"n{n}", inputs=n, metadata=About(language="fr")) for n in (0, 1, 2)]
        return Dataset(name="doubling", cases=rows, evaluators=[Doubling()])

    return Suite("doubling", dataset, opened, lambda _, output: Shown(draft=str(output)))


@pytest.fixture
def bench(knowledge: Knowledge, tmp_path: Path) -> Bench:
    return Bench(knowledge, tmp_path)


async def _report(double: Callable[[int], int], bench: Bench) -> Report:
    suite = _suite(double)
    async with suite.opened(bench) as play:
        found = await suite.dataset().evaluate(play, progress=False)
    return Report(stamp=stamp("offline", bench), rows=rows_of(suite, found, bench))


async def _accepted(bench: Bench) -> Scores:
    return scores_of(await _report(lambda n: 2 * n, bench))


async def test_the_same_scores_pass_and_what_cannot_be_judged_is_not_zero(bench: Bench) -> None:
    report = await _report(lambda n: 2 * n, bench)
    accepted = await _accepted(bench)
    assert differences(accepted, report) == ()
    assert accepted["doubling"]["n0"] == {"doubled": True, "share": None}, "nothing is twice nothing"
    assert "| doubling | 3 | 3 of 3 | 1.000 | 1 | 0 |" in told(report, ())
    assert "| doubling | share | 1.000 | 1.000 | — | 1 |" in told(report, ())


async def test_a_score_that_falls_is_named_with_its_reason(bench: Bench) -> None:
    found = differences(await _accepted(bench), await _report(lambda n: 2 * n - (n == 2), bench))
    assert [one.line() for one in found] == [
        "worse: doubling n2 doubled True → False (3 is not twice 2)",
        "worse: doubling n2 share 1.0 → 0.75",
    ]


async def test_a_score_that_rises_has_to_be_accepted_too(bench: Bench) -> None:
    accepted = scores_of(await _report(lambda n: 2 * n - (n == 2), bench))
    found = differences(accepted, await _report(lambda n: 2 * n, bench))
    assert {one.way for one in found} == {"better"}


async def test_a_case_that_cannot_be_played_fails_and_the_others_are_scored(bench: Bench) -> None:
    report = await _report(lambda n: 4 // (n - 1) + 2 * n, bench)
    failed = {row.case: row.error for row in report.rows if row.error}
    assert list(failed) == ["n1"]
    assert "division" in (failed["n1"] or "")
    lines = [one.line() for one in differences(await _accepted(bench), report)]
    assert any(line.startswith("failed: doubling n1") for line in lines)


async def test_a_case_that_is_gone_and_one_that_is_new_are_differences(bench: Bench) -> None:
    accepted, report = await _accepted(bench), await _report(lambda n: 2 * n, bench)
    accepted["doubling"]["n9"] = accepted["doubling"].pop("n2")
    assert {(one.way, one.case) for one in differences(accepted, report)} == {("gone", "n9"), ("new", "n2")}


async def test_the_accepted_scores_are_one_line_a_case(bench: Bench) -> None:
    assert as_text(await _accepted(bench)).splitlines()[1:4] == [
        '"doubling": {',
        '  "n0": {"doubled": true, "share": null},',
        '  "n1": {"doubled": true, "share": 1.0},',
    ]


def test_without_accepted_scores_the_fault_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(baseline, "FOLDER", tmp_path)
    with pytest.raises(InputError, match="--accept"):
        read_baseline("offline")
    (tmp_path / "offline.json").write_text("{", "utf-8")
    with pytest.raises(InputError, match="no JSON"):
        read_baseline("offline")


async def test_the_committed_drafts_are_those_of_today(bench: Bench) -> None:
    report = await run(["drafts"], bench, tier="offline")
    assert differences(read_baseline("offline"), report) == ()
    assert all(row.draft for row in report.rows)


async def test_a_card_without_its_methods_changes_the_drafts_and_is_named(bench: Bench) -> None:
    main = str(read_baseline("offline")["drafts"]["fire"]["methods"]).split(", ", maxsplit=1)[0]
    shelf = {name: card for name, card in bench.knowledge.shelf.items() if name != main}
    broken = Knowledge(shelf=shelf, retriever=bench.knowledge.retriever, index=bench.knowledge.index)
    found = differences(read_baseline("offline"), await run(["drafts"], Bench(broken, bench.folder), tier="offline"))
    assert any(main in one.line() or one.way == "failed" for one in found if one.case == "fire")


async def test_a_long_run_says_in_a_log_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    heard = ""

    async def until(said: str) -> str:
        nonlocal heard
        while said not in heard:
            await asyncio.sleep(0.01)
            heard += capsys.readouterr().err
        return said

    async with asyncio.timeout(20), beating(Beat("live, drafts", 3), every=0.01) as beat:
        play = beat.counting(until)
        for said in ("live, drafts: 0 of 3 after", "live, drafts: 1 of 3 after"):
            assert await play(said) == said
