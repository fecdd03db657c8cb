"""Family C: a timetable that adds up and that a trainer can run."""

from collections.abc import Iterator
from math import ceil
from typing import Any

from assistant.checks import feasibility
from assistant.checks.case import Case, words_of_findings
from assistant.language.typography import clock
from assistant.models.module import Day, Sequence
from assistant.models.review import Finding


def durations_add_up(case: Case) -> Iterator[Finding]:
    """C1: breaks included, to the minute, for the whole and for each day."""
    brief, progression = case.module.brief, case.module.progression
    found = sum(sequence.minutes for sequence in case.sequences)
    if found != brief.duration_minutes:
        yield case.find("C1.total", "module", **_mismatch(found, brief.duration_minutes, case))
    if len(progression) != len(brief.days):
        yield case.find("C1.days", "module", found=len(progression), wanted=len(brief.days))
        return
    for day, wanted in zip(progression, brief.days, strict=True):
        minutes = sum(sequence.minutes for sequence in day.sequences)
        if minutes != wanted and len(brief.days) > 1:
            where = day.sequences[0].id if day.sequences else "module"
            yield case.find("C1.day", where, day=day.day, **_mismatch(minutes, wanted, case))


def _mismatch(found: int, wanted: int, case: Case) -> dict[str, Any]:
    words = words_of_findings(case.language)["C1"]
    change = words["add"] if found < wanted else words["remove"]
    return {"found": found, "wanted": wanted, "gap": abs(wanted - found), "Change": change}


def times_chain(case: Case) -> Iterator[Finding]:
    """C2: each sequence starts when the last one ends, lunch aside, and its steps fill it."""
    for day in case.module.progression:
        yield from _chain(day, case)
    for sequence in case.worked:
        found = sum(step.minutes for step in sequence.steps)
        if not sequence.steps:
            yield case.find("C2.no_steps", sequence.id)
        elif found != sequence.minutes:
            yield case.find("C2.steps", sequence.id, **_mismatch(found, sequence.minutes, case))


def _chain(day: Day, case: Case) -> Iterator[Finding]:
    previous: Sequence | None = None
    lunches = 0
    for sequence in day.sequences:
        start = _start(sequence)
        if start is None:
            if not _is_untimed(sequence, case):
                yield case.find("C2.no_start", sequence.id)
            previous = None
            continue
        if previous is not None:
            end = (_start(previous) or 0) + previous.minutes
            facts: dict[str, Any] = {
                "other": previous.id,
                "start": clock(start, case.language),
                "end": clock(end, case.language),
            }
            if start < end:
                yield case.find("C2.overlap", sequence.id, **facts)
            elif start > end and (lunches or not _is_lunch(end, start - end, case)):
                yield case.find("C2.gap", sequence.id, gap=start - end, **facts)
            elif start > end:
                lunches += 1
        previous = sequence


def _start(sequence: Sequence) -> int | None:
    if sequence.start is None:
        return None
    hours, minutes = sequence.start.split(":")
    return int(hours) * 60 + int(minutes)


def _is_untimed(sequence: Sequence, case: Case) -> bool:
    return "async" in (sequence.modality, case.module.brief.modality)


def _is_lunch(start: int, minutes: int, case: Case) -> bool:
    long_enough = case.limit("lunch_shortest") <= minutes <= case.limit("lunch_longest")
    return long_enough and case.limit("lunch_from") <= start <= case.limit("lunch_until")


def days_are_bearable(case: Case) -> Iterator[Finding]:
    """C3: seven hours a day, a break every 90 minutes, two hours of screen at a stretch."""
    for day in case.module.progression:
        found = sum(sequence.minutes for sequence in day.sequences)
        if found > case.limit("day_minutes"):
            where = day.sequences[0].id
            yield case.find("C3.day", where, day=day.day, found=found, limit=case.limit("day_minutes"))
        for run in _runs(day, case):
            yield from _too_long(run, case)


def _runs(day: Day, case: Case) -> Iterator[tuple[Sequence, ...]]:
    """Sequences that follow each other without break, lunch or work at one's own pace."""
    run: list[Sequence] = []
    end: int | None = None
    for sequence in day.sequences:
        start = _start(sequence)
        rested = sequence.kind == "break" or _is_untimed(sequence, case)
        if run and (rested or (start is not None and end is not None and start > end)):
            yield tuple(run)
            run = []
        if not rested:
            run.append(sequence)
        end = None if start is None else start + sequence.minutes
    if run:
        yield tuple(run)


def _too_long(run: tuple[Sequence, ...], case: Case) -> Iterator[Finding]:
    total = sum(sequence.minutes for sequence in run)
    remote = case.module.brief.modality == "remote" or all(sequence.modality == "remote" for sequence in run)
    if remote and total > case.limit("screen_stretch"):
        yield case.find("C3.screen", run[-1].id, found=total, limit=case.limit("screen_stretch"))
    elif total > case.limit("break_every"):
        yield case.find("C3.stretch", run[-1].id, found=total, limit=case.limit("break_every"))


def expositions_are_short(case: Case) -> Iterator[Finding]:
    """C4: nobody listens for more than twenty minutes at a stretch."""
    for sequence in case.worked:
        longest = _longest_exposition(sequence, case)
        if longest > case.limit("exposition"):
            yield case.find("C4.exposition", sequence.id, found=longest, limit=case.limit("exposition"))


def _longest_exposition(sequence: Sequence, case: Case) -> int:
    if not sequence.steps:
        return sequence.minutes if sequence.learning_type == "acquisition" else 0
    longest = run = 0
    for step in sequence.steps:
        passive = case.shows("expository", step.learners) or sequence.learning_type == "acquisition"
        run = run + step.minutes if passive and not case.shows("active", step.learners) else 0
        longest = max(longest, run)
    return longest


def ends_have_room(case: Case) -> Iterator[Finding]:
    """C6: an opening, a closing, a reserve."""
    minutes = case.module.brief.duration_minutes
    if not case.worked:
        return
    opening = sum(sequence.minutes for sequence in case.worked[:1] if sequence.kind == "opening")
    closing = sum(sequence.minutes for sequence in case.worked[-1:] if sequence.kind == "closing")
    due = case.limit("short_closing" if minutes < case.limit("short_module") else "closing")
    if opening < case.limit("opening"):
        yield case.find("C6.opening", "module", found=opening, wanted=case.limit("opening"))
    if closing < due:
        yield case.find("C6.closing", "module", found=closing, wanted=due)
    reserve = sum(
        step.minutes
        for sequence in case.worked
        for step in sequence.steps
        if case.shows("buffer", f"{step.trainer} ; {step.learners}")
    )
    wanted = int(minutes * case.limit("buffer_share"))
    if reserve < wanted:
        yield case.find("C6.buffer", "module", found=reserve, wanted=ceil(wanted))


RULES = {
    "C1": durations_add_up,
    "C2": times_chain,
    "C3": days_are_bearable,
    "C4": expositions_are_short,
    "C5": feasibility.fits_the_group,
    "C6": ends_have_room,
}
