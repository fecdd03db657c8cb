"""Servers that fail: tried again as set, another model stands in as set, and else one plain fault."""

import logging
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.engine.completion import Access, Asker, HostedModels, ModelError, Prompt
from assistant.engine.completion.models import Fault
from assistant.engine.completion.rest import Rest
from assistant.engine.completion.ways import Ways
from assistant.models.value import Value
from tests.engine.completion import failures
from tests.engine.completion.scripted import Server, refused, said, served

SECRET = "sk-never-to-be-seen-1234567890"
PROMPT = Prompt(name="greet", version="1", system="Answer in JSON.", user="Dites un mot pour MES-APPRENANTS-SECRETS")
GOOD_WAY = '{"colour_of_the_sky_7": "blue"}'
GOOD = '{"word": "Bonsoir à toutes et à tous, installez-vous"}'


class Word(Value):
    word: str


def access(server: Server, **more: Any) -> Access:
    return Access("openai/one", server.address, SecretStr(SECRET), **{"timeout": 1.0, "retries": 0, **more})


FAILURES: dict[str, tuple[Any, Fault]] = {
    "dies in the middle": (failures.torn(GOOD), "unreachable"),
    "closes without a word": (failures.dropped(), "unreachable"),
    "never answers": (2.5, "timeout"),
    "answers too late": (failures.late(1.6, GOOD), "timeout"),
    "is asked too much": (failures.limited("1"), "busy"),
    "breaks": (refused(500, f"oops {SECRET}"), "down"),
    "is overloaded": (refused(503, "overloaded"), "down"),
    "sends half its JSON": (failures.half(GOOD), "down"),
    "sends a page": (failures.html(), "down"),
    "sends the page of a gateway": (failures.html(502), "down"),
    "sends no choice": (failures.no_choices(), "broken"),
    "sends nothing": (failures.body(200, b"", "application/json"), "down"),
    "sends a list": (failures.body(200, b"[]", "application/json"), "down"),
    "sends null": (failures.body(200, b"null", "application/json"), "down"),
    "sends an error with a good status": ((200, refused(500, "oops")[1]), "down"),
    "sends no text": (said(None), "broken"),
}


@pytest.mark.parametrize("heard", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", FAILURES)
async def test_a_failure_is_one_plain_fault_that_holds_no_key_and_no_words(
    name: str, heard: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reply, fault = FAILURES[name]
    async with served(lambda asked: reply) as server:
        with pytest.raises(ModelError) as caught:
            await HostedModels(access(server)).complete(
                PROMPT, way="text", schema={}, most=50, heard=(lambda piece: None) if heard else None
            )
    assert caught.value.fault in ({"broken", "down"} if name in AMBIGUOUS else {fault})
    told = f"{caught.value} {caught.value.french} {caught.value.__cause__} {caplog.text}"
    assert SECRET not in told
    assert "MES-APPRENANTS-SECRETS" not in told


AMBIGUOUS = {"sends no choice", "sends an error with a good status"}
"""litellm takes them for one or the other, streamed or not."""
PASSING = ["dies in the middle", "closes without a word", "is asked too much", "breaks"]


@pytest.mark.parametrize("heard", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", [*PASSING, "is overloaded", "sends the page of a gateway"])
async def test_a_failure_that_passes_is_tried_again(name: str, heard: bool) -> None:
    replies = [FAILURES[name][0]]
    pieces: list[str] = []
    async with served(lambda asked: replies.pop(0) if replies else said(GOOD)) as server:
        completion = await HostedModels(access(server, retries=2)).complete(
            PROMPT, way="text", schema={}, most=50, heard=pieces.append if heard else None
        )
    assert completion.text == GOOD


@pytest.mark.parametrize("heard", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", FAILURES)
async def test_another_model_stands_in(name: str, heard: bool) -> None:
    reply, _ = FAILURES[name]

    def of_each(asked: dict[str, Any]) -> Any:
        return said(GOOD, model="two") if asked["model"] == "two" else reply

    async with served(of_each) as server:
        completion = await HostedModels(access(server, fallbacks=("openai/two",))).complete(
            PROMPT, way="text", schema={}, most=50, heard=(lambda piece: None) if heard else None
        )
    assert (completion.text, completion.model) == (GOOD, "two")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def _faults(models: HostedModels, times: int) -> list[Fault]:
    found = []
    for _ in range(times):
        with pytest.raises(ModelError) as caught:
            await models.complete(PROMPT, way="text", schema={}, most=50)
        found.append(caught.value.fault)
    return found


@pytest.mark.parametrize(("name", "asked"), [("closes without a word", 1), ("answers too late", 2)])
async def test_a_server_that_gives_no_sign_of_life_is_left_alone_for_a_while(name: str, asked: int) -> None:
    reply, fault = FAILURES[name]
    replies, clock = [reply, reply, reply], Clock()
    async with served(lambda asked: replies.pop(0) if replies else said(GOOD)) as server:
        models = HostedModels(access(server), Rest(clock))
        assert await _faults(models, 5) == [fault] * 5
        assert len(server.requests) == asked
        clock.now = 31.0
        replies[1:] = []
        assert await _faults(models, 3) == [fault] * 3
        assert len(server.requests) == asked + 1
        clock.now = 80.0
        assert await _faults(models, 1) == [fault], "twice as long"
        clock.now = 92.0
        assert (await models.complete(PROMPT, way="text", schema={}, most=50)).text == GOOD


async def test_a_server_that_refuses_is_alive() -> None:
    async with served(lambda asked: refused(401, "no")) as server:
        await _faults(HostedModels(access(server)), 6)
        assert len(server.requests) == 6


async def test_a_server_that_fails_at_first_is_asked_for_its_way_again(tmp_path: Path) -> None:
    clock, state = Clock(), {"down": True}
    async with served(lambda asked: refused(500, "oops") if state["down"] else said(GOOD_WAY)) as server:
        models = HostedModels(access(server), Rest(clock))
        with pytest.raises(ModelError) as caught:
            await Ways(tmp_path).of(models)
        state["down"], clock.now = False, 31.0
        assert caught.value.fault == "down"
        assert await Ways(tmp_path).of(models) == "schema"


async def test_a_server_says_how_long_to_wait() -> None:
    replies = [failures.limited("1")]
    async with served(lambda asked: replies.pop(0) if replies else said(GOOD)) as server:
        completion = await HostedModels(access(server, retries=1)).complete(PROMPT, way="text", schema={}, most=50)
        assert len(server.requests) == 2
    assert completion.usage.seconds >= 1


@pytest.mark.parametrize(
    "text",
    [
        failures.REFUSAL,
        failures.INJECTED,
        failures.WRONG_LANGUAGE,
        failures.SENTENCE * 40,
        "{" * 100_000,
        "[" * 100_000,
        '{"word": ' * 20_000,
        '{"word": {"word": "',
        "{}",
        '{"word": 12, "word": ["x"]}',
        "```json\n" * 5000,
        "<think>" * 20_000,
        '{"a":1,' * 20_000,
        "\x00\ud83d",
    ],
    ids=lambda text: text[:12],
)
async def test_an_answer_that_is_no_value_is_repaired_once_then_refused(text: str) -> None:
    async with served(lambda asked: said(text)) as server:
        with pytest.raises(ModelError) as caught:
            await Asker(HostedModels(access(server, timeout=5.0))).ask(PROMPT, Word, most=50)
        repair = server.requests[-1]["messages"][-1]["content"]
    assert caught.value.fault == "broken"
    assert len(repair) < 6000, "a long answer is not sent back whole"


@pytest.mark.parametrize("heard", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("text", [failures.SENTENCE, "a", '{"word": "'], ids=["sentence", "letter", "json"])
async def test_an_answer_without_end_is_not_read_to_the_end(text: str, heard: bool) -> None:
    heard_of: list[str] = []
    async with served(lambda asked: failures.endless(text)) as server:
        completion = await HostedModels(access(server, timeout=20.0)).complete(
            PROMPT, way="text", schema={}, most=50, heard=heard_of.append if heard else None
        )
    assert completion.cut
    assert len(completion.text) < 10_000
    assert sum(map(len, heard_of)) < 10_000


@pytest.mark.parametrize("heard", [False, True], ids=["whole", "streamed"])
async def test_who_is_silent_for_the_whole_time_is_not_waited_for_again(heard: bool) -> None:
    async with served(lambda asked: 2.5) as server:
        models = HostedModels(access(server, retries=2))
        with pytest.raises(ModelError) as caught:
            await models.complete(PROMPT, way="text", schema={}, most=50, heard=(lambda piece: None) if heard else None)
    assert caught.value.fault == "timeout"
    assert len(server.requests) == 1
