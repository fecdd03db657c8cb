"""From the brief to a stored module, stage by stage; each takes what the previous ones returned."""

import asyncio
import hashlib
from dataclasses import replace
from typing import Any

from langgraph.runtime import Runtime

from assistant.checks import attested
from assistant.checks import check as run_checks
from assistant.engine.offline.engine import OfflineEngine
from assistant.engine.offline.progression import choose_tools, left_to_trainer, write_impact
from assistant.engine.prompts import versions
from assistant.engine.protocol import Engine, Shelf
from assistant.engine.revision import (
    as_decided,
    counted_practice,
    drafted_with,
    kept_as_they_were,
    list_changes,
    no_more_practice,
    number_objectives,
    number_plans,
    number_sequences,
    place_matter,
    renumbered,
    standing_plans,
    standing_removals,
    touches_sequences,
    untouched,
)
from assistant.graph.context import Context
from assistant.graph.nodes import subject
from assistant.graph.nodes.subject import Subjects
from assistant.graph.nodes.turn import announce, announce_writing, interview_of, language_of, thread_of
from assistant.graph.state import State
from assistant.graph.wishes import wants_anew
from assistant.interview import delivery
from assistant.interview.assumptions import complete
from assistant.knowledge.selection import Choice
from assistant.models.brief import Brief
from assistant.models.hashing import content_hash
from assistant.models.knowledge import Card
from assistant.models.module import Day, Directives, MethodChoice, Module, Objective, Provenance, Sequence
from assistant.models.terms import Language
from assistant.review.editing import keep_wordings


async def objectives(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Word the objectives, and decide how each will be assessed."""
    announce("objectives")
    work, context = state["work"], runtime.context
    brief = work.get("brief") or complete(interview_of(state).answers)
    directives = work.get("directives") or Directives.model_validate(state["directives"])
    before: Module | None = work.get("before")
    chosen = directives.model_copy(update={"chosen_methods": _kept_methods(before, brief, directives, context.shelf)})
    numbered_goals = await _goals(brief, directives, before, context.engine)
    # Instruments that the trainer chose are named by ids of the version before: numbered first, replaced after.
    plain = directives.model_copy(update={"instruments": {}})
    numbered = number_plans(await context.engine.plan_assessments(brief, plain, numbered_goals), before)
    removed = standing_removals(numbered, directives, numbered_goals)
    directives = directives.model_copy(update={"removed_assessments": removed})
    plans = standing_plans(numbered, directives, numbered_goals)
    choice = await context.searching(context.choose_methods, brief, chosen)
    parts = {"brief": brief, "directives": directives, "choice": choice, "objectives": numbered_goals, "plans": plans}
    if context.engine.model:
        announce("matter")
    lessons = await _lessons({**work, **parts}, context.engine)
    watch = announce_writing("matter", {item.id: item.statement for item in numbered_goals})
    proposing = subject.propose(brief, numbered_goals, lessons, before, choice.methods, context, watch)
    arguing = context.argue_methods(brief, chosen, before, watch)
    if context.engine.one_by_one:
        # The subject matter, which nobody else can give, comes first; the argument gets what is left of the time.
        found = await proposing
        choice, argued = await arguing
    else:
        # Neither rests on the other.
        found, (choice, argued) = await asyncio.gather(proposing, arguing)
    single = await context.searching(_single_methods, brief, directives, choice, context)
    parts |= {"choice": choice, "objectives": found.objectives, "subject": found}
    return {"work": {**work, **parts, "single": single, "argued": argued.by_model}}


async def _goals(brief: Brief, directives: Directives, before: Module | None, engine: Engine) -> tuple[Objective, ...]:
    """The objectives, with the ids of the version before where there is one."""
    if before is None or not directives.statements:
        return number_objectives(await engine.objectives(brief, directives), brief.competencies, before)
    # The trainer's statements name objectives by the ids of the module: a first draft tells which ones they are in it.
    fresh = await engine.objectives(brief, directives.model_copy(update={"statements": {}}))
    numbered = number_objectives(fresh, brief.competencies, before)
    said = {
        own.id: directives.statements[kept.id]
        for own, kept in zip(fresh, numbered, strict=True)
        if kept.id in directives.statements
    }
    worded = await engine.objectives(brief, directives.model_copy(update={"statements": said}))
    return tuple(item.model_copy(update={"id": kept.id}) for item, kept in zip(worded, numbered, strict=True))


async def _lessons(work: dict[str, Any], engine: Engine) -> tuple[Sequence, ...]:
    """The activities of the plan as it will be, for a model to word what is said in them; none where none is asked."""
    if not engine.model:
        return ()
    days = await _laid_out(work, engine)
    return tuple(item for day in days for item in day.sequences if item.kind == "activity")


def _kept_methods(before: Module | None, brief: Brief, directives: Directives, shelf: Shelf) -> tuple[str, ...]:
    """The methods that the trainer accepted, while the brief allows them; a new main one takes the main one's place."""
    chosen = directives.chosen_methods
    if before is None:
        return chosen
    single = set(before.directives.sequence_methods.values()) - set(before.directives.chosen_methods)
    accepted = [method.card for method in before.methods if method.role == "support" or not chosen]
    accepted = [name for name in accepted if name not in single]
    kept = [card for card in accepted if card not in directives.excluded_methods and _can_be_done(shelf[card], brief)]
    return tuple(dict.fromkeys((*chosen, *kept)))


def _single_methods(brief: Brief, directives: Directives, choice: Choice, context: Context) -> tuple[MethodChoice, ...]:
    """The methods that single sequences got from the trainer, argued like the others."""
    cards = dict.fromkeys(directives.sequence_methods.values())
    new = [name for name in cards if name in context.shelf and all(name != method.card for method in choice.methods)]
    found: list[MethodChoice] = []
    for name in new:
        chosen = context.choose_methods(brief, Directives(chosen_methods=(name,)))
        found += [method.model_copy(update={"role": "support"}) for method in chosen.methods if method.card == name]
    return tuple(found)


def _can_be_done(card: Card, brief: Brief) -> bool:
    size = card.group_size
    fits = size.min <= brief.group_size_max and brief.group_size_min <= size.max
    return fits and brief.modality in card.modalities and card.minutes.min <= brief.duration_minutes


async def progression(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Lay the module out in days and sequences."""
    announce("progression")
    work = state["work"]
    return {"work": {**work, "progression": await _laid_out(work, runtime.context.engine)}}


async def _laid_out(work: dict[str, Any], engine: Engine) -> tuple[Day, ...]:
    """The days, with the ids of the version before where there is one."""
    directives: Directives = work["directives"]
    before: Module | None = work.get("before")
    plans, rest = work["plans"], (work["choice"].methods, work["objectives"])
    if before is None or not touches_sequences(directives):
        return number_sequences(await engine.progression(work["brief"], directives, *rest, plans), before)
    # The trainer's changes name sequences by the ids of the module: a first draft tells which ones they are in it.
    added = {item.id for item in directives.added_assessments}
    own = tuple(plan for plan in plans if plan.id not in added)
    fresh = await engine.progression(work["brief"], untouched(directives), *rest, own)
    numbered = number_sequences(fresh, before, directives)
    days = await engine.progression(work["brief"], drafted_with(directives, fresh, numbered), *rest, plans)
    return renumbered(days, fresh, numbered, directives)


async def assessments(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Word the assessments, then everything that rests on the whole."""
    announce("assessments")
    work, context = state["work"], runtime.context
    brief, written, days = work["brief"], work["objectives"], work["progression"]
    worded = await context.engine.assessments(brief, written, work["plans"], days)
    worded = kept_as_they_were(worded, work.get("before"), brief)
    decided = as_decided(work["subject"].matter, work["directives"], written)
    matter = place_matter(decided, days, worded, work.get("before"))
    module = Module(
        id=_module_id(state, runtime),
        version=1,
        created_at=context.clock(),
        brief=brief,
        directives=work["directives"],
        methods=(*work["choice"].methods, *work["single"]),
        runners_up=work["choice"].runners_up,
        objectives=written,
        progression=days,
        assessments=worded,
        matter=matter,
        tools=choose_tools(brief, written, days, context.shelf),
        impact=write_impact(brief, written, worded),
        left_to_trainer=left_to_trainer(brief, written, days, worded, matter),
        provenance=_provenance(context, work["subject"], argued=work["argued"]),
    )
    module, lost = _in_their_words(module, language_of(state))
    return {"work": {**work, "module": module, "noted": (*work.get("noted", ()), *lost)}}


def _in_their_words(module: Module, language: Language) -> tuple[Module, tuple[str, ...]]:
    """The draft with what people wrote in it before; what is left to check follows from that."""
    if not module.directives.wordings:
        return module, ()
    worded, lost = keep_wordings(module, language)
    left = left_to_trainer(module.brief, worded.objectives, worded.progression, worded.assessments, worded.matter)
    worded, more = keep_wordings(worded.model_copy(update={"left_to_trainer": left}), language)
    return worded, (*lost, *more)


def _module_id(state: State, runtime: Runtime[Context]) -> str:
    """One module a conversation and brief: drafting again after a crash finds the same id."""
    if state.get("module"):
        return str((state["module"] or {})["id"])
    thread = str((runtime.execution_info.thread_id if runtime.execution_info else "") or "")
    first = state["turns"][0] if state["turns"] else ""
    return "m-" + hashlib.sha256(f"{thread}\n{first}".encode()).hexdigest()[:12]


def _provenance(context: Context, found: Subjects, *, argued: bool) -> Provenance:
    sections = {**context.engine.sections, "methods": context.engine.name if argued else OfflineEngine.name}
    sections |= found.sections
    return Provenance(
        engine=context.engine.name,
        model=context.engine.model,
        sections=sections,
        prompts=dict(versions()) if context.engine.model else {},
        index=context.index,
        app=context.app,
    )


async def check(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Run every check on the draft."""
    announce("check")
    work, context = state["work"], runtime.context
    module = counted_practice(work.get("before"), work["module"])
    findings = run_checks(module, context.shelf, turns=_told(state), handed=passages_of(state))
    refused = subject.refused(module, findings)
    if refused:
        # What a model proposed and the checks block was never shown to anybody: it goes.
        module = module.model_copy(update={"matter": tuple(p for p in module.matter if p.id not in refused)})
        findings = run_checks(module, context.shelf, turns=_told(state), handed=passages_of(state))
    checked = module.model_copy(update={"findings": findings})
    checked = checked.model_copy(update={"content_hash": content_hash(checked)})
    if context.deliver:
        context.deliver(checked)
    return {"work": {**work, "module": checked}}


def _told(state: State) -> tuple[str, ...]:
    """What the brief may quote: the conversation, and what the version before rests on without a doubt."""
    turns, before = tuple(state["turns"]), state["work"].get("before")
    return (*turns, *attested(before)) if turns and before else turns


def passages_of(state: State) -> dict[str, tuple[str, ...]]:
    """What is kept of the documents that were handed in, by file name."""
    kept: dict[str, tuple[str, ...]] = {}
    for document in state.get("documents", []):
        kept[document["name"]] = (*kept.get(document["name"], ()), *document["texts"])
    return kept


async def store(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Store the version and show it: the whole draft the first time, the changes afterwards."""
    announce("store")
    work, context, language = state["work"], runtime.context, language_of(state)
    before: Module | None = work.get("before")
    changes = list_changes(before, work["module"], language) if before else ()
    note = " ".join(change.what for change in changes)[:500]
    after = work.get("latest") if before else None
    saved = await context.open_store().save(work["module"], thread=thread_of(runtime), note=note, after=after)
    if before is None:
        words = delivery.present(saved, language)
        phase, past = "drafted", []
    else:
        short = work["directives"].practice > saved.directives.practice
        refused, ways = work.get("refused", ()), work.get("ways", ())
        if short:
            text, more = no_more_practice(saved, language)
            refused, ways = (*refused, text), (*ways, *more)
        anew = wants_anew(work["reading"], before)
        words = delivery.present_changes(saved, changes, refused, language, ways, anew=anew)
        if changes:
            left = delivery.method_left(before, saved, context.shelf, language)
            words = replace(words, says=(*left, words.says[0], *work.get("noted", ()), *words.says[1:]))
        phase = "revised" if changes else state["phase"]
        past = [*state["past"], before.version] if saved.version != before.version else state["past"]
    return {
        "phase": phase,
        "past": past,
        "module": {"id": saved.id, "version": saved.version},
        "directives": saved.directives.model_dump(mode="json"),
        "reply": {
            "says": [*work["says"], *words.says, *subject.without_model(work["subject"].faults, language)],
            "asked": None,
            "suggestions": list(words.suggestions),
            "changes": [change.model_dump() for change in changes],
        },
    }
