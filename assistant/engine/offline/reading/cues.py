"""The patterns by which statements are recognised, from knowledge_base/data/reading.<language>.yaml, in both languages."""

import re
from functools import cache
from typing import Any

from assistant.language.data import table


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """One pattern of a section, French and English together: trainers mix both."""
    rows: list[str] = []
    for language in ("fr", "en"):
        found: Any = table(f"reading.{language}.yaml")[section].get(name, [])
        rows += [found] if isinstance(found, str) else found
    return re.compile("|".join(f"(?:{row})" for row in rows) if rows else r"(?!)")


def cue(name: str) -> re.Pattern[str]:
    """A pattern of what a statement is about."""
    return pattern("cues", name)
