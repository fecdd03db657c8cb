"""The objectives of a module, from its brief."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zlib import crc32

from assistant.engine.offline.objectives import context, kinds, ordering, rewriting, splitting
from assistant.engine.offline.objectives.wording import Say, Trait, wording
from assistant.language import doings, grammar, lemmas, typography, verbs
from assistant.models.brief import Brief
from assistant.models.module import Directives, Objective
from assistant.models.terms import Language

_MINUTES_EACH = 45
_MOST_WORDS = 30
_Part = Literal["condition", "criterion"]
_TELLING: frozenset[Trait] = frozenset({"message", "urgent", "telling", "grave", "spot"})
"""Traits whose own wordings are said before those that suit any doing of the kind."""


@dataclass(frozen=True)
class Draft:
    """An objective before its condition and criterion are worded."""

    competency: int
    said: str
    """The competency as the trainer said it."""
    phrase: str
    """Observable infinitive phrase."""
    doing: kinds.Doing
    condition: str | None = None
    criterion: str | None = None
    rewritten: str | None = None


@dataclass(frozen=True)
class Part:
    """A condition or a criterion, and whether it is Jalon's own."""

    text: str
    assumed: bool
    quote: str = ""


def write_objectives(brief: Brief, directives: Directives) -> tuple[Objective, ...]:
    """One objective per competency, two when it joins two performances and the time allows; ids O1…"""
    drafts = _in_order(_drafts(brief), brief.language)
    objectives = _worded(drafts, brief)
    for index, objective in enumerate(objectives):
        statement = directives.statements.get(objective.id)
        if statement:
            objectives[index] = _restated(objective, statement, objectives, brief)
    return tuple(objectives)


def _drafts(brief: Brief) -> list[Draft]:
    room = max(0, brief.duration_minutes // _MINUTES_EACH - len(brief.competencies))
    drafts: list[Draft] = []
    in_talk = _is_about_talk(brief)
    for index, competency in enumerate(brief.competencies):
        phrase = splitting.infinitive(_in_own_language(competency, brief), brief.language)
        parts = splitting.performances(phrase, brief.language)
        if len(parts) - 1 > room:
            parts = (phrase,)
        room -= len(parts) - 1
        drafts += [_draft(index, competency, part, len(parts) > 1, brief.language, in_talk) for part in parts]
    return drafts


def _is_about_talk(brief: Brief) -> bool:
    goals = (splitting.infinitive(goal, brief.language) for goal in (brief.subject, *brief.competencies) if goal)
    return doings.is_about_talk(goals, lambda goal, in_talk: kinds.doing(goal, brief.language, in_talk).performance)


def _in_own_language(competency: str, brief: Brief) -> str:
    """The competency; the subject instead of what nobody can see done and is said in another language."""
    other: Language = "en" if brief.language == "fr" else "fr"
    if verbs.leading_verb(competency, brief.language) is not None:
        return competency
    leading = verbs.leading_verb(competency, other)
    known = verbs.entry(leading.lemma, other) if leading else None
    return brief.subject if known is not None and not known.observable else competency


def _draft(index: int, said: str, phrase: str, is_split: bool, language: Language, in_talk: bool) -> Draft:
    stated = splitting.stated(phrase, language)
    seen = rewriting.observable(stated.phrase, language)
    reason = seen.reason
    if is_split and reason is None:
        reason = wording(language).split.format(before=said, after=seen.phrase)
    doing = kinds.doing(seen.phrase, language, in_talk)
    return Draft(index, said, seen.phrase, doing, stated.condition, stated.criterion, reason)


def _in_order(drafts: Sequence[Draft], language: Language) -> list[Draft]:
    places = [ordering.Place(draft.doing.complement, draft.doing.level) for draft in drafts]
    return [drafts[index] for index in ordering.ordered(places, language)]


def _worded(drafts: Sequence[Draft], brief: Brief) -> list[Objective]:
    told = context.told(brief)
    used: set[str] = set()
    objectives: list[Objective] = []
    for number, draft in enumerate(drafts, start=1):
        objective = _objective(f"O{number}", draft, brief, told, used)
        objectives.append(objective)
    return objectives


def _objective(identifier: str, draft: Draft, brief: Brief, told: context.Told, used: set[str]) -> Objective:
    statement = grammar.capitalized(grammar.clip(draft.phrase, _MOST_WORDS))
    condition = _condition(draft, brief, told, used)
    room = _MOST_WORDS - len(statement.split()) - len(condition.text.split())
    criterion = _criterion(draft, brief, told, used, condition.text, room)
    parts: tuple[tuple[_Part, Part], ...] = (("condition", condition), ("criterion", criterion))
    return Objective(
        id=identifier,
        statement=typography.typeset(statement, brief.language),
        verb=draft.doing.verb,
        bloom=draft.doing.level,
        condition=typography.typeset(condition.text, brief.language),
        criterion=typography.typeset(criterion.text, brief.language),
        competency=draft.competency,
        performance=draft.doing.performance,
        rewritten=typography.typeset(draft.rewritten, brief.language) if draft.rewritten else None,
        quotes=_quotes(draft, brief, (condition.quote, criterion.quote)),
        assumed=tuple(name for name, part in parts if part.assumed),
    )


def _quotes(draft: Draft, brief: Brief, others: Iterable[str]) -> tuple[str, ...]:
    quotes = brief.quotes_of("competencies")
    if len(quotes) == len(brief.competencies):
        own: tuple[str, ...] = (quotes[draft.competency],)
    else:
        wanted = lemmas.content_stems(draft.said, brief.language)
        near = [quote for quote in quotes if wanted & lemmas.content_stems(quote, brief.language)]
        own = tuple(near[:1])
    return tuple(dict.fromkeys((*own, *(quote for quote in others if quote))))


def _condition(draft: Draft, brief: Brief, told: context.Told, used: set[str]) -> Part:
    if draft.condition:
        return Part(draft.condition, assumed=False)
    kind = draft.doing.performance
    cue = context.cue_for(told, kind, "condition", draft.phrase)
    tail = cue.condition if cue and cue.condition not in used else None
    quote = context.clause_of(told.text, cue) if cue and tail else ""
    if tail:
        used.add(tail)
    # One thinks about things as well without them.
    resource = None if kind in ("decision", "concept", "attitude") else context.resource_for(draft.phrase, brief)
    if resource is None and kind == "gesture" and brief.modality == "onsite":
        resource = context.dummy_for(brief, brief.competencies)
    if resource and resource not in used:
        used.add(resource)
        return Part(f"{resource}, {tail}" if tail else resource, assumed=False, quote=_kept(quote, brief))
    around = _around(draft, brief, told, used)
    if around:
        return Part(f"{around}, {tail}" if tail else around, assumed=True, quote=_kept(quote, brief))
    head = _neutral(draft, brief, used, tail)
    return Part(f"{head}, {tail}" if tail else head, assumed=True, quote=_kept(quote, brief))


def _around(draft: Draft, brief: Brief, told: context.Told, used: set[str]) -> str | None:
    """An incident that was told makes one condition of the module, where there is most to see or decide."""
    if told.incident is None or told.incident in used or draft.doing.performance in ("gesture", "concept", "tool_use"):
        return None
    used.add(told.incident)
    acts = draft.doing.performance == "procedure" and "act" in draft.doing.traits
    template: str = getattr(wording(brief.language).around, "act" if acts else draft.doing.performance)
    return template.format(incident=told.incident)


def _neutral(draft: Draft, brief: Brief, used: set[str], tail: str | None) -> str:
    words = wording(brief.language)
    kind = draft.doing.performance
    remote = words.remote[kind]
    away = draft.doing.traits & {"act", "equipment"}
    if brief.modality == "remote" and remote not in used and not tail and not away:
        used.add(remote)
        return remote
    pool = _suited(words.conditions[kind], draft, brief, used)
    if tail:
        # "sans …, sans …" and "face à …, face à …" limp.
        first = tail.split()[0]
        pool = [say for say in pool if first not in say.split()] or pool
    return _pick(pool, draft.said, used, _MOST_WORDS)


def _criterion(draft: Draft, brief: Brief, told: context.Told, used: set[str], condition: str, room: int) -> Part:
    if draft.criterion:
        return Part(draft.criterion, assumed=False)
    kind = draft.doing.performance
    cue = context.cue_for(told, kind, "criterion", draft.phrase)
    if cue and cue.criterion and cue.criterion not in used:
        used.add(cue.criterion)
        return Part(cue.criterion, assumed=True, quote=_kept(context.clause_of(told.text, cue), brief))
    pool = _suited(wording(brief.language).criteria[kind], draft, brief, used)
    return Part(_pick(_unlike(pool, condition, brief.language), draft.said, used, room), assumed=True)


def _suited(says: Sequence[Say], draft: Draft, brief: Brief, used: set[str]) -> list[str]:
    """The wordings for such a doing: its screen or its machine, its file or its act, and who is there to see it."""
    apart, single, traits = brief.modality == "async", brief.group_size_max == 1, draft.doing.traits
    peers = wording(brief.language).peers
    fit = [
        say
        for say in says
        if (not say.for_ or traits & set(say.for_)) and not (say.live and apart) and not (say.alone and not apart)
    ]
    fit = [say for say in fit if not (single and re.search(peers, say.say))] or fit
    if context.refuses_play(brief):
        fit = [say for say in fit if not re.search(wording(brief.language).played, say.say)] or fit
    own = [say.say for say in fit if _TELLING & traits & set(say.for_) and say.say not in used]
    return own or [say.say for say in fit]


def _unlike(pool: Sequence[str], condition: str, language: Language) -> list[str]:
    """Without those that say again what the condition says ("sans aide …, sans aide")."""
    said = lemmas.content_stems(condition, language)
    return [say for say in pool if not lemmas.content_stems(say, language) & said] or list(pool)


def _pick(pool: Sequence[str], seed: str, used: set[str], room: int) -> str:
    """A wording that nobody else has, chosen by the words of the competency, never by its place."""
    start = crc32(seed.encode()) % len(pool)
    turned = [*pool[start:], *pool[:start]]
    fresh = [say for say in turned if say not in used] or turned
    choice = next((say for say in fresh if len(say.split()) <= room), min(fresh, key=lambda say: len(say.split())))
    used.add(choice)
    return choice


def _kept(quote: str, brief: Brief) -> str:
    """A quote only when the trainer wrote exactly that."""
    return quote if quote and any(quote in source.quote for source in brief.sources) else ""


def _restated(objective: Objective, statement: str, others: Sequence[Objective], brief: Brief) -> Objective:
    """The objective with the statement that the trainer asked for; nobody else's words change."""
    phrase = splitting.infinitive(statement, brief.language)
    draft = _draft(objective.competency, statement, phrase, False, brief.language, _is_about_talk(brief))
    used = {text for other in others if other.id != objective.id for text in (other.condition, other.criterion)}
    told = replace(context.told(brief), cues=(), incident=None)
    fresh = _objective(objective.id, draft, brief, told, used)
    if fresh.performance != objective.performance:
        return fresh.model_copy(update={"quotes": objective.quotes})
    kept = {"condition": objective.condition, "criterion": objective.criterion, "assumed": objective.assumed}
    return fresh.model_copy(update={"quotes": objective.quotes, **kept})
