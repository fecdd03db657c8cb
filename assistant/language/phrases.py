"""Goals as infinitive phrases, actions as noun phrases, and the trainer's plural as one learner."""

import re
from functools import cache

from assistant.language import articles
from assistant.language.conjugation import is_infinitive
from assistant.language.data import table, word_list
from assistant.language.dictionary import is_word
from assistant.language.inflection import gerund
from assistant.language.lead_ins import start_of_goal
from assistant.language.lemmas import fold
from assistant.language.lexicon import infinitives
from assistant.language.verbs import LeadingVerb, leading_verb
from assistant.models.terms import Language


def infinitive_phrase(text: str, language: Language) -> str | None:
    """The goal as an infinitive phrase: "qu'ils sachent choisir X" → "choisir X"; None when no verb is found.

    A noun of doing is turned into its verb: "la rédaction d'un plan" → "rédiger un plan".
    """
    leading = leading_verb(text, language)
    if leading is None:
        return _from_noun(text, language)
    return _french_infinitive(text, leading) if language == "fr" else _english_infinitive(text, leading)


def _french_infinitive(text: str, leading: LeadingVerb) -> str:
    start, _ = start_of_goal(text, "fr")
    before = _without_subject(text[start : leading.start])
    verb = leading.lemma
    if re.match(r"(?:se |s')", verb):
        verb = verb.split(" ", 1)[-1].removeprefix("s'")
    if is_infinitive(leading.text.split()[0]):
        verb = leading.text[:1].lower() + leading.text[1:] if fold(leading.text) == fold(verb) else verb
        verb = verb if fold(verb) != fold(leading.lemma) else leading.lemma
    before = re.sub(r"\bs['’]$", "s'" if articles.elides(verb) else "se ", before)
    before = re.sub(r"\bse $", "s'" if articles.elides(verb) else "se ", before)
    before = re.sub(r"\bl['’]$", "l'" if articles.elides(verb) else "le ", before)
    return _with(f"{before}{verb}", _freed(leading.complement, text[:start]))


def _with(verb: str, complement: str) -> str:
    """The verb and what follows it, without a space before a comma."""
    return f"{verb}{complement}" if complement.startswith((",", ";", ":")) else f"{verb} {complement}".strip()


def _freed(complement: str, lead_in: str) -> str:
    """ "apprendre à souder et à meuler": without its lead-in, the second "à" goes too."""
    governor = re.search(r"(?:\b(à|de)\s+|\b(d)['’])$", lead_in)
    if not governor:
        return complement
    small = r"à\s+" if governor[1] == "à" else r"(?:de\s+|d['’])"
    return re.sub(rf"\b(et|puis|ou)\s+{small}(?=\w+(?:er|ir|re)\b|s['’]|se\s)", r"\1 ", complement)


def _without_subject(before: str) -> str:
    """Keeps what goes with an infinitive ("ne pas ", "l'", "se ", "correctement ")."""
    before = re.sub(r"^(?:et|puis|ensuite|enfin|alors|aussi|également)\s+", "", before, flags=re.IGNORECASE)
    return before[:1].lower() + before[1:]


def _english_infinitive(text: str, leading: LeadingVerb) -> str:
    start, _ = start_of_goal(text, "en")
    before = text[start : leading.start]
    before = before[:1].lower() + before[1:]
    return _with(f"{before}{leading.lemma}", leading.complement)


def _from_noun(text: str, language: Language) -> str | None:
    start, _ = start_of_goal(text, language)
    goal = text[start:].strip().rstrip(" .;!,:")
    return _french_from_noun(goal) if language == "fr" else _english_from_noun(goal)


def _french_from_noun(goal: str) -> str | None:
    bare = re.sub(r"^(?:l['’]|(?:la|le|les|une?|des|du|leur|leurs|sa|son|ses)\s+)", "", goal, flags=re.IGNORECASE)
    folded = fold(bare).replace("’", "'")
    for noun, verb in _nouns_by_length("fr"):
        found = re.match(rf"{re.escape(noun)}s?(?=\s|$|,)", folded)
        if found:
            return _with_object(verb, bare[found.end() :].strip())
    doing = _OF_DOING.match(bare)
    if doing is None or fold(doing["noun"]) in word_list("fr", "things_in_age"):
        return None
    made = _verb_of_doing(doing["stem"])
    return _with_object(made, bare[doing.end() :].strip()) if made else None


_OF_DOING = re.compile(r"(?P<noun>(?P<stem>[^\W\d_]{3,})age)\s(?=(?:de|du|des)\s|d['’])", re.IGNORECASE)


def _verb_of_doing(stem: str) -> str | None:
    """ "masticage" → "mastiquer", "ponçage" → "poncer": a noun that the table lacks, by the dictionary."""
    stem = stem.lower()
    made = (f"{stem}er", re.sub(r"c$", "quer", stem), re.sub(r"ç$", "cer", stem), re.sub(r"iss$", "ir", stem))
    return next((verb for verb in made if is_infinitive(verb) and is_word(verb, "fr")), None)


def _with_object(verb: str, rest: str) -> str | None:
    """ "rédaction d'un plan" → "rédiger un plan"; what a preposition other than "de" begins stays as it is."""
    if not rest:
        return verb if " " in verb else None
    adjective = re.match(r"((?:rapide|efficace|correcte|simple|autonome|complète|quotidienne|courante)s?)\s+", rest)
    rest = rest[adjective.end() :] if adjective else rest
    for pattern, start in (
        (r"du\s+", "le "),
        (r"des\s+", "les "),
        (r"de\s+(?=l['’]|la\s)", ""),
        (r"(?:de\s+|d['’])", ""),
    ):
        found = re.match(pattern, rest, re.IGNORECASE)
        if found:
            thing = start + rest[found.end() :]
            bare = pattern.startswith("(?:")
            return f"{verb} {_determined(thing) if bare else thing}"
    return f"{verb} {rest}" if _PREPOSITION.match(rest) else None


_PREPOSITION = re.compile(
    r"(?:à|aux?|avec|auprès|sur|dans|en|par|pour|chez|vers|contre|entre|face|selon|sans|de|d['’]|du|des|"
    r"devant)(?:\b|(?<=['’]))",
    re.IGNORECASE,
)


def _determined(noun_phrase: str) -> str:
    """A bare complement needs an article again: "gestion de stocks" → "gérer des stocks"."""
    first = re.split(r"[\s'’]", noun_phrase)[0]
    if not first.islower() or first in word_list("fr", "articles"):
        return noun_phrase
    return articles.article(noun_phrase, definite=not articles.is_plural(first))


@cache
def _nouns_by_length(language: Language) -> tuple[tuple[str, str], ...]:
    rows: dict[str, str] = table(f"deverbals.{language}.yaml")["nouns"]
    return tuple(sorted(((fold(noun), verb) for noun, verb in rows.items()), key=lambda row: -len(row[0])))


_TAIL = re.compile(r"\s(?:in|with|on|using|for|at|under|after|before|without)\s\S.*$")
_SEASONS = {
    **{time: f"in {time}" for time in ("winter", "summer", "spring", "autumn")},
    **{time: f"in the {time}" for time in ("morning", "afternoon", "evening")},
    "night": "at night",
    "weekend": "at weekends",
}
"""What stands before a noun of doing and says when, not what is done: "winter pruning"."""
_WHEN_DONE = re.compile(r"(?:after|pre|post|on|end-of|start-of|mid|follow)-")


def _english_from_noun(goal: str) -> str | None:
    """ "complaint handling in store" → "handle complaints in store"."""
    made = _made_english(goal)
    tail = None if made else _TAIL.search(goal)
    if tail is None:
        return made
    made = _made_english(goal[: tail.start()])
    return f"{made}{tail.group()}" if made else None


def _made_english(goal: str) -> str | None:
    bare = re.sub(r"^(?:(?:the|an?|their|our|own|basic|effective|good|safe)\s+)+", "", goal, flags=re.IGNORECASE)
    folded = fold(bare)
    for noun, verb in _nouns_by_length("en"):
        of = re.match(rf"{re.escape(noun)}\s+of\s+", folded)
        if of:
            return f"{verb} {bare[of.end() :]}"
        if folded == noun and " " in verb:
            return verb
        ending = f" {noun}s" if folded.endswith(f" {noun}s") else f" {noun}"
        if folded.endswith(ending) and 1 <= len(folded[: -len(ending)].split()) <= 3:
            if _WHEN_DONE.match(folded):
                return f"complete the {bare}"  # "after-call documentation": when it is done, not to what
            when = _SEASONS.get(folded[: -len(ending)])
            if when:
                return f"{verb} {when}"
            return f"{verb} {_plural(bare[: -len(ending)].strip())}"
    return None


def _plural(noun_phrase: str) -> str:
    """The countable noun at the end in the plural: "risk assessment" is about risks."""
    *before, last = noun_phrase.split()
    if last.lower() in table("deverbals.en.yaml")["uncountable"] or last.endswith("s") or not last.islower():
        return noun_phrase
    if re.search(r"[^aeiou]y$", last):
        last = last[:-1] + "ies"
    else:
        last += "es" if re.search(r"(?:x|z|ch|sh)$", last) else "s"
    return " ".join((*before, last))


def nominal(phrase: str, language: Language) -> str | None:
    """The action as a noun: "utiliser un extincteur" → "l'utilisation d'un extincteur"; None when unknown."""
    leading = leading_verb(phrase, language)
    if leading is None or leading.reflexive or leading.start > start_of_goal(phrase, language)[0]:
        return None
    noun = _noun_of(language).get(fold(leading.lemma))
    if noun is None or _joins_a_verb(leading.complement, language):
        return None
    thing = leading.complement
    if language == "en":
        if not thing:
            return f"the {noun}" if not noun.endswith("ing") else noun
        return f"{gerund(leading.lemma)} {thing}" if noun.endswith("ing") else f"the {noun} of {thing}"
    head = articles.article(noun)
    if not thing:
        return head
    if _PREPOSITION.match(thing):
        return f"{head} {thing}"
    return (
        None
        if re.match(r"(?:que|qu['’]|comment|pourquoi|si|ce que|ce qui|quand|où)\b", thing)
        else f"{head} {articles.de(thing)}"
    )


def _joins_a_verb(complement: str, language: Language) -> bool:
    """Whether the complement goes on with another action ("et suivre X", "and run X", "à lire")."""
    if language == "en":
        return (
            re.search(r"^(?:and|or|to)\b|\b(?:and|or|then)\s+\w+\s+(?:the|an?|their|it|them|to)\b", complement)
            is not None
        )
    after = re.findall(r"(?:\b(?:et|puis|ou|à|de)|,)\s+(?:l['’]|les?\s|la\s|lui\s|leur\s)?([\w-]+)", f" {complement}")
    return any(is_infinitive(word) for word in after)


@cache
def _noun_of(language: Language) -> dict[str, str]:
    rows: dict[str, str] = table(f"deverbals.{language}.yaml")["nouns"]
    found: dict[str, str] = {}
    for noun, verb in rows.items():
        found.setdefault(fold(verb), noun)
    return found


_PEOPLE = {
    "fr": re.compile(
        r"\b(?:clients?|clientes?|patients?|patientes?|élèves|collègues|équipes?|stagiaires|apprenants|"
        r"résidents?|enfants?|parents|usagers|"
        r"collaborateurs|salariés|familles?|visiteurs|personnes|gens|étudiants|interlocuteurs|fournisseurs|"
        r"adhérents|participants|agents|quelqu['’]un|autrui)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:customers?|clients?|patients?|pupils|colleagues|teams?|trainees|learners|residents?|children|"
        r"parents|users|employees|"
        r"famil(?:y|ies)|visitors|people|students|suppliers|members|participants|guests?|staff|carers?|"
        r"others|somebody|someone|anybody|anyone|each other|one another)\b",
        re.IGNORECASE,
    ),
}


def possessive_shift(phrase: str, language: Language) -> str:
    """From the trainer's plural to one learner: "évacuer leur zone" → "évacuer sa zone"; other people keep theirs."""
    people = _PEOPLE[language].search(phrase)
    limit = people.start() if people else len(phrase)
    # "former leurs stagiaires": a possessive before the people is still the learner's.
    head, tail = phrase[:limit], phrase[limit:]
    return (_french_shift(head, tail) if language == "fr" else _english_shift(head)) + tail


def _french_shift(text: str, after: str) -> str:
    text = re.sub(r"\b([Ll])eurs(?=\s)", lambda found: "Ses" if found[1] == "L" else "ses", text)

    def one(found: re.Match[str]) -> str:
        rest = text[found.end() :] + after
        noun = re.match(r"\s*(?:propres?\s+)?([\w-]+)", rest)
        if not noun or is_infinitive(noun.group(1)) or fold(noun.group(1)) in infinitives("fr"):
            return found.group()
        feminine = articles.expected_gender(noun.group(1)) == "f" and not articles.elides(noun.group(1))
        word = "sa" if feminine else "son"
        return word.capitalize() if found.group()[0] == "L" else word

    return re.sub(r"\b[Ll]eur(?=\s)", one, text)


def _english_shift(text: str) -> str:
    text = re.sub(r"\btheir own\b", "their", text)
    text = re.sub(r"\btheir\b", "the learner's own", text, count=1)
    return re.sub(r"\bthemselves\b", "themself", text)
