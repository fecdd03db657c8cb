"""What stands before the verb of a goal: bullets, "l'apprenant sera capable de", "they should be able to"."""

import re

from assistant.language.conjugation import is_infinitive
from assistant.language.data import word_list
from assistant.language.lemmas import fold
from assistant.language.lexicon import infinitives, phrases
from assistant.models.terms import Language

MARKS = re.compile(
    r"\s*(?:[-–—•*·▪◦●○■□✓✔➢➤→>#]+\s*|\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})[.)°:]\)?\s+|[OC]\d{1,2}\s*[:.)–-]+\s*|"
    r"(?:question|exercice|exercise|objectif|objective|t[âa]che|task)\s*\d*(?:\.\d+)?\s*[:.)–]+\s*|"
    r"(?:lo|clo|co|plo|ilo|q)\s*\d+(?:\.\d+)?\s*[:.)–-]+\s*|"
    r"[«“\"']\s*|\[[^\]]{1,20}\]\s*)",
    re.IGNORECASE,
)

_FR_TIME = (
    r"(?:a l'issue|a la fin|au terme|au sortir|en fin|apres|suite a|a la sortie|au bout|en sortant|d'ici)"
    r"\b[^,.:;]{0,90}?"
    r"(?:[,:]\s*|\s(?=(?:les? (?:apprenant|stagiaire|participant|eleve|etudiant|salarie|agent)|"
    r"l'(?:apprenant|etudiant|eleve)|"
    r"ils? |elles? |vous |chaque |chacun|on |nous |tu |je )))"
)
_FR_ABLE = (
    r"(?:capables?|en mesure|aptes?|a meme|en capacite|susceptibles?|competent\w*|habilit\w+|pret\w*|"
    r"(?:(?:avoir|demontrer|montrer|posseder|acquerir|developper)\s+)?"
    r"(?:la |sa |leur |une |les )?(?:capacites?|aptitudes?))\s+"
    r"(?:(?:de|a)\s+|d')"
)
_FR_MODAL = (
    r"(?:savoir|sait|savent|sachent|sache|saura|sauront|saurez|sachiez|pouvoir|peut|peuvent|puissent?|"
    r"pourra|pourront|pourrez|"
    r"pouvez|devoir|doit|doivent|devra|devront|devrez|devez|devrai(?:t|ent)|pourrai(?:t|ent)|faut|faudra|"
    r"faudrait|doivent)\s+"
    r"(?:comment\s+|(?:egalement|aussi|tous|toutes|donc|bien|au moins|deja|etre)\s+)*"
)
_FR_GOVERNOR = (
    r"(?:(?:faire\s+)?appren(?:dre|d|nent|ez|dra|dront)\s+(?:(?:aux?|a)\s+\w+\s+)?(?:comment\s+)?(?:a|de)\s+|"
    r"appren(?:dre|d|nent|ez|dra|dront)\s+comment\s+|"
    r"(?:permett(?:re|ra|ront|ent)|permet)\s+(?:(?:aux?|a)\s+[^,.;]{1,40}?\s+)?(?:de\s+|d')|"
    r"(?:amener|former|preparer|entrainer|habituer)\s+"
    r"(?:(?:des|les|mes|nos|vos|ces|tous|l'equipe|une equipe|son equipe)\b[^,.;]{0,50}?\s+)?"
    r"(?:a|d')\s*(?=(?:se |s'|l'|les? |la )?\w+(?:er|ir|re)\b)|"
    r"(?:aider|inviter|encourager|conduire|autoriser)\s+"
    r"(?:(?:les|des|mes|nos|vos)\s(?:apprenant|stagiaire|participant|etudiant|eleve)\w*)\s+"
    r"a\s+(?=(?:se |s'|l'|les? |la )?\w+(?:er|ir|re)\b)|"
    r"(?:viser|vise|parvenir|parviennent|reussir|reussissent|arriver|arrivent|chercher|tendre|continuer|"
    r"commencer)\s+a\s+|"
    r"(?:etre|sera|seront)\s+(?:amene|entraine|forme|invite)\w*\s+a\s+|il s'agi(?:t|ra) (?:de\s+|d')|"
    r"(?:mon|notre|le|l'|leur|son|votre)\s?(?:objectif|but|idee|enjeu|ambition)[^,.;:]{0,40}?\s(?:est|sera|"
    r"serait|c'est)\s*(?:que\s+|qu'|de\s+|d')|"
    r"(?:objectifs?|but|competences?(?: visees?)?)(?: pedagogiques?)?\s*:\s*(?:etre\s+)?|comment\s+|"
    r"afin de\s+|afin d'|pour\s+|(?:je|on|nous)\s+(?:veu\w+|voul\w+|souhait\w+|voudr\w+|aimer\w+|"
    r"attend\w*)\s+(?:que\s+|qu'|les voir\s+)|"
    r"qu'|que\s+(?=(?:ils?|elles?|les?|mes|nos|chacun|chaque|tout|tous|on)\b))"
)
_EN_TIME = (
    r"(?:by|at|on|upon|after|following|when)\b[^,.:;]{0,25}?\b(?:end|completion|completing|completed|"
    r"conclusion|finishing|course|module|"
    r"session|lesson|training|unit|programme|program|workshop|finish)\b[^,.:;]{0,60}?"
    r"(?:[,:]\s*|\s(?=(?:the\s+)?(?:learners?|students?|participants?|trainees?|you|they|we|everyone|"
    r"delegates?|attendees?|"
    r"graduates?|candidates?|pupils?)\b))"
)
_EN_ABLE = (
    r"(?:be|being|are|is|were|become|feel)?\s*(?:also\s+|fully\s+|better\s+)?(?:able|expected|ready|"
    r"prepared|required|competent|asked|"
    r"enabled|equipped|confident enough|qualified|trained|encouraged)\s+to\s+|(?:be\s+)?capable\s+of\s+|"
    r"(?:(?:have|has|having|possess|gain|acquire|develop|demonstrate|show|exhibit)s?\s+)?(?:the\s+|"
    r"an\s+|their\s+)?(?:abilit(?:y|ies)|capacity|skills?|capability|"
    r"competence)\s+(?:needed\s+)?to\s+"
)
_EN_MODAL = (
    r"(?:will|should|must|can|could|may|would|shall|might|need to|needs to|have to|has to|want to|ought to|"
    r"are to|is to|going to)\s+"
    r"(?:also\s+|then\s+|all\s+|first\s+|now\s+)*"
)
_EN_GOVERNOR = (
    r"(?:know|knows|learn|learns|be shown|be taught|knowing|learning)\s+(?:how\s+to|to)\s+|how\s+to\s+|"
    r"in order to\s+|so that\s+|"
    r"(?:i|we)(?:'d| would)?\s+(?:want|need|like|expect|would like|wish)\s+(?:them|everyone|learners|"
    r"the \w+|my \w+|our \w+)\s+to\s+|"
    r"(?:the|our|my|its|this)\s[^,.;:]{0,40}?\b(?:objective|goal|aim|purpose|idea|"
    r"outcome)s?\b[^,.;:]{0,40}?\s(?:is|are|was|will be)\s+(?:to\s+|that\s+)|"
    r"(?:to\s+)?(?:help|enable|allow|train|teach|prepare|equip|empower|get)\s+[^,.;]{1,40}?\s+to\s+|"
    r"(?:learning\s+)?(?:objectives?|outcomes?|goals?|aims?)\s*:\s*|to\s+(?!what\b|which\b|whom\b)|"
    r"please\s+|let's\s+|let us\s+|successfully\s+"
)
_FRAMES: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(_FR_TIME),
    "en": re.compile(_EN_TIME),
}
_GOVERNORS: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(rf"\b(?:{_FR_ABLE}|{_FR_MODAL}|{_FR_GOVERNOR})"),
    "en": re.compile(rf"\b(?:{_EN_ABLE}|{_EN_MODAL}|{_EN_GOVERNOR})"),
}
_REACH = 110
"""How far into the text a lead-in may go on, in characters."""
_FAR = 600
"""No goal begins later; a long message is not read to its end for its first verb."""
_EN_LEARNER = (
    r"(?:learner|student|participant|trainee|candidate|pupil|graduate|delegate|attendee|employee|"
    r"manager|user|operator|nurse|"
    r"teacher|technician|worker|member|person|team|staff|people)"
)
_SUBJECTS: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"(?:(?:l'|les?\s|la\s|un[e]?\s|chaque\s|tous les\s|tout\s|vos\s|mes\s|nos\s|des\s|cet?\s)?\s?"
        r"(?:futur\w*\s|nouve\w+\s|jeunes?\s)?(?:apprenant|stagiaire|participant|eleve|etudiant|candidat|"
        r"salarie|agent|collaborateur|"
        r"equipe|vendeu(?:r|se)|manager|formateur|enseignant|professionnel|soignant|operateur|technicien|"
        r"conduct(?:eur|rice)|employe|personne|"
        r"benevole|responsable|chef|groupe|monde|apprenti|auditeur)(?:s|e|es|ne|nes|rices?|euses?)?"
        r"(?:\s(?:d'|de |du |en )\w+)?\s|"
        r"(?:ils?|elles?|on|nous|vous|tu|je|chacun(?:e)?)\s)"
    ),
    "en": re.compile(
        rf"(?:(?:the|each|every|all|a|an|our|my|your|new)\s)+{_EN_LEARNER}s?\s|{_EN_LEARNER}s\s|(?:people|staff)\s|"
        r"(?:they|you|we|he|she|i|everyone|everybody)\s"
    ),
}


def start_of_goal(text: str, language: Language) -> tuple[int, bool]:
    """Where the goal itself begins, and whether a verb must follow ("to", "capable de", a subject)."""
    folded = fold(text[:_FAR]).replace("’", "'")
    place, governed = _after_marks(text, 0), False
    for _ in range(6):
        moved = _step(folded, place, language)
        if moved is None:
            break
        place, governed = _after_marks(text, moved), True
    return place, governed


def _after_marks(text: str, place: int) -> int:
    while (found := MARKS.match(text, place)) and found.end() > place:
        place = found.end()
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _step(folded: str, place: int, language: Language) -> int | None:
    frame = _FRAMES[language].match(folded, place)
    if frame:
        return frame.end()
    for governor in _GOVERNORS[language].finditer(folded, place, place + _REACH):
        if not _only_a_subject(folded[place : governor.start()], language):
            break
        if _governs(governor.group(), folded[governor.end() :], language):
            return governor.end()
    subject = _SUBJECTS[language].match(folded, place)
    return subject.end() if subject else None


def _only_a_subject(before: str, language: Language) -> bool:
    """Whether the words before a governor can be its subject: no verb of the lexicon begins them, no stop ends them."""
    words = re.findall(r"[\w-]+", before)
    if re.search(r"[.;:?!]", before):
        return False
    if not words:
        return True
    if language == "fr":
        return not any(is_infinitive(word) for word in words if word not in {"etre", "avoir"}) and not words[
            0
        ].endswith("ez")
    if len(words) > 1 and words[1] in _A and not _is_small(words[0]):
        return False  # "prompt a resident": a verb that the lexicon lacks, before whom it is done to
    return (
        len(words) <= 8
        and words[0] not in word_list("en", "prepositions")
        and (words[0] not in {*infinitives("en"), *phrases("en")} or bool(_SUBJECTS["en"].match(before)))
    )


_A = frozenset({"a", "an", "each", "every", "their", "your"})


def _is_small(word: str) -> bool:
    return any(word in word_list("en", name) for name in ("never_verbs", "adverbs", "determiners"))


def _governs(governor: str, after: str, language: Language) -> bool:
    """ "savoir choisir" looks ahead to a verb; "savoir une langue" does not."""
    if language == "en":
        first = re.match(r"[\w-]+", after)
        return first is not None and first.group() not in word_list("en", "not_after_to")
    if re.match(r"(?:savoir|sait|savent|sach|saur|peu|pui|pou|doi|dev|fau|comment|pour|afin|appren)", governor):
        words = re.findall(r"[\w-]+", after)[:5]
        head = next(
            (word for word in words if word not in word_list("fr", "before_verb") and not word.endswith("ment")), ""
        )
        return is_infinitive(head) or head in infinitives("fr") or re.match(_FR_ABLE, after) is not None
    return bool(after.strip())
