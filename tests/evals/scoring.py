"""Calls an evaluator as a run does."""

from typing import Any

from pydantic_evals.evaluators import Evaluator, EvaluatorContext
from pydantic_evals.otel import SpanTree


def wrong(evaluator: Evaluator[Any, Any, Any], case: Any, output: Any) -> list[str]:
    """Names of the scores that are not right."""
    context: EvaluatorContext[Any, Any, Any] = EvaluatorContext(
        name=case.id,
        inputs=case,
        metadata=None,
        expected_output=None,
        output=output,
        duration=0.0,
        _span_tree=SpanTree(),
        attributes={},
        metrics={},
    )
    scores: Any = evaluator.evaluate(context)
    return sorted(name for name, one in scores.items() if one.value is False or one.value in (0.0, 0))
