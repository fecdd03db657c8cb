"""litellm against a server on loopback: each way to fail ends in a plain fault that gives nothing away."""

import asyncio
import re
from contextlib import suppress
from typing import Any

import pytest
from pydantic import Field, SecretStr

from assistant.engine.completion import Access, HostedModels, ModelError, Prompt
from assistant.engine.completion.asking import schema_of
from assistant.engine.completion.models import Fault
from assistant.models.value import Value
from tests.engine.completion.scripted import refused, said, served

PROMPT = Prompt(name="p", version="1", system="Be brief.", user="Bonjour")
SECRET = "sk-never-to-be-seen-1234567890"
SCHEMA: dict[str, Any] = {"type": "object", "properties": {"word": {"type": "string"}}}


def _access(address: str, **more: Any) -> Access:
    return Access("openai/one", address, SecretStr(SECRET), **{"timeout": 5.0, "retries": 0, **more})


async def _complete(access: Access, way: Any = "text") -> Any:
    return await HostedModels(access).complete(PROMPT, way=way, schema=SCHEMA, most=20)


async def test_an_answer_comes_with_what_it_took() -> None:
    async with served(lambda asked: said("Bonsoir")) as server:
        completion = await _complete(_access(server.address))
    assert completion.text == "Bonsoir"
    assert (completion.usage.sent, completion.usage.received) == (7, 3)
    request = server.requests[0]
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert request["max_tokens"] == 20
    assert request["key"] == f"Bearer {SECRET}"


@pytest.mark.parametrize(
    ("way", "sent"),
    [
        ("schema", {"type": "json_schema"}),
        ("object_schema", {"type": "json_object", "schema": SCHEMA}),
        ("object", {"type": "json_object"}),
        ("text", None),
    ],
)
async def test_each_way_of_asking_for_json_reaches_the_server(way: str, sent: dict[str, Any] | None) -> None:
    async with served(lambda asked: said('{"word": "x"}')) as server:
        await _complete(_access(server.address), way)
    got = server.requests[0].get("response_format")
    assert got == sent if sent is None else sent.items() <= got.items()


async def test_a_tool_call_is_an_answer() -> None:
    def reply(asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        status, body = said(None, "tool_calls")
        function = {"name": asked["tools"][0]["function"]["name"], "arguments": '{"word": "x"}'}
        body["choices"][0]["message"]["tool_calls"] = [{"id": "c", "type": "function", "function": function}]
        return status, body

    async with served(reply) as server:
        assert (await _complete(_access(server.address), "tool")).text == '{"word": "x"}'


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (refused(401, f"Incorrect API key provided: {SECRET}"), "key"),
        (refused(429, "slow down"), "busy"),
        (refused(429, "You exceeded your current quota", "insufficient_quota"), "quota"),
        (refused(404, "The model `one` does not exist"), "unknown"),
        (refused(500, "boom"), "down"),
        (said(""), "broken"),
        (said(None), "broken"),
        (said("", "content_filter"), "declined"),
    ],
)
async def test_what_a_server_refuses_is_named_without_its_words_or_the_key(
    reply: tuple[int, dict[str, Any]], fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(lambda asked: reply) as server:
        with pytest.raises(ModelError) as caught:
            await _complete(_access(server.address))
    assert caught.value.fault == fault
    error: BaseException | None = caught.value
    while error is not None:
        assert SECRET not in str(error)
        error = error.__cause__
    assert SECRET not in caught.value.french + caplog.text
    assert caught.value.__context__ is None or caught.value.__suppress_context__


async def test_a_way_that_a_server_does_not_know_is_told_from_a_failure() -> None:
    async with served(lambda asked: refused(400, "response_format.type must be text or json_object")) as server:
        with pytest.raises(ModelError) as caught:
            await _complete(_access(server.address), "schema")
    assert caught.value.fault == "format"


async def test_a_server_that_is_not_there_and_one_that_is_silent_are_named() -> None:
    with pytest.raises(ModelError) as caught:
        await _complete(_access("http://127.0.0.1:9/v1"))
    assert caught.value.fault == "unreachable"
    async with served(lambda asked: 3.0) as server:
        with pytest.raises(ModelError) as caught:
            await _complete(_access(server.address, timeout=0.3))
    assert caught.value.fault == "timeout"


async def test_a_busy_model_is_asked_again_and_then_another_one_stands_in() -> None:
    def reply(asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        return said("Bonsoir", model="two") if asked["model"] == "two" else refused(503, "overloaded")

    async with served(reply) as server:
        completion = await _complete(_access(server.address, retries=1, fallbacks=("openai/two",)))
    assert completion.text == "Bonsoir"
    assert completion.model == "two"
    assert [request["model"] for request in server.requests].count("one") == 2


async def test_an_answer_that_was_cut_says_so() -> None:
    async with served(lambda asked: said('{"word": "lon', "length")) as server:
        assert (await _complete(_access(server.address))).cut


class Row(Value):
    name: str = Field(default="", max_length=4000, pattern="^a")
    """What people read."""


class Rows(Value):
    rows: tuple[Row, ...] = Field(default=(), max_length=3)
    title: str = ""


async def test_a_schema_holds_nothing_that_servers_refuse_or_die_of() -> None:
    async with served(lambda asked: said('{"rows": [], "title": ""}')) as server:
        for way in ("schema", "object_schema"):
            await HostedModels(_access(server.address)).complete(PROMPT, way=way, schema=schema_of(Rows), most=20)
    strict = server.requests[0]["response_format"]["json_schema"]["schema"]
    lean = server.requests[1]["response_format"]["schema"]
    for schema in (strict, lean):
        assert set(schema["properties"]) == {"rows", "title"}, "a property may be called title"
        assert not {"maxLength", "pattern", "description", "default"} & set(re.findall(r"\w+", str(schema)))
    assert strict["required"] == ["rows", "title"]
    assert strict["$defs"]["Row"]["required"] == ["name"]
    assert strict["additionalProperties"] is False
    assert "required" not in lean


async def test_an_answer_is_heard_while_it_is_written() -> None:
    heard: list[str] = []
    async with served(lambda asked: said("Une phrase entière.")) as server:
        models = HostedModels(_access(server.address))
        completion = await models.complete(PROMPT, way="text", schema=SCHEMA, most=20, heard=heard.append)
    assert len(heard) > 2
    assert "".join(heard) == completion.text == "Une phrase entière."
    assert (completion.usage.sent, completion.usage.received) == (7, 3)


async def test_a_stream_that_breaks_off_is_asked_for_again_in_one_piece() -> None:
    async with served(lambda asked: said('{"word": "entière"}')) as server:
        server.breaks.append(2)
        models = HostedModels(_access(server.address))
        completion = await models.complete(PROMPT, way="object", schema=SCHEMA, most=20, heard=lambda piece: None)
    assert completion.text == '{"word": "entière"}'
    assert [bool(request.get("stream")) for request in server.requests] == [True, False]


@pytest.mark.parametrize("parallel", [1, 3])
async def test_a_model_gets_as_many_requests_at_once_as_it_may(parallel: int) -> None:
    done, most = 0, 0

    def reply(asked: dict[str, Any]) -> Any:
        nonlocal most
        most = max(most, len(server.requests) - done)
        return 0.3 if len(server.requests) <= parallel else said("x")

    async def one(models: HostedModels) -> None:
        nonlocal done
        with suppress(ModelError):
            await models.complete(PROMPT, way="text", schema=SCHEMA, most=20)
        done += 1

    async with served(reply) as server:
        models = HostedModels(_access(server.address, parallel=parallel))
        await asyncio.gather(*(one(models) for _ in range(6)))
    assert most == parallel
