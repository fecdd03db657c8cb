"""The OpenAPI document: what it says beyond the code, and what the page and the guide take from it."""

import json
from collections.abc import Iterator
from typing import Any

from assistant.export import MEDIA
from assistant.models.value import Value
from assistant.web.api.refusing import Fault

PREFIX = "/api/v1"
DESCRIPTION = """The review desk of Jalon and its cards, for other programs.

Sign in with `Authorization: Bearer TOKEN`. Bodies are JSON, of 1 MB at most. A change and a decision name the version
that you have read, by its content hash: in `seen`, or as the ETag of the version in `If-Match`. Where another version
is the latest by now, nothing is changed and the answer is 409. A refusal has one shape, in French or in English as
`Accept-Language` asks: `detail` for people, `fix` for whoever writes the program."""
TAGS = [
    {"name": "reading", "description": "Read the queue, modules, versions, comments and history."},
    {"name": "reviewing", "description": "Decide, assign, comment, settle."},
    {"name": "changing", "description": "Edit, ask the engine, restore, name versions."},
    {"name": "cards", "description": "Search and read the knowledge base."},
]
_MEANINGS = {
    401: "Not signed in",
    403: "Not yours to do",
    404: "Not there, or not yours to see",
    409: "Another version, or another step, came first",
    411: "A body without its length",
    413: "A body over 1 MB",
    422: "Something in the request cannot be used",
    503: "A part of Jalon cannot serve now",
}
Responses = dict[int | str, dict[str, Any]]
REFUSALS: Responses = {status: {"model": Fault, "description": said} for status, said in _MEANINGS.items()}
_ETAG = {"ETag": {"description": "Hash of the version's content, in quotes.", "schema": {"type": "string"}}}
TAGGED: Responses = {200: {"headers": _ETAG}}
MADE: Responses = {201: {"headers": _ETAG}}
_FILE = {"type": "string", "format": "binary"}
DOCUMENT: Responses = {
    200: {
        "description": "The document",
        "content": {
            kind.partition(";")[0]: {"schema": {"$ref": "#/components/schemas/Module"} if form == "json" else _FILE}
            for form, kind in MEDIA.items()
        },
    }
}


class Operation(Value):
    """One thing that can be asked of the interface."""

    id: str
    tag: str
    method: str
    path: str
    summary: str
    example: str
    """A command line; `$JALON` is the address of the interface, `$TOKEN` the token."""


def summarised(document: dict[str, Any]) -> dict[str, Any]:
    """The document with titles that say what each operation does."""
    for _, _, operation in _operations(document):
        operation["summary"] = operation["description"].partition("\n")[0].rstrip(".")
    return document


def operations(document: dict[str, Any]) -> tuple[Operation, ...]:
    """Every operation in the order of the document, with an example."""
    return tuple(
        Operation(
            id=operation["operationId"],
            tag=operation["tags"][0],
            method=method.upper(),
            path=path,
            summary=operation["description"].replace("\n", " "),
            example=_example(document, method, path, operation),
        )
        for method, path, operation in _operations(document)
    )


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def _example(document: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> str:
    asked = []
    for parameter in operation.get("parameters", ()):
        value = _value(parameter["schema"])
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(value))
        elif parameter["in"] == "query" and value is not None:
            asked.append(f"{parameter['name']}={value[0] if isinstance(value, list) else value}")
    options = (["-G"] if asked else []) + (["-X", method.upper()] if method in {"put", "patch"} else [])
    words = ["curl", *options, f'"$JALON{path}"', "-H", '"Authorization: Bearer $TOKEN"']
    words += [f"--data-urlencode '{pair}'" for pair in asked]
    if "requestBody" in operation:
        body = operation["requestBody"]["content"]["application/json"]["schema"]
        words += ["--json", f"'{json.dumps(_body(document, body), ensure_ascii=False)}'"]
    return " ".join(words)


def _body(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    model = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    found = {name: _value(field) for name, field in model["properties"].items()}
    return {name: value for name, value in found.items() if value is not None}


def _value(schema: dict[str, Any]) -> Any:
    """The example of a parameter or field, wherever it stands; None where there is none."""
    shapes = [schema, *schema.get("anyOf", ())]
    return next((value for shape in shapes for value in shape.get("examples", ())), None)
