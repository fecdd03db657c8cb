"""The planned assessments, worded: sheets that a trainer can hand out."""

from collections.abc import Sequence
from math import ceil

from assistant.engine.offline.assessments.choosing import Chooser
from assistant.engine.offline.assessments.describing import Descriptions
from assistant.engine.offline.assessments.instruments import Formats, is_questionnaire
from assistant.engine.offline.assessments.items import Questions
from assistant.engine.offline.assessments.phrases import Phrases
from assistant.engine.offline.assessments.rubrics import Grids
from assistant.engine.offline.assessments.wishes import wish_of
from assistant.engine.offline.assessments.wording import AssessmentsWording, wording
from assistant.engine.protocol import Shelf
from assistant.models.brief import Brief
from assistant.models.module import Assessment, AssessmentPlan, Day, Item, Objective, RubricRow
from assistant.models.module import Sequence as ModuleSequence

_Content = tuple[str, tuple[RubricRow, ...], str, tuple[Item, ...], int]
"""Description, grid, threshold, questions, minutes."""
_RETURN_SHARE = 0.3
_RIGHT = 0.75
_LONG = 420


def write_assessments(
    brief: Brief,
    objectives: tuple[Objective, ...],
    plans: tuple[AssessmentPlan, ...],
    progression: tuple[Day, ...],
    shelf: Shelf,
) -> tuple[Assessment, ...]:
    """Every plan with its title, description, grid, threshold and questions; minutes as the timetable has them."""
    writer = _Writer(brief, objectives, plans, progression, shelf)
    return tuple(writer.write(plan) for plan in plans)


class _Writer:
    def __init__(
        self,
        brief: Brief,
        objectives: Sequence[Objective],
        plans: Sequence[AssessmentPlan],
        progression: Sequence[Day],
        shelf: Shelf,
    ) -> None:
        self.plans = plans
        self.brief = brief
        self.objectives = {item.id: item for item in objectives}
        self.sequences = [sequence for day in progression for sequence in day.sequences]
        self.formats = Formats(shelf)
        self.phrases = Phrases(brief)
        self.words: AssessmentsWording = wording(brief.language)
        self.chooser = Chooser(brief, self.formats, wish_of(brief))
        self.descriptions = Descriptions(self.chooser, self.phrases, plans)
        self.grids = Grids(self.phrases)
        self.questions = Questions(self.phrases)

    def write(self, plan: AssessmentPlan) -> Assessment:
        known = [self.objectives[name] for name in plan.objectives if name in self.objectives]
        objectives = known or list(self.objectives.values())
        described, rows, mastery, items, minutes = self._content(plan, objectives)
        return Assessment(
            **{**plan.model_dump(), "minutes": minutes},
            title=self.formats.title(plan.instrument, self.brief.language),
            description=described,
            rubric=rows,
            mastery=self.phrases.typeset(mastery),
            items=items,
        )

    def _content(self, plan: AssessmentPlan, objectives: Sequence[Objective]) -> _Content:
        describe = self.descriptions
        if plan.moment == "diagnostic" and self._is_on_the_way(plan):
            plan = plan.model_copy(update={"moment": "formative"})
        match plan.moment:
            case "diagnostic":
                rows = self.grids.of_self(objectives)
                items = self.questions.on(objectives, keeps=True) if describe.asks_at_the_start else ()
                said = describe.diagnostic(plan, objectives)
                return said, rows, self.words.diagnostic.mastery, items, plan.minutes
            case "formative":
                asked = is_questionnaire(plan.instrument)
                items = self.questions.on(objectives, keeps=_asked_again(plan, self.plans)) if asked else ()
                rows = () if asked else self.grids.on_the_way(objectives)
                mastery = describe.formative_mastery(objectives)
                return describe.formative(plan, objectives), rows, mastery, items, plan.minutes
            case "transfer":
                first = next(other for other in self.plans if other.moment == "transfer")
                again = plan.id != first.id or plan.instrument != "action-plan"
                said = describe.later(objectives) if again else describe.transfer(objectives)
                return said, self.grids.at_work(), self.words.transfer.mastery, (), 0
            case "summative":
                return self._summative(plan, objectives)

    def _is_on_the_way(self, plan: AssessmentPlan) -> bool:
        """Whether it takes stock inside an activity, and does not open the module."""
        return any(plan.id in item.assessments and item.kind == "activity" for item in self.sequences)

    def _summative(self, plan: AssessmentPlan, objectives: Sequence[Objective]) -> _Content:
        work, left = self._minutes(plan)
        earlier = [other for other in self.plans if other.moment == "summative" and other.id != plan.id]
        final = bool(earlier) and all(set(other.objectives) < set(plan.objectives) for other in earlier)
        described = self.descriptions.summative(plan, objectives, (work, left), final=final)
        minutes = work if plan.minutes else 0
        if is_questionnaire(plan.instrument):
            items = self.questions.on(objectives)
            right = ceil(len(items) * _RIGHT)
            return described, (), self.words.mastery.items.format(right=right, all=len(items)), items, minutes
        rows = self.grids.final(objectives)
        return described, rows, self._mastery(rows), (), minutes

    def _minutes(self, plan: AssessmentPlan) -> tuple[int, int]:
        """Minutes of the task and of its return, as the timetable has them."""
        own = [item for item in self.sequences if plan.id in item.assessments and item.kind == "assessment"]
        if own and len(own[-1].steps) >= 2:
            return sum(_work(item, last=item is own[-1]) for item in own), own[-1].steps[-1].minutes
        return plan.minutes or 5, max(2, round((plan.minutes or 5) * _RETURN_SHARE))

    def _mastery(self, rows: Sequence[RubricRow]) -> str:
        words = self.words.mastery
        needed = sum(row.essential for row in rows)
        others = len(rows) - needed
        count = ceil(others / 2)
        more = "" if not others else words.one_other if others == 1 else ""
        if others > 1:
            more = words.others.format(count=self.phrases.number(count))
        essential = words.one_essential if needed == 1 else words.all_essential
        said = words.essential.format(essential=essential, others=more)
        return said + (words.retry if self.brief.duration_minutes >= _LONG else "")


def _work(sequence: ModuleSequence, *, last: bool) -> int:
    """Minutes between the instructions and, in the last part, the return."""
    steps = sequence.steps[1:-1] if last else sequence.steps[1:]
    return sum(step.minutes for step in steps) or sequence.steps[0].minutes


def _asked_again(plan: AssessmentPlan, plans: Sequence[AssessmentPlan]) -> bool:
    """Whether a later questionnaire bears on the same objectives."""
    return any(
        other.id != plan.id
        and other.moment == "summative"
        and is_questionnaire(other.instrument)
        and set(other.objectives) & set(plan.objectives)
        for other in plans
    )
