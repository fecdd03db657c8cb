"""Values of a brief as a trainer reads them."""

from assistant.interview.words import words
from assistant.language.grammar import listing
from assistant.language.typography import span
from assistant.models.brief import DAY_MINUTES, FIELDS_OF_SLOT, HALF_DAY_MINUTES, Answers, Slot
from assistant.models.terms import Language

_DAYS = {
    "fr": {
        "half": "une demi-journée",
        "one": "une journée",
        "and_half": " et demie",
        "many": "{n} jours",
        "plus": " et demi",
    },
    "en": {
        "half": "half a day",
        "one": "one day",
        "and_half": " and a half",
        "many": "{n} days",
        "plus": " and a half",
    },
}


def name_of(slot: Slot, language: Language) -> str:
    """What the slot is called on the screen."""
    return str(words(language)["names"][slot])


def duration(minutes: int, days: tuple[int, ...] | None, language: Language) -> str:
    """ "une journée et demie", "3 h 30", "9 h en 6 séances": as people say it."""
    terms = _DAYS[language]
    if minutes == HALF_DAY_MINUTES and (days is None or len(days) == 1):
        return f"{terms['half']} ({span(minutes, language)})"
    halves, rest = divmod(minutes, HALF_DAY_MINUTES)
    as_days = (
        days is not None
        and all(day == DAY_MINUTES for day in days[:-1])
        and days[-1] in {DAY_MINUTES, HALF_DAY_MINUTES}
    )
    if rest == 0 and halves >= 2 and as_days:
        return _in_days(halves, terms)
    if days is not None and len(days) > 1:
        sessions = "séances" if language == "fr" else "sessions"
        link = "en" if language == "fr" else "over"
        return f"{span(minutes, language)} {link} {len(days)} {sessions}"
    return span(minutes, language)


def _in_days(halves: int, terms: dict[str, str]) -> str:
    whole, half = divmod(halves, 2)
    if whole == 1:
        return terms["one"] + (terms["and_half"] if half else "")
    return terms["many"].format(n=whole) + (terms["plus"] if half else "")


def group_size(low: int, high: int, language: Language) -> str:
    """ "12 personnes", "4 à 6 personnes", "8 personnes au plus"."""
    noun = {"fr": ("personne", "personnes"), "en": ("person", "people")}[language][high > 1]
    if low == high:
        return f"{high} {noun}"
    if low == 1:
        return f"{high} {noun} au plus" if language == "fr" else f"up to {high} {noun}"
    return f"{low} {'à' if language == 'fr' else 'to'} {high} {noun}"


def value_of(slot: Slot, answers: Answers, language: Language) -> str:
    """The value of a slot, as text; "" when it is not known."""
    texts = words(language)
    if not answers.knows(slot):
        return ""
    if slot == "duration":
        return duration(answers.duration_minutes or 0, answers.days, language)
    if slot == "group_size":
        return group_size(answers.group_size_min or 1, answers.group_size_max or 1, language)
    value = getattr(answers, FIELDS_OF_SLOT[slot][0])
    if slot == "audience_level":
        return str(texts["levels"][value])
    if slot == "modality":
        return str(texts["modalities"][value])
    if isinstance(value, tuple):
        separator = " ; " if language == "fr" else "; "
        return _items(value, separator, language) or str(texts["none"].get(slot, "—"))
    return str(value)


def _items(values: tuple[str, ...], separator: str, language: Language) -> str:
    if len(values) > 1 and any("," in value or len(value) > 40 for value in values):
        return separator.join(values)
    return listing(values, language) if values else ""
