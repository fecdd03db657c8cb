"""Answers a question on pedagogy from the cards: their exact words between quotation marks, and the source named."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from assistant.engine.offline.asking import named_cards, purpose_of
from assistant.engine.offline.reading.orders import gives_orders
from assistant.engine.protocol import Reply, Shelf
from assistant.language.bloom import read_level
from assistant.language.data import table
from assistant.language.lemmas import content_stems, fold
from assistant.language.typography import span, typeset
from assistant.language.verbs import entry, leading_verb
from assistant.language.wording import listing
from assistant.models.brief import Brief
from assistant.models.knowledge import Card, Hit
from assistant.models.terms import Language, Performance, rank

WEAKEST = 0.3
"""Score of the weakest hit that an answer may rest on."""
USUAL_GROUP = 12
"""Learners that a duration is computed for when nobody says how many."""
TEAM = 4
LONGEST_QUOTE = 330
"""Characters of one quotation; whole sentences, so a single longer one stays whole."""


def answer(question: str, language: Language, brief: Brief | None, hits: tuple[Hit, ...], cards: Shelf) -> Reply:
    """Two to five sentences from the cards found for the question, or that there is no source."""
    found = tuple(hit for hit in hits if hit.card in cards and hit.score >= WEAKEST)
    texts = table(f"answers.{language}.yaml")
    purpose = purpose_of(question, language)
    named = named_cards(question, found, cards)
    # Prices, proofs and authors are in no card; what nobody named cannot be defined by its neighbours.
    if not found or purpose == "beyond" or (purpose == "definition" and not named):
        return Reply(text=typeset(f"{texts['none']} {texts['none_more']}", language))
    main = [cards[name] for name in named] or [cards[found[0].card]]
    spoken = _Spoken(language, brief, question)
    if not named and purpose not in {"tool", "duration", "size"}:
        return _leads(spoken, found, cards)
    if purpose == "difference" and len(main) > 1:
        return _difference(spoken, main[0], main[1])
    return _about(purpose, spoken, main[0], cards)


@dataclass
class _Spoken:
    """An answer in the making: sentences whose frame is set in type, and quotations left exactly as they are."""

    language: Language
    brief: Brief | None
    question: str
    sentences: list[str] = field(default_factory=list)

    @property
    def texts(self) -> dict[str, Any]:
        return table(f"answers.{self.language}.yaml")

    def say(self, name: str, quotes: dict[str, str] | None = None, **values: object) -> None:
        """Add a sentence; nothing when one of its quotations is empty."""
        quotes = quotes or {}
        # A card is a file of somebody's: what in it speaks to a machine is quoted to nobody.
        if not all(quotes.values()) or any(gives_orders(quote) for quote in quotes.values()):
            return
        marks = {key: f"\ue000{place}\ue001" for place, key in enumerate(quotes)}
        framed = {key: self.texts["quoted"].format(text=mark) for key, mark in marks.items()}
        sentence = typeset(str(self.texts[name]).format(**values, **framed), self.language)
        for key, mark in marks.items():
            sentence = sentence.replace(mark, quotes[key])
        self.sentences.append(sentence)

    def reply(self, *cards: Card) -> Reply:
        """The sentences with their source."""
        titles = [card.title.text(self.language) for card in cards]
        if len(titles) == 1:
            source = self.texts["source"].format(title=titles[0])
        else:
            quoted = [self.texts["quoted"].format(text=title) for title in titles]
            source = self.texts["sources"].format(titles=listing(quoted, self.language))
        text = " ".join((*self.sentences, typeset(source, self.language)))
        return Reply(text=text, cards=tuple(card.id for card in cards))

    def quote(self, card: Card, section: str, most: int = 1) -> str:
        """The best bullets of a section, one after the other as they stand; its first sentences when it has none."""
        text = card.section(section, self.language)
        bullets = [item.strip() for item in re.split(r"^\s*[-*] +", text, flags=re.MULTILINE) if item.strip()]
        if len(bullets) < 2:
            return _first_sentences(text)
        return self.nearest(bullets, most)

    def nearest(self, bullets: list[str], most: int) -> str:
        """The bullets that share most words with the brief and the question, those without inner quotes first."""
        about = self.question
        if self.brief is not None:
            about = " ".join((about, self.brief.subject, self.brief.work_context, *self.brief.competencies))
        stems = content_stems(about, self.language)
        worth = {
            place: len(stems & content_stems(bullet, self.language)) - 2 * ("«" in bullet or "“" in bullet)
            for place, bullet in enumerate(bullets)
        }
        best = sorted(worth, key=lambda place: (-worth[place], place))[:most]
        return f"{_CLOSE[self.language]} ; {_OPEN[self.language]}".join(bullets[place] for place in sorted(best))


_OPEN: dict[Language, str] = {"fr": "«\u00a0", "en": "“"}
_CLOSE: dict[Language, str] = {"fr": "\u00a0»", "en": "”"}


def _first_sentences(text: str) -> str:
    """Whole sentences from the start, within the length of a quotation."""
    flat = text.strip()
    ends = [found.end() for found in re.finditer(r"[.!?…](?=\s|$)", flat)]
    within = [end for end in ends if end <= LONGEST_QUOTE]
    return flat[: within[-1] if within else ends[0] if ends else len(flat)]


def _leads(spoken: _Spoken, found: tuple[Hit, ...], cards: Shelf) -> Reply:
    """For a problem that names no method: one or two cards that answer it."""
    rows = [(cards[hit.card], hit) for hit in found[:2] if hit.score >= 0.6 * found[0].score]
    if len(rows) > 1:
        spoken.sentences.append(typeset(spoken.texts["leads"], spoken.language))
    for card, hit in rows:
        quote = hit.quote if hit.lang == spoken.language and hit.quote else card.summary.text(spoken.language)
        name = "lead" if len(rows) > 1 else "one_lead"
        spoken.say(name, {"quote": quote}, title=card.title.text(spoken.language))
    if len(rows) == 1:
        spoken.say("suits_alone", {"quote": spoken.quote(rows[0][0], "when")})
    return spoken.reply(*(card for card, _ in rows))


def _difference(spoken: _Spoken, first: Card, second: Card) -> Reply:
    language = spoken.language
    spoken.say(
        "difference",
        {"summary_a": first.summary.text(language), "summary_b": second.summary.text(language)},
        a=first.title.text(language),
        b=second.title.text(language),
    )
    spoken.say("difference_when", {"when_a": spoken.quote(first, "when"), "when_b": spoken.quote(second, "when")})
    return spoken.reply(first, second)


def _about(purpose: str, spoken: _Spoken, card: Card, cards: Shelf) -> Reply:
    """The answer to one purpose about one card."""
    if purpose == "tool":
        return _tools(spoken, card, cards)
    if purpose == "assess" and card.assessments:
        return _assessments(spoken, card, cards)
    _SAYERS.get(purpose, _say_definition)(spoken, card)
    return spoken.reply(card)


def _say_pitfalls(spoken: _Spoken, card: Card) -> None:
    spoken.say("pitfalls", {"pitfalls": spoken.quote(card, "pitfalls", 3)})
    spoken.say("when_avoid", {"avoid": spoken.quote(card, "avoid")})


def _say_access(spoken: _Spoken, card: Card) -> None:
    spoken.say("access", {"adaptation": card.adaptation.text(spoken.language) if card.adaptation else ""})
    spoken.say("access_more", {"access": spoken.quote(card, "access", 2)})


def _say_example(spoken: _Spoken, card: Card) -> None:
    spoken.say("example", {"example": _first_sentences(card.section("example", spoken.language))})
    spoken.say("suits_alone", {"quote": spoken.quote(card, "when")})


def _say_prepare(spoken: _Spoken, card: Card) -> None:
    spoken.say("prepare", {"prepare": spoken.quote(card, "prepare", 3)})
    if materials := card.materials.texts(spoken.language):
        spoken.say("materials", materials="; ".join(materials))


def _say_when(spoken: _Spoken, card: Card) -> None:
    spoken.say("when", {"when": spoken.quote(card, "when", 2)})
    spoken.say("when_avoid", {"avoid": spoken.quote(card, "avoid")})


def _say_definition(spoken: _Spoken, card: Card) -> None:
    quotes = {
        "summary": card.summary.text(spoken.language),
        "brief": _first_sentences(card.section("brief", spoken.language)),
    }
    spoken.say("definition", quotes, title=card.title.text(spoken.language))
    name = "suits_alone" if spoken.brief is None or any(_against(spoken, card)) else "suits"
    spoken.say(name, {"quote": spoken.quote(card, "when")})


def _say_how(spoken: _Spoken, card: Card) -> None:
    learners = _learners(spoken)
    role = "trainer" if card.section("trainer", spoken.language) else "brief"
    trainer = _first_sentences(card.section(role, spoken.language))
    if card.steps:
        minutes = sum(_minutes(card, scale, learners) for scale in ("fixed", "stretch", "per_learner", "per_group"))
        runs = spoken.texts["runs"].format(count=len(card.steps), minutes=minutes, n=learners)
        spoken.say("how", {"trainer": trainer}, runs=runs)
    else:
        spoken.say("definition", {"summary": card.summary.text(spoken.language), "brief": trainer}, title="")
    spoken.say("how_prepare", {"prepare": spoken.quote(card, "prepare", 2)})


def _say_digital(spoken: _Spoken, card: Card) -> None:
    if text := card.section("digital", spoken.language):
        spoken.say("digital", {"digital": _first_sentences(text)})
    else:
        modes = [spoken.texts["modalities"][mode] for mode in card.modalities]
        spoken.say("no_digital", modalities=listing(modes, spoken.language))
    spoken.say("pitfalls", {"pitfalls": spoken.quote(card, "pitfalls")})


def _learners(spoken: _Spoken) -> int:
    """How many learners: the question says, or the brief, or it is a usual group."""
    said = re.search(
        r"(?:\b(?:a|pour|avec|with|for|of|de)\s+)(\d{1,4})\b(?!\s*(?:min|h\b|heure|hour|jour|day))",
        fold(spoken.question),
    )
    said = said or re.search(
        r"\b(\d{1,4})\s+(?:personnes|participants|stagiaires|apprenants|people|learners)", spoken.question
    )
    if said and int(said[1]) > 0:
        return int(said[1])
    return spoken.brief.group_size_max if spoken.brief is not None else USUAL_GROUP


def _minutes(card: Card, scale: str, learners: int) -> int:
    times = {"per_learner": learners, "per_group": ceil(learners / TEAM)}.get(scale, 1)
    return times * sum(step.minutes for step in card.steps if step.scale == scale)


def _say_duration(spoken: _Spoken, card: Card) -> None:
    learners, texts = _learners(spoken), spoken.texts
    spans = {scale: _minutes(card, scale, learners) for scale in ("fixed", "stretch", "per_learner", "per_group")}
    total = sum(spans.values())
    if total:
        each = {scale: sum(step.minutes for step in card.steps if step.scale == scale) for scale in spans}
        parts = [
            texts["parts"][scale].format(minutes=minutes, each=each[scale])
            for scale, minutes in spans.items()
            if minutes
        ]
        spoken.say("duration", title=card.title.text(spoken.language), n=learners, minutes=total)
        spoken.say("duration_parts", parts=listing(parts, spoken.language))
    spoken.say("range", min=card.minutes.min, max=card.minutes.max)
    if spoken.brief is not None:
        share = (total or card.minutes.min) / spoken.brief.duration_minutes
        verdict = texts["fits_yes" if share <= 0.75 else "fits_tight" if share <= 1 else "fits_no"]
        spoken.say("fits", duration=span(spoken.brief.duration_minutes, spoken.language), verdict=verdict)
    timed = [row for row in _bullets(card, spoken.language) if re.search(r"\bmin|heure|hour|durée|temps|time", row)]
    if timed:
        spoken.say("how_prepare", {"prepare": spoken.nearest(timed, 1)})


def _bullets(card: Card, language: Language) -> list[str]:
    text = card.section("prepare", language)
    return [item.strip() for item in re.split(r"^\s*[-*] +", text, flags=re.MULTILINE) if item.strip()]


def _say_size(spoken: _Spoken, card: Card) -> None:
    size = card.group_size
    spoken.say("size", title=card.title.text(spoken.language), min=size.min, max=size.max)
    if spoken.brief is not None:
        count = spoken.brief.group_size_max
        spoken.say("size_ok" if size.min <= count <= size.max else "size_no", n=count)
    spoken.say("suits_alone", {"quote": spoken.quote(card, "when")})


def _tools(spoken: _Spoken, card: Card, cards: Shelf) -> Reply:
    language, title = spoken.language, card.title.text(spoken.language)
    if card.kind == "tool":
        spoken.say("lead", {"quote": card.summary.text(language)}, title=title)
        if card.examples:
            spoken.say("tool_examples", examples=listing(card.examples[:4], language))
        spoken.say("tool_fallback", {"fallback": card.fallback.text(language) if card.fallback else ""})
        return spoken.reply(card)
    tools = [cards[name] for name in card.tools if name in cards]
    if not tools:
        spoken.say("tool_none", title=title)
        spoken.say("prepare", {"prepare": spoken.quote(card, "prepare", 2)})
        return spoken.reply(card)
    spoken.say("tool_of", title=title, tools=listing([tool.title.text(language) for tool in tools], language))
    spoken.say("lead", {"quote": tools[0].summary.text(language)}, title=tools[0].title.text(language))
    return spoken.reply(card, tools[0])


def _assessments(spoken: _Spoken, card: Card, cards: Shelf) -> Reply:
    formats = [cards[name] for name in card.assessments if name in cards]
    if not formats:
        _say_definition(spoken, card)
        return spoken.reply(card)
    names = listing([found.title.text(spoken.language) for found in formats], spoken.language)
    spoken.say("assess", title=card.title.text(spoken.language), formats=names)
    first = formats[0]
    spoken.say("assess_one", {"summary": first.summary.text(spoken.language)}, title=first.title.text(spoken.language))
    return spoken.reply(card, first)


def _say_why_not(spoken: _Spoken, card: Card) -> None:
    """When the card says to avoid it, and which facts of the brief speak against it."""
    spoken.say("why_not", {"avoid": spoken.quote(card, "avoid", 2)}, title=card.title.text(spoken.language))
    if spoken.brief is None:
        spoken.say("nothing_known")
        return
    against = list(_against(spoken, card))[:2]
    if against:
        spoken.say("here", facts="; ".join(against))
        return
    spoken.say("nothing_against")
    spoken.say("suits", {"quote": spoken.quote(card, "when")})


def _against(spoken: _Spoken, card: Card) -> Iterable[str]:
    """Facts of the brief that speak against a card."""
    brief, texts = spoken.brief, spoken.texts
    if brief is None:
        return
    facts, size = texts["facts"], card.group_size
    if brief.modality not in card.modalities:
        yield facts["modality"].format(modality=texts["modalities"][brief.modality])
    if brief.group_size_max < size.min:
        yield facts["too_few"].format(n=brief.group_size_max, min=size.min)
    if brief.group_size_max > size.max:
        yield facts["too_many"].format(n=brief.group_size_max, max=size.max)
    if card.minutes.min > brief.duration_minutes:
        yield facts["time"].format(min=card.minutes.min, duration=span(brief.duration_minutes, spoken.language))
    if brief.audience_level == "beginner" and "beginner" not in card.levels:
        yield facts["beginner"]
    yield from _against_goals(spoken, card, brief)


def _against_goals(spoken: _Spoken, card: Card, brief: Brief) -> Iterable[str]:
    facts, texts = spoken.texts["facts"], spoken.texts
    quoted = texts["quoted"]
    if card.kind == "assessment":
        shown = max(card.bloom, key=rank)
        for goal in brief.competencies:
            level = read_level(goal, brief.language).bloom
            if level is not None and rank(level) > rank(shown):
                things, levels = quoted.format(text=goal), texts["levels"]
                yield facts["level"].format(things=things, wanted=levels[level], shown=levels[shown])
                return
    elif card.performance:
        missed = [
            goal for goal in brief.competencies if (kinds := _kinds(goal, brief)) and not kinds & {*card.performance}
        ]
        if missed:
            things = ", ".join(quoted.format(text=goal) for goal in missed[:2])
            yield facts["kind"].format(things=things, does=texts["does"][card.performance[0]])


def _kinds(goal: str, brief: Brief) -> set[Performance]:
    """What kinds of doing the verb of a competency can be; none for a verb that the lexicon does not know."""
    leading = leading_verb(goal, brief.language)
    found = entry(leading.lemma, brief.language) if leading else None
    return set(found.performance) if found else set()


_SAYERS: dict[str, Callable[[_Spoken, Card], None]] = {
    "why_not": _say_why_not,
    "duration": _say_duration,
    "size": _say_size,
    "pitfalls": _say_pitfalls,
    "access": _say_access,
    "digital": _say_digital,
    "example": _say_example,
    "prepare": _say_prepare,
    "when": _say_when,
    "how": _say_how,
}
