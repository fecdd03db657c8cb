"""How much text a model takes: many servers of one's own tell, each at its own address and in its own words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_PATIENCE = 5.0
"""Seconds for one question: it is only asked for the doctor."""
_OF_MODELS = ("max_model_len", "context_length", "context_window", "loaded_context_length", "max_context_length")
"""As vLLM, routers, hosted providers and LM Studio call it in their list of models."""


async def told_length(address: str, model: str, key: str | None) -> int | None:
    """Tokens that the model takes, by the server at that address; None where it does not tell. Never raises."""
    import httpx

    bare = model.partition("/")[2]
    root = re.sub(r"/(?:v1|api)/?$", "", address.rstrip("/"))
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with httpx.AsyncClient(timeout=_PATIENCE, headers=headers) as client:

        async def asked(method: str, url: str, **more: Any) -> Mapping[str, Any]:
            try:
                response = await client.request(method, url, **more)
                found = response.json() if response.is_success else None
            except (httpx.HTTPError, httpx.InvalidURL, ValueError):
                return {}
            return found if isinstance(found, dict) else {}

        return (
            _of_llama_cpp(await asked("GET", f"{root}/props"))
            or _of_ollama(await asked("POST", f"{root}/api/show", json={"model": bare}))
            or _of_list(await asked("GET", f"{address.rstrip('/')}/models"), bare)
            or _of_list(await asked("GET", f"{root}/api/v0/models"), bare)
        )


def _of_llama_cpp(props: Mapping[str, Any]) -> int | None:
    settings = props.get("default_generation_settings")
    return _number(settings.get("n_ctx") if isinstance(settings, dict) else None) or _number(props.get("n_ctx"))


def _of_ollama(shown: Mapping[str, Any]) -> int | None:
    """What the model was set to take; else what it was made for."""
    set_to = re.search(r"^num_ctx\s+(\d+)", str(shown.get("parameters") or ""), re.MULTILINE)
    if set_to:
        return int(set_to[1])
    about = shown.get("model_info")
    made_for = about.items() if isinstance(about, dict) else ()
    return next((_number(value) for name, value in made_for if str(name).endswith(".context_length")), None)


def _of_list(told: Mapping[str, Any], model: str) -> int | None:
    rows = [row for row in _rows(told) if row.get("id") == model] or list(_rows(told))
    if len(rows) != 1:
        return None
    meta = rows[0].get("meta")
    places = [rows[0].get(name) for name in _OF_MODELS]
    places += [meta.get(name) for name in ("n_ctx", "n_ctx_train")] if isinstance(meta, dict) else []
    return next((number for number in map(_number, places) if number), None)


def _rows(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    data = told.get("data")
    return (row for row in data if isinstance(row, dict)) if isinstance(data, list) else iter(())


def _number(value: Any) -> int | None:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and value > 0 else None
