"""The words in JSON that is still being written: what a person may read before the end."""

from assistant.engine.completion import Heard
from assistant.engine.protocol import Watch

_ESCAPES = {"n": " ", "t": " ", "r": " ", "b": "", "f": ""}


class Listener:
    """Takes pieces of JSON, gives the texts of its values; a line a value."""

    def __init__(self, *keys: str) -> None:
        """With the keys whose values are for people; none = all of them."""
        self._wanted = frozenset(keys)
        self._key = ""
        self._nesting: list[str] = []
        self._expects_key = False
        self._inside = False
        self._escape = ""

    def words(self, piece: str) -> str:
        """What the piece adds, "" where it adds nothing to read."""
        return "".join(self._read(char) for char in piece)

    def _read(self, char: str) -> str:
        if self._inside:
            return self._in_text(char)
        if char == '"' and self._nesting:
            self._inside = True
            self._key = "" if self._expects_key else self._key
        elif char in "{[":
            self._nesting.append(char)
            self._expects_key = char == "{"
        elif char in "}]" and self._nesting:
            self._nesting.pop()
            self._expects_key = False
        elif char == ":":
            self._expects_key = False
        elif char == "," and self._nesting:
            self._expects_key = self._nesting[-1] == "{"
        return ""

    def _in_text(self, char: str) -> str:
        if self._escape:
            return self._escaped(char)
        if char == "\\":
            self._escape = char
            return ""
        if char == '"':
            self._inside = False
            return self._shown("\n")
        if self._expects_key:
            self._key += char
        return self._shown(char) if char.isprintable() else ""

    def _shown(self, said: str) -> str:
        return "" if self._expects_key or (self._wanted and self._key not in self._wanted) else said

    def _escaped(self, char: str) -> str:
        self._escape += char
        if self._escape[1] == "u" and len(self._escape) < 6:
            return ""
        code, self._escape = self._escape[1:], ""
        if code[0] != "u":
            said = _ESCAPES.get(code, code)
        else:
            said = chr(int(code[1:], 16)) if all(one in "0123456789abcdefABCDEF" for one in code[1:]) else ""
        return self._shown(said) if said.isprintable() else ""


def hear(watch: Watch | None, part: str, *keys: str) -> Heard | None:
    """Tells a watcher the words for people in what is being written; nothing where nobody watches."""
    if watch is None:
        return None
    listener, begun = Listener(*keys), False

    def tell(piece: str) -> None:
        nonlocal begun
        words = listener.words(piece)
        # Also before there are words: whoever waits sees that it has begun.
        if words or not begun:
            begun = True
            watch.heard(part, words)

    return tell
