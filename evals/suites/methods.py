"""Which methods Jalon chooses for what a trainer says: those that an expert would, and none that cannot work there."""

from dataclasses import dataclass

from pydantic_evals import Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from assistant.checks import check
from evals.cases import Case, read
from evals.suites.drafts import Drafted, opened, show
from evals.suites.suite import UNSCORED, About, Suite, none_of, rows


class MethodCase(Case):
    """A trainer who says everything at once, and what an expert would choose."""

    text: str
    wants: tuple[str, ...]
    """Cards of which at least one has to be chosen, as the main method or in support."""
    leads: tuple[str, ...] = ()
    """Cards of which one ought to be the main method; () where experts would differ."""
    unfit: tuple[str, ...] = ()
    """Cards that a fact of the text rules out."""
    why: str
    """The facts that decide."""


@dataclass
class Chosen(Evaluator[MethodCase, Drafted, About]):
    """Whether the choice is an expert's, and whether it is argued with the cards' own words."""

    def evaluate(self, ctx: EvaluatorContext[MethodCase, Drafted, About]) -> dict[str, EvaluationReason]:
        """The main method is unscored where experts would differ."""
        case, module = ctx.inputs, ctx.output.module
        chosen = [choice.card for choice in module.methods]
        said = f"chose {', '.join(chosen)}; {case.why}"
        argued = [item.message for item in check(module, ctx.output.knowledge.shelf) if item.check in {"H1", "D3"}]
        argued += [f"{choice.card}: no reason" for choice in module.methods if not choice.reasons]
        leads = EvaluationReason(UNSCORED, "experts would differ")
        if case.leads:
            leads = none_of([] if chosen[:1] and chosen[0] in case.leads else [said])
        return {
            "wanted": none_of([] if set(case.wants) & set(chosen) else [said]),
            "leads": leads,
            "nothing unfit": none_of(f"{card}; {case.why}" for card in chosen if card in case.unfit),
            "argued": none_of(argued),
        }


def cases() -> tuple[MethodCase, ...]:
    """The cases of `evals/cases/methods.yaml`."""
    return read("methods", MethodCase)


def dataset() -> Dataset[MethodCase, Drafted, About]:
    """Each case once."""
    return Dataset(name="methods", cases=rows(cases()), evaluators=[Chosen()])


SUITE = Suite("methods", dataset, opened, show)
