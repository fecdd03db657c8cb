"""What the trainer's facts give to an objective: their equipment, their incidents, what is seen today."""

import re
from dataclasses import dataclass

from assistant.engine.offline.objectives.wording import Cue, wording
from assistant.language import grammar, lemmas
from assistant.models.brief import Brief
from assistant.models.terms import Language, Performance

_NUMBER = {
    "fr": (
        r"(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
        r"|(?:vingt|trente|quarante|cinquante|soixante|quatre-vingts?|cent)(?:-[\w-]+| et une?)?"
        r"|une (?:dizaine|douzaine|quinzaine|vingtaine|trentaine|centaine) de"
        r"|plusieurs|quelques|des|nos|les|mes)"
    ),
    "en": (
        r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
        r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|(?:a|one) (?:dozen|hundred)"
        r"|a (?:couple|few|set|dozen) of|a few|several|some|our|the|my)"
    ),
}
_ONE = {"fr": r"(?:un|une|mon|ma|notre|le|la|l['’])", "en": r"(?:an?|one|my|our|the)"}
_COMMON = {
    "fr": frozenset(
        [
            "salle",
            "cour",
            "lieu",
            "personne",
            "jour",
            "temps",
            "an",
            "groupe",
            "formation",
            "poste",
            "travail",
            "matériel",
        ]
    ),
    "en": frozenset(
        ["room", "yard", "place", "person", "day", "time", "year", "group", "training", "work", "equipment"]
    ),
}
_LEAD = {"fr": r"^(?:et|aussi|plus|plein de|beaucoup de)\s+", "en": r"^(?:and|also|plus|plenty of|lots of|some)\s+"}
_MOST_WORDS = 6


@dataclass(frozen=True)
class Told:
    """What the trainer told of the work; nothing when it was assumed."""

    text: str
    cues: tuple[Cue, ...]
    incident: str | None


def told(brief: Brief) -> Told:
    """Read the work context once for the whole module."""
    text = "" if brief.assumed("work_context") else brief.work_context
    found = tuple(cue for cue in wording(brief.language).cues if cue.found(text))
    return Told(text, found, incident(text, brief.language))


def refuses_play(brief: Brief) -> bool:
    """Whether the trainer wants nobody to play a part."""
    said = " ; ".join((brief.assessment_wishes, *brief.constraints))
    return re.search(wording(brief.language).unplayed, said, re.IGNORECASE) is not None


def cue_for(told: Told, performance: Performance, part: str, phrase: str = "") -> Cue | None:
    """The first thing told that changes the condition, the criterion or the rubric of such a performance."""
    return next(
        (cue for cue in told.cues if performance in cue.kinds and getattr(cue, part) and cue.suits(phrase)), None
    )


def clause_of(text: str, cue: Cue) -> str:
    """The trainer's clause around a cue: an exact substring."""
    found = cue.found(text)
    if found is None:
        return ""
    start = max((text.rfind(mark, 0, found.start()) for mark in ",;.:!?"), default=-1) + 1
    ends = [end for end in (text.find(mark, found.end()) for mark in ",;.:!?") if end >= 0]
    return text[start : min(ends, default=len(text))].strip()


def incident(text: str, language: Language) -> str | None:
    """The noun phrase of an incident that the trainer told, without its article: "débuts de feu sur les chargeurs"."""
    names = frozenset(lemmas.fold(name) for name in wording(language).incidents)
    tokens = lemmas.tokens(text)
    for index, token in enumerate(tokens):
        forms = {lemmas.fold(token.text), lemmas.fold(token.text).rstrip("s")}
        if forms & names and index and _follows_article(tokens[index - 1].text, language):
            return _phrase_from(text, token.start, token.end, language)
    return None


def _follows_article(word: str, language: Language) -> bool:
    return re.fullmatch(rf"{_NUMBER[language]}|{_ONE[language]}", word.replace("’", "'"), re.IGNORECASE) is not None


def _phrase_from(text: str, start: int, end: int, language: Language) -> str | None:
    joins = {
        "fr": (
            r"(?: (?:de|d['’]|du|des|de la|de l['’]|sur les?|sur la|en|dans les?|dans la|avec les?|avec la)"
            r"(?: |(?<=['’]))[\w-]{3,}(?: (?:de |d['’])[\w-]{3,})?"
            r"(?: (?:sur|dans|avec) (?:les?|la|un|une) [\w-]{3,}(?: (?:de |d['’])[\w-]{3,})?)?)?"
        ),
        "en": r"(?: (?:of|in|on|at|with|during|over) (?:the |our )?[\w-]{3,})?",
    }
    found = re.compile(joins[language]).match(text, end)
    phrase = text[start : found.end() if found else end]
    # A single plural word ("erreurs") says too little of the case to be worth quoting.
    return phrase if " " in phrase and len(phrase.split()) <= _MOST_WORDS + 2 else None


def resource_for(action: str, brief: Brief) -> str | None:
    """The trainer's own equipment for an action: "avec les extincteurs d'entraînement"; None when none matches."""
    wanted = lemmas.content_stems(action, brief.language)
    common = frozenset(stem for word in _COMMON[brief.language] for stem in lemmas.content_stems(word, brief.language))
    for said in brief.resources:
        resource = re.sub(_LEAD[brief.language], "", said.strip(), flags=re.IGNORECASE)
        named = re.sub(rf"^(?:{_NUMBER[brief.language]}|{_ONE[brief.language]}) ", "", resource, flags=re.IGNORECASE)
        if not lemmas.content_stems(named, brief.language) - wanted:
            # "poser un cadenas, avec les cadenas" says nothing.
            continue
        head = lemmas.content_stems(" ".join(named.split()[:3]), brief.language)
        if (head & wanted) - common and len(resource.split()) <= _MOST_WORDS:
            return with_resource(resource, brief.language)
    return None


_DUMMIES = {
    "fr": r"\b(?:mannequins?|simulateurs?|maquettes?|bancs?|postes? d['’]entra[iî]nement|pupitres?|prototypes?)\b",
    "en": r"\b(?:dumm(?:y|ies)|man(?:n)?ikins?|mannequins?|simulators?|mock-?ups?|rigs?|test benches|bench)\b",
}
"""What is there to train on, whatever the movement: it serves an action that names no equipment of its own."""


def dummy_for(brief: Brief, competencies: tuple[str, ...]) -> str | None:
    """The trainer's dummy or bench, where no action names it: "avec les mannequins"."""
    told = frozenset(stem for goal in competencies for stem in lemmas.content_stems(goal, brief.language))
    for said in brief.resources:
        resource = re.sub(_LEAD[brief.language], "", said.strip(), flags=re.IGNORECASE)
        found = re.search(_DUMMIES[brief.language], resource, re.IGNORECASE)
        if found and len(resource.split()) <= _MOST_WORDS and not lemmas.content_stems(resource, brief.language) & told:
            return with_resource(resource, brief.language)
    return None


def with_resource(resource: str, language: Language) -> str:
    """ "six extincteurs d'entraînement" → "avec les extincteurs d'entraînement"; "un bac à feu" stays singular."""
    text = resource.strip().rstrip(".")
    plural = re.match(rf"{_NUMBER[language]} (?=\S)", text, re.IGNORECASE)
    if language == "en":
        if plural:
            return f"using the {text[plural.end() :]}"
        return f"using {grammar.uncapitalized(text)}"
    if plural:
        return f"avec les {text[plural.end() :]}"
    if re.match(rf"{_ONE['fr']}(?: |(?<=['’]))", text, re.IGNORECASE) or not text.split()[0].islower():
        return f"avec {grammar.uncapitalized(text)}"
    return f"avec {grammar.article(text, definite=True)}"
