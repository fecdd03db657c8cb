"""Answers that were good once: the same request gets the same answer, with no model at all."""

import hashlib
import json
from collections import OrderedDict
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.engine.completion.files import read_object, write_object
from assistant.engine.completion.values import Prompt

_IN_MEMORY = 128
_ON_DISK = 2000
"""Files that stay: the oldest go first."""


def key_of(model: str, prompt: Prompt, schema: dict[str, Any], most: int) -> str:
    """Names a request by everything that its answer depends on."""
    told = json.dumps([model, prompt.system, prompt.user, schema, most], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


class Kept:
    """The valid answers by request; one file each, so that a program that is killed spoils none."""

    def __init__(self, folder: Path | None = None) -> None:
        """With the folder to keep them in; None = until the program ends."""
        self._folder = folder
        self._recent: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def get(self, key: str) -> dict[str, Any] | None:
        """The answer to that request, if it was asked before."""
        if key not in self._recent and self._folder:
            found = read_object(self._folder / f"{key}.json")
            if found is not None:
                self._remember(key, found)
        return self._recent.get(key)

    def put(self, key: str, answer: dict[str, Any]) -> None:
        """Keep an answer; a full disk only costs the memory of it."""
        self._remember(key, answer)
        if self._folder:
            write_object(self._folder / f"{key}.json", answer)
            _sweep(self._folder)

    def _remember(self, key: str, answer: dict[str, Any]) -> None:
        self._recent[key] = answer
        self._recent.move_to_end(key)
        while len(self._recent) > _IN_MEMORY:
            self._recent.popitem(last=False)


def forget_older(folder: Path, moment: datetime) -> None:
    """Delete the answers that were kept before a moment: they hold words of the people they were written for."""
    with suppress(OSError):
        for file in folder.glob("*.json"):
            if file.stat().st_mtime < moment.timestamp():
                file.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    with suppress(OSError):
        files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for file in files[:-_ON_DISK]:
            file.unlink(missing_ok=True)
