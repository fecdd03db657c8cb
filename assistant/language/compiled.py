"""Regular expressions that are compiled at their first use, not when the module that spells them is imported."""

import re
from functools import cache

from assistant.language.data import table


@cache
def compiled(source: str) -> re.Pattern[str]:
    """The pattern of a regular expression."""
    return re.compile(source)


@cache
def around(section: str, name: str) -> re.Pattern[str]:
    """What stands around a number of durations or counts, in both languages; `before` ends where the number begins."""
    rows = [row for language in ("fr", "en") for row in table(f"reading.{language}.yaml")[section][name]]
    return re.compile("(?:" + "|".join(rows) + (r")\s*$" if name == "before" else ")"))
