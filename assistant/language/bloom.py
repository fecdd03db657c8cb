"""The level of an objective, a task or a question in the revised Bloom taxonomy."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from assistant.language.clauses import Clause, clauses, sentences
from assistant.language.data import word_list
from assistant.language.detect import detect
from assistant.language.lemmas import fold, lemma, tokens
from assistant.language.lexicon import Verb, lexicon
from assistant.language.performances import of_noun, of_passive, products
from assistant.language.questions import asked, asks_at_once, is_question
from assistant.language.remarks import remarks
from assistant.language.verbs import leading_verb
from assistant.models.review import Finding
from assistant.models.terms import Bloom, Language, rank
from assistant.models.value import Value

_WINDOW = 7
"""How many words after the verb can change its level."""
_UNKNOWN: tuple[Bloom, ...] = ("apply", "analyze", "evaluate", "create")
"""What a verb that the lexicon lacks may be: something is done, nobody knows how hard it is."""


class BloomReading(Value):
    """What the words of a text say of its level."""

    text: str
    bloom: Bloom | None
    """The most demanding performance's usual level; None when nothing is asked or done."""
    admitted: tuple[Bloom, ...]
    """Levels that its verb admits, the likeliest first."""
    verb: str | None
    observable: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Level:
    levels: tuple[Bloom, ...]
    verb: str | None = None
    observable: bool = True

    @property
    def height(self) -> int:
        return rank(self.levels[0])


@lru_cache(maxsize=4096)
def read_level(text: str, language: Language | None = None) -> BloomReading:
    """Read a text of either kind: objective ("rédiger un plan"), task ("Comparez…") or question ("Why does…?")."""
    language = language or detect(text) or _language_of_verb(text)
    levels = [level for sentence in sentences(text) for level in _levels(sentence, text, language)]
    levels = [level for level in levels if level.verb not in word_list(language, "setting")] or levels
    is_goal = not any(is_question(sentence, language) for sentence in sentences(text))
    if not levels:
        return BloomReading(
            text=text,
            bloom=None,
            admitted=(),
            verb=None,
            observable=False,
            findings=remarks(None, False, language, is_goal),
        )
    first = next((level for level in levels if not level.observable), None)
    highest = max(levels, key=lambda level: level.height)
    verb = (first or highest).verb
    return BloomReading(
        text=text,
        bloom=highest.levels[0],
        admitted=highest.levels,
        verb=highest.verb,
        observable=first is None,
        findings=remarks(verb, first is None, language, is_goal),
    )


def _language_of_verb(text: str) -> Language:
    """For a text too short to tell: the language in which its first word is a verb."""
    return "en" if leading_verb(text, "en") and not leading_verb(text, "fr") else "fr"


def _levels(sentence: str, whole: str, language: Language) -> tuple[_Level, ...]:
    """One level per performance that the sentence asks for."""
    found = clauses(sentence, language)
    asks = is_question(sentence, language)
    if asks and (not (found and found[0].opens) or asks_at_once(sentence, language)):
        return _question_levels(sentence, whole, language)
    if found:
        return tuple(_clause_level(clause, language) for clause in found)
    if unseen := _noun_level(sentence, language):
        return unseen
    if named := of_noun(sentence, language):
        # A goal has to begin with a verb all the same.
        return (replace(_clause_level(named, language), verb=None),)
    passive = of_passive(sentence, language)
    return (_clause_level(passive, language),) if passive else ()


def _question_levels(sentence: str, whole: str, language: Language) -> tuple[_Level, ...]:
    what = asked(sentence, whole, language)
    if what is None:
        return ()
    if what.task is None:
        return (_Level(what.levels),)
    inner = tuple(_clause_level(clause, language) for clause in clauses(what.task, language))
    most = rank(what.most) if what.most else rank("create")
    kept = tuple(level for level in inner if level.height <= most)
    return kept or (_Level(what.levels, inner[0].verb if inner else None),)


def _clause_level(clause: Clause, language: Language) -> _Level:
    entry = lexicon(language).get(clause.verb)
    if entry is None:
        return _Level(_UNKNOWN, clause.verb)
    levels = _in_context(entry, clause, language)
    return _Level(levels, clause.verb, entry.observable)


def _in_context(entry: Verb, clause: Clause, language: Language) -> tuple[Bloom, ...]:
    """The verb's levels, those of its nearest telling complement first."""
    told = fold(f"{clause.before} {clause.complement}")
    if _OWN_WORDS.search(told):
        return tuple(dict.fromkeys(("understand", *entry.levels)))
    if entry.levels[0] in _RECITED and _BY_HEART[language].search(told.replace("’", "'")):
        return tuple(dict.fromkeys(("remember", *entry.levels)))
    raised = _raised(entry, clause, language)
    if raised:
        return raised
    words = _words(_PURPOSE.split(clause.complement, maxsplit=1)[0], language)
    hits = [
        (place, context.levels)
        for context in (*entry.contexts, *products(clause.verb, language))
        for item in context.when
        if (place := _place(item, words)) is not None
    ]
    first = min(hits, default=(0, ()), key=lambda hit: hit[0])[1]
    return tuple(dict.fromkeys((*first, *entry.levels)))


_PURPOSE = re.compile(r"\b(?:pour|afin d[e'’]|en vue d[e'’]|in order to|so that|so as to)")
"""What follows says what for, not what: it does not change the level."""
_OWN_WORDS = re.compile(r"\bin (?:your|their|his|her|one's) own words\b|\b(?:vos|ses|leurs|tes) propres mots\b")
"""Whatever the verb, saying it in one's own words is understanding."""
_RECITED = frozenset({"remember", "understand", "apply", "create"})
"""Levels of verbs that only fetch from memory what was learnt, where the text says so."""
_BY_HEART: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\bde memoire\b|\bpar c(?:oe|œ)ur\b|\b(?:apprise?s?|vue?s?) en (?:cours|classe)\b|"
        r"\bsans (?:regarder|consulter) (?:ses|leurs|vos|le|la|les) (?:notes|cours|fiche|livre)"
    ),
    "en": re.compile(
        r"\b(?:from|off by|by) (?:memory|heart)\b|\bwithout (?:notes|looking|referring to)\b|"
        r"\bas (?:given|taught|seen|learnt|learned) in (?:class|the course|the lesson)\b"
    ),
}
_WEIGHS: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\s*(?:si\b(?! on\b)|dans quelle mesure|jusqu'a quel point|l'opportunite de|la pertinence|"
        r"le bien-fonde|la validite|la fiabilite)"
    ),
    "en": re.compile(
        r"\s*(?:whether|the extent to which|to what extent|how far|how well|how effective|the merits of|"
        r"the validity|the effectiveness of)\b"
    ),
}
_CRITICAL: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:de (?:facon|maniere) critique|avec (?:un )?(?:esprit|regard|recul) critique|critiquement)\b"
    ),
    "en": re.compile(r"\bcritical(?:ly)?\b"),
}


def _raised(entry: Verb, clause: Clause, language: Language) -> tuple[Bloom, ...]:
    """ "explain whether", "discuss critically": describing becomes judging."""
    if entry.levels[0] not in {"understand", "analyze"} or not entry.observable:
        return ()
    after = fold(clause.complement).replace("’", "'")
    weighs = _WEIGHS[language].match(after)
    critical = entry.levels[0] == "understand" and _CRITICAL[language].search(f"{fold(clause.before)} {after[:40]}")
    return tuple(dict.fromkeys(("evaluate", *entry.levels))) if weighs or critical else ()


def _words(text: str, language: Language) -> tuple[tuple[str, str], ...]:
    """Each of the first words as written and as its lemma, folded."""
    return tuple(
        (fold(token.text).replace("’", "'"), fold(lemma(token.text, language))) for token in tokens(text)[: _WINDOW + 3]
    )[:_WINDOW]


@cache
def _item(item: str) -> tuple[str, ...]:
    return tuple(fold(token.text).replace("’", "'") for token in tokens(item))


def _place(item: str, words: tuple[tuple[str, str], ...]) -> int | None:
    """Where the run of words occurs, as written or as lemmas."""
    wanted = _item(item)
    for place in range(len(words) - len(wanted) + 1):
        if all(want in words[place + step] for step, want in enumerate(wanted)):
            return place
    return None


_NOUNS: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    "fr": (
        (re.compile(r"(?:l[ea] |une |bonne |les )*(?:bonnes? )?connaissances?\b"), "connaître"),
        (re.compile(r"(?:la |une |bonne )*comprehension\b"), "comprendre"),
        (re.compile(r"(?:la |une |bonne )*maitrise\b"), "maîtriser"),
        (re.compile(r"(?:la |l'|une )*(?:sensibilisation|prise de conscience)\b"), "sensibiliser"),
        (re.compile(r"(?:la |l'|une )*decouverte\b"), "découvrir"),
    ),
    "en": (
        (
            re.compile(
                r"(?:an? |the |in-depth |good |basic |sound |thorough |clear |critical |deep |"
                r"better )*understanding\b"
            ),
            "understand",
        ),
        (re.compile(r"(?:an? |the |good |basic |sound |thorough |working |detailed )*knowledge\b"), "know"),
        (re.compile(r"(?:an? |the |good |greater )*awareness\b"), "be aware"),
        (re.compile(r"(?:an? |the |basic )*familiarity\b"), "be familiar"),
        (re.compile(r"(?:an? |the )*appreciation\b"), "appreciate"),
        (re.compile(r"(?:an? |the )*mastery\b"), "master"),
    ),
}


def _noun_level(sentence: str, language: Language) -> tuple[_Level, ...]:
    """ "Knowledge of…", "Compréhension de…": an outcome that names what nobody can see."""
    plain = fold(sentence.strip()).replace("’", "'")
    for pattern, verb in _NOUNS[language]:
        if pattern.match(plain):
            return (_Level(lexicon(language)[verb].levels, verb, False),)
    return ()
