"""Claims that look like facts of the world: addresses, laws, standards, prices, dates, rates, works."""

import re
from collections.abc import Iterator

from assistant.language.marks import plain

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


def find_claims(text: str) -> Iterator[str]:
    """The words of each claim, in no order."""
    if _ANY.search(text):
        spans = [found.span() for found in _PLAIN.finditer(plain(text))]
        spans += [found.span() for found in _AUTHORED.finditer(text)]
        yield from (text[start:end].strip(" .,;") for start, end in spans)


def names_a_work(claim: str) -> bool:
    """Whether the claim is an author and a year, and nothing else."""
    return _AUTHORED.fullmatch(claim) is not None
