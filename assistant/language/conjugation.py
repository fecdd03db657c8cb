"""French verbs in the present: the three forms that timetables and instructions need."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.language.articles import elides
from assistant.language.data import table
from assistant.language.lemmas import fold


@dataclass(frozen=True)
class Present:
    """Third person singular, imperative plural, third person plural."""

    il: str
    vous: str
    ils: str


@lru_cache(maxsize=4096)
def present(infinitive: str) -> Present:
    """The present forms of an infinitive, irregular ones by the longest family that it ends with."""
    for family, forms in _families():
        if infinitive.endswith(family) and _belongs(infinitive, family):
            base = infinitive[: len(infinitive) - len(family)]
            return Present(*(base + form for form in forms))
    if infinitive.endswith("er"):
        return _first_group(infinitive[:-2])
    if infinitive.endswith("ir"):
        stem = infinitive[:-2]
        return Present(f"{stem}it", f"{stem}issez", f"{stem}issent")
    if infinitive.endswith("re"):
        stem = infinitive[:-2]
        return Present(stem if stem[-1] in "dt" else f"{stem}t", f"{stem}ez", f"{stem}ent")
    return Present(infinitive, infinitive, infinitive)


@cache
def _families() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows: dict[str, list[str]] = table("conjugation.fr.yaml")["present"]
    return tuple(sorted(((family, tuple(forms)) for family, forms in rows.items()), key=lambda row: -len(row[0])))


@cache
def _exceptions() -> frozenset[str]:
    return frozenset(table("conjugation.fr.yaml")["like_finir"])


def _belongs(infinitive: str, family: str) -> bool:
    """Short families ("être", "aller") are whole words; "répartir" and its like follow "finir"."""
    if infinitive in _exceptions():
        return False
    return (
        infinitive == family
        or family not in {"aller", "être", "avoir", "choir", "devoir", "lire", "rire"}
        or (family in {"lire", "rire"} and infinitive in {"relire", "élire", "réélire", "sourire"})
    )


def _first_group(stem: str) -> Present:
    strong = _strong(stem)
    return Present(f"{strong}e", f"{stem}ez", f"{strong}ent")


def _strong(stem: str) -> str:
    """The stem before a silent ending: "mèn-", "gèr-", "appell-", "nettoi-"."""
    if re.search(r"[aou]y$", stem):
        return stem[:-1] + "i"
    if stem + "er" in _doubling():
        return stem + stem[-1]
    grave = re.sub(r"é((?:[bcdfgpt][lr]|gn|ch|qu|gu|[b-df-hj-np-tv-xz]))$", r"è\1", stem)
    return re.sub(r"(?<=[b-df-hj-np-tv-z])e((?:[b-df-hj-np-tv-xz]|vr))$", r"è\1", grave)


@cache
def _doubling() -> frozenset[str]:
    return frozenset(table("conjugation.fr.yaml")["doubling"])


@lru_cache(maxsize=20_000)
def is_infinitive(word: str) -> bool:
    """Whether the word looks like a French infinitive and not like a noun in -er, -ir, -re."""
    bare = word.lower()
    if not re.fullmatch(r"[a-zà-öø-ÿœ-]+(?:er|ir|re)", bare):
        return False
    folded = fold(bare)
    if folded in _verbs_in_re():
        return True
    if bare in _not_infinitives() or bare.endswith("ère"):
        return False
    return bool(
        re.search(
            r"(?:[^u]er|[gq]uer|[bcdfglnrtv]uer|ir|[aeoi]indre|[aeo][nr]dre|uire|crire|mettre|faire|prendre|"
            r"oir)$",
            folded,
        )
    )


@cache
def _verbs_in_re() -> frozenset[str]:
    return frozenset(fold(word) for word in table("conjugation.fr.yaml")["verbs_in_re"])


@cache
def _not_infinitives() -> frozenset[str]:
    return frozenset(table("conjugation.fr.yaml")["not_infinitives"])


_CLITICS = r"(?:(?:me|te|se|nous|vous|le|la|les|lui|leur|y|en)\s+|(?:[mtsl]|en)['’])"
_LEAD = re.compile(
    rf"(?P<negation>ne (?:pas|plus|jamais|rien)\s+)?(?P<clitics>(?:{_CLITICS})*)"
    r"(?P<adverbs>(?:(?:bien|mieux|(?!comment\b)\w+ment)\s+)*)(?P<verb>\w[\w-]*(?:er|ir|re))\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?P<join>,\s+|\s+et\s+|\s+puis\s+|\s+ou\s+)(?=(?P<rest>.+))", re.IGNORECASE)
_GOVERNS = re.compile(r"(?:\b(?:à|de|pour|sans|afin de|avant de)\s+|\bd['’])[\w]+(?:er|ir|re)\b", re.IGNORECASE)


def third_plural(phrase: str, language: str = "fr") -> str:
    """What several do: "utiliser X" → "utilisent X", "s'entraîner" → "s'entraînent"; en: as it is."""
    return phrase if language == "en" else _conjugated(phrase, lambda forms: forms.ils)


def third_singular(phrase: str, language: str = "fr") -> str:
    """What one does: "utiliser X" → "utilise X"; "use X" → "uses X"."""
    if language == "en":
        from assistant.language.inflection import third_person

        return third_person(phrase)
    return _conjugated(phrase, lambda forms: forms.il)


def imperative_plural(phrase: str) -> str:
    """An instruction: "utiliser X" → "utilisez X", "se présenter" → "présentez-vous"."""
    return _each_verb(phrase, _imperative)


def _conjugated(phrase: str, form: Callable[[Present], str]) -> str:
    return _each_verb(phrase, lambda lead: _finite(lead, form))


def _each_verb(phrase: str, change: Callable[[re.Match[str]], str]) -> str:
    """Changes the first infinitive and those joined to it; infinitives that another word governs stay."""
    lead = _LEAD.match(phrase)
    reflexive = lead is not None and lead["clitics"].lower().startswith(("se ", "s'", "s’"))
    if not lead or not (reflexive or is_infinitive(lead["verb"])):
        return phrase
    done, rest = change(lead), phrase[lead.end() :]
    while (joined := _next_joined(rest)) is not None:
        start, lead = joined
        done, rest = done + rest[:start] + change(lead), rest[start:][lead.end() :]
    return done + rest


def _next_joined(rest: str) -> tuple[int, re.Match[str]] | None:
    for join in _JOINED.finditer(rest):
        lead = _LEAD.match(rest[join.end() :])
        if lead and is_infinitive(lead["verb"]) and not _GOVERNS.search(rest[: join.start()]):
            return join.end(), lead
    return None


def _finite(lead: re.Match[str], form: Callable[[Present], str]) -> str:
    verb = form(present(lead["verb"].lower()))
    clitics = lead["clitics"]
    adverbs = f" {lead['adverbs'].strip()}" if lead["adverbs"] else ""
    clitics = _fitted(clitics, verb)
    if lead["negation"]:
        start = "n'" if elides(clitics + verb) else "ne "
        return _cased(f"{start}{clitics}{verb} {lead['negation'].split()[1]}{adverbs}", lead.group())
    return _cased(f"{clitics}{verb}{adverbs}", lead.group())


def _imperative(lead: re.Match[str]) -> str:
    verb = present(lead["verb"].lower()).vous
    adverbs = f" {lead['adverbs'].strip()}" if lead["adverbs"] else ""
    clitics = re.sub(r"\bs(?=['’])|\bse\b", "vous", lead["clitics"].strip().lower()).replace("vous'", "vous ").split()
    clitics = [clitic.replace("vous’", "vous").rstrip("'’") for clitic in " ".join(clitics).replace("'", " ").split()]
    if lead["negation"]:
        before = " ".join("le" if clitic == "l" else clitic for clitic in clitics)
        start = before + " " if before else ""
        particle = "n'" if elides(start + verb) else "ne "
        return _cased(f"{particle}{start}{verb} {lead['negation'].split()[1]}{adverbs}", lead.group())
    after = "".join("-" + ("le" if clitic == "l" else clitic) for clitic in clitics)
    return _cased(f"{verb}{after}{adverbs}", lead.group())


def _fitted(clitics: str, verb: str) -> str:
    """ "se" and "le" elide before a vowel, and only there."""
    if not clitics:
        return ""
    bare = re.sub(r"(?<=[mtsl])['’]$", "e ", clitics)
    return re.sub(r"(?<=[mtsl])[ea] $", "'", bare) if elides(verb) else bare


def _cased(text: str, model: str) -> str:
    return text[:1].upper() + text[1:] if model[:1].isupper() else text
