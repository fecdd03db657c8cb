"""Which step follows which in a review, and who may take it."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from assistant.errors import ConflictError, ForbiddenError, InputError
from assistant.models.desk import Action, Person, Review, Role, Status
from assistant.review.steps import STEPS, decide, may, open_steps

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def person(role: Role, name: str = "ana", organisation: str = "org") -> Person:
    return Person(id=name, organisation=organisation, name=name.capitalize(), role=role)


def review(status: Status = "draft", **more: object) -> Review:
    fields = {
        "module": "m-1",
        "organisation": "org",
        "author": "theo",
        "thread": "t",
        "title": "Sécurité incendie",
        "language": "fr",
        "version": 3,
        "content_hash": "h3",
        "status": status,
        "since": AT,
        "updated_at": AT,
    }
    return Review.model_validate({**fields, **more})


THEO, ANA = person("trainer", "theo"), person("designer")


def test_a_draft_goes_from_its_trainer_through_a_designer_to_a_signature() -> None:
    now = review()
    for who, action in ((THEO, "submit"), (ANA, "take"), (ANA, "approve")):
        now, decision = decide(who, action, now, seen="h3", at=AT)  # type: ignore[arg-type]
        assert decision.by == who.id
        assert decision.after == now.status
    assert now.status == "approved"
    assert now.assignee == "ana"
    assert now.signed is not None
    assert (now.signed.version, now.signed.content_hash, now.signed.by) == (3, "h3", "ana")
    assert not now.changed_since


def test_a_change_after_the_signature_is_told() -> None:
    signed, _ = decide(ANA, "approve", review("in_review"), seen="h3", at=AT)
    assert signed.model_copy(update={"version": 4, "content_hash": "h4"}).changed_since


def test_a_module_that_was_sent_back_is_submitted_again() -> None:
    back, decision = decide(ANA, "request_changes", review("in_review"), seen="h3", at=AT, why="Rien n'évalue O2.")
    assert decision.why == "Rien n'évalue O2."
    again, _ = decide(THEO, "submit", back, seen="h3", at=AT)
    assert again.status == "submitted"


@pytest.mark.parametrize("action", [name for name, step in STEPS.items() if step.explained])
def test_what_the_other_side_has_to_act_on_needs_a_reason(action: Action) -> None:
    begins = sorted(STEPS[action].begins)[0]
    with pytest.raises(InputError):
        decide(ANA, action, review(begins), seen="h3", at=AT, why="  ")


def test_a_module_in_which_something_blocks_is_signed_with_a_reason_only() -> None:
    blocked = review("in_review", blocking=1)
    with pytest.raises(InputError):
        decide(ANA, "approve", blocked, seen="h3", at=AT)
    signed, _ = decide(ANA, "approve", blocked, seen="h3", at=AT, why="Le client connaît ce point.")
    assert signed.status == "approved"


def test_nobody_signs_a_version_that_they_have_not_read() -> None:
    with pytest.raises(ConflictError):
        decide(ANA, "approve", review("in_review"), seen="h2", at=AT)


@pytest.mark.parametrize("action", get_args(Action))
@pytest.mark.parametrize("status", get_args(Status))
def test_no_step_is_taken_from_a_status_that_it_does_not_begin_at(action: Action, status: Status) -> None:
    now = review(status)
    if status in STEPS[action].begins:
        after, _ = decide(ANA, action, now, seen="h3", at=AT, why="oui")
        assert after.status == STEPS[action].ends != status
    else:
        assert not may(ANA, action, now)
        with pytest.raises(ConflictError):
            decide(ANA, action, now, seen="h3", at=AT, why="oui")


def test_a_trainer_submits_withdraws_and_reopens_their_own_modules_and_no_more() -> None:
    steps = {action for status in get_args(Status) for action in open_steps(THEO, review(status))}
    assert steps == {"submit", "withdraw", "reopen"}
    assert open_steps(person("trainer", "lea"), review()) == ()


def test_a_designer_of_another_organisation_takes_no_step() -> None:
    stranger = person("designer", organisation="elsewhere")
    for status in get_args(Status):
        assert open_steps(stranger, review(status)) == ()
    with pytest.raises(ForbiddenError):
        decide(stranger, "take", review("submitted"), seen="h3", at=AT)
