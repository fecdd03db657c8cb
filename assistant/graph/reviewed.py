"""What the review desk knows of the module that a conversation is about, and how the conversation keeps up with it."""

from dataclasses import dataclass
from typing import Any

from assistant.graph.context import Context
from assistant.graph.nodes.turn import interview_of, language_of
from assistant.graph.state import State
from assistant.interview import ledger, reviewed
from assistant.models.desk import LOCAL, Comment, Decision, Person, Review
from assistant.models.module import Module
from assistant.review.notes import restored
from assistant.storage.protocol import Store, VersionInfo


@dataclass(frozen=True)
class Standing:
    """Where the review of a module stands, and all that was said in it."""

    trainer: Person
    review: Review
    decisions: tuple[Decision, ...]
    comments: tuple[Comment, ...]

    @property
    def open(self) -> tuple[Comment, ...]:
        """Discussions that nobody has settled."""
        return tuple(item for item in self.comments if item.parent is None and item.settled == "open")

    def is_news(self, said: Decision | Comment) -> bool:
        """Whether the trainer does not know it from having done it; who is alone plays both parts."""
        if self.trainer.id == LOCAL:
            return isinstance(said, Comment) or said.action != "submit"
        return said.by != self.trainer.id


async def look(store: Store, module: str) -> Standing:
    """Where a module stands, seen for the trainer whose it is. Raises NotFoundError."""
    trainer = await store.reviews.author(module)
    return Standing(
        trainer=trainer,
        review=await store.reviews.review(trainer.organisation, module),
        decisions=await store.reviews.decisions(trainer.organisation, module),
        comments=await store.reviews.comments(trainer.organisation, module),
    )


async def catch_up(state: State | None, context: Context) -> State:
    """What happened at the desk since the trainer was last told: parts of the state, its words in `news`.

    A version that was made there takes the place of the one on the table.
    """
    reference = (state or State()).get("module")
    if not state or not reference or context.store is None:
        return State(news={}, work={})
    store, language = context.store, language_of(state)
    told = {"version": reference["version"], "decisions": 0, "comments": 0, **(state.get("told") or {})}
    standing = await look(store, reference["id"])
    newer = await _made_at_the_desk(store, standing, told["version"])
    module = await store.get(reference["id"], standing.review.version if newer else reference["version"])
    fresh = _unsettled(standing, standing.comments[told["comments"] :])
    says = [
        *((await _moved(store, standing, newer, language),) if newer else ()),
        *reviewed.decided(_that_count(standing, told["decisions"]), standing.trainer, language),
        *reviewed.commented(fresh, module, standing.trainer, language),
    ]
    now = {
        "version": standing.review.version if newer else told["version"],
        "decisions": len(standing.decisions),
        "comments": len(standing.comments),
    }
    offered = list(reviewed.ways(language)) if fresh and standing.open else []
    parts = State(told=now, news={"says": says, "suggestions": offered}, work={"latest": standing.review.version})
    if newer:
        parts = State(**{**parts, **taken_over(state, module), "past": [*state["past"], reference["version"]]})
    return parts


def taken_over(state: State, module: Module) -> State:
    """The parts of the state in which a version is on the table."""
    answers = ledger.answers_of(module.brief)
    return State(
        phase="revised",
        module={"id": module.id, "version": module.version},
        directives=module.directives.model_dump(mode="json"),
        interview=interview_of(state).model_copy(update={"answers": answers}).model_dump(mode="json"),
    )


async def _made_at_the_desk(store: Store, standing: Standing, known: int) -> VersionInfo | None:
    """The latest version that the desk made and the conversation does not know."""
    if standing.review.version <= known:
        return None
    newer = [info for info in await store.versions(standing.review.module) if info.version > known and info.by]
    return newer[-1] if newer else None


async def _moved(store: Store, standing: Standing, change: VersionInfo, language: Any) -> str:
    told = reviewed.Moved(
        version=change.version,
        by=await store.reviews.name(standing.trainer.organisation, change.by),
        own=change.by == standing.trainer.id,
        restored=restored(change.note),
    )
    return reviewed.moved(told, language)


def _that_count(standing: Standing, known: int) -> tuple[Decision, ...]:
    """The decisions to tell: who took the module or put it back is told while nothing came after."""
    new = [item for item in standing.decisions[known:] if standing.is_news(item)]
    return tuple(item for item in new if item.action not in {"take", "release"} or item is standing.decisions[-1])


def _unsettled(standing: Standing, new: tuple[Comment, ...]) -> tuple[Comment, ...]:
    """The comments to tell: those whose discussion is open."""
    live = {item.id for item in standing.open}
    return tuple(item for item in new if standing.is_news(item) and (item.parent or item.id) in live)
