"""Finds cards for a question: meaning and words together, names first, and nothing rather than anything."""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge import complaints, situations, strangers
from assistant.knowledge.answerable import Gate, share
from assistant.knowledge.complaints import Asked, Complaints, Root, learn, thinned
from assistant.knowledge.derived import Arrays, stamp
from assistant.knowledge.embedder import Vectors
from assistant.knowledge.indexed import TABLE, Indexed
from assistant.knowledge.lexical import Lexical, Spelling, roots, stamp_of_words, words
from assistant.knowledge.names import Named, Names
from assistant.knowledge.passages import wording
from assistant.knowledge.query import Query, read, roots_of
from assistant.knowledge.scale import Scale, scale_of
from assistant.knowledge.situations import is_asked
from assistant.language import dictionary
from assistant.language.data import DATA, table
from assistant.models.knowledge import Card, Hit, Passage
from assistant.models.terms import CardKind, Language, Modality

MOST_EXACT = 40_000
"""Passages that are compared one by one: 2 to 6 ms."""
NEIGHBOURS = 160
"""Passages that the vector index is asked for: enough for every card that may matter."""
WORDS = 0.07
"""What the words of a card's passages add, where a complaint that asks for the card counts about 1."""
CARD = 0.18
"""What the words of the whole card add: a long message shares some with many of its passages."""
USE, GIST = 0.15, 0.12
"""What the likeness to its nearest "when to use it" adds, and to what it is in a sentence."""
LEAST = 0.25
"""The share of CARD, USE and GIST that a brief question has: the complaints do it justice. These were chosen on sixty
questions of a stranger and on the tuned ones."""
MEANING = 0.05
"""What the meaning of a card's passages adds."""
KIND = 0.06
"""What a card gains when the question asks for its kind ("quel outil…")."""
REFUSED = 0.5
"""What a card loses that the question names as what it has too much of."""
NAMED_BY = 2.0
"""What a name that is the whole question adds: more than all the rest together."""
WEAK = 0.05
"""Of all this, under which a card is left out."""
_BEST = 1.5
T = TypeVar("T")


class Retriever:
    """Searches the cards; safe to call from several threads."""

    fault: None = None
    """See `knowledge.steady.Steady`: what answers from this machine is never away."""

    def __init__(self, index: Indexed, cards: Mapping[str, Card]) -> None:
        self.index, self.cards = index, cards
        self._embed = lru_cache(maxsize=512)(lambda text: index.embedder.embed([text])[0])

    def search(
        self,
        query: str,
        *,
        kind: CardKind | None = None,
        lang: Language | None = None,
        modality: Modality | None = None,
        k: int = 5,
    ) -> tuple[Hit, ...]:
        """The cards that answer, best first, each with its best passage in `lang` or the query's language; () when
        none does. Raises IndexFaultError."""
        if not query.strip() or k < 1:
            return ()
        asked = read(query, self._spelling)
        wanted = {
            name
            for name, card in self.cards.items()
            if kind in {None, card.kind} and (modality is None or modality in card.modalities)
        }
        found = self._find(asked, wanted)
        language = lang or asked.language or "fr"
        return tuple(self._hit(row, language) for row in found[:k])

    @property
    def local(self) -> "Retriever":
        """The search that asks nobody."""
        return self

    def use(self, work: Callable[["Retriever"], T]) -> T:
        """What the work makes of the search."""
        return work(self)

    def prepare(self) -> threading.Thread:
        """Begin to load the encoder, which leaves the processor's other half to whoever goes on meanwhile."""

        def load() -> None:
            # The first question meets the same fault, and says it to somebody.
            with suppress(Exception):
                self.load()

        thread = threading.Thread(target=load, name="encoder")
        thread.start()
        return thread

    def load(self) -> None:
        """Load the encoder."""
        self.index.embedder.load()

    def settle(self) -> None:
        """Work out now what is kept on disk. Raises IndexFaultError."""
        dictionary.prepare()
        self._spelling, self._complaints, self._scale, self._purposes, self._whole, self._every  # noqa: B018

    def vector(self, text: str) -> Vectors:
        """The vector of a text, remembered."""
        vector: Vectors = self._embed(text)
        return vector

    def nearest(self, vector: Vectors, k: int) -> list[tuple[Passage, float]]:
        """The k nearest passages with their cosine, best first: every one of them, where the base is not too large.

        A graph of neighbours misses some, others at every build: the same question would have other cards on the next
        machine. Raises IndexFaultError.
        """
        if self._every is None:
            return self.index.query(vector, k)
        passages, vectors = self._every
        cosines = vectors @ vector
        order = np.argsort(-cosines, kind="stable")[:k]
        return [(passages[place], float(cosines[place])) for place in order]

    def _find(self, asked: Query, wanted: set[str]) -> list["Found"]:
        named = self._names.found(asked.wanted.text, asked.wanted.stems)
        refused = set(self._names.found(asked.refused.text, asked.refused.stems)) - set(named)
        dense = self._dense(asked)
        lexical = self._lexical_of(asked)
        asked_for = self._asked_for(asked)
        nearest = max((self._scale.read(near.nearest) for near in dense.values()), default=0.0)
        if not self.index.meaningful:
            nearest = self._gate.nearness_of_words(asked, asked_for.cards)
        if not self._gate.is_answerable(asked, named, nearest, asked_for.nobody):
            return []
        strongest = max((near.score for near in lexical.values()), default=1.0)
        kinds = _kinds(asked)
        meant, worded = self._meant(asked), self._worded(asked)
        telling = LEAST + (1 - LEAST) * asked.telling
        rows = []
        for card in sorted(wanted):
            own = self.cards[card].kind
            score = asked_for.cards.get(card, 0.0) + KIND * (own in kinds)
            # Whoever asks for something to do is not answered with what designers know.
            score -= 2 * KIND * (own == "design" and bool(kinds) and own not in kinds)
            score += WORDS * lexical[card].score / strongest if card in lexical else 0.0
            score += MEANING * dense[card].nearest if card in dense else 0.0
            score += telling * (meant.get(card, 0.0) + worded.get(card, 0.0))
            score += _name_bonus(named[card], asked) if card in named else 0.0
            score -= REFUSED * (card in refused)
            if score >= WEAK:
                rows.append(Found(card, min(1.0, score / _BEST), dense.get(card), lexical.get(card)))
        return sorted(rows, key=lambda row: (-row.score, row.card))

    def _asked_for(self, asked: Query) -> Asked:
        """What the phrases that are known say of the question."""
        if self._complaints is None:
            return Asked({})
        return self._complaints.asked_for(self.vector(asked.text), asked.roots)

    def _dense(self, asked: Query) -> dict[str, "Near"]:
        """Each card by meaning."""
        rows = self.nearest(self.vector(asked.text), NEIGHBOURS)
        return _best([row for row in rows if not is_asked(row[0].section)])

    def _lexical_of(self, asked: Query) -> dict[str, "Near"]:
        """Each card by words, in the question's language, or both when it shows none."""
        best: dict[str, Near] = {}
        for language in asked.languages:
            half = self._lexical[language]
            scores = half.scores(asked.wanted.stems[language])
            order = np.argsort(-scores)[:NEIGHBOURS]
            rows = [(half.passages[place], float(scores[place])) for place in order if scores[place] > 0]
            for card, near in _best(rows).items():
                if card not in best or near.score > best[card].score:
                    best[card] = near
        return best

    def _meant(self, asked: Query) -> dict[str, float]:
        """What each card's purpose says of the question by its meaning, more or less than another's."""
        if self._purposes is None:
            return {}
        owners, sections, vectors = self._purposes
        near = vectors @ self.vector(asked.text)
        worth = np.zeros(len(self._ids))
        for section, weight in (("when", USE), ("summary", GIST)):
            best = np.zeros(len(self._ids))
            rows = sections == section
            np.maximum.at(best, owners[rows], near[rows])
            worth += weight * (best - best.mean())
        return dict(zip(self._ids, (float(value) for value in worth), strict=True))

    def _worded(self, asked: Query) -> dict[str, float]:
        """What the words of each whole card say of the question."""
        best: dict[str, float] = {}
        for language in asked.languages:
            half = self._whole[language]
            for passage, score in zip(half.passages, half.scores(asked.wanted.stems[language]), strict=True):
                best[passage.card] = max(best.get(passage.card, 0.0), float(score))
        strongest = max(best.values(), default=0.0) or 1.0
        return {card: CARD * score / strongest for card, score in best.items()}

    def _hit(self, found: "Found", language: Language) -> Hit:
        card = self.cards[found.card]
        return Hit(
            card=card.id,
            kind=card.kind,
            title=card.title.text(language),
            lang=language,
            score=round(found.score, 4),
            quote=self._quote(found, card, language),
        )

    def _quote(self, found: "Found", card: Card, language: Language) -> str:
        """The best passage in that language: the one found, its twin, or what the card is."""
        for near in (found.dense, found.lexical):
            if near is None or near.passage.section in {"said", "title"}:
                continue
            if near.passage.language == language:
                return near.passage.text
            if twin := self._twin(near.passage, language):
                return twin.text
        return card.summary.text(language)

    def _twin(self, passage: Passage, language: Language) -> Passage | None:
        """The same bullet in the other half of the card, where both halves have as many."""
        number = passage.id.rsplit("/", 1)[1]
        own, other = (self.section(passage.card, each, passage.section) for each in (passage.language, language))
        if len(own) != len(other):
            return None
        return self.index.passages.get(f"{passage.card}/{language}/{passage.section}/{number}")

    def section(self, card: str, language: Language, section: str) -> tuple[Passage, ...]:
        """The passages of one section of a card."""
        return tuple(self._sections.get((card, language, section), ()))

    @cached_property
    def _sections(self) -> dict[tuple[str, Language, str], list[Passage]]:
        sections: dict[tuple[str, Language, str], list[Passage]] = {}
        for passage in self.index.passages.values():
            sections.setdefault((passage.card, passage.language, passage.section), []).append(passage)
        return sections

    @cached_property
    def _lexical(self) -> dict[Language, Lexical]:
        rows = [row for row in self.index.passages.values() if not is_asked(row.section)]
        pairs = [(row, wording(row, self.cards[row.card])) for row in rows]
        return {language: Lexical(pairs, language, self.index.derived) for language in get_args(Language)}

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return tuple(sorted(self.cards))

    @cached_property
    def _purposes(self) -> tuple[NDArray[np.intp], NDArray[np.str_], Vectors] | None:
        """Whose, which and where the passages are that say what a card is for; None where nothing has a meaning."""
        rows = [row for row in self.index.passages.values() if row.section in {"when", "summary"}]
        if not rows or not self.index.meaningful:
            return None
        places = {card: place for place, card in enumerate(self._ids)}
        ids = [row.id for row in rows]
        kept = self.index.derived.mapped("purposes", stamp(*ids), lambda: self.index.vectors(ids))
        owners = np.array([places[row.card] for row in rows])
        return owners, np.array([row.section for row in rows]), np.asarray(kept)

    @cached_property
    def _whole(self) -> dict[Language, Lexical]:
        texts: dict[tuple[Language, str], list[str]] = {}
        first: dict[tuple[Language, str], Passage] = {}
        for row in self.index.passages.values():
            if not is_asked(row.section):
                key = (row.language, row.card)
                first.setdefault(key, row)
                texts.setdefault(key, []).append(wording(row, self.cards[row.card]))
        pairs = [(first[key], " ".join(said)) for key, said in texts.items()]
        return {language: Lexical(pairs, language, self.index.derived, "cards") for language in get_args(Language)}

    @cached_property
    def _every(self) -> tuple[tuple[Passage, ...], Vectors] | None:
        """Every passage with its vector, read from disk as they are used; None where a graph has to be trusted."""
        passages = tuple(self.index.passages.values())
        if not self.index.meaningful or not self.index.derived.kept or len(passages) > MOST_EXACT:
            return None
        ids = [row.id for row in passages]
        return passages, np.asarray(self.index.derived.mapped(TABLE, stamp(*ids), lambda: self.index.vectors(ids)))

    @cached_property
    def _gate(self) -> Gate:
        return Gate(self._lexical)

    @cached_property
    def _complaints(self) -> Complaints | None:
        phrases = (row for row in self.index.passages.values() if row.section == "said" or is_asked(row.section))
        rows = thinned(tuple(phrases))
        if not rows:
            return None

        def learnt() -> Arrays:
            texts = [(row.language, wording(row, self.cards[row.card])) for row in rows]
            forms = [[(language, root) for root in roots(text, language)] for language, text in (*texts, *elsewhere)]
            beyond = self.index.embedder.embed([text for _, text in elsewhere])
            return learn(rows, np.vstack([self.index.vectors([row.id for row in rows]), beyond]), forms)

        elsewhere = strangers.beside(len(rows))
        code = (Path(complaints.__file__), Path(situations.__file__))
        made_from = stamp(stamp_of_words(), *code, DATA / "situations.yaml", strangers.FILE)
        return Complaints(self.index.derived.arrays("complaints", made_from, learnt))

    @cached_property
    def _scale(self) -> Scale:
        return scale_of(self.index)

    @cached_property
    def _names(self) -> Names:
        return Names(self.cards)

    @cached_property
    def _spelling(self) -> Spelling:
        named = (
            word
            for card in self.cards.values()
            for language in get_args(Language)
            for name in (card.title.text(language), *card.aliases.texts(language))
            for word in words(name, language)
        )
        return Spelling((word for half in self._lexical.values() for word in half.vocabulary), named)


def _name_bonus(name: Named, asked: Query) -> float:
    """The more of the question the name takes, the more it counts."""
    return NAMED_BY * (0.3 + 0.6 * share(name, asked) + 0.1 * name.title)


def _kinds(asked: Query) -> frozenset[CardKind]:
    """The kinds of card that a question asks for in so many words."""
    said = set(asked.roots)
    return frozenset(kind for kind in get_args(CardKind) if said & _kind_words(kind))


@cache
def _kind_words(kind: CardKind) -> frozenset[Root]:
    rows = table("craft.yaml")["kinds"]
    return roots_of({language: rows[language][kind] for language in get_args(Language)})


@dataclass(frozen=True)
class Near:
    """The passage of a card that one half of the search likes best."""

    passage: Passage
    nearest: float
    """How near that passage is."""
    score: float
    """What the card is worth: its best passage, and half the mean of the next ones, so that a card which speaks of
    nothing else passes one that says a word of it."""


@dataclass(frozen=True)
class Found:
    """A card with what each half of the search found in it."""

    card: str
    score: float
    dense: Near | None
    lexical: Near | None


FOLLOWING = 5
"""Passages after the best that count for a card."""


def _best(rows: Sequence[tuple[Passage, float]]) -> dict[str, Near]:
    """Each card with its best passage; rows come best first, and what lies beyond them counts as the last."""
    last = rows[-1][1] if rows else 0.0
    scores: dict[str, list[float]] = {}
    first: dict[str, Passage] = {}
    for passage, score in rows:
        first.setdefault(passage.card, passage)
        scores.setdefault(passage.card, []).append(score)
    return {
        card: Near(first[card], row[0], row[0] + sum([*row[1:], *[last] * FOLLOWING][:FOLLOWING]) / FOLLOWING / 2)
        for card, row in scores.items()
    }
