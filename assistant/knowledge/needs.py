"""Whether what a method needs is there: tested on the brief, with the trainer's words as evidence."""

from dataclasses import dataclass
from typing import Literal, assert_never

from assistant.knowledge.calls import met
from assistant.knowledge.circumstances import Circumstances, level_words
from assistant.models.knowledge import Card, Need

State = Literal["holds", "fails", "unknown"]


@dataclass(frozen=True)
class Verdict:
    """A precondition, tested on a brief."""

    need: Need
    state: State
    evidence: str | None = None
    """The trainer's words that decide; None when it follows from numbers, or from their silence."""


def test_needs(card: Card, case: Circumstances) -> tuple[Verdict, ...]:
    """Every precondition of a card, in its order."""
    return tuple(_test(precondition.need, card, case) for precondition in card.preconditions)


def _test(need: Need, card: Card, case: Circumstances) -> Verdict:
    words = met(card.id, need, case.calls)
    return judge(need, case) if words is None else Verdict(need, "holds", words)


def judge(need: Need, case: Circumstances) -> Verdict:
    """One precondition."""
    match need:
        case "prior_work":
            return _prior_work(case)
        case "several_sessions":
            lasting = len(case.brief.days) > 1 or case.brief.modality in ("hybrid", "async")
            return Verdict(need, "holds") if lasting else _signed(need, case, "", "several_sessions", "fails")
        case "digital_access":
            return _digital_access(case)
        case "experience":
            return _experience(case)
        case "equipment":
            return _equipment(case)
        case "space":
            return _space(case)
        case "deliverable":
            return _signed(need, case, "", "deliverable", _produces(case))
        case "real_cases":
            return _signed(need, case, "no_real_cases", "real_cases", "unknown")
        case "trust":
            crowd: State = "fails" if case.brief.group_size_min > 40 else "unknown"
            return _signed(need, case, "distrust", "trusting", crowd)
        case "expert":
            return _signed(need, case, "not_expert", "", "holds")
    assert_never(need)


def _signed(need: Need, case: Circumstances, against: str, favour: str, otherwise: State) -> Verdict:
    """What a sign says, the one against first."""
    if against and (words := case.shows(against)):
        return Verdict(need, "fails", words)
    if favour and (words := case.shows(favour)):
        return Verdict(need, "holds", words)
    return Verdict(need, otherwise)


def _produces(case: Circumstances) -> State:
    """Using a tool leaves a file behind, which may be one that somebody needs."""
    made, used = case.kinds.get("creation", 0), case.kinds.get("tool_use", 0)
    if made >= 0.25:
        return "holds"
    return "unknown" if made + used >= 0.25 else "fails"


def _prior_work(case: Circumstances) -> Verdict:
    """Silence is no consent: nobody has time before a session unless somebody says so."""
    possible = len(case.brief.days) > 1 or case.brief.modality in ("hybrid", "async")
    return _signed("prior_work", case, "no_prior_work", "prior_work", "holds" if possible else "fails")


def _digital_access(case: Circumstances) -> Verdict:
    if case.brief.modality in ("remote", "async", "hybrid"):
        return Verdict("digital_access", "holds")
    return _signed("digital_access", case, "no_network", "devices", "unknown")


def _experience(case: Circumstances) -> Verdict:
    words = level_words(case)
    match case.brief.audience_level:
        case "beginner":
            return Verdict("experience", "fails", words)
        case "mixed":
            return Verdict("experience", "unknown", words)
        case "intermediate" | "advanced":
            return Verdict("experience", "holds", words)
    assert_never(case.brief.audience_level)


def _equipment(case: Circumstances) -> Verdict:
    if (words := case.shows("no_equipment")) is not None:
        return Verdict("equipment", "fails", words)
    if (words := case.shows("equipment")) is not None:
        return Verdict("equipment", "holds", words)
    if case.kinds.get("tool_use", 0) >= 0.25 and (words := case.shows("devices")) is not None:
        return Verdict("equipment", "holds", words)
    nothing = case.brief.resources == () and case.brief.assumed("resources") is None
    return Verdict("equipment", "fails" if nothing else "unknown")


def _space(case: Circumstances) -> Verdict:
    if case.brief.modality in ("remote", "async"):
        return Verdict("space", "holds")
    return _signed("space", case, "no_space", "space", "unknown")
