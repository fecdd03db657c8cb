"""What the doctor sees of a model on a real server: streaming, speed, length of context."""

from typing import Any

import pytest
from pydantic import SecretStr

from assistant.engine.completion import Access, Asker, HostedModels
from tests.engine.completion.scripted import Server, refused, said, served

BREADS = "rye, wheat, spelt, oat, pita, naan, corn, soda, brioche, sourdough"


def reply(asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    return said(BREADS) if "response_format" not in asked else said('{"colour_of_the_sky_7": "blue"}')


def no_stream(asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    return refused(400, "stream is not supported") if asked.get("stream") else reply(asked)


def asker(server: Server, name: str = "openai/one") -> Asker:
    return Asker(HostedModels(Access(name, server.address, SecretStr("sk-x"), timeout=5, retries=0)))


async def test_a_server_that_streams_is_seen_to() -> None:
    async with served(reply) as server:
        trial = await asker(server).trial()
    assert trial.way == "schema"
    assert trial.first is not None
    assert trial.speed > 0


async def test_a_server_that_answers_in_one_piece_is_seen_to() -> None:
    async with served(reply) as server:
        server.streams = False
        trial = await asker(server).trial()
    assert trial.first is None


async def test_a_server_that_refuses_to_stream_is_asked_in_one_piece() -> None:
    async with served(no_stream) as server:
        trial = await asker(server).trial()
    assert trial.first is None


@pytest.mark.parametrize(
    ("tells", "length"),
    [
        ({"/props": {"default_generation_settings": {"n_ctx": 4096}}}, 4096),
        ({"/api/show": {"parameters": 'stop "x"\nnum_ctx    2048', "model_info": {"a.context_length": 32768}}}, 2048),
        ({"/api/show": {"model_info": {"llama.context_length": 32768}}}, 32768),
        ({"/v1/models": {"data": [{"id": "two"}, {"id": "one", "max_model_len": 16384}]}}, 16384),
        ({"/v1/models": {"data": [{"id": "/models/one.gguf", "meta": {"n_ctx_train": 8192}}]}}, 8192),
        ({"/api/v0/models": {"data": [{"id": "one", "loaded_context_length": 4096, "max_context_length": 9}]}}, 4096),
        ({"/v1/models": {"data": [{"id": "one", "context_length": "long"}]}}, None),
        ({"/v1/models": {"data": "none"}, "/props": {"n_ctx": True}}, None),
        ({}, None),
    ],
)
async def test_the_length_of_the_context_is_what_the_server_tells(tells: dict[str, Any], length: int | None) -> None:
    async with served(reply) as server:
        server.tells = tells
        assert await asker(server).models.context() == length


async def test_what_litellm_knows_stands_where_the_server_tells_nothing() -> None:
    async with served(reply) as server:
        assert await asker(server, "openai/gpt-4o").models.context() == 128_000


async def test_a_server_that_has_changed_is_seen_anew() -> None:
    answers: dict[str, Any] = {"schema": False}

    def changing(asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if asked.get("response_format", {}).get("type") == "json_schema" and not answers["schema"]:
            return refused(400, "response_format.type must be json_object")
        return reply(asked)

    async with served(changing) as server:
        same = asker(server)
        assert (await same.trial()).way == "object_schema"
        answers["schema"] = True
        assert (await same.trial()).way == "schema"
