"""The words of a goal: an infinitive phrase whatever the form it came in, with the object that it shares."""

import re
from dataclasses import replace

from assistant.engine.offline.reading.cues import words
from assistant.engine.offline.reading.finite import infinitive_of, verb_of
from assistant.engine.offline.reading.message import Found, Message
from assistant.engine.offline.reading.openings import begins_conjugated, begins_goal, is_gerund, lead
from assistant.language.grammar import infinitive_phrase, uncapitalized
from assistant.language.lemmas import fold, lemma
from assistant.language.lexicon import forms, infinitives
from assistant.language.verbs import leading_verb, may_be_verb
from assistant.models.terms import Language

_LONGEST_GOAL = 60
"""Words beyond which a piece is a story, not a goal."""


def value_of(raw: str, language: Language, *, told: bool = False) -> str | None:
    """The goal in the infinitive; `told`: it is in the third person ("logs the fault")."""
    opening = lead(language).match(fold(raw).replace("’", "'"))
    text = raw[opening.end() :] if opening and opening.end() < len(raw) else raw
    text = re.sub(r"\s+", " ", text).strip(" .,;:!?-–—\u00a0")
    if len(text) < 3 or len(text.split()) > _LONGEST_GOAL:
        return None
    if language == "fr" and re.match(r"(?:qui|quoi|ou|quand|comment|combien|quels?|quelles?|a qui)\b", fold(text)):
        return f"savoir {uncapitalized(text)}"
    if told:
        return uncapitalized(infinitive_of(text, language))
    plain = fold(text).replace("’", "'")
    first = re.match(r"[a-z]+", plain)
    as_it_is = begins_goal(plain, language, first=True) and not (
        first and language == "en" and is_gerund(first.group())
    )
    if language == "en" and not as_it_is and _DONE_SOMEHOW.match(plain) and first and may_be_verb(first.group()):
        return uncapitalized(text)
    if as_it_is and not re.match(r"(?:to|how)\b", plain):
        return uncapitalized(text)
    if first and language == "en" and is_gerund(first.group()):
        return uncapitalized(_from_gerund(text, first.group()))
    # "annoncent à voix haute ce qu'ils font": its verb is the first one.
    told_first = language == "fr" and re.match(r"(?:se |s')?[a-z-]+ent\b.*\bqu'", plain) is not None
    phrase = None if told_first else infinitive_phrase(text, language)
    if phrase is None and begins_conjugated(plain, language):
        phrase = _from_third_person(text)
    return uncapitalized(phrase.strip(" .,;:")) if phrase else uncapitalized(text)


_DONE_SOMEHOW = re.compile(
    r"[a-z]{3,} (?:in|at|to|with|without|within|by|on|from|under|over|up|out|off|the|an?|their|its)\s"
)
"""A verb with its object or its manner: "confirm in writing"."""


def with_verb(thing: str, before: list[str], language: Language) -> str:
    """ "une coupe", after "réaliser un brushing" → "réaliser une coupe"."""
    leading = leading_verb(before[-1], language) if before else None
    return f"{before[-1][: leading.start + len(leading.text)]} {thing}" if leading else thing


def _from_gerund(text: str, gerund: str) -> str:
    """ "dialling in espresso" → "dial in espresso"."""
    verb = forms("en").get(gerund) or lemma(gerund, "en")
    if verb.endswith("ing"):
        stem = gerund[: -len("ing")]
        likely = f"{stem}e" if re.search(r"(?:^|[^aeiou])[aeiou][^aeiouwxy]$", stem) else stem
        likely = stem[:-1] if re.search(r"([bdgmnprt])\1$", stem) else likely
        verb = next((form for form in (stem, f"{stem}e", stem[:-1]) if form in infinitives("en")), likely)
    return text if verb.endswith("ing") else verb + text[len(gerund) :]


def _from_third_person(text: str) -> str:
    """ "gardent leur calme" → "garder leur calme"."""
    word = re.search(r"[\w-]+ent\b", text)
    return text[: word.start()] + (verb_of(word.group(), "fr") or word.group()) + text[word.end() :] if word else text


_ITS_OBJECT = re.compile(r"[^\W\d_]+ (?:une?|les?|la|l['’]|des|an?|the)(?:\s|(?<=['’]))")


def shared_objects(found: list[Found]) -> list[Found]:
    """ "identifier, évaluer et signaler les risques": verbs without an object share the one that follows."""
    transitive = words("goals", "transitive")
    done: list[Found] = []
    for place, one in enumerate(found):
        value = str(one.value)
        if " " not in value and fold(value) in transitive:
            follower = next((str(other.value) for other in found[place + 1 :] if " " in str(other.value)), None)
            if follower and (fold(follower.split()[0]) in transitive or _ITS_OBJECT.match(follower)):
                value = f"{value} {follower.split(' ', 1)[1]}"
        done.append(replace(one, value=value))
    return done


def paired(message: Message, found: list[Found]) -> list[Found]:
    """ "tamiser et étaler la terre, façonner": a verb alone stays with the one whose object it may share."""
    done: list[Found] = []
    for one in found:
        if one is found[-1]:
            return [*done, one]  # "masser et utiliser un défibrillateur": the last "et" of a list joins its goals
        last = done[-1] if done else None
        between = message.plain[last.end : one.start].strip() if last else ""
        alone = len(done) < 2 or " " in str(done[-2].value)
        if last and between in {"et", "and"} and alone and " " not in str(last.value) and " " in str(one.value):
            done[-1] = replace(last, value=f"{last.value} {between} {one.value}", end=one.end)
        else:
            done.append(one)
    return done
