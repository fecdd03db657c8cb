"""Headings and labels of documents, from `knowledge_base/data/document.<language>.yaml`, and how ids are listed."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import yaml

from assistant.models.terms import Language
from assistant.settings import PROJECT_ROOT


@cache
def labels(language: Language) -> dict[str, Any]:
    """Every label in one language."""
    path = PROJECT_ROOT / "knowledge_base" / "data" / f"document.{language}.yaml"
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def listed(ids: Sequence[str]) -> str:
    """Ids as people write them: O1, O2, O3 and O5 are "O1–O3, O5"."""
    runs: list[list[str]] = []
    for item in dict.fromkeys(ids):
        if runs and _follows(runs[-1][-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _follows(before: str, after: str) -> bool:
    pair = [re.fullmatch(r"([A-Z]+)(\d+)", item) for item in (before, after)]
    if pair[0] is None or pair[1] is None:
        return False
    return pair[0][1] == pair[1][1] and int(pair[0][2]) + 1 == int(pair[1][2])
