"""Check D4: what a method needs is there. What the brief does not tell is left to the trainer."""

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.language.data import table
from assistant.models.knowledge import Card, Need
from assistant.models.module import Sequence
from assistant.models.review import Finding


def methods_can_work(case: Case) -> Iterator[Finding]:
    """D4: needs, mode, group and time of each method; each is said once, where the method comes first."""
    seen: set[str] = set()
    for sequence in case.worked:
        for card in _methods(sequence, case):
            yield from _run(card, sequence, case)
            if card.id not in seen:
                seen.add(card.id)
                yield from _needs(card, sequence, case)


def _methods(sequence: Sequence, case: Case) -> tuple[Card, ...]:
    cards = (case.cards.get(name) for name in sequence.methods)
    return tuple(card for card in cards if card and card.kind == "method")


def _run(card: Card, sequence: Sequence, case: Case) -> Iterator[Finding]:
    """What each run of the method must have: a mode that suits it; a briefing and a debrief for what is played."""
    names, title = table("instruments.yaml"), card.title.text(case.language)
    if sequence.modality not in card.modalities:
        yield case.find("D4.modality", sequence.id, method=title)
    if sequence.kind != "activity":
        return
    if card.id in names["debriefed"] and (len(sequence.steps) < 2 or not sequence.feedback.strip()):
        yield case.find("D4.debrief", sequence.id, method=title)
    if card.id in names["games"] and not (sequence.objectives and sequence.feedback.strip()):
        yield case.find("D4.rule", sequence.id, method=title)


def _needs(card: Card, sequence: Sequence, case: Case) -> Iterator[Finding]:
    title, brief = card.title.text(case.language), case.module.brief
    for precondition in card.preconditions:
        if fails(precondition.need, case):
            yield case.find(f"D4.{precondition.need}", sequence.id, method=title)
    high, low = card.group_size.max, card.group_size.min
    if brief.group_size_max < low or (brief.group_size_max > high and sequence.grouping == "plenary"):
        count = brief.group_size_max
        yield case.find("D4.group_size", sequence.id, method=title, low=low, high=high, count=count)
    spent = sum(other.minutes for other in case.worked if card.id in other.methods)
    if sequence.kind == "activity" and spent < card.minutes.min:
        yield case.find("D4.minutes", sequence.id, method=title, wanted=card.minutes.min, found=spent)


def fails(need: Need, case: Case) -> bool:
    """Whether the brief says that a need is not met; silence is no evidence, but for work before the session."""
    brief = case.module.brief
    told = " ; ".join((*brief.constraints, *brief.resources, brief.work_context, brief.assessment_wishes))
    match need:
        case "prior_work":
            refused = case.shows("no_prior_work", told)
            possible = len(brief.days) > 1 or brief.modality in ("hybrid", "async") or case.shows("prior_work", told)
            return refused or not possible
        case "several_sessions":
            return len(brief.days) == 1 and brief.modality not in ("hybrid", "async")
        case "digital_access":
            return brief.modality == "onsite" and case.shows("no_network", told)
        case "experience":
            return brief.audience_level == "beginner"
        case "equipment":
            return brief.resources == () and brief.assumed("resources") is None
        case "space":
            return brief.modality == "onsite" and case.shows("no_space", told)
        case "deliverable":
            return not _produces(case)
        case "real_cases" | "expert" | "trust":
            return False


def _produces(case: Case) -> bool:
    made = {"project-graded", "production", "portfolio", "action-plan"}
    instruments = {assessment.instrument for assessment in case.module.assessments}
    creates = any(
        objective.performance == "creation" or objective.bloom == "create" for objective in case.module.objectives
    )
    return creates or bool(instruments & made)
