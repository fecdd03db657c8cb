"""Whether a duration is the module's, or a delay, a break, an age or a time of day."""

import re

from assistant.language.compiled import around, compiled


def is_the_modules(plain: str, start: int, end: int) -> bool:
    """Whether the words around a duration let it be the module's."""
    if around("durations", "before").search(plain[max(0, start - 60) : start]):
        return False
    if around("durations", "after").match(plain[end : end + 40]) and not _is_ahead_of_work(plain, start, end):
        return False
    if compiled(_OF_SO_MANY).match(plain, end):
        return False  # "two mornings out of five"
    if compiled(_A_RULE).search(plain[max(0, start - 60) : start]) and compiled(_TO_DO).match(plain, end):
        return False  # "the law gives 72 hours to report a breach"
    written = plain[start:end]
    if _is_clock(plain, start, written):
        return False
    if re.fullmatch(r"(?:un jour|one day|a day|a week|a morning|an? afternoon|a minute|an hour|un matin)", written):
        return _stands_for_a_length(plain, start, end, written)
    return True


_SO_MANY = r"(?:\d{1,2}|two|three|four|five|six|seven|ten|deux|trois|quatre|cinq|six|sept|dix)\b"
_OF_SO_MANY = (
    rf"\s(?:out of|in|sur)\s{_SO_MANY}"
    r"(?!\s?-?(?:h\b|j\b|demi|half|jour|seance|session|semaine|mois|heure|matin|soir|fois|date|creneau|atelier|site|apres|"
    r"groupe|day|week|month|hour|evening|afternoon|morning|block|slot|part|wave|sitting|minute|vague|class|bloc))"
)
_A_RULE = (
    r"\b(?:laws?|acts?|gdpr|articles?|regulations?|directives?|standards?|iso|codes?|polic(?:y|ies)|contracts?|loi|rgpd|"
    r"arrete|decret|norme|reglement|convention|contrat|charte|procedure)\b[^.;!?\n]{0,40}$"
)
_TO_DO = r"\s(?:to|pour)\s(?!(?:train|learn|teach|cover|form|appren|faire le tour|voir)\w*)[a-z]+"
_AHEAD = (
    r"\s*(?:avant|before)\s(?:the|our|my|we|they|opening|work|each|every|le|la|l'|les|notre|nos|mon|chaque|"
    r"(?:qu'|que )?(?:on|nous|ils|elles))\b"
)
_NOTICE = (
    r"\b(?:arriv|v(?:ien|enir)|prev|annul|confirm|commenc|debut|demarr|start|beg[iau]n|com(?:e|ing)|cancel|noti|tell|told|"
    r"book|reserv|inscri|rappel|envo|send|sent|remind|ferm|close|open|ouvr|appel|call|ask|demand|repond|report|signal)"
    r"[a-z]*[^.;,\n]{0,25}$"
)


def _is_ahead_of_work(plain: str, start: int, end: int) -> bool:
    """ "une formation de 2h avant le service" is held then; "prévenir 2h avant le service" is a delay."""
    if not re.search(r"h|min", plain[start:end]) or not compiled(_AHEAD).match(plain, end):
        return False
    return compiled(_NOTICE).search(plain[max(0, start - 60) : start]) is None


def _is_clock(plain: str, start: int, written: str) -> bool:
    """ "à 9h", "avant 16h", "at 9:30" say when, not how long."""
    if not re.fullmatch(r"(?:[5-9]|1\d|2[0-3])\s?(?:h|heures)(?:\s?[0-5]\d)?", written):
        return False
    before = plain[max(0, start - 40) : start]
    if re.search(
        r"(?:pass|limit|redui|raccourci|ramen|mont|augment|fix|prolong|"
        r"etend|etal|estim)[a-z]*\s(?:[\w' ]{0,20}\s)?a\s$",
        before,
    ):
        return False
    return re.search(
        r"\b(?:a|vers|avant|apres|des|jusqu'a|at|before|by|until|de|from|pour)\s$", before
    ) is not None and not re.search(
        r"(?:formation|module|stage|cours|duree|atelier|parcours|total|seance|journee|session|programme|"
        r"volume|format|creneau)s?\s(?:[\w'-]+\s){0,4}(?:de|est de|pour)\s$|d'une duree de\s$|pour\s$",
        before,
    )


def _stands_for_a_length(plain: str, start: int, end: int, written: str) -> bool:
    before, after = plain[max(0, start - 30) : start], plain[end : end + 25]
    if re.match(
        r"\s*(?:de formation|of training|course|session|workshop|en presentiel|en salle|en visio|online|in person)",
        after,
    ):
        return True
    if re.search(
        r"(?:\b(?:sur|en|pendant|dure|durera|duree|for|over|in|lasts?|within|prevu|dispose\w*|have|"
        r"it's|about|by|say|fait|:|ai|avons|a|to|into|make it|"
        r"make that|add|get|got|knock|shave|rather|plutot|que|mets|"
        r"needs?|want|besoin d|faut|prevoir|(?:more|longer|less) than)\s"
        r"(?:about |environ |just |only |seulement )?|^\W*|"
        r"[,.;:(\n]\s?(?:only |just |seulement |juste )?)$",
        before,
    ):
        return not re.match(
            r"\s*,?\s*(?:un|une|a|an|il|he|she|i|we|le|la|the|my|"
            r"on(?= (?:a|est|va|peut|doit|fait|ne|se|y|en|les?|la)\b))\b",
            after,
        ) or written.startswith("an hour")
    return not plain[:start].strip() and len(plain) < 40
