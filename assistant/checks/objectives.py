"""Family A: objectives that say what a learner will do, in which conditions, and how well."""

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.checks.case import Case, words_of_findings
from assistant.language import bloom, marks, verbs
from assistant.language.lemmas import content_stems
from assistant.models.module import Objective
from assistant.models.review import Finding
from assistant.models.terms import Language, rank

_NOUNLIKE = re.compile(r"(?:ty|tion|sion|ment|ness|ance|ence|ship|ism|ology|s)$")
_REFERENCE = re.compile(r"\bO\d+\b")


def learner_acts(case: Case) -> Iterator[Finding]:
    """A1: the learner is the subject, and no verb of the trainer's stands in their place."""
    for objective in case.module.objectives:
        statement = objective.statement
        acts = marks.find("trainer_acts", statement, case.language)
        if case.shows("not_learner", statement):
            yield case.find("A1.subject", objective.id, statement=statement)
        elif acts:
            yield case.find("A1.trainer", objective.id, words=statement[acts.start() : acts.end()])


def verb_is_observable_action(case: Case) -> Iterator[Finding]:
    """A2: the statement starts with a verb of the lexicon; one that the lexicon lacks is for a person to judge."""
    for objective in case.module.objectives:
        if _unobservable(objective, case) or case.shows("not_learner", objective.statement):
            continue
        verb = _leading_verb(objective.statement, case.language)
        if verb is None:
            yield case.find("A2.missing", objective.id, statement=objective.statement)
        elif verb.lemma not in verbs.lexicon(case.language):
            yield case.unsure("A2.unlisted", objective.id, verb=verb.lemma)


def _leading_verb(statement: str, language: Language) -> verbs.LeadingVerb | None:
    """The verb at the head; in English "Stack" is one too, unless it looks like a noun."""
    found = verbs.leading_verb(statement, language)
    if found or language == "fr":
        return found
    governed = verbs.leading_verb(f"to {statement[:1].lower()}{statement[1:]}", language)
    looks_like_one = governed is not None and _NOUNLIKE.search(governed.text) and not _governs(governed.complement)
    is_noun = governed is None or looks_like_one or governed.complement.startswith("of ")
    return None if is_noun else governed


def _governs(complement: str) -> bool:
    """ "Section the hair": a word before a determiner is a verb, however it ends."""
    return re.match(r"(?:the|an?|their|one's|each|every)\b", complement, re.IGNORECASE) is not None


def no_unobservable_verb(case: Case) -> Iterator[Finding]:
    """A3: nobody can see a learner "understand"."""
    for objective in case.module.objectives:
        verb = _unobservable(objective, case)
        if verb:
            yield case.find("A3.unobservable", objective.id, verb=verb, instead=_instead(objective, case))


def _instead(objective: Objective, case: Case) -> str:
    """Verbs that can be seen and that this one may mean."""
    verb = verbs.leading_verb(objective.statement, case.language)
    entry = verbs.lexicon(case.language).get(verb.lemma) if verb else None
    seen = list(dict.fromkeys(word for words in entry.rewrites.values() for word in words)) if entry else []
    return ", ".join(seen[:4]) or str(words_of_findings(case.language)["A3"]["instead"])


def _unobservable(objective: Objective, case: Case) -> str | None:
    said = marks.find("unobservable", objective.statement, case.language)
    if said:
        return objective.statement[said.start() : said.end()].lower()
    verb = verbs.leading_verb(objective.statement, case.language)
    entry = verbs.lexicon(case.language).get(verb.lemma) if verb else None
    return verb.lemma if verb and entry and not entry.observable and not entry.trainer else None


def one_performance(case: Case) -> Iterator[Finding]:
    """A4: one thing to do, in few words."""
    limit = case.limit("objective_words")
    for objective in case.module.objectives:
        second = _second_verb(objective.statement, case)
        if second:
            yield case.find("A4.two", objective.id, verb=second)
        whole = f"{objective.statement} {objective.condition} {objective.criterion}"
        count = sum(any(character.isalnum() for character in word) for word in whole.split())
        if count > limit:
            yield case.find("A4.long", objective.id, words=count, limit=limit)


def _second_verb(statement: str, case: Case) -> str | None:
    leading = verbs.leading_verb(statement, case.language)
    for found in marks.find_all("statement_join", marks.unquoted(statement), case.language):
        word = next(group for group in found.groups() if group)
        if word in marks.words("accepted_second_verbs", case.language) or (leading and found.end() <= leading.end):
            continue
        if any(word == marks.plain(verb) for verb in verbs.lexicon(case.language)):
            return word
    return None


def condition_is_stated(case: Case) -> Iterator[Finding]:
    """A5: with what, without what, facing what."""
    for objective in case.module.objectives:
        condition = objective.condition.strip()
        if not condition:
            yield case.find("A5.missing", objective.id)
        elif not case.shows("condition_start", condition):
            yield case.find("A5.form", objective.id, text=condition)


def criterion_is_stated(case: Case) -> Iterator[Finding]:
    """A6: a number, a time, a standard, a checklist."""
    for objective in case.module.objectives:
        criterion = objective.criterion.strip()
        if not criterion:
            yield case.find("A6.missing", objective.id)
        elif not case.shows("measure", criterion):
            yield case.find("A6.form", objective.id, text=criterion)


def level_suits_verb(case: Case) -> Iterator[Finding]:
    """A7: the declared level is one that the verb admits in its context."""
    for objective in case.module.objectives:
        reading = bloom.read_level(objective.statement, case.language)
        if not reading.admitted or objective.bloom in reading.admitted or _unobservable(objective, case):
            continue
        joined = f" {words_of_findings(case.language)['or']} "
        admitted = joined.join(case.word("levels", level) for level in reading.admitted)
        declared, usual = case.word("levels", objective.bloom), case.word("levels", reading.admitted[0])
        verb = reading.verb or objective.verb
        yield case.find("A7.level", objective.id, verb=verb, admitted=admitted, declared=declared, usual=usual)


def objectives_fit_the_time(case: Case) -> Iterator[Finding]:
    """A8: one objective per 45 minutes at most, each different."""
    count, minutes, each = (
        len(case.module.objectives),
        case.module.brief.duration_minutes,
        case.limit("minutes_per_objective"),
    )
    if count > 1 and count * each > minutes:
        fit = max(1, int(minutes // each))
        yield case.find("A8.one" if fit == 1 else "A8.many", "module", count=count, minutes=minutes, each=each, fit=fit)
    for first, second in combinations(case.module.objectives, 2):
        if _overlap(first.statement, second.statement, case) >= case.limit("duplicate_overlap"):
            yield case.find("A8.twin", second.id, other=first.id)


def _overlap(first: str, second: str, case: Case) -> float:
    stems, others = content_stems(first, case.language), content_stems(second, case.language)
    if not stems or not others:
        return 0.0
    return len(stems & others) / len(stems | others)


def learners_act(case: Case) -> Iterator[Finding]:
    """A9: at least one objective is about acting, and half at most stay below."""
    levels = [rank(objective.bloom) for objective in case.module.objectives]
    low = sum(level < rank("apply") for level in levels)
    if levels and low == len(levels):
        yield case.find("A9.no_action", "module")
    elif levels and low > case.limit("low_level_share") * len(levels):
        yield case.find("A9.mostly_low", "module", low=low, count=len(levels))


def order_respects_dependencies(case: Case) -> Iterator[Finding]:
    """A10: an objective that names another comes after it; silent when none is named."""
    order = {objective.id: index for index, objective in enumerate(case.module.objectives)}
    needs = {objective.id: _needed(objective) & order.keys() for objective in case.module.objectives}
    for name, others in needs.items():
        for other in sorted(others, key=order.__getitem__):
            if name in needs[other]:
                if order[name] > order[other]:
                    yield case.find("A10.circle", name, other=other)
            elif order[other] > order[name]:
                yield case.find("A10.order", name, other=other)


def _needed(objective: Objective) -> set[str]:
    said = f"{objective.statement} {objective.condition} {objective.criterion}"
    return set(_REFERENCE.findall(said)) - {objective.id}


def prerequisites_are_not_taught(case: Case) -> Iterator[Finding]:
    """A11: what learners must already do is not what the module teaches."""
    for prerequisite in case.module.brief.prerequisites:
        known = content_stems(prerequisite, case.language)
        for objective in case.module.objectives:
            taught = content_stems(objective.statement, case.language)
            if len(taught) >= 2 and len(taught & known) >= case.limit("duplicate_overlap") * len(taught):
                yield case.find("A11.taught", objective.id, text=prerequisite)


def work_situation_is_known(case: Case) -> Iterator[Finding]:
    """A12: what happens at work, and what should."""
    brief = case.module.brief
    if not brief.work_context.strip():
        yield case.find("A12.missing", "work_context")
    elif brief.assumed("work_context"):
        yield case.find("A12.assumed", "work_context")


def competencies_are_covered(case: Case) -> Iterator[Finding]:
    """A13: every competency has its objective, every objective its competency."""
    competencies = case.module.brief.competencies
    covered = {objective.competency for objective in case.module.objectives}
    for index, competency in enumerate(competencies):
        if index not in covered:
            yield case.find("A13.uncovered", "competencies", text=competency)
    for objective in case.module.objectives:
        if not 0 <= objective.competency < len(competencies):
            yield case.find("A13.orphan", objective.id)


RULES = {
    "A1": learner_acts,
    "A2": verb_is_observable_action,
    "A3": no_unobservable_verb,
    "A4": one_performance,
    "A5": condition_is_stated,
    "A6": criterion_is_stated,
    "A7": level_suits_verb,
    "A8": objectives_fit_the_time,
    "A9": learners_act,
    "A10": order_respects_dependencies,
    "A11": prerequisites_are_not_taught,
    "A12": work_situation_is_known,
    "A13": competencies_are_covered,
}
