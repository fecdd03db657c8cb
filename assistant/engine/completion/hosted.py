"""Models that litellm reaches: hosted ones, a company's gateway, Ollama or llama.cpp on the same machine."""

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from assistant.engine.completion.lengths import told_length
from assistant.engine.completion.models import Fault, Heard, ModelError
from assistant.engine.completion.rest import Rest
from assistant.engine.completion.values import Completion, Prompt, Usage, Way

_TOOL = "answer"
_KEY = 8
"""Characters from which a key is one: "none" is said to servers of one's own."""
_TOKEN = 20
"""Characters of a token at most: what is longer than all that were allowed is a server that does not count."""
_GRACE = 5.0
"""Seconds beyond the time of all tries, after which litellm itself is given up on."""


@dataclass(frozen=True)
class Access:
    """Which models, and how they are reached."""

    name: str
    """`provider/name`."""
    base_url: str | None = None
    api_key: SecretStr | None = None
    fallbacks: tuple[str, ...] = ()
    """Tried in order when the first gives no answer; the address and the key hold for those of the same provider."""
    timeout: float = 60.0
    """Seconds for one try."""
    retries: int = 2
    """More tries at the same model, with growing pauses, when it is busy or the connection breaks."""
    parallel: int = 4
    """Requests at the same time; those beyond wait."""
    secrets: tuple[SecretStr, ...] = ()
    """Keys that litellm may take from the environment itself: an answer that holds one is not listened to."""

    @property
    def keys(self) -> tuple[str, ...]:
        """All that must never come back."""
        held = (*self.secrets, *((self.api_key,) if self.api_key else ()))
        return tuple(key for key in (secret.get_secret_value() for secret in held) if len(key) >= _KEY)


class HostedModels:
    """litellm's router: tries again with pauses, stands in with the next model, cools down what keeps failing."""

    def __init__(self, access: Access, rest: Rest | None = None) -> None:
        self.name = access.name
        self._rest = rest or Rest()
        self._access = access
        self._router: Any = None
        self._opening = asyncio.Lock()
        self._room = asyncio.Semaphore(access.parallel)

    async def complete(
        self, prompt: Prompt, *, way: Way, schema: dict[str, Any], most: int, heard: Heard | None = None
    ) -> Completion:
        """See `engine.completion.models.Models`; the answer is streamed where somebody hears it."""
        self._rest.check()
        try:
            completion = await self._completed(prompt, way, schema, most, heard)
        except ModelError as error:
            self._rest.failed(error)
            raise
        self._rest.answered()
        if any(key in completion.text for key in self._access.keys):
            # Whoever is sent a key may send it back: nobody is to see it, nor any file to keep it.
            raise ModelError("broken", self.name)
        return completion

    async def _completed(
        self, prompt: Prompt, way: Way, schema: dict[str, Any], most: int, heard: Heard | None
    ) -> Completion:
        router = await self._opened()
        asked = {
            "model": self.name,
            "messages": _messages(prompt),
            "max_tokens": most,
            "temperature": 0.0,
            **_formatted(way, schema),
        }
        names = (self.name, *self._access.fallbacks)
        tries = len(names) * (1 + self._access.retries)
        try:
            async with self._room, asyncio.timeout(self._access.timeout * tries + _GRACE):
                began = time.perf_counter()
                for name in names:
                    response = await _answered(router, {**asked, "model": name}, heard)
                    # The router stands in for a model that fails, not for one that says nothing.
                    if _text(response).strip():
                        break
        except TimeoutError as error:
            raise ModelError("timeout", self.name) from error
        except Exception as error:  # noqa: BLE001 - one place maps whatever litellm lets through
            # Without its cause: what a server says may repeat what it was sent, keys included.
            raise ModelError(fault_of(error, way), self.name) from None
        return _completion(response, self.name, time.perf_counter() - began, most * _TOKEN)

    async def context(self) -> int | None:
        """See `engine.completion.models.Models`: what a server of one's own tells, else what litellm knows."""
        await self._opened()
        address, key = self._access.base_url, self._access.api_key
        told = await told_length(address, self.name, key.get_secret_value() if key else None) if address else None
        # Beside the loop: for some providers litellm asks a server.
        return told or await asyncio.to_thread(_known_length, self.name)

    async def _opened(self) -> Any:
        async with self._opening:
            if self._router is None:
                self._router = await asyncio.to_thread(_open_router, self._access)
        return self._router


def _known_length(name: str) -> int | None:
    import litellm

    try:
        known = litellm.get_model_info(name).get("max_input_tokens")
    except Exception:  # noqa: BLE001 - it raises a bare Exception for a model that it does not know
        return None
    return int(known) if known else None


def quiet_litellm() -> Any:
    """The library, imported without a word and without the network; its logs may hold keys and what trainers say."""
    # Else litellm fetches a list of prices when it is imported.
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    import litellm

    litellm.suppress_debug_info = True
    litellm.telemetry = False
    for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "httpx", "openai"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return litellm


def _open_router(access: Access) -> Any:
    litellm = quiet_litellm()
    names = (access.name, *access.fallbacks)
    return litellm.Router(
        model_list=[{"model_name": name, "litellm_params": parameters_of(name, access)} for name in names],
        fallbacks=[{access.name: list(access.fallbacks)}] if access.fallbacks else [],
        num_retries=access.retries,
        # Who has been silent for all that time once will be again, and somebody waits: the next model is asked at once.
        retry_policy={"TimeoutErrorRetries": 0},
        timeout=access.timeout,
        # A model on the trainer's own machine is the only one there is: it is asked again at once.
        disable_cooldowns=not access.fallbacks,
    )


def parameters_of(name: str, access: Access) -> dict[str, Any]:
    """What litellm's router is told of a model; the address and the key go to those of the first one's provider."""
    parameters: dict[str, Any] = {"model": name, "timeout": access.timeout}
    if name.partition("/")[0] == access.name.partition("/")[0]:
        if access.base_url:
            parameters["api_base"] = access.base_url
        if access.api_key:
            parameters["api_key"] = access.api_key.get_secret_value()
        elif access.base_url:
            # Servers of one's own ask for no key, their clients for one that is not empty.
            parameters["api_key"] = "none"
    return parameters


def _messages(prompt: Prompt) -> list[dict[str, str]]:
    return [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]


def _formatted(way: Way, schema: dict[str, Any]) -> dict[str, Any]:
    match way:
        case "schema":
            named = {"name": _TOOL, "schema": _strict(schema), "strict": True}
            return {"response_format": {"type": "json_schema", "json_schema": named}}
        case "object_schema":
            return {"response_format": {"type": "json_object", "schema": schema}}
        case "object":
            return {"response_format": {"type": "json_object"}}
        case "tool":
            function = {"name": _TOOL, "description": "Hand in the answer.", "parameters": schema}
            choice = {"type": "function", "function": {"name": _TOOL}}
            # Else litellm looks for tools of MCP servers, with a version of their library that Chainlit does not admit.
            skip = {"_skip_mcp_handler": True}
            return {"tools": [{"type": "function", "function": function}], "tool_choice": choice, **skip}
        case "text":
            return {}


async def _answered(router: Any, asked: dict[str, Any], heard: Heard | None) -> Any:
    """The answer, streamed where somebody hears it; asked for in one piece where streaming fails."""
    import litellm

    if heard is None:
        return await router.acompletion(**asked)
    try:
        stream = await router.acompletion(**asked, stream=True, stream_options={"include_usage": True})
    except litellm.BadRequestError as error:
        if "stream" not in str(error).lower():
            raise
        # A server that does not stream.
        return await router.acompletion(**asked)
    return await _streamed(stream, asked, heard) or await router.acompletion(**asked)


async def _streamed(stream: Any, asked: dict[str, Any], heard: Heard) -> Any:
    """The answer as one, after each of its pieces was heard; None where the stream broke off."""
    import litellm

    chunks, length, longest = [], 0, asked["max_tokens"] * _TOKEN
    try:
        async with contextlib.aclosing(stream):
            async for chunk in stream:
                chunks.append(chunk)
                piece = _piece(chunk)
                length += len(piece)
                if piece:
                    heard(piece[:longest])
                if length > longest:
                    break
        response = litellm.stream_chunk_builder(chunks, messages=asked["messages"])
    except Exception:  # noqa: BLE001 - whatever breaks in the middle, the whole is asked for again
        return None
    if length > longest:
        return response
    # Small servers drop the answer that they are writing when another request comes in; litellm says that it ended.
    return None if response is None or _broke_off(response) else response


def _broke_off(response: Any) -> bool:
    text = _text(response)
    return response.choices[0].finish_reason != "length" and (not text or text.count("{") > text.count("}"))


def _piece(chunk: Any) -> str:
    if not chunk.choices:
        return ""
    delta = chunk.choices[0].delta
    called = getattr(delta, "tool_calls", None) or []
    return (called[0].function.arguments if called else delta.content) or ""


def _strict(schema: Any) -> Any:
    """The schema as the strict mode of hosted models wants it: every property required, none but those."""
    if isinstance(schema, list):
        return [_strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _strict(value) for key, value in schema.items() if key not in {"maxItems", "minItems"}}
    if isinstance(schema.get("properties"), dict):
        made |= {"required": list(schema["properties"]), "additionalProperties": False}
    return made


def _text(response: Any) -> str:
    if not response.choices:
        return ""
    message = response.choices[0].message
    called = getattr(message, "tool_calls", None) or []
    text = (called[0].function.arguments if called else message.content) or ""
    # Half a character, where a server cuts between two bytes, can be sent nowhere.
    return text.encode("utf-8", "ignore").decode()


def _completion(response: Any, name: str, seconds: float, longest: int) -> Completion:
    import litellm

    text = _text(response)
    ended = response.choices[0].finish_reason if response.choices else None
    used = getattr(response, "usage", None)
    try:
        cost = litellm.completion_cost(response) or None
    except Exception:  # noqa: BLE001 - it raises whatever it likes for a model without a price
        cost = None
    if not text.strip():
        raise ModelError("declined" if ended == "content_filter" else "broken", name)
    return Completion(
        text=text[:longest],
        model=str(response.model or name),
        cut=ended == "length" or len(text) > longest,
        usage=Usage(
            sent=getattr(used, "prompt_tokens", 0) or 0,
            received=getattr(used, "completion_tokens", 0) or 0,
            seconds=seconds,
            cost=cost,
        ),
    )


def fault_of(error: Exception, way: Way) -> Fault:
    """The most specific that litellm's names tell; a refused connection arrives as a fault of the server."""
    import litellm

    named: Iterable[tuple[type[Exception], Fault]] = (
        (litellm.Timeout, "timeout"),
        (litellm.AuthenticationError, "key"),
        (litellm.PermissionDeniedError, "key"),
        (litellm.ContextWindowExceededError, "context"),
        (litellm.ContentPolicyViolationError, "declined"),
        (litellm.NotFoundError, "unknown"),
        (litellm.RateLimitError, "busy"),
        (litellm.APIConnectionError, "unreachable"),
    )
    said = str(error).lower()
    if isinstance(error, litellm.RateLimitError) and ("quota" in said or "billing" in said):
        return "quota"
    for kind, fault in named:
        if isinstance(error, kind):
            return fault
    if getattr(error, "status_code", None) == 403:
        # It has no name of its own at some providers.
        return "key"
    if way != "text" and any(word in said for word in ("response_format", "tool", "schema", "json_object")):
        return "format"
    if "connect" in said:
        return "unreachable"
    if isinstance(error, litellm.BadRequestError):
        return "format" if way != "text" else "broken"
    return "down" if (getattr(error, "status_code", None) or 0) >= 500 else "broken"
