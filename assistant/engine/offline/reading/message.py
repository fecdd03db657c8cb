"""A message cut into statements, with what must not be read hidden."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assistant.language.conjugation import is_infinitive
from assistant.language.lemmas import fold
from assistant.language.lexicon import infinitives
from assistant.models.brief import BriefField
from assistant.models.terms import Language

TAKEN = "\x01"
"""Stands for every character of a passage that another slot has claimed."""


@dataclass(frozen=True)
class Statement:
    """A piece of a sentence that says one thing."""

    start: int
    end: int
    plain: str
    """Folded, straight apostrophes; as long as the raw text."""
    sentence: int
    """Index of its sentence."""


@dataclass(frozen=True)
class Found:
    """A fact and its place."""

    field: BriefField
    value: Any
    start: int
    end: int
    corrects: bool = False
    joins: bool = False


@dataclass(frozen=True)
class Message:
    """What the trainer wrote."""

    raw: str
    plain: str
    language: Language
    statements: tuple[Statement, ...]

    def quote(self, start: int, end: int) -> str:
        """The raw words, without the blanks and marks around them."""
        start, end = self.trimmed(start, end)
        return self.raw[start:end]

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The span without blanks and loose marks at its ends."""
        while start < end and (self.raw[start].isspace() or self.raw[start] in ",;:.!?-–—•*·>…"):
            start += 1
        while end > start and (self.raw[end - 1].isspace() or self.raw[end - 1] in ",;:.!?-–—…"):
            end -= 1
        return start, end

    def trimmed_question(self, start: int, end: int) -> tuple[int, int]:
        """The span of a question, its mark kept."""
        place, _ = self.trimmed(start, end)
        while end > place and (self.raw[end - 1].isspace() or self.raw[end - 1] in ",;:.!-–—"):
            end -= 1
        return place, end

    def without(self, spans: Iterable[tuple[int, int]]) -> "Message":
        """The same message where these passages are taken: later readers do not see them."""
        plain = self.plain
        for start, end in spans:
            stop = _ENDED.match(plain, start, end)  # what ended a sentence still ends it
            kept = stop.end() - start if stop else 0
            plain = plain[: start + kept] + TAKEN * (end - start - kept) + plain[end:]
        return cut(self.raw, plain, self.language)


_ENDED = re.compile(r"[.!?;\n]+\s*")


def plain_of(text: str) -> str:
    """The text folded for patterns, character for character."""
    return (
        fold(text).replace("’", "'").replace("‘", "'").replace("\u00a0", " ").replace("\u202f", " ").replace("\t", " ")
    )


def cut(raw: str, plain: str, language: Language) -> Message:
    """Cut the text into statements; `plain` may hold blanks where text is hidden."""
    statements: list[Statement] = []
    for number, (start, end) in enumerate(_sentences(raw, plain)):
        places = [start, *_joints(plain, start, end, language), end]
        for one, two in itertools.pairwise(places):
            if re.search(r"\w", plain[one:two]):
                statements.append(Statement(one, two, plain[one:two], number))
    return Message(raw, plain, language, tuple(statements))


_STOP = re.compile(r"[.!?…]+(?=[\s\"»”)']|$)|[;\n\x02]+")
_ABBREVIATION = re.compile(
    r"\b(?:ex|env|max|min|maxi|mini|pers|h|p|art|cf|dr|mr|mme|m|e\.g|i\.e|no|vs|approx|hrs|mins|st|part|nb|j)$"
)


_ITEM = re.compile(r"(?:^|[\s:])[1-9]$")
_ITEM_OF_A_LINE = re.compile(r"(?:^|\n)[ \t]*\d{1,2}$")
"""The number of an item in a list that goes on in one line ("1. plan a route 2. check a vehicle")."""


def _sentences(raw: str, plain: str) -> Iterable[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(plain):
        if stop.group() == "." and _ABBREVIATION.search(plain[max(0, stop.start() - 8) : stop.start()]):
            after = raw[stop.end() : stop.end() + 3].strip()
            if after[:1].islower() or after[:1].isdigit():
                continue
        if stop.group() == "." and _ITEM_OF_A_LINE.search(plain[max(0, stop.start() - 8) : stop.start()]):
            continue
        numbered = stop.group() == "." and _ITEM.search(plain, max(0, stop.start() - 3), stop.start())
        if numbered and raw[stop.end() : stop.end() + 2].strip()[:1].islower():
            continue
        yield start, stop.end()
        start = stop.end()
    yield start, len(plain)


_FRAME = (
    r"(?:(?:a la fin|a l'issue|en fin|au terme)(?: (?:de |du |d')(?:la |l'|cette |ce )?[a-z]+)?|"
    r"aujourd'hui|actuellement|en ce moment|"
    r"(?:by|at) the end(?: of (?:the |this |it )?[a-z]+)?|right now|currently|today|at the moment|"
    r"these days|du coup|resultat|"
    r"pour l'instant|l'an dernier|l'annee derniere|le mois dernier|last (?:year|month|week|"
    r"quarter)|le probleme,?|souvent|en fait|finalement|actually)"
)
_LINK = r"(?:et|mais|donc|alors|puis|ensuite|en plus|sinon|par contre|and|but|so|also|plus|then)"
_FRENCH_SUBJECT = (
    r"(?:je\b|j'(?=[a-z])|ils?\b|elles?\b|on\b(?! (?:site|the|zoom|teams|a |an |how|handling|"
    r"demand|their|our|my|friday|monday))|nous\b|c'est\b|c'etait\b|ce sont\b|ca\b|la plupart\b|"
    r"certaine?s\b|beaucoup\b|plusieurs\b|(?<!une )personne n|chacun\b|tout le monde\b|"
    r"il faut\b|(?:mes|nos|les) (?:participants|stagiaires|apprenants|equipes|collegues|gens|"
    r"managers|clients|salaries|agents|vendeurs)\b)"
)
_ENGLISH_SUBJECT = (
    r"(?:i\b|i'(?:m|ve|d|ll)\b|we\b|we'(?:re|ve|d|ll)\b|they\b|they'(?:re|ve|d|ll)\b|it\b|it's\b|"
    r"there(?:'s|'ll)?\b|that's\b|most\b|nobody\b|"
    r"no one\b|everyone\b|everybody\b|(?:my|the|our) (?:learners|participants|trainees|staff|team|customers|people)\b)"
)
_REASON = r"(?:parce qu|car\b|vu qu|suite a\b|because\b|since we\b|due to\b|puisqu|etant donne|given that)"
_LABEL = (
    r"(?:pre-?requis|public|cible|beneficiaires|destinataires|thematique|intitule|objectifs?|competences|duree|evaluations?|materiel|matos|moyens|ressources|contexte|"
    r"contraintes?|niveau|effectif|lieu|modalites?|titre|sujet|theme|"
    r"accessibilite|prerequisites?|audience|objectives?|goals?|outcomes?|duration|assessments?|"
    r"equipment|resources|context|constraints?|level|format|skills|why now|target group|"
    r"title|topic|subject|participants|group size|accessibility)\s?[:=]"
)
_SO = r"(?:donc|du coup|bref|en gros|en clair)\s?[,:]?\s"
"""Before what follows from a story: "…, donc positionner un patient, repérer les rougeurs"."""
SUMMED_UP = re.compile(rf"\W*{_SO}")
LABELLED = re.compile(rf"\W*{_LABEL}")
"""A statement that names the slot it fills: "Public : …"."""
_JOINT = re.compile(
    rf"(?P<comma>\s*[,:–—(]\s*|\s-\s)(?:{_LINK}\s)?(?:{_FRAME}\s*,?\s*)?(?={_FRENCH_SUBJECT}|"
    rf"{_ENGLISH_SUBJECT}|{_REASON})"
    rf"|\s(?={_LINK}\s(?:{_FRAME}\s*,?\s*)?(?:{_FRENCH_SUBJECT}|{_ENGLISH_SUBJECT}))"
    rf"|\s(?=(?:mais|(?<!\ble )(?<!mon )(?<!notre )(?<!un )but|par contre)\s|however\s*,)"
    rf"|\s(?={_REASON})"
    rf"|\s(?P<bare>(?:{_FRAME}\s*,?\s*)?(?:{_FRENCH_SUBJECT}|(?:they|we|i|it|there)(?:'re|'ve|"
    rf"'m|'d|'ll|'s|\s(?:are|should|must|need|can|have|had|want|will|is|was|were|don't|know|"
    rf"also|just))\b))"
    rf"|\s*,\s*(?=(?:sans (?!(?:se |s'|l'|les |la |le |y )?[a-z]+(?:er|ir|re)\b)|pas d[e']|pas le|aucune?\b|no\b|"
    rf"not\b(?! (?:just|only)\b)|"
    rf"without (?![a-z]+ing\b))\s?)"
    rf"|\s*,\s*(?=(?:et\s|and\s|mais\s|but\s)?(?:rien|nothing|no sessions?|aucune seance|pas de seance) "
    rf"(?:le|en|avant|apres|pendant|on|at|in|before|after|during)\b)"
    rf"|\s*,\s*(?=(?:et\s|and\s)?(?:(?:jamais|uniquement|seulement) (?:le|la|en|avant|apres)\b|never on\b))"
    rf"|\s*,\s*(?=(?:evaluation|validation|certification|assessment|assessed|evaluated) (?:par|avec|sur|by|with|"
    rf"through)\b)"
    rf"|(?P<so>\s*[,–—]\s*)(?={_SO}(?:se |s'|les? |la |l')?[a-z-]+(?:er|ir|re)\b)"
    rf"|\s*[,–—]?\s*(?={_LABEL})|(?<=:)\s+(?=[a-z])"
    rf"|\s*[,;]\s*(?=(?:[a-z]{{1,8}}\s){{0,2}}\x01++\s*(?:[,;.]|$)|\x01|(?:\d+|une?|deux|one|"
    rf"two)\s(?:sont|est|ont|is|are|has|have)\b)|(?<=\x01)\s*[,;]\s*|\s*,\s*(?=(?:avec|"
    rf"with)\s(?:une?|des|an?|some)\b|(?:l'un|l'une|un|une|deux) d'e(?:ux|ntre)|one of them|"
    rf"two of them)"
)
_SUBORDINATES = re.compile(
    r"(?:\b(?:que|qu'|qu|quand|lorsque|lorsqu'|si|s'|ou|dont|comme|comment|pourquoi|combien|"
    r"parce que|parce qu'|puisque|car|quoi|lequel|"
    r"that|when|if|what|how|who|which|because|so|where|whether|why|while|as|since|before|after|"
    r"until|than|like|however|whatever|whichever|whoever|wherever|whenever|"
    r"unless|though|although|once|even if|and|or|but|et|mais|donc|alors|puis|ensuite|"
    r"(?:aujourd'hui|actuellement|en ce moment|a la fin|souvent|finalement|en fait|du coup|"
    r"a l'issue|the end|currently|today|now|qui|a|de|pour|avec|le|la|les|the|to|of|not|pas|"
    r"ne|"
    r"(?:however|how) [a-z]+|"
    r"tout ce|ce|est-ce|vu|afin|plus|plan|things|stuff|everything|customers|people|tools|way))|,|:|\()\s*$"
)


_NOT_GOALS = re.compile(
    r"(?:pre-?requis|prerequisites?|evaluations?|assessments?|contraintes?|constraints?|contexte|"
    r"context|moyens|materiel|"
    r"ressources|resources|equipment|public|audience)\s?:$"
)


def _may_be_english_verb(word: str) -> bool:
    return word in infinitives("en") or (word.endswith("ing") and len(word) > len("bring"))


def _lists_goals(plain: str, start: int, joint: re.Match[str], language: Language) -> bool:
    """ "…: accueillir, transmettre": the colon opens a list of verbs, and is not one of another heading."""
    if _NOT_GOALS.search(plain, max(start, joint.start() - 30), joint.start()):
        return False
    word = _WORD.match(plain, joint.end())
    if word is None:
        return False
    if language == "fr":
        return is_infinitive(word.group(1))
    return _may_be_english_verb(word.group(1)) or _AN_OBJECT.match(plain, word.end()) is not None


_WORD = re.compile(r"(?:l'|les |la |le |se |s')?([a-z-]+)")
_AN_OBJECT = re.compile(r"\s(?:the|an?|their|our|your|up|out|off|down|back|away|over)\s")


_THOSE = re.compile(r"\b(?:the|those|most|all) [a-z -]{3,30}s$")
_KNOWN_TO = re.compile(
    r"\s(?:i|we) (?:know|work with|manage|train|employ|look after|supervise)\s(?!how|that|what|about)"
)
"""Words that say which people: "the dog walkers | I know"."""
_IN_TIME = re.compile(
    r"\bqu(?:'|e )(?:(?:a|au|en|apres|d'ici|des)\s|(?:le |la |l'|ce |cette |chaque |pour |avant |sous )*"
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|soir|matin|midi|lendemain|jour|semaine|mois)\b)"
    r"[a-z' \x01]{0,30}$"
)
"""What a wish may put between "que" and those of whom it speaks: "qu'à la sortie | ils remplissent"."""


_WHAT_MATTERS = re.compile(
    r"\b(?:l'important|l'essentiel|ce qui (?:compte|importe)|ce que (?:je|nous) [a-z]+|ce qu'on [a-z]+|"
    r"le plus important"
    r"|l'urgence|(?:la|ma|notre) priorite|ce qui (?:leur |lui )?"
    r"(?:manque|fait defaut))(?: (?:pour (?:moi|nous)|ici|au final|surtout|avant tout|le plus|vraiment|encore))?$"
)
_IT_IS = re.compile(r"\s*,?\s*c'est (?:qu|de\s|d')")
"""What goes on with a wish: "l'important | c'est que les serveurs annoncent…", "ce qui leur manque | c'est de voir"."""


_AFTER_A_BAN = re.compile(
    r"\W*(?:pas d(?:e\s|')|aucune?\s|no\s|not any\s)[^,.;:!?\n\x01]{2,30}(?P<joint>\s*,\s)(?:(?:et|mais|and|but)\s)?"
    r"(?=(?:juste |just |plutot |rather )?(?:une?|le|la|des|an?|the)\s)"
)
""" "pas de vidéo, | et un quiz final": what is refused, then what is wanted."""


def _joints(plain: str, start: int, end: int, language: Language) -> list[int]:
    refused = _AFTER_A_BAN.match(plain, start, end)
    places = [refused.start("joint")] if refused else []
    for joint in _JOINT.finditer(plain, start + 1, end):
        if joint["bare"] and _SUBORDINATES.search(plain[max(start, joint.start() - 25) : joint.start()]):
            continue
        if _KNOWN_TO.match(plain, joint.start()) and _THOSE.search(
            plain, max(start, joint.start() - 40), joint.start()
        ):
            continue
        if _IN_TIME.search(plain, max(start, joint.start() - 40), joint.start()):
            continue
        if _WHAT_MATTERS.search(plain, max(start, joint.start() - 50), joint.start()) and _IT_IS.match(
            plain, joint.start()
        ):
            continue
        summed = SUMMED_UP.match(plain, joint.end()) if joint["so"] is not None else None
        word = _WORD.match(plain, summed.end()) if summed else None
        if word and not is_infinitive(word.group(1)):
            continue
        if language == "en" and re.match(r"[\s,:(–—-]*on\b", plain[joint.start() : joint.start() + 5]):
            continue
        if joint.start() in places:
            continue
        if plain[joint.end() : joint.end() + 3] == "qu'" or joint.start() <= start:
            continue
        if plain[joint.start() - 1] == ":" and not _lists_goals(plain, start, joint, language):
            continue
        places.append(joint.start())
    return sorted(places)
