"""The words in JSON that is still being written: what a person may read before the end."""

from assistant.engine.completion import Heard
from assistant.engine.llm.hostile import RUN, is_shown, runs, words_of
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


class Discreet:
    """Lets words through one by one: none that is a link, a mark or a secret, and no piece of a prompt."""

    def __init__(self) -> None:
        self._word = ""
        self._held: list[str] = []
        """Words that may turn out to be a piece of a prompt."""
        self._silent = False

    def words(self, said: str) -> str:
        """What may be shown by now."""
        shown = []
        for char in said:
            self._word += char
            if char.isspace():
                shown.append(self._whole())
            if char == "\n":
                shown.append(self._told("\n"))
        return "".join(shown)

    def _whole(self) -> str:
        word, self._word = self._word.replace("\n", ""), ""
        if not is_shown(word):
            return self._told("")
        self._held.append(word)
        run = tuple(words_of("".join(self._held)))[-RUN:]
        if run and run in runs():
            self._silent = self._silent or len(run) >= RUN
            return ""
        return self._told("")

    def _told(self, end: str) -> str:
        said, self._held = "" if self._silent else "".join(self._held), []
        self._silent = False
        return said + end


def hear(watch: Watch | None, part: str, *keys: str) -> Heard | None:
    """Tells a watcher the words for people in what is being written; nothing where nobody watches."""
    if watch is None:
        return None
    listener, discreet, begun = Listener(*keys), Discreet(), False

    def tell(piece: str) -> None:
        nonlocal begun
        words = discreet.words(listener.words(piece))
        # Also before there are words: whoever waits sees that it has begun.
        if words or not begun:
            begun = True
            watch.heard(part, words)

    return tell
