"""Asking a model for a value: whatever it writes, a valid value comes out or a plain fault."""

from pathlib import Path

import pytest

from assistant.engine.completion import Asker, ModelError, Prompt
from assistant.engine.completion.ways import Ways
from assistant.models.value import Value
from tests.engine.completion.scripted import ScriptedModels

PROMPT = Prompt(name="greet", version="1", system="Say who is meant.", user="Mara and Tom")


class Names(Value):
    names: tuple[str, ...]
    sure: bool = False


GOOD = {"names": ["Mara", "Tom"]}


@pytest.mark.parametrize(
    "reply",
    [
        '{"names": ["Mara", "Tom"]}',
        'Sure! Here it is:\n```json\n{"names": ["Mara", "Tom"]}\n```\nAnything else?',
        '<think>Two people, {"names": ["Ann"]} would be wrong.</think>{"names": ["Mara", "Tom"]}',
        "{'names': ['Mara', 'Tom'],}",
        '{"names": ["Mara", "Tom"]',
        '{"names": ["Mara", "Tom"], "colour": "red"}',
        '[{"names": ["Mara", "Tom"]}]',
    ],
    ids=["clean", "chatty", "thinking", "slips", "unclosed", "more than asked", "in a list"],
)
async def test_what_models_write_around_the_value_does_not_matter(reply: str) -> None:
    models = ScriptedModels([reply])
    asked = await Asker(models).ask(PROMPT, Names, most=50)
    assert asked.value.names == ("Mara", "Tom")
    assert not asked.repaired
    assert len(models.requests) == 1


async def test_a_wrong_answer_is_repaired_once_with_all_its_faults_listed() -> None:
    models = ScriptedModels([{"names": ["Mara", "Tom", "Ann"]}, GOOD])

    def faults(value: Names) -> list[str]:
        return [f"{name} is not in the text" for name in value.names if name not in PROMPT.user] + (
            ["There are two people."] if len(value.names) != 2 else []
        )

    asked = await Asker(models).ask(PROMPT, Names, most=50, faults=faults)
    assert asked.repaired
    assert asked.value.names == ("Mara", "Tom")
    repair = models.requests[1][0]
    assert "Ann is not in the text" in repair.user
    assert "There are two people." in repair.user
    assert repair.system == models.requests[0][0].system, "what is the same comes first"
    assert (asked.usage.sent, asked.usage.received) == (20, 10)


@pytest.mark.parametrize(
    "reply",
    ["", "I cannot help with that.", "{}", '{"names": "Mara"}', "null", '{"nam'],
    ids=lambda reply: reply or "-",
)
async def test_an_answer_that_stays_useless_is_a_fault_after_one_repair(reply: str) -> None:
    models = ScriptedModels([reply])
    with pytest.raises(ModelError) as caught:
        await Asker(models).ask(PROMPT, Names, most=50)
    assert caught.value.fault == "broken"
    assert len(models.requests) == 2


async def test_an_endless_answer_is_not_read_to_its_end() -> None:
    models = ScriptedModels(['{"names": ["' + "la " * 400_000])
    asked = await Asker(models).ask(PROMPT, Names, most=50)
    assert len(asked.value.names[0]) < 250_000


async def test_the_same_request_is_answered_without_the_model_also_after_a_restart(tmp_path: Path) -> None:
    models = ScriptedModels([GOOD])
    await Asker(models, tmp_path).ask(PROMPT, Names, most=50)
    again = await Asker(models, tmp_path).ask(PROMPT, Names, most=50)
    assert again.kept
    assert again.value.names == ("Mara", "Tom")
    assert len(models.requests) == 1
    other = PROMPT.model_copy(update={"user": "Ann"})
    assert not (await Asker(models, tmp_path).ask(other, Names, most=50)).kept


async def test_a_kept_answer_that_was_spoiled_is_asked_again(tmp_path: Path) -> None:
    models = ScriptedModels([GOOD])
    await Asker(models, tmp_path).ask(PROMPT, Names, most=50)
    for file in (tmp_path / "answers").iterdir():
        file.write_text('{"names": 7', "utf-8")
    assert (await Asker(models, tmp_path).ask(PROMPT, Names, most=50)).value.names == ("Mara", "Tom")
    assert len(models.requests) == 2


async def test_an_answer_that_was_refused_is_not_kept(tmp_path: Path) -> None:
    models = ScriptedModels(["no", "no", GOOD])
    with pytest.raises(ModelError):
        await Asker(models, tmp_path).ask(PROMPT, Names, most=50)
    assert not (await Asker(models, tmp_path).ask(PROMPT, Names, most=50)).kept


@pytest.mark.parametrize(
    ("known", "way"),
    [
        ({"schema", "tool", "text"}, "schema"),
        ({"object_schema", "object", "text"}, "object_schema"),
        ({"tool", "object", "text"}, "tool"),
        ({"object", "text"}, "object"),
        ({"text"}, "text"),
    ],
)
async def test_the_strictest_way_that_a_server_knows_is_found_once_and_remembered(
    tmp_path: Path, known: set[str], way: str
) -> None:
    models = ScriptedModels([GOOD], ways=frozenset(known))  # type: ignore[arg-type]
    assert await Ways(tmp_path).of(models) == way
    tried = len(models.probes)
    assert await Ways(tmp_path).of(models) == way
    assert len(models.probes) == tried
    await Asker(models, tmp_path).ask(PROMPT, Names, most=50)
    prompt, used = models.requests[0]
    assert used == way
    assert ('"names"' in prompt.system) == (way in {"object", "text"}), "told in words where nothing enforces it"


async def test_a_server_that_is_away_is_not_taken_for_one_that_knows_no_json(tmp_path: Path) -> None:
    class Away(ScriptedModels):
        async def complete(self, *args: object, **more: object) -> object:  # type: ignore[override]
            raise ModelError("unreachable", self.name)

    with pytest.raises(ModelError, match="does not answer"):
        await Ways(tmp_path).of(Away([GOOD]))  # type: ignore[arg-type]
    assert await Ways(tmp_path).of(ScriptedModels([GOOD])) == "schema"


async def test_a_model_that_is_of_no_use_for_something_is_spared_for_a_while() -> None:
    models, now = ScriptedModels(["no"]), [0.0]
    asker = Asker(models, clock=lambda: now[0])

    async def failing(name: str) -> int:
        before = len(models.requests)
        with pytest.raises(ModelError):
            await asker.ask(PROMPT.model_copy(update={"name": name}), Names, most=50)
        return len(models.requests) - before

    assert [await failing("greet") for _ in range(5)] == [2, 2, 1, 0, 0], "repairs that mend nothing end first"
    assert await failing("other") == 2
    now[0] += 601
    assert await failing("greet") == 2
    now[0] += 601
    models.replies = [GOOD]
    await asker.ask(PROMPT, Names, most=50)
    models.replies = ["no"]
    other = PROMPT.model_copy(update={"user": "Ann"})
    with pytest.raises(ModelError):
        await asker.ask(other, Names, most=50)
    assert len(models.requests) == 12


async def test_a_model_that_mends_its_answers_is_asked_to_each_time() -> None:
    models = ScriptedModels(["no", GOOD] * 4)
    asker = Asker(models)
    for person in ("Ann", "Bo", "Cy", "Di"):
        assert (await asker.ask(PROMPT.model_copy(update={"user": person}), Names, most=50)).repaired
    assert len(models.requests) == 8
