"""The queue: what waits to be reviewed, narrowed, sorted, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from fastapi import Request, Response
from pydantic import Field

from assistant.models.desk import Filters, Order, Person, Review, Status
from assistant.models.terms import Language
from assistant.web.pages.asking import Asked
from assistant.web.pages.desk import moments
from assistant.web.pages.desk.doors import address, desk_router, show
from assistant.web.pages.rendering import language_of
from assistant.web.people import person_of
from assistant.web.running import running

router = desk_router()
PAGE = 25
"""Modules on a page."""
_ENDED: frozenset[Status] = frozenset({"approved", "withdrawn", "superseded"})


class Narrowed(Asked):
    """What the queue is narrowed to, as its address says it; what cannot be read is left out."""

    text: str = Field(default="", max_length=200)
    status: Status | None = None
    assignee: Literal["me", "nobody"] | None = None
    written: Language | None = None
    overdue: bool = False
    order: Order = "urgent"
    page: int = Field(default=1, ge=1, le=100_000)

    def filters(self, person: Person, today: date) -> Filters:
        """The same, as the desk is asked."""
        return Filters(
            text=self.text,
            status=(self.status,) if self.status else (),
            assignee={"me": person.id, "nobody": "", None: None}[self.assignee],
            language=self.written,
            overdue_on=today if self.overdue else None,
            order=self.order,
        )

    def address(self, request: Request, **changes: object) -> str:
        """The address of the queue with other filters, from its first page unless one is named."""
        told: dict[str, Any] = self.model_dump(exclude={"page"}, exclude_defaults=True) | changes
        flags: dict[str, Any] = {name: 1 if value is True else value for name, value in told.items()}
        return address(request, **flags)

    @property
    def narrowed(self) -> bool:
        """Whether something beside the status is asked for."""
        return bool(self.text or self.assignee or self.written or self.overdue)


@dataclass(frozen=True)
class Row:
    """A module in the queue, with what is said of its times."""

    review: Review
    age: str
    since: str
    due: str
    late: str
    """For how long it has been due; "" = it is not late."""
    until: str = ""
    """From which day it is deleted where nobody touches it; "" = that is not near."""


@router.get("")
async def queue(request: Request) -> Response:
    """What waits, most urgent first."""
    person, language, asked = await person_of(request), language_of(request), Narrowed.read(request)
    desk = running().desk
    now = desk.context.clock()
    found = await desk.queue(person, asked.filters(person, now.date()), first=PAGE, skip=PAGE * (asked.page - 1))
    ends = await desk.ends(found.reviews)
    return await show(
        "queue.html.jinja",
        request,
        person,
        asked=asked,
        rows=[row_of(review, now, language, ends) for review in found.reviews],
        total=found.total,
        tabs=_tabs(asked, found.counts, request),
        orders=get_args(Order),
        pages=_pages(asked, found.total, request),
        clear=address(request),
        open=lambda module: address(request, module),
    )


def row_of(review: Review, now: datetime, language: Language, ends: Mapping[str, datetime]) -> Row:
    """A review, and what is said of its times; `ends` says from when what is near its end is deleted."""
    until = ends.get(review.module)
    late = (now.date() - review.due) if review.due and review.status not in _ENDED else None
    return Row(
        review=review,
        age=moments.length(now - review.since, language),
        since=moments.moment(review.since, language),
        due=moments.day(review.due, language) if review.due else "",
        late=moments.length(late, language) if late and late.days > 0 else "",
        until=moments.day(until.astimezone().date(), language) if until else "",
    )


def _tabs(asked: Narrowed, counts: dict[Status, int], request: Request) -> list[dict[str, Any]]:
    """All, then each status; what is seldom used is there where there is something in it."""
    rare = {"withdrawn", "superseded"}
    shown = [name for name in get_args(Status) if name not in rare or counts[name] or asked.status == name]
    every = {"name": None, "count": sum(counts.values()), "address": asked.address(request, status=None)}
    each = [{"name": name, "count": counts[name], "address": asked.address(request, status=name)} for name in shown]
    return [every, *each]


def _pages(asked: Narrowed, total: int, request: Request) -> dict[str, Any]:
    last = max(1, -(-total // PAGE))
    return {
        "here": asked.page,
        "last": last,
        "before": asked.address(request, page=min(asked.page - 1, last)) if asked.page > 1 else "",
        "after": asked.address(request, page=asked.page + 1) if asked.page < last else "",
    }
