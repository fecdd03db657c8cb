"""Words for people in JSON that is still being written."""

import json
from typing import Any

import pytest

from assistant.engine.llm.listening import Listener

VALUE: dict[str, Any] = {
    "condition": 'à partir d\'un "vrai" dossier',
    "points": ["un", "deux\nlignes"],
    "errors": [{"error": "é", "correction": "non\\oui"}],
    "number": 3,
    "empty": "",
}


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_values_are_heard_and_keys_are_not_however_the_pieces_are_cut(size: int, ascii_only: bool) -> None:
    text = json.dumps(VALUE, ensure_ascii=ascii_only, indent=1)
    listener = Listener()
    heard = "".join(listener.words(text[start : start + size]) for start in range(0, len(text), size))
    assert heard.splitlines() == ['à partir d\'un "vrai" dossier', "un", "deux lignes", "é", "non\\oui", ""]


def test_only_the_wanted_values_are_heard() -> None:
    listener = Listener("answer")
    said = 'Sure! ```json\n{"sourced": true, "evidence": [{"passage": "P1"}], "answer": "Oui.", "more": "x"}'
    assert listener.words(said) == "Oui.\n"


@pytest.mark.parametrize(
    "text", ["no JSON at all", '"a lonely text"', "{{{{", "}]}]", '{"a": "\\u00', '{"a": "\\ud83d"}']
)
def test_whatever_comes_nothing_breaks(text: str) -> None:
    assert Listener().words(text).strip() == ""
