"""The language of the terminal, chosen once from the locale; nothing heavy is imported for `--help`."""

import os

FRENCH = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "").startswith(
    "fr"
)


def text(fr: str, en: str) -> str:
    """The text in the language of the locale: French for a French one, else English."""
    return fr if FRENCH else en
