"""The words of a topic: where they end, how they stand alone, and the people behind them."""

import re
from dataclasses import dataclass
from itertools import takewhile

from assistant.engine.offline.reading.audiences import audience_at, is_people
from assistant.engine.offline.reading.cues import pattern, patterns
from assistant.engine.offline.reading.finite import is_verb
from assistant.engine.offline.reading.goal_lists import after_lead, items_between
from assistant.engine.offline.reading.message import Found, Message
from assistant.engine.offline.reading.openings import begins_goal
from assistant.engine.offline.reading.stating import corrects
from assistant.language.grammar import is_infinitive, nominal, uncapitalized
from assistant.language.lexicon import forms, infinitives
from assistant.language.people import is_person


@dataclass(frozen=True)
class About:
    """The subject and those it is for, as far as one sentence tells."""

    facts: tuple[Found, ...] = ()
    span: tuple[int, int] | None = None
    """The passage that later readers must not read again."""


_CONTRACTED = re.compile(
    r"(?:(?P<fused>aux|au|des|du)\s|(?:a|de|d'|sur|en|to|on|about|in|how to|comment)\s?(?=(?:la|l'|le|les)\b))"
)
_FUSED = {"au": "le ", "aux": "les ", "du": "le ", "des": "les "}
_TRAILING = re.compile(
    r"(?:\s*[,–—:(-]|\s(?:en|de|d'|sur|pour|pendant|avec|a|au|dans|et|in|for|over|on|of|with|"
    r"and|at|by|the|une|un|a|duree|"
    r"durant|soit|sous|par|format|mode|le|la|les|des|du|via|only|about|around|environ|plutot|"
    r"entierement|totalement|fully|all))+\s*$"
)


def audience_after(message: Message, start: int, end: int) -> Found | None:
    """The people after "pour" or "for", right behind the subject."""
    link = re.compile(
        r"\s*,?\s?(?:pour|a destination|a l'intention|a l'attention|aupres|chez|for|aimed at|designed for|"
        r"with|to|aux|a)\s(?:de |d'|des |du )?"
    ).match(message.plain, start, max(end, min(len(message.plain), start + 200)))
    if link is None and (bare := _BEHIND.match(message.plain, start)) and is_person(bare["who"].split()[0]):
        return audience_at(message, *bare.span("who")) if message.language == "fr" else None
    return audience_at(message, link.end(), min(len(message.plain), link.end() + 160)) if link else None


_BEHIND = re.compile(r"\s(?P<who>[a-z-]{4,}s(?:\s(?:de|en|du)\s[a-z-]+|\sd'[a-z-]+)?)(?=\s*(?:$|[,.;\n\x01]))")


def topic_at(message: Message, start: int, end: int, first: int, *, for_whom: bool = True) -> Found | None:
    duty = _DUTY.match(message.plain, start, end)
    start = duty.end() if duty and duty.end() < end - 3 else start
    end = _listed(message, start, _stopped(message, start, end, for_whom=for_whom))
    end = _doings(message, start, end)
    start, end = message.trimmed(start, end)
    text = message.plain[start:end]
    if len(text) < 2 or not re.search(r"[a-z]{2}|[a-z][+#]", text) or pattern("subjects", "nothing").match(text):
        return None
    head = re.match(
        r"\W*(?:(?:des|les|mes|nos|la|le|un|une|my|our|the|an?) |l')?(?:(?:nouveaux?|nouvel|nouvelles?|jeunes|"
        r"futurs|futures|anciens|new|young|junior|senior|future) )?([a-z-]+)",
        text,
    )
    if (
        head
        and text[head.end() :][:1] != "'"
        and is_person(head.group(1))
        and is_people(text[head.start(1) :])
        and not begins_verb(text, message)
    ):
        return None
    if message.language == "fr" and _is_conjugated(text):
        return None
    value = _spoken(message, start, end)
    if message.language == "fr" and is_infinitive(value):
        value = nominal(value, "fr") or value  # "former à négocier": the subject is "la négociation"
    return Found("subject", value, start, end, corrects(message, first, start)) if value else None


_NO_TOPIC = re.compile(
    r"(?:some|most|several|many|half|certaine?s|beaucoup|la plupart|pour|avec|en|sur|dans|chez|a|au|aux|ils|elles|je|"
    r"on|nous|c'est|for|with|in|at|they|i|we|it|to|mes|my)\b"
)
_LAST_TOPIC = re.compile(r"(?:^|\s)(?:et|and|ainsi que|as well as)\s(?=[a-z])")
_AFTER_TOPICS = re.compile(r"\s(?:pour|for)\s|\s*\(")


def _listed(message: Message, start: int, end: int) -> int:
    """The end of a list of topics whose first is read already: "safe sleep, nappy changing and first aid"."""
    if not message.plain.startswith(",", end):
        return end
    sentence = re.compile(r"[^.;:!?\n\x01]{0,200}").match(message.plain, end)
    place = end
    for piece in re.finditer(r",\s*([^,]+)", sentence.group() if sentence else ""):
        text = piece.group(1)
        last = _LAST_TOPIC.search(text)
        after = _AFTER_TOPICS.search(text)
        if _NO_TOPIC.match(text) or len(text.split()) > _WORDS_OF_A_TOPIC or (after and not last):
            return end
        place = end + piece.end()
        if last:
            place = end + piece.start(1) + (after.start() if after else len(text.rstrip()))
            short = len(message.plain[start:place].split()) <= _WORDS_OF_A_LIST
            return place if short and not _NO_TOPIC.match(text, last.end()) else end
    named = _TOPICS.fullmatch(sentence.group()) if sentence else None
    return end + named.end("topics") if named and len(message.plain[start:end].split()) <= _WORDS_OF_A_TOPIC else end


_TOPICS = re.compile(r"(?P<topics>(?:,\s(?:les?\s|la\s|l')[a-z][^,]{2,50}){2,4})\s*")
"""Topics that no "et" ends: ", le refus d'un apport, la tenue du registre"."""


def _doings(message: Message, start: int, end: int) -> int:
    """The end of a list of actions whose first is read already: "trier les déchets, refuser un apport, tenir…"."""
    sentence = re.compile(r"[^.;:!?\n\x01]{0,400}").match(message.plain, start)
    if sentence is None or sentence.end() <= end or not begins_goal(message.plain[start:end], message.language):
        return end
    items = items_between(message, start, sentence.end())
    begun = [begins_goal(after_lead(message, one.start, one.end), message.language, first=True) for one in items]
    kept = list(takewhile(lambda row: row[1], zip(items, begun, strict=True)))
    if len(kept) == 1:
        return end
    loose = _TRAILING.search(message.plain, start, kept[-1][0].end)
    return max(end, loose.start() if loose else kept[-1][0].end)


_WORDS_OF_A_TOPIC = 12
_WORDS_OF_A_LIST = 18


def _is_conjugated(text: str) -> bool:
    """ "l'atelier rattrape le coup": what the workshop does is not what a workshop is about."""
    word = re.match(r"([a-z]{3,})\s(?:le|la|les|l'|un|une|des|pas|tout)\b", text)
    if word is None or is_infinitive(word.group(1)):
        return False
    if word.group(1) in forms("fr"):
        return True
    return word.group(1).endswith("e") and not word.group().endswith("des") and is_verb(f"{word.group(1)}r")


def _stopped(message: Message, start: int, end: int, *, for_whom: bool) -> int:
    taken = message.plain.find("\x01", start, end)
    end = taken if taken >= 0 else end
    # "faire vivre une visite à des scolaires": the people belong to what is done.
    done_to = begins_verb(message.plain[start:end].lstrip(), message)
    for link in re.finditer(
        r"\s(?:pour|for|a destination|a l'intention|a l'attention|aupres|chez|aimed at|designed for|"
        r"with|avec|aux|a(?= (?:des|mes|nos|une|un)\s))\s(?:de |d'|des |du |mes |nos )?",
        message.plain[start:end],
    ):
        if done_to and not re.match(r"\s(?:pour|for|a destination|a l')", link.group()):
            continue
        if for_whom and is_people(message.plain[start + link.end() : end][:70]) and link.start() > 2:
            end = start + link.start()
            break
    stops = _stop(message.language).finditer(message.plain, start + 2, end)
    # "helping residents who have trouble swallowing": those of whom the verb speaks, not another thought
    end = next((one.start() for one in stops if not (done_to and one.group().strip() in {"who", "which"})), end)
    while trailing := _TRAILING.search(message.plain, start, end):
        if trailing.start() <= start:
            break
        end = trailing.start()
    clause = _CLAUSE.search(message.plain, start + 3, end) if message.language == "fr" else None
    end = clause.start() if clause else end
    dated = _DATED.search(message.plain, start + 3, end)
    end = dated.start() if dated else end
    behind = _STUDIES.search(message.plain, start + 3, end) or _learners_behind(message, start, end)
    return behind.start() if behind else end


_CLAUSE = re.compile(
    r"(?<!\bqui)(?<!\bque)(?<!\bquand)(?<!\bcomment)(?<!\bsi)(?<!\bou)(?<!\bdont)(?<!\bce)(?<!\bcomme)"
    r"\s(?:ils|elles|on|je|nous)\s(?:se |s'|ne |n'|me |y |en |le |la |les |l')*[a-z]"
)
"""Another clause that nothing marks: "le brancardage en escalier | ils se font mal au dos"."""
_DATED = re.compile(
    r"\s*,?\s(?:(?:au|le|du|des|d'ici|avant|apres|depuis|by|before|on|from|until|starting|as of|end of|fin|debut)\s)*"
    r"(?:(?:le|la|les|the|this|next|last|(?:dernier|premier|prochain|deuxieme|troisieme|second)e?s?|first)\s){1,2}"
    r"(?:week-?end|weekend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"semaine|mois|trimestre|week|month|quarter|jour|day)\b"
    r"|\s(?:au|le|du|des|d'ici|avant|depuis|by|before|on|from|until|starting|as of)\s(?:le |the |fin |debut )?"
    r"(?:(?:1er|\d{1,2}(?:st|nd|rd|th)?)\s(?:of\s)?)?"
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|"
    r"april|may|june|july|august|september|october|november|december)\b(?!\s[a-z]+ing)"
)
"""When something happens, behind what it is: "le programme de fidélité | au 1er mars"."""
_STUDIES = re.compile(
    r"\s(?:(?:en|niveau|de|pour des)\s)?(?:cap|bep|bts|but|dut|bac pro|bac techno|licence pro|titre pro)"
    r"(?=(?:\s(?:\d\w*|premiere|deuxieme|terminale|1re|2e|3e)(?:\s(?:annee|an))?)?\s*$)"
)
"""The diploma that learners prepare, behind what they learn: "coiffure CAP"."""


_LEARNERS = re.compile(
    r"(?<!s)(?<!x)(?<!\bde)(?<!\baux)(?<!\bles)(?<!\bentre)(?<!\bavec)(?<!\bpour)(?<!\bet)(?<!\bou)(?<!\bnos)"
    r"(?<!\bpar)(?<!\bleurs)(?<!\bd)\s(?P<who>[a-z-]{4,}s)(?:\s(?:de|en|du)\s[a-z-]+|\sd'[a-z-]+)?\s*$"
)
"""People named behind the topic, with nothing between: "recyclage caristes"."""
_WORDS_OF_A_TELEGRAM = 14


def _learners_behind(message: Message, start: int, end: int) -> re.Match[str] | None:
    """Those who are trained, at the end of a telegraphic topic: "formation CACES recyclage caristes"."""
    if message.language != "fr" or len(message.plain.split()) > _WORDS_OF_A_TELEGRAM:
        return None
    behind = _LEARNERS.search(message.plain, start + 2, end)
    known = behind is not None and is_person(behind["who"]) and not begins_verb(message.plain[start:end], message)
    return behind if known else None


def _stop(language: str) -> re.Pattern[str]:
    return patterns("subjects", "stop")[0 if language == "fr" else 1]


def _spoken(message: Message, start: int, end: int) -> str:
    """The subject as a phrase of its own: "aux gestes qui sauvent" → "les gestes qui sauvent"."""
    raw = re.sub(r"\s+", " ", message.raw[start:end]).strip('"«»“” \u00a0')
    plain = message.plain[start:end].lstrip('"«»“” ')
    lesson = re.match(r"(?:apprendre a|apprendre comment|learn(?:ing)? (?:how )?to)\s", plain)
    if lesson:
        raw, plain = raw[lesson.end() :], plain[lesson.end() :]
    duty = _DUTY.match(plain)
    if duty and duty.end() < len(plain) - 3:
        raw, plain = raw[duty.end() :], plain[duty.end() :]
    raw = _same_case(raw, message, start)
    fused = re.search(r"\b(au|aux)\s$", message.plain[max(0, start - 5) : start])
    if fused and message.language == "fr":
        return _FUSED[fused.group(1)] + uncapitalized(raw)
    if message.language == "fr" and _NAMED_BEHIND.search(message.plain[max(0, start - 5) : start]):
        return raw if not begins_verb(plain, message) else uncapitalized(raw)
    lead = _CONTRACTED.match(plain)
    if lead and message.language == "fr" and lead.end() < len(raw):
        raw = _FUSED.get(lead["fused"] or "", "") + raw[lead.end() :]
    return uncapitalized(raw)


_NAMED_BEHIND = re.compile(r"\s(?:a|sur)\s$")
"""Where a noun with a capital and no article is a name: "former à Salesforce"."""
_DUTY = re.compile(
    r"(?:(?:they|ils|elles) )?(?:need to|needs to|have to|should|must|doivent|devront|il faut)\s(?:savoir |"
    r"be able to )?"
    r"|besoin de\s"
)
"""What a subject is not: that it must be done."""
_ALSO_TO = re.compile(
    r"(?P<joint>\s(?:et|ou)|,)\s(?P<prep>au|aux|à (?=la |l['’])|"
    r"à (?=(?:se |s['’]|l['’]|les? |la )?[\w-]+(?:er|ir|re)\b))\s?"
)


def _same_case(raw: str, message: Message, start: int) -> str:
    """ "à l'accueil et au tri" → "l'accueil et le tri": what "à" governs, all the way."""
    governed = re.search(r"\b(?:a|au|aux)\s$", message.plain[max(0, start - 4) : start])
    if message.language != "fr" or not (governed or re.match(r"(?:à|aux?)\s", raw)):
        return raw
    return _ALSO_TO.sub(lambda one: f"{one['joint']} {_FUSED.get(one['prep'], '')}", raw)


def begins_verb(text: str, message: Message) -> bool:
    word = re.match(r"\W*(?:se |s'|l'|les |ne pas |mieux |bien )*([a-z-]+)", text)
    if word is None:
        return False
    if message.language == "fr":
        return is_infinitive(word.group(1))
    return word.group(1) in infinitives("en") or forms("en").get(word.group(1), "") != ""
