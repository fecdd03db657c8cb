"""Orders to the program among a trainer's words: found and cut out, so that nothing reads them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from assistant.engine.offline.reading.message import plain_of
from assistant.engine.offline.reading.spelling import Change, Spelled, changed
from assistant.language.data import table
from assistant.models.brief import BriefField
from assistant.models.turn import Reading

_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
_FOREIGN_WORD = re.compile(r"\w*[\u0370-\u03ff\u0400-\u052f\u0250-\u02af\u0531-\u0588]\w*")
_STYLED = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]")
_SENTENCE = re.compile(r"(?:[^.!?;\n]|[.!?;](?=[\w/=&]))*(?:[.!?;\n]+|$)")
_DIGITS_INSIDE = re.compile(r"\b(?=\w*[a-z])(?=\w*\d)[a-z\d]{3,}\b")
_OWN_TAGS = (
    r"message|trainer|module|question|passage|method|left_out|draft|objective|system|sys|prompt|instructions?|"
    r"assistant|user|tools?|tool_\w+|function\w*|admin|inst"
)
_MARKUP = re.compile(
    rf"<\|im_start\|>.*?(?:<\|im_end\|>|\Z)|<\|[^|<>]*\|>|\[INST\].*?(?:\[/INST\]|\Z)|<<SYS>>.*?(?:<</SYS>>|\Z)"
    rf"|<\s*(?P<tag>{_OWN_TAGS})\b[^>]*>.*?(?:<\s*/\s*(?P=tag)\s*>|\Z)|<\s*/\s*(?:{_OWN_TAGS})\b[^>]*>[ \t]*\n.*\Z"
    rf"|(?:^|(?<=\n))#+\s*(?:system|système|instructions?|user|assistant)\b.*\Z"
    r"|<!--.*?(?:-->|\Z)|<(script|style)\b[^>]*>.*?(?:</\2>|\Z)|</?[a-zA-Z!][^<>\n]{0,200}>|\[/?(?:INST|SYSTEM)\]"
    r"|[\[{]\s*\"[^{}\[\]]{0,2000}[}\]]+|```.*?(?:```|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_ANY_MARKUP = re.compile(r"[<\[{`#]")


@dataclass(frozen=True)
class Cleared:
    """A message without the orders in it."""

    text: str
    quoted: tuple[str, ...]
    """Words of somebody else's that the text keeps and that give orders: they tell what happened, and nothing else."""
    _steps: tuple[Spelled, ...]

    def quoting(self, reading: Reading) -> Reading:
        """A reading of the text, with its quotes in the words of the message, without what only others ask for."""
        theirs = [fact for fact in reading.facts if fact.field not in _TELLING and self._others_say(fact.quote)]
        reading = reading.model_copy(update={"facts": tuple(fact for fact in reading.facts if fact not in theirs)})
        for step in reversed(self._steps):
            reading = step.quoting(reading)
        return reading

    def _others_say(self, quote: str) -> bool:
        return any(quote.strip(_MARKS) in words for words in self.quoted)


_MARKS = '«»“”" \u00a0\u202f'
_TELLING: frozenset[BriefField] = frozenset({"work_context", "title"})


def without_orders(message: str, *, drafted: bool = False) -> Cleared:
    """The message as it looks, without orders to the program, code and forged marks.

    `drafted`: a draft is on the table, where what others are quoted with asks for no change.
    """
    seen = changed(message, [*_unseen(message), *_disguised(message)])
    bare = _cut(seen.text, _marked(seen.text))
    quotes = [found.span("quote") for found in _pattern("reported").finditer(plain_of(bare.text))]
    kept = _cut(bare.text, [*_ordered(bare.text, quotes), *(quotes if drafted else ())])
    told = (bare.text[start:end].strip(_MARKS) for start, end in quotes)
    return Cleared(kept.text, tuple(words for words in told if gives_orders(words)), (seen, bare, kept))


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> Spelled:
    return changed(text, [Change(start, end, _joint(text, start, end)) for start, end in _merged([*spans])])


def gives_orders(text: str) -> bool:
    """Whether some of a text is an order to the program that reads it, but for what it quotes of others."""
    plain = plain_of(changed(text, [*_unseen(text), *_disguised(text)]).text)
    quotes = [found.span("quote") for found in _pattern("reported").finditer(plain)]
    return any(True for _ in _ordered(plain, quotes))


def is_disguised(text: str) -> bool:
    """Whether it has characters that nobody sees, or letters that are not what they look like."""
    return any(True for _ in (*_unseen(text), *_disguised(text)))


def _unseen(message: str) -> Iterator[Change]:
    """Characters that nobody sees: of no width, or that turn the direction of writing."""
    yield from (Change(found.start(), found.end(), "") for found in _UNSEEN.finditer(message))


def _disguised(message: str) -> Iterator[Change]:
    """Letters of other alphabets in the middle of our words, and letters of mathematics."""
    for found in _STYLED.finditer(message):
        yield Change(found.start(), found.end(), unicodedata.normalize("NFKC", found.group()))
    alike = _pairs("looks_like")
    for word in _FOREIGN_WORD.finditer(message):
        letters = [letter for letter in word.group() if letter.isalpha()]
        foreign = [letter for letter in letters if letter not in alike]
        ours = all("LATIN" in unicodedata.name(letter, "") for letter in foreign)
        if ours and len(foreign) < len(letters) and foreign:
            yield from (
                Change(place, place + 1, alike[letter])
                for place, letter in enumerate(word.group(), word.start())
                if letter in alike
            )


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """Forged tags, marks of chats, code."""
    if _ANY_MARKUP.search(text):
        yield from (found.span() for found in _MARKUP.finditer(text))


def _ordered(text: str, quotes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences, or the ends of sentences, that are orders, but for those of others that a story quotes."""
    plain = plain_of(text)
    yield from ((_order(found), found.end()) for found in _all("whole").finditer(plain))
    goes_on = False
    for sentence in _SENTENCE.finditer(plain):
        said = sentence.group()
        start = _start(said)
        if start is None and goes_on and _pattern("going_on").match(said.rstrip(" .!?;\n")):
            start = 0
        goes_on = start is not None if said.strip() else goes_on
        if start is not None and not any(one <= sentence.start() + start < two for one, two in quotes):
            yield sentence.start() + start, sentence.end()


def _start(sentence: str) -> int | None:
    """Where an order begins in a sentence; 0 where the words before only lead to it."""
    orders = _all("orders")
    found = [_order(one) for text in {sentence, *_undigited(sentence)} for one in orders.finditer(text)]
    words = (one for one in _all("tradelike").finditer(sentence))
    found += [_order(one) for one in words if not _pattern("taught").search(sentence[: one.start()])]
    if not found:
        return None
    start = min(found)
    leads = _pattern("leading").match(sentence[:start].strip())
    return 0 if leads or not re.search(r"\w", sentence[:start]) else start


def _undigited(sentence: str) -> Iterator[str]:
    """The sentence with letters for the figures in its words: a "1" is an "i", or an "l" but for the first letter."""
    digits = _pairs("digits_like")
    for inner in (digits, {**digits, "1": "l"}):
        yield _DIGITS_INSIDE.sub(partial(_lettered, digits, inner), sentence)


def _lettered(first: dict[str, str], inner: dict[str, str], word: re.Match[str]) -> str:
    head, rest = word[0][0], word[0][1:]
    return first.get(head, head) + "".join(inner.get(char, char) for char in rest)


def _order(found: re.Match[str]) -> int:
    return next(start for name in found.re.groupindex if (start := found.start(name)) >= 0)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def _joint(text: str, start: int, end: int) -> str:
    """What stands where something was cut out: sentences stay apart, a phrase goes on."""
    before, after = text[:start].rstrip(" \t"), text[end:].lstrip(" \t")
    if not before or not after:
        return ""
    return "\n" if before[-1] in ".!?;:\n" or text[end - 1] in ".!?;\n" else " "


@cache
def _pairs(name: str) -> dict[str, str]:
    return {pair[0]: pair[1] for pair in table("orders.yaml")[name].split()}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_filled(table("orders.yaml")[name]))


@cache
def _all(name: str) -> re.Pattern[str]:
    """Every pattern of a list; each has a group of its own for where the order begins."""
    rows = (
        _filled(row).replace("?P<order>", f"?P<order{place}>") for place, row in enumerate(table("orders.yaml")[name])
    )
    return re.compile("|".join(f"(?:{row})" for row in rows))


def _filled(pattern: str) -> str:
    parts: dict[str, str] = table("orders.yaml")["parts"]
    while named := re.search(r"\{([a-z_]+)\}", pattern):
        pattern = pattern.replace(named.group(), parts[named[1]])
    return pattern
