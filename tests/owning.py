"""Cards of one's own, for tests."""

import re
from pathlib import Path

from assistant.settings import PROJECT_ROOT


def own_card(folder: Path, name: str, title: str, summary: str = "Ce que nous faisons ici.") -> Path:
    """A method of one's own among the cards of a folder; its path."""
    path = folder / "methods" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(card_text(title, summary), "utf-8")
    return path


def card_text(title: str, summary: str = "Ce que nous faisons ici.") -> str:
    """A method with a name and a summary of its own, and the rest of a shipped one."""
    text = (PROJECT_ROOT / "knowledge_base" / "methods" / "debate.md").read_text("utf-8")
    written = {"title": f'"{title}"', "summary": f'"{summary}"', "aliases": "[]"}
    for field, said in written.items():
        text = re.sub(rf"^{field}:.*\n(?: .*\n)*", f"{field}: {{fr: {said}, en: {said}}}\n", text, flags=re.MULTILINE)
    return text
