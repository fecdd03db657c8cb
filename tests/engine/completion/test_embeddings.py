"""Vectors from a real server on loopback: what is sent, how often, and what each failure becomes."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.engine.completion import Access, HostedEmbeddings
from assistant.errors import EmbeddingError
from tests.engine.completion.vectors import SECRET, VectorServer, vectors_served


@pytest.fixture
def server() -> Iterator[VectorServer]:
    with vectors_served() as running:
        yield running


def embeddings(server: VectorServer, **more: Any) -> HostedEmbeddings:
    return HostedEmbeddings(
        Access("openai/bag", server.address, SecretStr(SECRET), **{"timeout": 5.0, "retries": 0, **more})
    )


def test_each_text_gets_its_vector_in_one_request_with_the_key(server: VectorServer) -> None:
    texts = ["un geste", "une règle", "a skill"]
    assert embeddings(server).vectors(texts) == [pytest.approx(server.vector(text)) for text in texts]
    assert server.requests == [texts]
    assert server.keys == [f"Bearer {SECRET}"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (401, "JALON_EMBEDDING_API_KEY"),
        (403, "JALON_EMBEDDING_API_KEY"),
        (404, "JALON_EMBEDDING_MODEL"),
        (429, "too much at once"),
        (500, "see its log"),
        ("die", "JALON_EMBEDDING_BASE_URL"),
        ("hang", "JALON_EMBEDDING_TIMEOUT"),
        ("html", "see its log"),
        ("fewer", "no vectors that can be used"),
        ("ragged", "no vectors that can be used"),
        ("nan", "no vectors that can be used"),
    ],
)
def test_a_failure_is_named_without_the_key_and_the_words(
    server: VectorServer, fault: int | str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.fault = fault
    with pytest.raises(EmbeddingError) as caught:
        embeddings(server, timeout=1.0).vectors(["mon secret de métier", "autre"])
    assert said in str(caught.value)
    assert caught.value.french
    told = str(caught.value) + caught.value.french + caplog.text
    assert SECRET not in told
    assert "secret de métier" not in told
    assert caught.value.__cause__ is None


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(EmbeddingError, match="does not answer"):
        HostedEmbeddings(Access("openai/bag", "http://127.0.0.1:9/v1", retries=0)).vectors(["x"])


@pytest.mark.parametrize("fault", [429, 503, "die"])
def test_a_failure_that_passes_is_not_noticed(server: VectorServer, fault: int | str) -> None:
    server.fault, server.faulty, server.headers = fault, 1, {"Retry-After": "0"}
    assert len(embeddings(server, retries=2).vectors(["a", "b"])) == 2
    assert len(server.requests) == 2


def test_a_search_waits_for_one_try_in_all(server: VectorServer) -> None:
    server.fault = "hang"
    with pytest.raises(EmbeddingError, match="took too long"):
        embeddings(server, timeout=1.0, retries=8).vectors(["une recherche"])
    assert len(server.requests) <= 2
