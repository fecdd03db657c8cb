"""A trainer's answers in a model's words: same facts, own temper, the script's words where the model fails."""

from typing import Any

import pytest

from assistant.engine.completion import ModelError
from evals.interview.cases import Case, cases
from evals.interview.voice import TEMPER, Scripted, Spoken
from tests.engine.completion.scripted import ScriptedModels

FACT = "3h30 pour 12 personnes"


def _case() -> Case:
    return next(case for case in cases() if "hostile" in case.style and case.language == "fr")


async def _said(*replies: Any) -> str:
    return await Spoken(ScriptedModels(list(replies))).say(_case(), "Combien de temps ?", FACT)


async def test_the_model_says_the_fact_in_the_trainer_s_temper() -> None:
    model = ScriptedModels([{"says": "Encore une question ? 3h30, et ils seront 12, voilà."}])
    said = await Spoken(model).say(_case(), "Combien de temps ?", FACT)
    assert said.startswith("Encore une question")
    (prompt, _), *_ = model.requests
    assert TEMPER["hostile"] in prompt.user
    assert FACT in prompt.user


@pytest.mark.parametrize(
    "reply",
    [
        {"says": "3h30 pour 15 personnes, je crois."},
        {"says": "Ils seront 12, comme toujours dans cette maison."},
        {"says": "Three and a half hours (3h30), and there will be 12 of them, as I said before."},
        ModelError("unreachable", "scripted/one"),
    ],
)
async def test_a_changed_figure_another_language_or_no_answer_leaves_the_script_s_words(reply: Any) -> None:
    assert await _said(reply) == FACT


async def test_by_rules_the_script_is_said_word_for_word() -> None:
    assert await Scripted().say(_case(), "Combien ?", FACT) == FACT


def test_every_style_of_a_trainer_has_its_temper() -> None:
    assert {style for case in cases() for style in case.style} <= set(TEMPER)
