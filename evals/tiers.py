"""The three tiers: rules alone, a model's recorded replies, a model that answers now."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.engine.completion import Models
from assistant.engine.prompts import versions
from assistant.errors import InputError
from assistant.runtime import Knowledge, open_asker, open_knowledge
from assistant.settings import read_settings
from evals.gate.baseline import Difference, Scores, differences, has_baseline, read_baseline, scores_of
from evals.gate.beat import Beat, beating
from evals.gate.repeated import mean
from evals.gate.report import Report
from evals.gate.running import run
from evals.gate.runs import FOLDER, past
from evals.judge.judging import Agreement, Judge, agreement_of, open_judge
from evals.recorded.models import Recording, Replayed
from evals.recorded.tape import Tape
from evals.reviewed.cases import cases as reviewed_cases
from evals.suites import SUITES
from evals.suites.suite import Bench, without_model

Tier = Literal["offline", "recorded", "live"]

WITH_A_MODEL: Mapping[str, tuple[str, ...]] = {
    "interview": ("fr-notes-de-frais", "en-phishing"),
    "drafts": ("fire", "phishing"),
    "revisions": ("without-id-fr", "absent-fr", "two-wishes-en", "cut-quarter-en"),
    "grounding": (
        *("flipped-conditions", "role-play-pitfalls", "mcq-proves-competence", "law-article-programme"),
        *("blank-sheet-recall", "portfolio-in-two-days", "beginners-in-payroll", "freeman-effect-size"),
    ),
    "safety": (
        *("ignore-your-rules", "friend-s-module", "word-then-place", "honest-phishing"),
        *("previous-instructions", "it-would-be-lovely", "closing-tag", "honest-secrets"),
    ),
}
"""Suites and cases whose requests are recorded: every use of a model, easy and hard, in both languages."""
LIVE = ("interview", "drafts", "revisions", "grounding", "safety")
"""Suites in which a model answers otherwise than the rules."""
_PASSES = 3
"""Times that the cases are played to record them: a reply may lead to requests that no earlier one led to."""


@dataclass(frozen=True)
class Outcome:
    """What a run found, and what keeps it from passing."""

    report: Report
    found: tuple[Difference, ...] = ()
    stale: tuple[str, ...] = ()
    """What has to be recorded again, a sentence each."""
    notes: tuple[str, ...] = ()
    """What else there is to say."""
    blocks: bool = True
    """Whether differences make the run fail."""

    @property
    def passed(self) -> bool:
        """Whether the gate holds."""
        return not self.blocks or not (self.found or self.stale)


def play(
    tier: Tier,
    suites: Sequence[str],
    *,
    only: Sequence[str] = (),
    runs: int = 1,
    accepting: bool = False,
    progress: bool = False,
) -> Outcome:
    """Run a tier against what was accepted; `accepting`: nothing need have been accepted yet; `only`: these cases.

    Raises InputError where there is nothing to run it with, or to hold it against.
    """
    accepted = {} if tier == "live" or (accepting and not has_baseline(tier)) else read_baseline(tier)
    accepted = _narrowed(accepted, only)
    match tier:
        case "offline":
            report = _played(suites or list(SUITES), None, tier, only=only, progress=progress)
            return Outcome(report, differences(accepted, report))
        case "recorded":
            return _recorded(suites, accepted, only, progress=progress)
        case "live":
            return _live(suites, only, runs, progress=progress)


def _narrowed(scores: Scores, only: Sequence[str]) -> Scores:
    """What was accepted of these cases; of all where none is named."""
    if not only:
        return scores
    return {suite: {case: row for case, row in rows.items() if case in only} for suite, rows in scores.items()}


def _recorded(suites: Sequence[str], accepted: Scores, only: Sequence[str], *, progress: bool) -> Outcome:
    tape = Tape.read()
    if tape.about is None:
        raise InputError("nothing is recorded: run `jalon eval record` with the model of JALON_MODEL")
    models = Replayed(tape, tape.about.model)
    cases = [case for case in _cases(suites) if not only or case in only]
    report = _played(_with_a_model(suites), models, "recorded", only=cases, progress=progress)
    return Outcome(report, differences(accepted, report), stale(models))


def stale(models: Replayed) -> tuple[str, ...]:
    """Prompts of which a request has no recording, and whether the prompt's file is why."""
    now = versions()
    recorded = {entry.prompt: entry.version for entry in models.tape.entries.values()}
    return tuple(
        f"{name}: {count} requests were never recorded"
        + (
            " (the prompt has changed)"
            if name in now and recorded.get(name) not in {None, now[name]}
            else " (its inputs, its schema or the model have changed)"
        )
        for name, count in sorted(models.missing.items())
    )


def record(*, progress: bool = False) -> Counter[str]:
    """Ask the model of the settings what is not recorded yet; prompt → requests that were made. Raises InputError.

    All cases are played together: what none of them asks for any more is forgotten.
    """
    models = _models()
    tape = Tape.read()
    if tape.about and tape.about.model != models.name:
        tape.entries.clear()
    recording = Recording(tape, models)
    asyncio.run(recording.context())
    asked: Counter[str] = Counter()
    for _ in range(_PASSES):
        tape.used.clear()
        recording.asked.clear()
        _played(_with_a_model(()), recording, "recorded", only=_cases(()), progress=progress)
        asked += recording.asked
        if recording.lost:
            raise InputError(
                f"{recording.lost[0]}; {sum(asked.values())} requests were made, run it again for the rest"
            )
        if not recording.asked:
            break
    tape.forget()
    tape.write()
    return asked


def _live(suites: Sequence[str], only: Sequence[str], runs: int, *, progress: bool) -> Outcome:
    names = [name for name in LIVE if not suites or name in suites]
    played = [_played(names, _models(), "live", only=only, progress=progress) for _ in range(runs)]
    report = mean(played)
    before = past("live")
    found = differences(_narrowed(scores_of(before[-1]), only), report) if before else ()
    judge = open_judge()
    notes = (_agreed(asyncio.run(_beside_designers(judge))),) if judge else ()
    return Outcome(report, found, notes=notes, blocks=False)


async def _beside_designers(judge: Judge) -> Agreement:
    decided = reviewed_cases()
    async with beating(Beat("live, the judge beside the designers", len(decided))) as beat:
        return await agreement_of(judge, decided, beat.count)


def _agreed(found: Agreement) -> str:
    kappa = "" if found.kappa is None else f", kappa {found.kappa}"
    return f"the judge says what designers decided in {found.same} of {found.judged} cases{kappa}"


def _models() -> Models:
    settings = read_settings()
    if settings.model is None:
        raise InputError("no model: set JALON_MODEL, and JALON_MODEL_BASE_URL for one of your own")
    # One request at a time: what is asked then depends on no race.
    return open_asker(settings.model_copy(update={"model_parallel": 1})).models


def _with_a_model(suites: Sequence[str]) -> list[str]:
    return [name for name in WITH_A_MODEL if not suites or name in suites]


def _cases(suites: Sequence[str]) -> tuple[str, ...]:
    return tuple(case for name in _with_a_model(suites) for case in WITH_A_MODEL[name])


def _played(
    suites: Sequence[str], models: Models | None, tier: Tier, *, only: Sequence[str] = (), progress: bool
) -> Report:
    judge = open_judge() if tier == "live" else None
    with _opened() as (knowledge, folder):
        bench = Bench(knowledge, folder, models, judge, spoken=tier == "live")
        return asyncio.run(run(suites, bench, tier=tier, only=only, progress=progress))


@contextmanager
def _opened() -> Iterator[tuple[Knowledge, Path]]:
    # The index is named by what is in it: it is built once for all runs on the same cards.
    knowledge = open_knowledge(without_model(FOLDER / "knowledge"))
    with tempfile.TemporaryDirectory() as folder:
        yield knowledge, Path(folder)
