"""Deliberate regressions, each in a place of its own: the gate catches every one and names what it broke."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant import checks
from assistant.engine.offline import answers
from assistant.engine.offline import engine as offline
from assistant.engine.offline.reading import orders
from assistant.export import content
from assistant.knowledge import scoring
from assistant.knowledge.retriever import Retriever
from assistant.models.module import Day, Objective
from assistant.runtime import Knowledge
from evals.gate.baseline import Difference, differences, read_baseline
from evals.gate.running import run
from evals.suites.suite import Bench

Break = Callable[[pytest.MonkeyPatch, Knowledge], Knowledge | None]
"""Breaks the program, or gives other cards."""


@dataclass(frozen=True)
class Regression:
    """One thing that somebody might do to the program."""

    break_: Break
    suite: str
    cases: tuple[str, ...]
    names: str
    """What the report's line about it holds: a regular expression."""


async def _found(regression: Regression, bench: Bench) -> list[Difference]:
    report = await run([regression.suite], bench, tier="offline", only=regression.cases)
    return [one for one in differences(read_baseline("offline"), report) if one.case in regression.cases]


def _lines(found: Iterable[Difference]) -> list[str]:
    return [one.line() for one in found]


def _wrapped(patch: pytest.MonkeyPatch, module: Any, name: str, after: Callable[[Any], Any]) -> None:
    """What the function gives goes through `after`."""
    real = getattr(module, name)
    patch.setattr(module, name, lambda *given, **more: after(real(*given, **more)))


def _check_turned_off(patch: pytest.MonkeyPatch, _: Knowledge) -> None:
    patch.setitem(checks.RULES, "C1", lambda _: iter(()))


def _preconditions_deleted(_: pytest.MonkeyPatch, knowledge: Knowledge) -> Knowledge:
    card = knowledge.shelf["case-study"].model_copy(update={"preconditions": ()})
    shelf = {**knowledge.shelf, card.id: card}
    return Knowledge(shelf=shelf, retriever=knowledge.retriever, index=knowledge.index)


def _ruled_out_unheard(patch: pytest.MonkeyPatch, _: Knowledge) -> None:
    patch.setattr(scoring, "barred", lambda *_: None)


def _planner_off_by_a_minute(patch: pytest.MonkeyPatch, _: Knowledge) -> None:
    def late(days: tuple[Day, ...]) -> tuple[Day, ...]:
        first, *others = days
        opening, *rest = first.sequences
        longer = opening.model_copy(update={"minutes": opening.minutes + 1})
        return (first.model_copy(update={"sequences": (longer, *rest)}), *others)

    _wrapped(patch, offline, "write_progression", late)


def _no_lexical_half(patch: pytest.MonkeyPatch, _: Knowledge) -> None:
    patch.setattr(Retriever, "_lexical_of", lambda *_: {})


def _english_in_a_french_draft(patch: pytest.MonkeyPatch, _: Knowledge) -> None:
    def translated(days: tuple[Day, ...]) -> tuple[Day, ...]:
        first, *others = days
        opening, *rest = first.sequences
        english = "The trainer welcomes the group, says why this morning matters and asks what they would do."
        steps = tuple(step.model_copy(update={"trainer": english}) for step in opening.steps)
        return (first.model_copy(update={"sequences": (opening.model_copy(update={"steps": steps}), *rest)}), *others)

    _wrapped(patch, offline, "write_progression", translated)


def _invented_price(patch: pytest.MonkeyPatch, _: Knowledge) -> None:
    def priced(written: tuple[Any, ...]) -> tuple[Any, ...]:
        first, *rest = written
        return (first.model_copy(update={"description": f"{first.description} Tarif : 450 € par personne."}), *rest)

    _wrapped(patch, offline, "write_assessments", priced)


def _order_obeyed(patch: pytest.MonkeyPatch, _: Knowledge) -> None:
    patch.setattr(orders, "_ordered", lambda *_: iter(()))


def _source_left_out(patch: pytest.MonkeyPatch, _: Knowledge) -> None:
    def bare(reply: Any) -> Any:
        return reply.model_copy(update={"text": re.sub(r" — fiches? .*$", "", reply.text, flags=re.MULTILINE)})

    _wrapped(patch, answers, "answer", bare)
    patch.setattr(offline, "answer", answers.answer)


def _levels_forgotten(patch: pytest.MonkeyPatch, _: Knowledge) -> None:
    def lowered(written: tuple[Objective, ...]) -> tuple[Objective, ...]:
        return tuple(item.model_copy(update={"bloom": "remember"}) for item in written)

    _wrapped(patch, offline, "write_objectives", lowered)


def _objective_lost(patch: pytest.MonkeyPatch, _: Knowledge) -> None:
    _wrapped(patch, offline, "write_objectives", lambda written: written[:-1])


def _document_without_assessments(patch: pytest.MonkeyPatch, _: Knowledge) -> None:
    real = content.compose

    def shortened(module: Any, cards: Any) -> Any:
        kept = module.model_copy(update={"assessments": module.assessments[:1]})
        return real(kept, cards)

    patch.setattr(content, "compose", shortened)


_ALL = {suite: tuple(cases) for suite, cases in read_baseline("offline").items()}
REGRESSIONS: dict[str, Regression] = {
    "a check is turned off": Regression(
        _check_turned_off, "checks", ("C1-fr", "C1-en"), "worse: checks C1-fr detection"
    ),
    "a card's preconditions are deleted": Regression(
        _preconditions_deleted, "methods", _ALL["methods"], "worse: methods .*(nothing unfit|wanted|leads)"
    ),
    "what rules a method out is not heard": Regression(
        _ruled_out_unheard,
        "methods",
        ("half-built-shop-windows", "the-whole-line-in-one-room"),
        "worse: methods .* nothing unfit .*(worked-examples|role-play)",
    ),
    "the planner is off by a minute": Regression(
        _planner_off_by_a_minute, "drafts", ("fire", "calls"), r"worse: drafts fire no blocking .*C1"
    ),
    "the search loses its lexical half": Regression(
        _no_lexical_half, "retrieval", _ALL["retrieval"], r"worse: retrieval \S+ ndcg@5"
    ),
    "English in a French draft": Regression(
        _english_in_a_french_draft, "drafts", ("fire", "bakery"), "worse: drafts fire no blocking .*J1"
    ),
    "an invented price": Regression(_invented_price, "drafts", ("fire",), "worse: drafts fire no blocking .*450"),
    "orders are obeyed": Regression(
        _order_obeyed, "safety", _ALL["safety"], "worse: safety .*(not obeyed|not repeated|honest part)"
    ),
    "answers without their source": Regression(
        _source_left_out, "grounding", _ALL["grounding"][:8], "worse: grounding .* cites"
    ),
    "levels are forgotten": Regression(
        _levels_forgotten, "objectives", _ALL["objectives"][:8], "worse: objectives .* levels"
    ),
    "an objective is lost": Regression(
        _objective_lost, "drafts", ("fire", "calls"), "worse: drafts fire no blocking .*A13"
    ),
    "a document without its assessments": Regression(
        _document_without_assessments, "exports", ("fire-md", "fire-docx"), "worse: exports fire-md whole"
    ),
}


@pytest.mark.parametrize("name", list(REGRESSIONS))
async def test_the_gate_catches_it_and_names_it(
    name: str, monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge, tmp_path: Path
) -> None:
    regression = REGRESSIONS[name]
    broken = regression.break_(monkeypatch, knowledge)
    found = _lines(await _found(regression, Bench(broken or knowledge, tmp_path)))
    assert [line for line in found if re.search(regression.names, line)], found
