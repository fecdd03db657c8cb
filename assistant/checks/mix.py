"""Family D: a pedagogical mix that suits adults who train in order to act."""

from collections import Counter
from collections.abc import Iterator

from assistant.checks import preconditions
from assistant.checks.case import Case
from assistant.models.module import Sequence
from assistant.models.review import Finding
from assistant.models.terms import DOING, LearningType, Merrill

_SHORTEST_FEEDBACK = 3


def learners_do(case: Case) -> Iterator[Finding]:
    """D1: practice, production and collaboration take 40 % of the time, breaks aside."""
    spent = _spent(case)
    total = sum(spent.values())
    active = sum(minutes for kind, minutes in spent.items() if kind in DOING)
    if total and active < case.limit("active_share") * total:
        wanted = round(100 * case.limit("active_share"))
        yield case.find("D1.passive", "module", found=100 * active // total, wanted=wanted)


def _spent(case: Case) -> Counter[LearningType]:
    spent: Counter[LearningType] = Counter()
    for sequence in case.worked:
        if sequence.learning_type:
            spent[sequence.learning_type] += sequence.minutes
    return spent


def ways_of_learning_vary(case: Case) -> Iterator[Finding]:
    """D2: from two hours on, three ways of learning, none over 40 %."""
    spent = _spent(case)
    total = sum(spent.values())
    if case.module.brief.duration_minutes < case.limit("mix_from") or not total:
        return
    if len(spent) < case.limit("learning_types"):
        yield case.find("D2.few", "module", found=len(spent), wanted=case.limit("learning_types"))
    for kind, minutes in spent.items():
        limit = case.limit("acquisition_share" if kind == "acquisition" else "type_share")
        if minutes > limit * total:
            name = case.word("learning_types", kind)
            yield case.find(
                "D2.one", "module", kind=name, found=round(100 * minutes / total), wanted=round(100 * limit)
            )


def methods_are_cited(case: Case) -> Iterator[Finding]:
    """D3: one or two methods for each activity, each a card of the base."""
    for sequence in case.worked:
        if not sequence.methods and sequence.kind == "activity":
            yield case.find("D3.none", sequence.id)
        limit = case.limit("methods_per_sequence")
        if len(sequence.methods) > limit:
            yield case.find("D3.many", sequence.id, found=len(sequence.methods), wanted=limit)
        for name in sequence.methods:
            card = case.cards.get(name)
            if case.cards and (card is None or card.kind != "method"):
                yield case.find("D3.unknown", sequence.id, card=name)


def four_phases_occur(case: Case) -> Iterator[Finding]:
    """D5: activation, demonstration, application, integration; showing comes before doing."""
    first = {phase: _first(phase, case) for phase in ("activate", "demonstrate", "apply", "integrate")}
    for phase, place in first.items():
        if place is None:
            yield case.find(f"D5.{phase}", "module")
    shown, done = first["demonstrate"], first["apply"]
    if shown is not None and done is not None and done < shown:
        yield case.find("D5.order", case.worked[done].id)


def _first(phase: str, case: Case) -> int | None:
    return next((index for index, sequence in enumerate(case.worked) if _has(phase, sequence, case)), None)


def _has(phase: str, sequence: Sequence, case: Case) -> bool:
    match phase:
        case "activate":
            moments = {case.assessments[name].moment for name in sequence.assessments if name in case.assessments}
            return sequence.kind == "opening" or "diagnostic" in moments
        case "demonstrate":
            shown = any(case.shows("demonstration", step.trainer) for step in sequence.steps)
            return sequence.learning_type == "acquisition" or shown or _phase_of_card("demonstrate", sequence, case)
        case "apply":
            return sequence.kind in ("activity", "assessment") and sequence.learning_type in DOING
        case _:
            return sequence.kind == "closing" or any(
                case.assessments[name].moment == "transfer" for name in sequence.assessments if name in case.assessments
            )


def _phase_of_card(phase: Merrill, sequence: Sequence, case: Case) -> bool:
    cards = (case.cards[name] for name in sequence.methods if name in case.cards)
    return any(step.phase == phase for card in cards for step in card.steps)


def practice_gets_feedback(case: Case) -> Iterator[Finding]:
    """D6: who gives feedback, how and when."""
    for sequence in case.worked:
        if sequence.kind != "activity" or sequence.learning_type not in DOING:
            continue
        feedback = sequence.feedback.strip()
        if len(feedback.split()) < _SHORTEST_FEEDBACK:
            yield case.find("D6.none", sequence.id)
        elif not case.shows("who", feedback):
            yield case.find("D6.who", sequence.id, text=feedback)


def alone_together_and_back_at_work(case: Case) -> Iterator[Finding]:
    """D7: something alone, something together, something for the return to work."""
    if not any(_is_individual(sequence, case) for sequence in case.worked):
        yield case.find("D7.individual", "module")
    together = any(sequence.grouping != "individual" for sequence in case.worked)
    if case.module.brief.group_size_max > 1 and not together:
        yield case.find("D7.collective", "module")
    if not _returns_to_work(case):
        yield case.find("D7.transfer", "module")


def _is_individual(sequence: Sequence, case: Case) -> bool:
    alone = any(case.shows("individual", step.learners) for step in sequence.steps)
    return sequence.grouping == "individual" or alone or case.module.brief.group_size_max == 1


def _returns_to_work(case: Case) -> bool:
    planned = any(
        assessment.moment == "transfer" or assessment.instrument == "action-plan"
        for assessment in case.module.assessments
    )
    last = (step for sequence in case.worked if sequence.kind == "closing" for step in sequence.steps)
    return planned or any(case.shows("transfer", f"{step.trainer} ; {step.learners}") for step in last)


RULES = {
    "D1": learners_do,
    "D2": ways_of_learning_vary,
    "D3": methods_are_cited,
    "D4": preconditions.methods_can_work,
    "D5": four_phases_occur,
    "D6": practice_gets_feedback,
    "D7": alone_together_and_back_at_work,
}
