"""The level of texts that were labelled by somebody who had not seen how it is read."""

from typing import get_args

import pytest

from assistant.models.terms import Language
from evals.levels.__main__ import LEAST_ACCURACY, LEAST_KAPPA, main
from evals.levels.measuring import labelled, measure, weighted_kappa


@pytest.mark.parametrize("name", ["tuned", "held_out"])
@pytest.mark.parametrize("language", get_args(Language))
def test_experts_are_agreed_with(name: str, language: Language) -> None:
    items = [item for item in labelled(name) if item.lang == language]  # type: ignore[arg-type]
    assert len(items) >= 119
    found = measure(items)
    assert found.accuracy >= LEAST_ACCURACY
    assert found.kappa >= LEAST_KAPPA


def test_no_text_is_in_both_files() -> None:
    assert not {item.text for item in labelled("tuned")} & {item.text for item in labelled("held_out")}


def test_kappa_counts_a_near_miss_less_and_chance_for_nothing() -> None:
    agreed = [("remember", "remember"), ("create", "create")]
    assert weighted_kappa(agreed) == 1
    near, far = [*agreed, ("apply", "analyze")], [*agreed, ("apply", "remember")]
    assert 1 > weighted_kappa(near) > weighted_kappa(far)
    assert (
        weighted_kappa([("remember", "remember"), ("remember", "create"), ("create", "remember"), ("create", "create")])
        == 0
    )


def test_the_command_prints_every_kind_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--held-out"]) == 0
    assert "| fr, questions | " in capsys.readouterr().out
