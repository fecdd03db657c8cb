"""Which step may follow which in a review, who may take it, and what it asks for: the one place that says so."""

from collections.abc import Mapping
from datetime import datetime

from assistant.errors import ConflictError, ForbiddenError, InputError
from assistant.models.desk import Action, Decision, Person, Review, Role, SignOff, Status
from assistant.models.value import Value

_DESIGNERS: frozenset[Role] = frozenset({"designer", "administrator"})
_OPEN: frozenset[Status] = frozenset({"submitted", "in_review", "changes_requested"})


class Step(Value):
    """One kind of step: where it starts, where it leads, who takes it."""

    begins: frozenset[Status]
    ends: Status
    roles: frozenset[Role] = _DESIGNERS
    author: bool = False
    """The trainer whose module it is may take it as well."""
    explained: bool = False
    """It needs a reason that the other side can act on."""


STEPS: Mapping[Action, Step] = {
    "submit": Step(begins=frozenset({"draft", "changes_requested"}), ends="submitted", author=True),
    "take": Step(begins=frozenset({"submitted"}), ends="in_review"),
    "release": Step(begins=frozenset({"in_review"}), ends="submitted"),
    "request_changes": Step(begins=frozenset({"in_review"}), ends="changes_requested", explained=True),
    "approve": Step(begins=frozenset({"in_review"}), ends="approved"),
    "review_again": Step(begins=frozenset({"approved"}), ends="in_review", explained=True),
    "withdraw": Step(begins=frozenset({*_OPEN, "draft", "approved"}), ends="withdrawn", author=True, explained=True),
    "supersede": Step(begins=frozenset({"approved"}), ends="superseded", explained=True),
    "reopen": Step(begins=frozenset({"withdrawn", "superseded"}), ends="draft", author=True),
}


def may(person: Person, action: Action, review: Review) -> bool:
    """Whether that person may take that step now."""
    step = STEPS[action]
    return review.status in step.begins and _is_entitled(person, step, review)


def open_steps(person: Person, review: Review) -> tuple[Action, ...]:
    """The steps that person may take now, in the order of the work."""
    return tuple(action for action in STEPS if may(person, action, review))


def decide(
    person: Person, action: Action, review: Review, *, seen: str, at: datetime, why: str = ""
) -> tuple[Review, Decision]:
    """The review after the step, and the step as it is kept.

    `seen` is the hash of the version that the person has before their eyes. Raises ForbiddenError, ConflictError
    (another status by now, another version), InputError (no reason where one is needed).
    """
    step = STEPS[action]
    if not _is_entitled(person, step, review):
        raise ForbiddenError(
            "this step is for a designer: ask one, or an administrator",
            "cette étape revient à un concepteur : demandez-le-lui, ou à un administrateur",
        )
    if review.status not in step.begins:
        raise ConflictError(
            "the review has moved on in the meantime: open the module again",
            "la relecture a avancé entre-temps : rouvrez le module",
        )
    if seen != review.content_hash:
        raise ConflictError(
            "the module has a newer version: read it, then decide",
            "le module a une version plus récente : lisez-la, puis décidez",
        )
    why = why.strip()
    if not why and (step.explained or (action == "approve" and review.blocking)):
        raise InputError(
            "say why: the person on the other side has to act on it",
            "dites pourquoi : l’autre personne doit pouvoir agir",
        )
    decision = Decision(
        module=review.module,
        action=action,
        before=review.status,
        after=step.ends,
        version=review.version,
        content_hash=review.content_hash,
        by=person.id,
        name=person.name,
        at=at,
        why=why,
    )
    return _after(review, decision), decision


def _is_entitled(person: Person, step: Step, review: Review) -> bool:
    if person.organisation != review.organisation:
        return False
    return person.role in step.roles or (step.author and person.id == review.author)


def _after(review: Review, decision: Decision) -> Review:
    changes: dict[str, object] = {"status": decision.after, "since": decision.at}
    match decision.action:
        case "take":
            changes["assignee"] = decision.by
        case "release":
            changes["assignee"] = None
        case "approve":
            changes["signed"] = SignOff(
                version=decision.version, content_hash=decision.content_hash, by=decision.by, at=decision.at
            )
        case "reopen":
            changes |= {"assignee": None, "due": None}
    return review.model_copy(update=changes)
