"""What a trainer does with the review of a draft: hand it to the designers, take their comments into account."""

from typing import Any
from uuid import uuid4

from langgraph.runtime import Runtime

from assistant.checks import attested, check
from assistant.engine.offline.reading.remarked import wish_of
from assistant.engine.revision import list_changes
from assistant.errors import InputError
from assistant.graph.context import Context
from assistant.graph.nodes.drafting import passages_of
from assistant.graph.nodes.turn import announce, language_of, reply, thread_of
from assistant.graph.redrafting import Redrafted, Said, redraft
from assistant.graph.reviewed import Standing, look, taken_over
from assistant.graph.state import State
from assistant.interview import delivery, reviewed
from assistant.interview.proposal import talk
from assistant.interview.reviewed import Made, Unapplied
from assistant.language.lemmas import fold
from assistant.mail import News
from assistant.models.desk import Comment, Proposed, Settled
from assistant.models.module import Module
from assistant.models.terms import Language
from assistant.models.turn import Reading
from assistant.review.editing import reword
from assistant.review.notes import restoring
from assistant.review.places import text_at
from assistant.review.steps import decide, may


async def submit(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Hand the version on the table to the designers; where that cannot be, say where the review stands."""
    language, store = language_of(state), runtime.context.open_store()
    reference = state["module"] or {}
    module = await store.get(reference["id"], reference["version"])
    standing = await look(store, module.id)
    trainer = standing.trainer
    if not may(trainer, "submit", standing.review):
        return reply(state, reviewed.standing(standing.review, module, language))
    module = await on_top(state, module, runtime)
    review = await store.reviews.review(trainer.organisation, module.id)
    step = decide(trainer, "submit", review, seen=module.content_hash, at=runtime.context.clock())
    kept = await store.reviews.decide(*step)
    runtime.context.tell(News(what="submit", by=trainer, review=kept))
    return {
        **reply(state, reviewed.submitted(module, len(standing.open), language)),
        "phase": "submitted",
        "module": {"id": module.id, "version": module.version},
    }


async def on_top(state: State, module: Module, runtime: Runtime[Context]) -> Module:
    """The version as the latest one, which is what designers read: saved anew where another one came after it."""
    latest = state["work"].get("latest")
    if module.version == latest:
        return module
    note, store = restoring(module.version), runtime.context.open_store()
    return await store.save(module, thread=thread_of(runtime), note=note, after=latest)


async def apply_comments(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Make the next version of the open comments; what could not be applied is listed, and stays open."""
    language, store, reading = language_of(state), runtime.context.open_store(), state["work"]["reading"]
    reference = state["module"] or {}
    before = await store.get(reference["id"], reference["version"])
    standing = await look(store, before.id)
    wanted = _wanted(standing.open, reading)
    done_with = {"news": {**(state.get("news") or {}), "suggestions": []}}
    if not wanted:
        return {**reply(state, reviewed.nothing_open(reading.about, reading.whose, before, language)), **done_with}
    announce("comments")
    after, left, noted = await _try(before, wanted, state, runtime.context)
    applied = [item for item in wanted if all(item is not other.comment for other in left)]
    saved = await _saved(before, after, state, runtime)
    await _settle(applied, standing, runtime.context)
    changes = list_changes(before, saved, language)
    made = Made(done=len(applied), changes=changes, left=left, noted=noted)
    said = reply(state, reviewed.applied(saved, made, language))
    said["reply"]["changes"] = [change.model_dump() for change in changes]
    if saved.version == before.version:
        return {**said, **done_with}
    by_version = {**(state.get("applied") or {}), str(saved.version): [item.id for item in applied]}
    past = [*state["past"], before.version]
    return {**said, **done_with, **taken_over(state, saved), "past": past, "applied": by_version}


async def reopen(
    undone: Module, now: Module, state: State, standing: Standing, context: Context
) -> tuple[Comment, ...]:
    """Open the comments again that an undone version had applied, with a line in each discussion; what somebody has
    settled anew since then stays as it is.
    """
    meant = set((state.get("applied") or {}).get(str(undone.version), ()))
    closed = (item for item in standing.comments if item.id in meant and item.settled in {"resolved", "accepted"})
    comments = tuple(item for item in closed if item.settled_by == standing.trainer.id)
    for comment in comments:
        await _open_again(comment, undone, now, standing, context)
    return comments


async def _open_again(comment: Comment, undone: Module, now: Module, standing: Standing, context: Context) -> None:
    store, trainer, at = context.open_store(), standing.trainer, context.clock()
    module, text = standing.review.module, reviewed.reopened(undone, undone.brief.language)
    await store.reviews.settle(trainer.organisation, module, comment.id, "open", by=trainer.id, at=at)
    line = Comment(
        id=str(uuid4()),
        module=module,
        version=now.version,
        where=comment.where,
        parent=comment.id,
        by=trainer.id,
        name=trainer.name,
        at=at,
        text=text,
    )
    await store.reviews.comment(trainer.organisation, line)


def _wanted(comments: tuple[Comment, ...], reading: Reading) -> tuple[Comment, ...]:
    """The comments that are meant: suggested words first, which stand for themselves."""
    named = fold(reading.whose).split()
    meant = [
        item
        for item in comments
        if (not reading.about or item.where in reading.about)
        and (not named or set(named) & set(fold(item.name).split()))
    ]
    return tuple(sorted(meant, key=lambda item: item.proposed is None))


async def _try(
    before: Module, comments: tuple[Comment, ...], state: State, context: Context
) -> tuple[Module, tuple[Unapplied, ...], tuple[str, ...]]:
    """The draft with what could be done of these comments, those that are left, and what should be known of it."""
    said = Said(turns=tuple(state["turns"]), handed=passages_of(state))
    module, language = before, language_of(state)
    left: list[Unapplied] = []
    noted: list[str] = []
    for comment in comments:
        if comment.proposed:
            module, reasons = _reworded(module, comment.proposed, language)
            done = not reasons
        else:
            found = await redraft(module, wish_of(comment.text, comment.where, module.brief.language), said, context)
            done, reasons = found.module != module and not found.refused, _reasons(module, found)
            module = found.module
            noted += found.noted
        if not done:
            left.append(Unapplied(comment=comment, reasons=reasons))
    return module, tuple(left), tuple(dict.fromkeys(noted))


def _reasons(module: Module, found: Redrafted) -> tuple[str, ...]:
    """Why a wish was not done; () where no change was read in it, which is said here in other words."""
    unread = delivery.nothing_changed(module, (), module.brief.language, understood=False).says
    return () if found.refused == unread else found.refused


def _reworded(module: Module, proposed: Proposed, language: Language) -> tuple[Module, tuple[str, ...]]:
    """The draft with the words that were suggested, or why they cannot stand there."""
    try:
        after = reword(module, proposed.path, proposed.after)
        if after != module and text_at(module, proposed.path) != proposed.before:
            return module, (talk(language)["review"]["reasons"]["moved"],)
        return after, ()
    except InputError as error:
        return module, (error.line(french=language == "fr"),)


async def _saved(before: Module, after: Module, state: State, runtime: Runtime[Context]) -> Module:
    """The next version, checked; the one before where nothing changed."""
    if after == before:
        return before
    announce("check")
    context = runtime.context
    # What a reviewer asked for was never said in the conversation.
    turns = (*state["turns"], *attested(after))
    findings = check(after, context.shelf, turns=turns, handed=passages_of(state))
    checked = after.model_copy(update={"findings": findings})
    announce("store")
    note = " ".join(change.what for change in list_changes(before, checked, language_of(state)))[:500]
    latest = state["work"].get("latest")
    return await context.open_store().save(checked, thread=thread_of(runtime), note=note, after=latest)


async def _settle(applied: list[Comment], standing: Standing, context: Context) -> None:
    """Close what was applied, in the trainer's name."""
    store, trainer = context.open_store(), standing.trainer
    for comment in applied:
        settled: Settled = "accepted" if comment.proposed else "resolved"
        await store.reviews.settle(
            trainer.organisation, standing.review.module, comment.id, settled, by=trainer.id, at=context.clock()
        )
