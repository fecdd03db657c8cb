"""Tables of measurements in the README, each between two marks that bear its name."""

import re
from pathlib import Path

_README = Path(__file__).resolve().parents[1] / "README.md"


def keep(name: str, text: str) -> None:
    """Put the text in the place of that name."""
    place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    _README.write_text(place.sub(lambda found: f"{found[1]}{text}\n{found[2]}", _README.read_text("utf-8")), "utf-8")
