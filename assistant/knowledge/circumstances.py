"""What a brief says that bears on the choice of methods: kinds of doing, levels, and signs in the trainer's words."""

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from assistant.knowledge.calls import Call, calls_of, ended_badly, is_wished
from assistant.language import doings
from assistant.language.bloom import read_level
from assistant.language.data import table
from assistant.language.lemmas import fold, lemma, tokens
from assistant.language.signs import LONGEST_QUOTE, REFUSAL, TOLD, clause_at, shown, told
from assistant.language.verbs import entry, leading_verb
from assistant.language.wording import clip
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.terms import Bloom, Language, Performance, rank

_TELLING = 4
"""Words from which a quote says enough by itself."""
_USUAL: dict[Bloom, Performance] = {
    "remember": "concept",
    "understand": "concept",
    "apply": "procedure",
    "analyze": "decision",
    "evaluate": "decision",
    "create": "creation",
}


@dataclass(frozen=True)
class Goal:
    """A competency, with what kinds of doing it is and at which level."""

    text: str
    kinds: dict[Performance, float]
    """Weights that sum to 1, best first."""
    bloom: Bloom
    told: Performance
    """What its own verb says that it is, whatever the module leans to."""

    @property
    def kind(self) -> Performance:
        """What it is most."""
        return max(self.kinds, key=lambda kind: self.kinds[kind])


_WITH_THINGS = frozenset({"tool_use", "gesture"})
"""Kinds of doing that a resource speaks for: one lists things."""
LEAN = 0.35
"""How much the module as a whole weighs in the reading of one competency."""


def _leaning(goal: Goal, lean: dict[Performance, float]) -> Goal:
    """The goal's kinds, moved towards those that the module speaks for; half as much where the verb excludes them."""
    if not lean:
        return goal
    moved = {kind: goal.kinds.get(kind, 0) for kind in (*goal.kinds, *lean)}
    for kind, share in lean.items():
        moved[kind] += LEAN * share * (1 if kind in goal.kinds else 0.5)
    total = sum(moved.values())
    rows = sorted(moved.items(), key=lambda row: -row[1])
    # "Create a pivot table" is using the spreadsheet, not making something new.
    used = goal.bloom == "create" and rows[0][0] in ("tool_use", "gesture", "procedure")
    level: Bloom = "apply" if used else goal.bloom
    return Goal(goal.text, {kind: weight / total for kind, weight in rows}, level, rows[0][0] if used else goal.told)


@dataclass(frozen=True)
class Circumstances:
    """A brief, read for what decides between methods."""

    brief: Brief

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """The competencies, leaning towards what the module is about as a whole."""
        brief, named = self.brief, (self.brief.subject, *self.brief.competencies)
        in_talk = doings.is_about_talk(named, lambda goal, talk: read_goal(goal, brief.language, talk).kind)
        goals = (read_goal(text, brief.language, in_talk) for text in brief.competencies)
        return tuple(_leaning(goal, self._lean) for goal in goals)

    @cached_property
    def _lean(self) -> dict[Performance, float]:
        """What subject, resources and trade speak for."""
        brief, lean = self.brief, dict[Performance, float]()
        spoken = [_of_object(text, brief.language) for text in (brief.title, brief.subject)]
        resources = [_of_object(text, brief.language) for text in brief.resources]
        spoken += [{kind: share for kind, share in row.items() if kind in _WITH_THINGS} for row in resources]
        for row in spoken:
            for kind, share in row.items():
                lean[kind] = max(lean.get(kind, 0), share)
        audience = fold(brief.audience).replace("’", "'")
        for kind, trades in table("selection.yaml")["trades"][brief.language].items():
            if any(re.search(rf"\b{trade}s?\b", audience) for trade in trades):
                lean[kind] = max(lean.get(kind, 0), 0.7)
        return lean

    @cached_property
    def kinds(self) -> dict[Performance, float]:
        """Share of each kind of doing over all competencies, the largest first."""
        shares: dict[Performance, float] = {}
        for goal in self.goals:
            for kind, weight in goal.kinds.items():
                shares[kind] = shares.get(kind, 0) + weight / len(self.goals)
        return dict(sorted(shares.items(), key=lambda row: -row[1]))

    @cached_property
    def text(self) -> str:
        """Everything that may resemble a card: subject, situation, audience and wishes."""
        brief = self.brief
        return ". ".join((brief.subject, *brief.competencies, brief.work_context, brief.assessment_wishes))[:600]

    def shows(self, sign: str) -> str | None:
        """The trainer's words that show a sign, short enough to quote; None when there are none."""
        if sign not in self._shown:
            self._shown[sign] = shown(self.brief, sign)
        return self._shown[sign]

    @cached_property
    def _shown(self) -> dict[str, str | None]:
        """Every method has preconditions, mostly the same ones: each sign is looked for once."""
        return {}

    @cached_property
    def signs(self) -> frozenset[str]:
        """Every sign that the brief shows."""
        return frozenset(name for name in table("selection.yaml")["signs"][self.brief.language] if self.shows(name))

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """What is said of the situation that calls for methods or rules them out."""
        return calls_of(self.brief)

    def mentions(self, card: Card) -> tuple[str, bool] | None:
        """The trainer's words that name a card, and whether they ask for it (or refuse it)."""
        for _, text in told(self.brief, (*TOLD, "accessibility")):
            plain = _plain(text)
            for name in _spoken_names(card, self.brief.language):
                if (spoken := name.search(plain)) is not None:
                    place = spoken.start()
                    before = plain[max(0, place - 40) : place]
                    if re.search(_SOMEWHERE[self.brief.language], before):
                        continue  # "in the workshop" is where, not how
                    refused = re.search(REFUSAL[self.brief.language] + r"[^.;,:]*$", before) is not None
                    refused = refused or _soured(plain, spoken, self.brief.language)
                    return clip(text.strip(), LONGEST_QUOTE), not refused
        return self._mentions_in_passing(card)

    def _mentions_in_passing(self, card: Card) -> tuple[str, bool] | None:
        """The same of sentences on other things: a name alone asks for nothing there."""
        language = self.brief.language
        for text in self.brief.remarks:
            plain = _plain(text)
            for name in _spoken_names(card, language):
                if (spoken := name.search(plain)) is None:
                    continue
                place = spoken.start()
                refused = re.search(REFUSAL[language] + r"[^.;:]*$", plain[max(0, place - 25) : place]) is not None
                if refused or _soured(plain, spoken, language):
                    return clip(text.strip(), LONGEST_QUOTE), False
                if is_wished(plain[max(0, place - 50) : place], language):
                    return clip(text.strip(), LONGEST_QUOTE), True
        return None


def _soured(plain: str, spoken: re.Match[str], language: Language) -> bool:
    wished = is_wished(plain[max(0, spoken.start() - 50) : spoken.start()], language)
    return not wished and ended_badly(plain[spoken.end() :], language)


_SOMEWHERE: dict[Language, str] = {
    "fr": r"\b(?:dans|hors de|sur|sous|a cote de|devant) (?:l|le|la|les|notre|leur|un|une|chaque)\s*$",
    "en": r"\b(?:in|inside|outside|near) (?:the|our|their|a|an|each)\s*$",
}


def _plain(text: str) -> str:
    return " " + " ".join(re.findall(r"\w+|[.;,:]", fold(text))) + " "


@lru_cache(maxsize=1024)
def _names_of(title: str, aliases: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Each name with its plural: "jeux de rôle", "role-plays"."""
    parts = {" ".join(re.findall(r"\w+", fold(name))) for name in (title, *re.split(r"[()]", title), *aliases)}
    names = sorted((part for part in parts if len(part) > 4), key=len, reverse=True)
    return tuple(
        re.compile(" " + " ".join(rf"{re.escape(word)}(?:s|x|es)?" for word in name.split()) + r"(?!\w)")
        for name in names
    )


def _spoken_names(card: Card, language: Language) -> tuple[re.Pattern[str], ...]:
    return _names_of(card.title.text(language), card.aliases.texts(language))


def level_words(case: Circumstances) -> str | None:
    """The trainer's words on the level, when they can stand alone: not the name of a level in a file, nor the two words
    by which it was recognised ("n'ont jamais"); the clause around them where another fact quotes it."""
    brief = case.brief
    for quote in brief.quotes_of("audience_level"):
        wider = [source.quote for source in brief.sources if quote in source.quote and source.quote != quote]
        words = clause_at(wider[0], *_span(wider[0], quote)) if wider else quote.strip()
        if words != brief.audience_level and (len(words.split()) >= _TELLING or _names_a_level(words, brief.language)):
            return words
    return None


def _span(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def _names_a_level(words: str, language: Language) -> bool:
    return re.search(table("selection.yaml")["level_names"][language], fold(words)) is not None


@cache
def _objects(language: Language) -> dict[Performance, frozenset[str]]:
    rows: dict[Performance, list[Any]] = table("selection.yaml")["objects"][language]
    return {kind: frozenset(fold(str(word)) for word in words) for kind, words in rows.items()}


@lru_cache(maxsize=4096)
def read_goal(text: str, language: Language, in_talk: bool = False) -> Goal:
    """A competency: the verb says what kinds of doing are possible, its object which of them it is.

    `in_talk`: in a module about talking with somebody (`doings.is_about_talk`).
    """
    leading = leading_verb(doings.carried(text, language), language)
    found = entry(leading.lemma, language) if leading else None
    ruled = doings.ruled(leading.lemma, leading.complement, language, in_talk) if leading else None
    level = read_level(text, language).bloom or "apply"
    weights: dict[Performance, float] = dict(zip(found.performance if found else (), (1.0, 0.5, 0.3), strict=False))
    if ruled:
        # Verb and object together say more than either.
        weights = {kind: weight * 0.3 for kind, weight in weights.items()} | {ruled: 1.5}
        # What is proposed to somebody is said to them.
        level = "apply" if ruled == "relational" and level == "create" else level
    if not weights:
        weights[_USUAL[level]] = 0.5
    for kind, share in _of_object(leading.complement if leading else text, language).items():
        # An object decides between the verb's meanings; against them all it only leans.
        weights[kind] = weights.get(kind, 0) + share * (1.2 if kind in weights or not found else 0.5)
    total = sum(weights.values())
    ordered = sorted(weights.items(), key=lambda row: -row[1])
    return Goal(text, {kind: weight / total for kind, weight in ordered}, level, ordered[0][0])


def _of_object(complement: str, language: Language) -> dict[Performance, float]:
    """How much each kind of doing is spoken for by the nouns of a complement, the first noun most."""
    found: dict[Performance, float] = {}
    weight = 1.0
    for token in tokens(complement)[:9]:
        forms = {fold(token.text), fold(lemma(token.text, language))}
        kinds = [kind for kind, words in _objects(language).items() if forms & words]
        for kind in kinds:
            found[kind] = max(found.get(kind, 0), weight / len(kinds) ** 0.5)
        if kinds:
            weight *= 0.6
    return found


def supports(text: str, case: Circumstances) -> float:
    """What a sentence of a card gains or loses by the circumstances that it takes for granted: one that speaks of
    remote learners says nothing for a module on site."""
    plain, language = fold(text).replace("’", "'"), case.brief.language
    worth = 0.0
    for circumstance, patterns in table("selection.yaml")["assumes"][language].items():
        if any(re.search(pattern, plain) for pattern in patterns):
            worth += 0.06 if _met(circumstance, case) else -0.4
    return worth


def _met(circumstance: str, case: Circumstances) -> bool:
    brief = case.brief
    return {
        "crowd": brief.group_size_min > 40 or "no_space" in case.signs,
        "away": brief.modality != "onsite",
        "long_day": max(brief.days) >= 360,
        "short": brief.duration_minutes <= 120,
        "beginners": brief.audience_level == "beginner",
        "experienced": brief.audience_level in ("intermediate", "advanced"),
        "mixed": brief.audience_level == "mixed",
        "risk": "danger" in case.signs,
        "silent": "silent" in case.signs,
        "follow_up": len(brief.days) > 1 or brief.modality in ("hybrid", "async"),
    }.get(circumstance, False)


def highest(goals: tuple[Goal, ...]) -> Bloom:
    """The most demanding level of the goals."""
    return max((goal.bloom for goal in goals), key=rank)
