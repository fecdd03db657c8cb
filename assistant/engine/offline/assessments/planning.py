"""Which assessments, when, for which objectives, with which format, how long."""

from collections.abc import Sequence

from assistant.engine.offline.assessments.choosing import Choice, Chooser
from assistant.engine.offline.assessments.instruments import Formats, highest
from assistant.engine.offline.assessments.runs import minutes_for
from assistant.engine.offline.assessments.wishes import wish_of
from assistant.engine.protocol import Shelf
from assistant.models.brief import Brief
from assistant.models.module import AssessmentPlan, Directives, Objective
from assistant.models.terms import Moment

_DIAGNOSTIC = ((50, 3), (89, 4), (150, 6), (300, 8), (480, 10))
_LONGEST_DIAGNOSTIC = 15
_OPENING = "self-positioning"
_TRANSFER_FROM = 90
_SHARE = 0.18
"""Of the module, for all summative assessments together."""


def plan_assessments(
    brief: Brief, directives: Directives, objectives: tuple[Objective, ...], shelf: Shelf
) -> tuple[AssessmentPlan, ...]:
    """A diagnostic, formative assessments, summative ones, and a look at work afterwards; ids A1…"""
    if not objectives:
        return ()
    chooser = Chooser(brief, Formats(shelf), wish_of(brief))
    finals = chooser.finals(objectives)
    plans = [_plan("diagnostic", Choice(_OPENING, tuple(objectives)), _diagnostic_minutes(brief))]
    plans += [_plan("formative", choice, 0) for choice in chooser.along(objectives)]
    plans += [_plan("summative", choice, _final_minutes(choice, finals, brief)) for choice in finals]
    if brief.duration_minutes >= _TRANSFER_FROM:
        plans.append(_plan("transfer", Choice("action-plan", tuple(objectives)), 0))
    return tuple(_numbered(plan, number, directives) for number, plan in enumerate(plans, start=1))


def _plan(moment: Moment, choice: Choice, minutes: int) -> AssessmentPlan:
    # A diagnostic asks what people would do, a transfer what they did.
    asked = {"diagnostic": "understand", "transfer": "apply"}.get(moment, highest(choice.objectives))
    return AssessmentPlan.model_validate(
        {
            "id": "A0",
            "moment": moment,
            "instrument": choice.instrument,
            "bloom": asked,
            "objectives": tuple(item.id for item in choice.objectives),
            "minutes": minutes,
        }
    )


def _numbered(plan: AssessmentPlan, number: int, directives: Directives) -> AssessmentPlan:
    identifier = f"A{number}"
    instrument = directives.instruments.get(identifier, plan.instrument)
    return plan.model_copy(update={"id": identifier, "instrument": instrument})


def _diagnostic_minutes(brief: Brief) -> int:
    return next((each for limit, each in _DIAGNOSTIC if brief.duration_minutes <= limit), _LONGEST_DIAGNOSTIC)


def _final_minutes(choice: Choice, finals: Sequence[Choice], brief: Brief) -> int:
    counted = sum(len(other.objectives) for other in finals)
    share = _SHARE * len(choice.objectives) / counted
    relational = any(item.performance == "relational" for item in choice.objectives)
    return minutes_for(choice.instrument, len(choice.objectives), relational, brief, share)
