"""What a trainer says people will be able to do, as objectives: none lost, at their level, observable."""

from dataclasses import dataclass

from pydantic import Field
from pydantic_evals import Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from assistant.checks import check
from assistant.models.module import Objective
from assistant.models.terms import Bloom, Performance
from assistant.models.value import Value
from evals.cases import Case, read
from evals.matching import Matcher, holds
from evals.suites.drafts import Drafted, opened, show
from evals.suites.suite import About, Suite, none_of, rows, share


class Goal(Value):
    """One goal that the trainer states."""

    says: Matcher
    """What the objective's statement holds."""
    levels: tuple[Bloom, ...] = Field(min_length=1)
    """Levels that an expert accepts for it here."""
    kinds: tuple[Performance, ...] = Field(min_length=1)


class ObjectiveCase(Case):
    """A trainer who says everything at once, and the goals in it."""

    text: str
    goals: tuple[Goal, ...] = Field(min_length=1)
    never: tuple[str, ...] = ()
    """Words that no statement may begin with: what cannot be observed."""


_STATED = frozenset({"A1", "A2", "A3", "A4", "A5", "A6", "A7", "A13"})
"""Checks of a statement; how many objectives there are, and what work they are for, is the trainer's."""


@dataclass
class Stated(Evaluator[ObjectiveCase, Drafted, About]):
    """Whether every goal has its objective, at its level, of its kind, and none is unobservable."""

    def evaluate(self, ctx: EvaluatorContext[ObjectiveCase, Drafted, About]) -> dict[str, EvaluationReason]:
        """Levels and kinds are judged of the goals that are there."""
        case, module = ctx.inputs, ctx.output.module
        pairs = [(goal, _objective(goal, module.objectives)) for goal in case.goals]
        there = [(goal, found) for goal, found in pairs if found is not None]
        lost = [goal.says for goal, found in pairs if found is None]
        levels = [f"{found.statement}: {found.bloom}" for goal, found in there if found.bloom not in goal.levels]
        kinds = [f"{one.statement}: {one.performance}" for goal, one in there if one.performance not in goal.kinds]
        statements = "; ".join(objective.statement for objective in module.objectives)
        extra = max(0, len(module.objectives) - len(case.goals))
        found = check(module, ctx.output.knowledge.shelf, turns=(case.text,))
        return {
            "goals": share(len(there), len(pairs), [f"lost {', '.join(lost)}; has {statements}"] if lost else []),
            "no more than stated": none_of([f"{extra} more: {statements}"] if extra else []),
            "levels": share(len(there) - len(levels), len(there), levels),
            "kinds": share(len(there) - len(kinds), len(there), kinds),
            "observable": none_of(
                objective.statement
                for objective in module.objectives
                if any(holds(objective.statement.split(" ")[0], word) for word in case.never)
            ),
            "no finding": none_of(f"{item.check} {item.message}" for item in found if item.check in _STATED),
        }


def _objective(goal: Goal, objectives: tuple[Objective, ...]) -> Objective | None:
    return next((one for one in objectives if holds(one.statement, goal.says)), None)


def cases() -> tuple[ObjectiveCase, ...]:
    """The cases of `evals/cases/objectives.yaml`."""
    return read("objectives", ObjectiveCase)


def dataset() -> Dataset[ObjectiveCase, Drafted, About]:
    """Each case once."""
    return Dataset(name="objectives", cases=rows(cases()), evaluators=[Stated()])


SUITE = Suite("objectives", dataset, opened, show)
