"""The process that reads one file: bytes on standard input, JSON on standard output; it holds no secret."""

import json
import sys
from collections.abc import Callable
from typing import Any

from assistant.documents.blocks import Raw, UnreadableError, bounded
from assistant.documents.kinds import kind_of
from assistant.documents.limits import MEMORY, SECONDS


def read(content: bytes) -> Raw:
    """What the file holds. Raises UnreadableError."""
    kind = kind_of(content)
    raw = _reader(kind)(content)
    raw.blocks, cut = bounded(raw.blocks)
    raw.cut = raw.cut or cut
    if not any(block.text.strip() for block in raw.blocks):
        raise UnreadableError("no_text" if kind == "pdf" else "empty")
    return raw


def _reader(kind: str) -> Callable[[bytes], Raw]:
    match kind:
        case "pdf":
            from assistant.documents.formats.pages import read_pages as reader
        case "docx":
            from assistant.documents.formats.word import read_word as reader
        case "pptx":
            from assistant.documents.formats.slides import read_slides as reader
        case "xlsx":
            from assistant.documents.formats.sheets import read_sheets as reader
        case _:
            from assistant.documents.formats.plain import read_text as reader
    return reader


def _bound() -> None:
    """Let the system stop what a file makes of the reader: too much memory, time, any file written."""
    try:
        import resource
    except ImportError:  # the caller's own clock is what is left
        return
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, int(SECONDS) + 5),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))


def main() -> None:
    """Read standard input, write {"read": …} or {"why": …}."""
    content = sys.stdin.buffer.read()
    sys.setrecursionlimit(2_000)
    _bound()
    answer: dict[str, Any]
    try:
        answer = {"read": read(content).to_json()}
    except UnreadableError as error:
        answer = {"why": error.why}
    except MemoryError:
        answer = {"why": "too_large"}
    except Exception:  # noqa: BLE001 - a reader of a format fails in its own ways on a file that is broken
        answer = {"why": "corrupt"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
