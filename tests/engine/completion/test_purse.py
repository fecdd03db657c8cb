"""What a draft may take of a model."""

import asyncio
from typing import Any

import pytest

from assistant.engine.completion import Asker, Completion, Limits, ModelError, Prompt, Purse, Usage
from assistant.models.value import Value
from tests.engine.completion.scripted import ScriptedModels
from tests.engine.completion.test_asking import PROMPT


class Words(Value):
    words: tuple[str, ...] = ()


class Word(Value):
    word: str


async def test_tokens_that_are_used_up_end_the_asking() -> None:
    models = ScriptedModels([{"word": "one"}, {"word": "two"}])
    told: list[Usage] = []
    purse = Purse(Limits(60, 15), told.append)
    asker = Asker(models)
    await asker.ask(PROMPT, Word, most=20, purse=purse)
    with pytest.raises(ModelError) as caught:
        await asker.ask(PROMPT.model_copy(update={"user": "another"}), Word, most=20, purse=purse)
    assert caught.value.fault == "spent"
    assert len(models.requests) == 1
    assert [usage.sent + usage.received for usage in told] == [15]
    assert "JALON_MODEL_TOKENS" in caught.value.line(french=True)


async def test_time_that_is_used_up_ends_an_answer_that_is_being_written() -> None:
    class Slow(ScriptedModels):
        async def complete(self, *given: object, **more: object) -> object:  # type: ignore[override]
            await asyncio.sleep(30)

    purse = Purse(Limits(0.05, 1000))
    asker = Asker(Slow([{"word": "late"}]))
    with pytest.raises(ModelError) as caught:
        async with purse.opened("m"):
            await asker.models.complete(PROMPT, way="text", schema={}, most=5)
    assert caught.value.fault == "spent"


async def test_the_answer_that_is_kept_costs_nothing() -> None:
    models = ScriptedModels([{"word": "one"}])
    asker, purse = Asker(models), Purse(Limits(60, 1000))
    for _ in range(2):
        await asker.ask(PROMPT, Word, most=20, purse=purse)
    assert purse.spent.sent == 10
    assert len(models.requests) == 1


async def test_an_answer_that_is_cut_off_while_it_is_written_is_counted_as_far_as_it_came() -> None:
    class Endless(ScriptedModels):
        async def complete(self, prompt: Prompt, **more: Any) -> Completion:  # type: ignore[override]
            if prompt.name == PROMPT.name:
                more["heard"]("x" * 400)
                await asyncio.sleep(30)
            return await super().complete(prompt, **more)

    purse, asker = Purse(Limits(0.2, 10_000)), Asker(Endless([{"word": "late"}]))
    with pytest.raises(ModelError):
        await asker.ask(PROMPT, Word, most=200, heard=lambda piece: None, purse=purse)
    assert purse.spent.received == 100
    assert purse.spent.sent == len(PROMPT.system + PROMPT.user) // 4


async def test_a_repair_that_could_not_end_in_time_is_not_begun() -> None:
    class Slow(ScriptedModels):
        async def complete(self, prompt: Prompt, **more: Any) -> Completion:  # type: ignore[override]
            said = await super().complete(prompt, **more)
            return said.model_copy(update={"usage": Usage(sent=10, received=5, seconds=40.0)})

    late, early = Slow(["nothing", {"word": "one"}]), Slow(["nothing", {"word": "one"}])
    with pytest.raises(ModelError):
        await Asker(late).ask(PROMPT, Word, most=20, purse=Purse(Limits(30, 1000)))
    asked = await Asker(early).ask(PROMPT, Word, most=20, purse=Purse(Limits(60, 1000)))
    assert (len(late.requests), len(early.requests)) == (1, 2)
    assert asked.repaired


class Unending(ScriptedModels):
    """Falls silent after half an answer, until it is asked for the second time."""

    async def complete(self, prompt: Prompt, **more: Any) -> Completion:  # type: ignore[override]
        if prompt.name == PROMPT.name and not self.requests:
            self.requests.append((prompt, more["way"]))
            more["heard"](f'{{"words": ["{ONE}", "{TWO}')
            await asyncio.sleep(30)
        return await super().complete(prompt, **more)


ONE, TWO = "Look at the forks first.", "Lower them before"


async def test_what_was_written_to_its_end_before_the_time_ran_out_counts_and_is_not_remembered() -> None:
    models = Unending([{"words": [ONE, f"{TWO} you turn."]}])
    asker = Asker(models)
    late = await asker.ask(PROMPT, Words, most=200, heard=lambda piece: None, purse=Purse(Limits(0.2, 10_000)))
    assert late.value.words == (ONE,)
    again = await asker.ask(PROMPT, Words, most=200, heard=lambda piece: None, purse=Purse(Limits(60, 10_000)))
    assert again.value.words == (ONE, f"{TWO} you turn.")
    assert len(models.requests) == 2


async def test_of_half_an_answer_that_is_no_use_nothing_is_taken() -> None:
    asker = Asker(Unending(["late"]))
    with pytest.raises(ModelError, match="JALON_MODEL_SECONDS"):
        await asker.ask(
            PROMPT,
            Words,
            most=200,
            faults=lambda value: ["more words."],
            heard=lambda piece: None,
            purse=Purse(Limits(0.2, 10_000)),
        )


@pytest.mark.parametrize("fenced", [False, True])
async def test_an_answer_that_ran_out_of_tokens_ends_with_what_was_finished(*, fenced: bool) -> None:
    half = f'{{"words": ["{ONE}", "{TWO}'
    models = ScriptedModels([f"Here it is:\n```json\n{half}" if fenced else half], cut=True)
    asked = await Asker(models).ask(PROMPT, Words, most=20)
    assert asked.value.words == (ONE,)
