"""Takes out of a text what says who somebody is: names, addresses, numbers. A person reads the result all the same."""

import re
from collections.abc import Iterable

from assistant.language.dictionary import is_word
from assistant.models.terms import Language

_FORMS = {
    "e-mail": re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    "link": re.compile(r"(?:https?://|www\.)\S+"),
    "number": re.compile(r"(?<!\w)(?:\+\d{1,3}[ .]?)?(?:\(?\d{1,4}\)?[ .-]?){4,}\d{2,}(?!\w)"),
    "address": re.compile(
        r"\b\d{1,4}(?: (?:bis|ter))?,? (?:rue|avenue|boulevard|place|chemin|route|impasse|allée) [^,.;\n]{2,40}"
        r"|\b\d{1,4} (?:[A-Z][a-z]+ ){1,3}(?:Street|Road|Avenue|Lane|Drive)\b",
        re.IGNORECASE,
    ),
    "name": re.compile(r"\b(?:M\.|Mme|Mlle|MM\.|Mr|Mrs|Ms|Dr|Pr)\.? ?[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)*"),
}
_SIGN: dict[Language, dict[str, str]] = {
    "fr": {"e-mail": "[adresse]", "link": "[lien]", "number": "[numéro]", "address": "[adresse]", "name": "[nom]"},
    "en": {"e-mail": "[address]", "link": "[link]", "number": "[number]", "address": "[address]", "name": "[name]"},
}
_CAPITAL = re.compile(r"(?P<before>^|[.!?:«“\"(\n]\s*|\s|['’])(?P<word>[A-ZÀ-Ý][a-zà-ÿ'’-]+[a-zà-ÿ])(?=\W|$)")
_CAPITALS = """
monday tuesday wednesday thursday friday saturday sunday
january february march april may june july august september october november december
english french france europe excel word teams zoom qualiopi bloom aujourd'hui
"""
_SPOKEN = frozenset(_CAPITALS.split())
"""Words with a capital that name nobody."""


class Anonymous:
    """One file's names: the same name is the same sign throughout, and what was replaced can be told."""

    def __init__(self, language: Language, known: Iterable[str] = ()) -> None:
        """`known`: texts whose words name nobody, the cards' titles and tools."""
        self.language = language
        self.replaced: dict[str, str] = {}
        self._known = _SPOKEN | {word.lower() for text in known for word in re.findall(r"\w+", text)}

    def text(self, text: str) -> str:
        """The text without what identifies."""
        for kind, form in _FORMS.items():
            text = form.sub(lambda found, kind=kind: self._sign(found[0], kind), text)  # type: ignore[misc]
        return _CAPITAL.sub(self._name, text)

    def _name(self, found: re.Match[str]) -> str:
        word, before = found["word"], found["before"]
        begins = not before or before.strip() not in {"", "'", "’"} or "\n" in before
        plain = word.lower().replace("’", "'")
        parts = [part for part in re.split("['-]", plain) if len(part) > 1]
        common = plain in self._known or (begins and all(is_word(part, "fr", "en") for part in parts))
        # In the middle of a sentence a capital names somebody or something, even where the word exists: "Pierre".
        return found[0] if common else f"{before}{self._sign(word, 'name')}"

    def _sign(self, text: str, kind: str) -> str:
        return self.replaced.setdefault(text, _SIGN[self.language][kind])

    def values(self, data: object) -> object:
        """Every text in plain data."""
        if isinstance(data, str):
            return self.text(data)
        if isinstance(data, dict):
            return {name: self.values(value) for name, value in data.items()}
        return [self.values(item) for item in data] if isinstance(data, list) else data
