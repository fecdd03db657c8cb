"""What check H3 looks for: claims that look like facts of the world, and what is known to be true."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.marks import plain
from assistant.checks.texts import texts
from assistant.models.brief import Brief
from assistant.models.module import Module

_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_NAME = r"[A-ZÀ-Ý][\w'’-]+"
_ADDRESS = (r"https?://\S+|\bwww\.\S+|\b[\w.-]+@[\w-]+\.\w+", r"\b[\w-]+\.(?:com|org|net|fr|eu|io|uk|gov)\b(?:/\S*)?")
_LAW = (
    r"\b(?:article|art\.) ?(?:[lrd]\.? ?)?\*?\d[\d.-]*\d?\b",
    r"\b[lrd]\. ?\d{3,4}(?:-\d+)*\b",
    (
        r"\b(?:loi|decret|ordonnance|circulaire|arrete|directive|reglement)(?: [a-z()]+){0,2} "
        r"(?:n[°o] ?|du \d|\d{2,4}[/-])[\d/.-]*\d?"
    ),
    r"\b(?:reglement|regulation|directive) \(?(?:ue|ce|eu|ec)\)? ?(?:n[°o] ?)?\d{2,4}/\d+",
    r"\b(?:act|regulations?|code|rules?) (?:of )?(?:19|20)\d\d\b|\b\d+ (?:cfr|u\.?s\.?c\.?)(?: part)? ?\d[\d.]*",
)
_STANDARD = (
    r"\b(?:nf|iso|iec|cei|bs|din|ansi|ohsas|astm|haccp|afnor)(?:[ /-](?:en|iso|iec|c|x|p))*[ -]?\d{1,5}(?:[-:]\d+)*\b",
    r"\ben[ -]\d{4,5}(?:-\d+)?\b",
    r"\b(?:rncp|rs) ?\d{3,6}\b",
)
_PRICE = (r"\d[\d .,]* ?(?:€|euros?\b|\$|£|k€|usd\b|eur\b|dollars?\b|livres sterling)|[€$£] ?\d[\d.,]*",)
_DATE = (
    rf"\b\d{{1,2}}(?:er)? (?:{_MONTHS})(?: (?:19|20)\d\d)?\b",
    rf"\b(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b|\b(?:{_MONTHS}) (?:19|20)\d\d\b",
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b(?:19|20)\d\d-\d\d-\d\d\b",
)
_RATE = (
    r"\b(?:taux de (?:reussite|satisfaction|passage|placement)|pass rate|success rate)(?: \w+){0,3} \d+[\d.,]* ?%",
)
_PLAIN = re.compile("|".join((*_ADDRESS, *_LAW, *_STANDARD, *_PRICE, *_DATE, *_RATE)))
_AUTHORED = re.compile(
    rf"\({_NAME}(?:(?:,? (?:et|and|&) ?|, ){_NAME})*(?: et al\.)?,? (?:19|20)\d\d[a-z]?\)|"
    rf"\b{_NAME}(?: (?:et|and|&) {_NAME}| et al\.)? \((?:19|20)\d\d[a-z]?\)|"
    rf"\b{_NAME} et al\.,? (?:19|20)\d\d"
)

_ANY = re.compile(r"[\d@]|://|\bwww\.|\.[a-z]", re.IGNORECASE)
"""What every claim holds; most texts hold none of it, and are not searched further."""


def claims(module: Module) -> Iterator[tuple[str, str]]:
    """(where, words) of everything in a module that looks like an address, a law, a standard, a price, a date."""
    for where, text in texts(module):
        if _ANY.search(text):
            spans = [found.span() for found in _PLAIN.finditer(plain(text))]
            spans += [found.span() for found in _AUTHORED.finditer(text)]
            yield from ((where, text[start:end].strip(" .,;")) for start, end in spans)


@dataclass(frozen=True)
class Known:
    """What the trainer said and what the cards say."""

    text: str
    words: frozenset[str]

    @classmethod
    def by_trainer(cls, brief: Brief, turns: tuple[str, ...]) -> "Known":
        """All that the trainer said: messages, sources, and the brief but for what was assumed."""
        own = brief.model_dump(mode="json", exclude={"assumptions"})
        return cls.of("\n".join((repr(list(own.values())), *turns)))

    @classmethod
    def of(cls, text: str) -> "Known":
        """All words of a text."""
        everything = plain(text)
        return cls(_tight(everything), frozenset(re.findall(r"\w+", everything)))

    def holds(self, claim: str) -> bool:
        """Whether the claim was said; an author and a year may stand apart in a card's reference."""
        said = plain(claim)
        if _tight(said) in self.text:
            return True
        return bool(_AUTHORED.fullmatch(claim)) and all(word in self.words for word in re.findall(r"\w{3,}", said))


def _tight(text: str) -> str:
    return re.sub(r"[\s.,;:'\"()\\-]", "", text)
