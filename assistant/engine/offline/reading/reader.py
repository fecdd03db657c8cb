"""Reads one message: what it states, asks, changes, commands or leaves open."""

import re
from dataclasses import replace

from assistant.engine.offline.reading.adjusting import is_of_a_part
from assistant.engine.offline.reading.answering import answer_of
from assistant.engine.offline.reading.applying import find_applying
from assistant.engine.offline.reading.asides import asides
from assistant.engine.offline.reading.audiences import shortened
from assistant.engine.offline.reading.circumstances import (
    find_circumstances,
    find_needs_in_passing,
    find_title,
    only_when,
)
from assistant.engine.offline.reading.conditions import find_level, find_modality
from assistant.engine.offline.reading.cues import cue, native, pattern
from assistant.engine.offline.reading.edits import find_edits
from assistant.engine.offline.reading.finite import things_do
from assistant.engine.offline.reading.goals import find_goals, goals_in, vague_goals, wished
from assistant.engine.offline.reading.groups import audience_of_mine, counted_as, find_audience
from assistant.engine.offline.reading.guards import LONGEST, hide, is_cut, is_no_subject, noise_of
from assistant.engine.offline.reading.inquiries import find_question
from assistant.engine.offline.reading.joining import find_joining
from assistant.engine.offline.reading.lacks import find_lacks
from assistant.engine.offline.reading.measures import find_measures
from assistant.engine.offline.reading.message import Found, Message, Statement, cut, plain_of
from assistant.engine.offline.reading.naming import cards_in, named_in
from assistant.engine.offline.reading.openings import begins_goal, is_gerund
from assistant.engine.offline.reading.orders import without_orders
from assistant.engine.offline.reading.remarks import remarks_of
from assistant.engine.offline.reading.replies import command_of, consent_of, pick_of, skip_of, switch_of
from assistant.engine.offline.reading.spelling import spell
from assistant.engine.offline.reading.stories import join_stories, story_of, whole_story
from assistant.engine.offline.reading.subjects import find_subject
from assistant.engine.offline.reading.told import find_told
from assistant.engine.offline.reading.topics import About
from assistant.engine.protocol import Shelf
from assistant.language.detect import detect
from assistant.language.grammar import listing, uncapitalized
from assistant.models.brief import FIELDS_OF_SLOT, BriefField, Slot
from assistant.models.turn import Edit, Fact, Noise, Reading, ReadingContext

_AFTER_A_DRAFT: frozenset[BriefField] = frozenset(
    {
        "duration_minutes", "days", "group_size_min", "group_size_max", "modality", "audience", "audience_level",
        "title", "accessibility", "constraints", "resources", "prerequisites",
    }
)  # fmt: skip
"""What a message about a draft may still state of the brief; the rest of it is talk about the draft."""

_WORDS_OF_A_SUBJECT = 12
"""Goals that are longer together do not make a title: the first stands for all."""


def read(message: str, context: ReadingContext, shelf: Shelf) -> Reading:
    """What the message says; never raises for any text, never invents: every fact quotes the message."""
    noise = noise_of(message)
    if noise in {"empty", "unreadable"}:
        return Reading(noise=noise)
    cleared = without_orders(message[:LONGEST], drafted=context.phase != "interview")
    if not re.search(r"[^\W_]", cleared.text):
        return Reading(language=detect(message[:4000]), noise=noise)
    spelled = spell(cleared.text, detect(cleared.text[:4000]) or context.language)
    reading = cleared.quoting(spelled.quoting(_read(spelled.text, noise, context, shelf)))
    # After a draft the trainer speaks of the draft: what has been said of the module stays as it is. A message that
    # states nothing is talk.
    talks = context.phase != "interview" or reading.command or reading.noise or not reading.facts
    told = () if talks else remarks_of(cleared.text, message, reading)
    return reading.model_copy(update={"remarks": told}) if told else reading


def _read(raw: str, noise: Noise | None, context: ReadingContext, shelf: Shelf) -> Reading:
    plain = hide(plain_of(raw))
    if not re.search(r"[a-z0-9]", plain):
        return Reading(language=detect(raw), noise=noise)
    # Hidden orders may be in another language than the trainer's.
    language = detect("".join(char for char, seen in zip(raw[:4000], plain, strict=False) if seen != "\x02"))
    text = cut(raw, plain, language or context.language)
    asked = find_question(text, shelf)
    if asked and (_is_request(text, asked, shelf, context) or _is_goal(text, asked, shelf, context)):
        asked = None
    rest = text.without([asked]) if asked else text
    applying = find_applying(text.raw, plain, context)
    command = "apply" if applying else command_of(plain, context)
    consent = consent_of(rest.plain)
    pick = pick_of(plain, context)
    passed = skip_of(rest.plain)
    while again := skip_of(rest.plain):
        rest = rest.without([again])
    switch = switch_of(plain)
    joining = [] if command else find_joining(rest)
    rest = rest.without([span for _, span in joining])
    edits = [] if command else find_edits(rest, shelf, context)
    found = [] if command or switch or pick else _facts(rest, context, edits, answering=consent != "yes")
    if asked and context.phase == "interview" and not command:
        found += _people_asked_about(text, asked, found, context)
    found += [people for people, _ in joining]
    facts = _checked(found, text)
    answers = {FIELDS_OF_SLOT[context.pending][0]} if context.pending else set()
    return Reading(
        language=language,
        switch_to=switch,
        facts=facts,
        edits=tuple(edits) if context.phase != "interview" else (),
        command=command,
        about=applying.about if applying else (),
        whose=applying.whose if applying else "",
        skip=passed is not None and not command and not switch and not any(fact.field in answers for fact in facts),
        consent=consent if consent in {"yes", "no"} and not command else None,
        question=text.raw[asked[0] : asked[1]] if asked and not command else None,
        vague=vague_goals(found, rest),
        mentioned_cards=cards_in(plain, shelf),
        pick=pick,
        noise=noise,
    )


def _is_request(text: Message, asked: tuple[int, int], shelf: Shelf, context: ReadingContext) -> bool:
    """ "tu peux passer à deux jours ?" asks for a change, not for an answer."""
    if pattern("requests", "polite").search(text.plain, *asked) is None:
        return False
    only = text.without([(0, asked[0]), (asked[1], len(text.raw))])
    edits = [edit.kind for edit in find_edits(only, shelf, context) if edit.kind != "use_method"]
    if edits or named_in(only.plain, shelf, ordinary=False):
        return bool(edits)
    return bool(find_measures(only, context).facts or find_modality(only, None))


def _is_goal(text: Message, asked: tuple[int, int], shelf: Shelf, context: ReadingContext) -> bool:
    """ "define a rubric, run a role play": what learners will do, where that was asked; a card alone is asked about."""
    if context.pending != "competencies" or text.plain[asked[1] - 1] == "?":
        return False
    if not begins_goal(text.plain[asked[0] : asked[1]], text.language, first=True):
        return False
    named = named_in(text.plain[asked[0] : asked[1]], shelf, ordinary=False)
    after = text.plain[asked[0] + named[-1].end : asked[1]] if named else ""
    return len(goals_in(text, *asked)) > 1 or re.search(r"\b(?:to|with|for|aux?|a|avec|pour) [a-z]", after) is not None


def _people_asked_about(
    text: Message, asked: tuple[int, int], found: list[Found], context: ReadingContext
) -> list[Found]:
    """ "Pourquoi mes apprentis décrochent ?": who they are, where nobody has said it yet."""
    if "audience" in context.known or any(item.field == "audience" for item in found):
        return []
    theirs = audience_of_mine(text, *asked)
    return [theirs] if theirs else []


def _facts(text: Message, context: ReadingContext, edits: list[Edit], *, answering: bool) -> list[Found]:
    measures = find_measures(text, context)
    found = list(measures.facts)
    modality = find_modality(text, context.pending)
    title = find_title(text)
    some = [] if context.pending == "accessibility" else find_needs_in_passing(text)
    told = [*modality, *([title] if title else []), *some]
    found += told
    spans = [*measures.spans, *((item.start, item.end) for item in told)]
    masked = text.without(spans)
    masked = masked.without(asides(masked))
    levels = find_level(masked, context.pending)
    found += levels
    if context.phase != "interview":
        return _about_a_draft(text, masked, found, measures.people, edits)
    about = About() if _names_a_trade(masked, context) else find_subject(masked, context)
    if "subject" in context.known and not any(item.corrects for item in about.facts):
        # What was no news about the subject is left to be read as something else: "conduire une séance de lecture".
        others = tuple(item for item in about.facts if item.field != "subject")
        about = About(others, about.span if others else None)
    rest = masked.without([about.span]) if about.span else masked
    strict = context.pending not in {None, "subject", "competencies"}
    goals, used = _goals(rest, context, strict=strict)
    free = [statement for place, statement in enumerate(rest.statements) if place not in used]
    inside = [] if goals else _goals_of_subject(masked, about)
    goals = goals or inside or ((find_lacks(rest) or find_told(rest)) if _may_imply(context) else [])
    if context.pending == "prerequisites":
        goals = [replace(goal, field="prerequisites") for goal in goals]  # "ils doivent savoir lire un plan"
    found += [*(_freed(item, inside, text) for item in about.facts), *goals]
    if answering and context.pending == "audience":
        found += only_when(masked)
        found += answer_of(masked, context, found)
    alone = context.pending in {None, "subject", "audience"}
    known = "audience" in context.known
    found += _audience(masked, text, found, measures.people, alone=alone, known=known)
    found += _count(text, found)
    if answering and context.pending == "competencies" and not goals:
        told = _told_instead(rest, levels)
        return found + told + answer_of(rest, context, found + told)
    free = [one for one in free if not _is_the_audience(text, one, found, context)]
    found += find_circumstances(rest, free, levels)
    if answering:
        found += answer_of(rest, context, found)
    if answering and context.pending == "work_context":
        found = whole_story(text, found)
    asked = FIELDS_OF_SLOT[context.pending][0] if context.pending else None
    found = join_stories(rest, found, also=asked) + _wanted_methods(rest, found, edits)
    return _with_subject(text, _without_levels_of_goals(found, context), context)


def _without_levels_of_goals(found: list[Found], context: ReadingContext) -> list[Found]:
    """ "decide when to start from scratch": what they will do says nothing of how far they are."""
    if context.pending == "audience_level":
        return found
    goals = [(item.start, item.end) for item in found if item.field == "competencies"]
    inside = [
        item
        for item in found
        if item.field == "audience_level" and any(start <= item.start and item.end <= end for start, end in goals)
    ]
    return [item for item in found if item not in inside]


def _count(text: Message, found: list[Found]) -> list[Found]:
    """How many they are, where the number stands before a name that nobody else has taken for people's."""
    people = next((item for item in found if item.field == "audience"), None)
    told = people is None or any(item.field == "group_size_max" for item in found)
    return [] if told or people is None else counted_as(text, people)


def _names_a_trade(text: Message, context: ReadingContext) -> bool:
    """ "teaching assistants", where the audience was asked for, trains nobody."""
    return context.pending == "audience" and re.match(r"\W*(?:teaching|training|coaching)\s", text.plain) is not None


def _wanted_methods(text: Message, found: list[Found], edits: list[Edit]) -> list[Found]:
    """ "pas de jeu de rôle", before there is a draft: a constraint that the choice of methods hears."""
    wanted: list[Found] = []
    for edit in edits:
        start = text.raw.find(edit.quote)
        end = start + len(edit.quote)
        if edit.kind not in {"exclude_method", "use_method"} or "\x01" in text.plain[start:end]:
            continue
        if not any(item.start < end and start < item.end for item in (*found, *wanted)):
            wanted.append(Found("constraints", edit.quote, start, end))
    return wanted


def _goals(text: Message, context: ReadingContext, *, strict: bool) -> tuple[list[Found], set[int]]:
    """Goals that the message announces; none in an answer about how they will be assessed, nor cut by half."""
    if context.pending == "assessment_wishes" and not re.search(
        r"\b(?:savoir|sachent|capable|objectif|able to)", text.plain
    ):
        return [], set()
    if context.pending == "competencies" and re.match(r"\W*(?:qu'|que |that )", text.plain):
        return [], set()
    found, used = find_goals(text, list(text.statements), strict=strict)
    if context.pending in _NO_WISHES:
        told = {place: wished(text, one) for place, one in enumerate(text.statements) if place not in used}
        found = [*found, *(goal for goals in told.values() for goal in goals)]
        used = used | {place for place, goals in told.items() if goals}
    if not found and context.pending in _NO_ACTIONS and begins_goal(text.plain.strip(), text.language, first=True):
        listed = goals_in(text, 0, len(text.raw), context.competencies)
        if len(listed) > 1:  # the trainer comes back to what was asked before
            return listed, set(range(len(text.statements)))
    return found, used


_NO_ACTIONS: frozenset[Slot] = frozenset({"duration", "group_size", "modality", "audience_level"})
"""Questions to which a list of actions is no answer."""


_NO_WISHES: frozenset[Slot | None] = frozenset(
    {None, "subject", "audience", "audience_level", "prerequisites", "duration", "group_size", "modality", "resources"}
)
"""Questions to which "qu'ils rangent l'outil, signent le registre" is no answer, but tells goals."""


def _may_imply(context: ReadingContext) -> bool:
    """Whether what learners cannot do yet may stand for goals that nobody has told."""
    asked = context.pending in {None, "subject", "audience", "competencies"}
    return asked and "competencies" not in context.known


def _freed(item: Found, goals: list[Found], text: Message) -> Found:
    """ "souder et à meuler" → "souder et meuler": a subject that lists actions in their own words."""
    together = listing([_said(goal, text) for goal in goals], text.language)
    if item.field != "subject" or not goals:
        return item
    short = len(together.split()) <= _WORDS_OF_A_SUBJECT
    return replace(item, value=together if short else str(goals[0].value))


def _said(goal: Found, text: Message) -> str:
    """The goal without the object that it shares with the next: "concevoir | et animer une formation"."""
    raw, value = uncapitalized(text.raw[goal.start : goal.end]), str(goal.value)
    return raw if value.startswith(f"{raw} ") and " " not in raw else value


def _goals_of_subject(text: Message, about: About) -> list[Found]:
    """A subject that lists several actions says what learners must be able to do."""
    subject = next((item for item in about.facts if item.field == "subject"), None)
    if subject is None:
        return []
    to_do = (
        re.search(r"\bto\s$", text.plain[: subject.start]) is not None
        and "," in text.plain[subject.start : subject.end]
    )
    if not to_do and not begins_goal(text.plain[subject.start : subject.end], text.language, first=True):
        return []
    listed = goals_in(text, subject.start, subject.end)
    words = [text.plain[one.start : one.end].split()[0] for one in listed]
    if is_gerund(words[0]) and not all(is_gerund(word) for word in words):
        return []  # "pipetting and sample labelling": two topics, not two doings
    return listed if len(listed) > 1 else []


def _is_the_audience(text: Message, statement: Statement, found: list[Found], context: ReadingContext) -> bool:
    """ "teaching assistants who work with autistic pupils": who they are says nothing of what they need."""
    audience = next((item for item in found if item.field == "audience"), None)
    if audience is None or audience.start >= statement.end or audience.end <= statement.start:
        return False
    outside = text.plain[statement.start : audience.start] + " " + text.plain[audience.end : statement.end]
    label = context.pending == "audience" or ":" in outside or not re.search(r"[a-z]", outside)
    return label and len(re.findall(r"[a-z]{3,}", outside)) <= 2


def _told_instead(text: Message, levels: list[Found]) -> list[Found]:
    """ "on a une salle au-dessus du magasin": where goals were asked for, what surely is something else."""
    nowadays = native("goals", "nowadays", text.language)
    today = {one.sentence for one in text.statements if nowadays.match(text.plain, one.start)}
    told = [
        one
        for one in text.statements
        if one.sentence in today or _SERVED.match(one.plain) or things_do(text.raw, one.start, one.end, text.language)
    ]
    others = [
        one
        for one in text.statements
        if not begins_goal(one.plain.strip(), text.language, first=True) and (one in told or _SOMEBODY.match(one.plain))
    ]
    read = find_circumstances(text, others, levels)
    unread = [
        one for one in told if one in others and not any(item.start < one.end and one.start < item.end for item in read)
    ]
    return join_stories(text, [*read, *(story_of(text, one) for one in unread)])


_SERVED = re.compile(
    r"\W*(?:(?:et|mais|and|but)\s)?(?:(?:les|des|the|our)\s)?(?:clients?|usagers|patients|customers?|guests|visitors)\s"
    r"(?:qui|who|sont|are|get|[a-z]+ent)\b"
)
"""A complaint about those who are served: "clients qui attendent une heure"."""
_SOMEBODY = re.compile(
    r"\W*(?:(?:et|mais|and|but)\s)?(?:(?:les |des |the |our )?(?:clients?|usagers|patients|customers?|guests|visitors)|"
    r"personne|nobody|no one|on|nous|j'|je|il y|ils|elles|we|i|there|they|une? d|one of|deux d|two of)\b"
    r"(?!(?: |')(?:veux|veut|voudrai|want|doivent|should|must|need))"
)


def _audience(
    masked: Message,
    text: Message,
    found: list[Found],
    counted: tuple[int, ...],
    *,
    alone: bool = False,
    known: bool = False,
) -> list[Found]:
    if any(item.field == "audience" for item in found):
        return []
    counted = () if known else counted  # "non, 8 vendeurs": how many, not who
    audience = find_audience(masked, text, counted, alone=alone)
    goals = [item for item in found if item.field == "competencies"]
    if known and audience and not audience.corrects and not cue("audience").search(text.plain[: audience.start]):
        return []  # "our volunteers just point at the leaflet": told of people who are known
    if audience is None or any(item.start <= audience.start < item.end for item in goals):
        return []
    others = [item for item in found if item.field != "audience_level"]
    inside = [item.start for item in others if audience.start < item.start < audience.end]
    whole = shortened(text, audience, min(inside)) if inside else audience
    return [whole] if whole else []


def _about_a_draft(
    text: Message, masked: Message, found: list[Found], counted: tuple[int, ...], edits: list[Edit]
) -> list[Found]:
    """While a draft or methods are on the table, only clear statements about the brief are facts."""
    found = [item for item in found if not is_of_a_part(text, item)]
    if any(edit.kind not in {"more_practice", "use_method", "exclude_method"} for edit in edits):
        taken = [(start, start + len(edit.quote)) for edit in edits if (start := text.raw.find(edit.quote)) >= 0]
        return [item for item in found if not any(item.start < end and start < item.end for start, end in taken)]
    free = [one for one in masked.statements if not any(edit.quote in text.quote(one.start, one.end) for edit in edits)]
    goals, used = find_goals(masked, free) if not edits else ([], set())
    others = [one for place, one in enumerate(free) if place not in used]
    told = [item for item in find_circumstances(masked, others, []) if item.field in _AFTER_A_DRAFT]
    found = [replace(item, corrects=True) if item.field == "title" else item for item in found]
    known = _SAID_TO_BE.search(text.plain) is None  # else "our people hate being filmed" says who they are
    return [*found, *goals, *_audience(masked, text, found, counted, known=known), *told]


_SAID_TO_BE = re.compile(r"\b(?:they(?:'re| are| will be)|it(?:'s| is| will be) for|ce (?:sont|seront?)|c'est pour)\s")


def _with_subject(text: Message, found: list[Found], context: ReadingContext) -> list[Found]:
    """A trainer who only says what people must be able to do has said what the training is about."""
    fields = {item.field for item in found}
    goals = [item for item in found if item.field == "competencies" and item.value != ()]
    if "subject" in fields or "subject" in context.known:
        return found
    if len(goals) == 1 and " " not in str(goals[0].value):
        goals = []  # a verb alone names no subject
    title = next((item for item in found if item.field == "title"), None)
    if not goals and title:
        return [*found, Found("subject", uncapitalized(str(title.value)), title.start, title.end)]
    if not goals:
        return found
    together = listing([_said(item, text) for item in goals], text.language)
    if len(together.split()) <= _WORDS_OF_A_SUBJECT:
        return [*found, Found("subject", together, goals[0].start, goals[-1].end)]
    return [*found, Found("subject", str(goals[0].value), goals[0].start, goals[0].end)]


def _checked(found: list[Found], text: Message) -> tuple[Fact, ...]:
    """The facts in the order of the text, each with its quote; what quotes nothing, or what is hidden, is dropped."""
    facts: list[Fact] = []
    for item in sorted(found, key=lambda one: one.start):
        if item.field in {"subject", "audience", "competencies"} and is_cut(item.value):
            continue
        if item.field == "subject" and is_no_subject(str(item.value)):
            continue
        quote = text.raw[item.start : item.end].strip()
        if quote and "\x02" not in text.plain[item.start : item.end] and item.value not in ("", None):
            fact = Fact(field=item.field, value=item.value, quote=quote, corrects=item.corrects, joins=item.joins)
            if fact not in facts:
                facts.append(fact)
    return tuple(facts)
