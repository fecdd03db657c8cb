"""Where each review stands, what was decided and what was said: every call names the organisation it is for."""

from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import Connection, RowMapping, Select, and_, func, insert, select, update

from assistant.errors import ConflictError, NotFoundError
from assistant.language.lemmas import fold
from assistant.models.desk import Comment, Decision, Filters, Person, Queue, Review, Settled, SignOff, Status
from assistant.storage.audit import Detail, log
from assistant.storage.connections import Connections
from assistant.storage.moments import aware
from assistant.storage.plain import plain, strip_nul
from assistant.storage.tables import accounts, comments, decisions, modules, reviews

_DECIDED: tuple[Status, ...] = ("approved", "withdrawn", "superseded")
_HELD = ("title", "language", "thread", "updated_at")


class Reviews:
    """Reads and writes what the review desk knows; nothing of another organisation is ever found."""

    def __init__(self, connections: Connections) -> None:
        self._database = connections

    async def queue(self, organisation: str, filters: Filters, *, first: int = 25, skip: int = 0) -> Queue:
        """A page of the queue, and how many there are."""
        wanted = _narrowed(organisation, filters)

        def read(connection: Connection) -> Queue:
            counted = select(reviews.c.status, func.count()).select_from(_joined()).where(*wanted)
            counts = dict.fromkeys(get_args(Status), 0) | {
                row[0]: row[1] for row in connection.execute(counted.group_by(reviews.c.status))
            }
            shown = (*wanted, reviews.c.status.in_(filters.status)) if filters.status else wanted
            total = sum(counts[status] for status in filters.status or get_args(Status))
            query = _ordered(_select().where(*shown), filters).limit(first).offset(skip)
            rows = connection.execute(query).mappings().all()
            return Queue(reviews=tuple(_review(row) for row in rows), total=total, counts=counts)

        return await self._database.read(read)

    async def review(self, organisation: str, module: str) -> Review:
        """Where a module stands. Raises NotFoundError."""
        return await self._database.read(lambda connection: _found(connection, organisation, module))

    async def author(self, module: str) -> Person:
        """Whose module it is: the conversation that made it speaks for that trainer. Raises NotFoundError."""

        def read(connection: Connection) -> Person:
            whose = select(reviews.c.author, reviews.c.organisation).where(reviews.c.module == module)
            row = connection.execute(whose).first()
            if row is None:
                raise _missing(module)
            name = connection.execute(select(accounts.c.name).where(accounts.c.id == row.author)).scalar()
            return Person(id=row.author, organisation=row.organisation, name=name or row.author, role="trainer")

        return await self._database.read(read)

    async def name(self, organisation: str, person: str) -> str:
        """What somebody of an organisation is called; "" where nobody knows."""
        known = and_(accounts.c.id == person, accounts.c.organisation == organisation)
        query = select(accounts.c.name).where(known)
        return await self._database.read(lambda connection: connection.execute(query).scalar()) or ""

    async def decide(self, review: Review, decision: Decision) -> Review:
        """Keep a step and where it leads. Raises ConflictError when the review has moved on, or the module changed."""

        def write(connection: Connection) -> Review:
            row = {"status": review.status, "since": review.since, **_decided_by(decision, review)}
            same = and_(
                reviews.c.module == review.module,
                reviews.c.organisation == review.organisation,
                reviews.c.status == decision.before,
                reviews.c.content_hash == decision.content_hash,
            )
            if connection.execute(update(reviews).where(same).values(**row)).rowcount != 1:
                raise _moved_on()
            connection.execute(insert(decisions).values(**plain(decision.model_dump()) | {"at": decision.at}))
            detail: Detail = {"version": decision.version, "hash": decision.content_hash, "after": decision.after}
            log(
                connection,
                review.organisation,
                decision.by,
                f"decide.{decision.action}",
                review.module,
                decision.at,
                detail,
            )
            return _found(connection, review.organisation, review.module)

        return await self._database.write(write)

    async def assign(
        self, organisation: str, module: str, *, by: str, at: datetime, assignee: str | None, due: date | None
    ) -> Review:
        """Give a review to somebody (None = nobody) and say by when. Raises NotFoundError."""

        def write(connection: Connection) -> Review:
            _found(connection, organisation, module)
            connection.execute(update(reviews).where(reviews.c.module == module).values(assignee=assignee, due=due))
            detail: Detail = {"assignee": assignee, "due": due.isoformat() if due else None}
            log(connection, organisation, by, "assign", module, at, detail)
            return _found(connection, organisation, module)

        return await self._database.write(write)

    async def decisions(self, organisation: str, module: str) -> tuple[Decision, ...]:
        """Every step, oldest first. Raises NotFoundError."""

        def read(connection: Connection) -> tuple[Decision, ...]:
            _found(connection, organisation, module)
            columns = [column for column in decisions.c if column.name != "number"]
            query = select(*columns).where(decisions.c.module == module).order_by(decisions.c.number)
            rows = connection.execute(query).mappings().all()
            return tuple(Decision.model_validate({**row, "at": aware(row["at"])}) for row in rows)

        return await self._database.read(read)

    async def comment(self, organisation: str, comment: Comment) -> Comment:
        """Keep a comment; an answer goes to the first of its discussion. Raises NotFoundError."""

        def write(connection: Connection) -> Comment:
            _lock(connection, organisation, comment.module)
            if comment.parent is not None:
                _said(connection, comment.module, comment.parent)
            row = plain(comment.model_dump(mode="json")) | {"at": comment.at, "settled_at": None}
            connection.execute(insert(comments).values(**row))
            _count_open(connection, comment.module)
            log(connection, organisation, comment.by, "comment", comment.module, comment.at, {"comment": comment.id})
            return _said(connection, comment.module, comment.id)

        return await self._database.write(write)

    async def comments(self, organisation: str, module: str) -> tuple[Comment, ...]:
        """Everything that was said about a module, oldest first. Raises NotFoundError."""

        def read(connection: Connection) -> tuple[Comment, ...]:
            _found(connection, organisation, module)
            query = select(comments).where(comments.c.module == module).order_by(comments.c.number)
            return tuple(_comment(row) for row in connection.execute(query).mappings())

        return await self._database.read(read)

    async def settle(
        self, organisation: str, module: str, comment: str, settled: Settled, *, by: str, at: datetime, reason: str = ""
    ) -> Comment:
        """Close or open a discussion, accept or refuse its suggestion. Raises NotFoundError."""

        def write(connection: Connection) -> Comment:
            _lock(connection, organisation, module)
            _said(connection, module, comment)
            row: dict[str, Any] = {"settled": settled, "settled_by": by, "settled_at": at, "reason": strip_nul(reason)}
            connection.execute(update(comments).where(comments.c.id == comment).values(**row))
            _count_open(connection, module)
            log(connection, organisation, by, f"settle.{settled}", module, at, {"comment": comment})
            return _said(connection, module, comment)

        return await self._database.write(write)


def _decided_by(decision: Decision, review: Review) -> dict[str, Any]:
    """What a step decides beside the status; what it leaves alone, somebody else may just have changed."""
    match decision.action:
        case "take" | "release":
            return {"assignee": review.assignee}
        case "reopen":
            return {"assignee": review.assignee, "due": review.due}
        case "approve":
            signed = {"signed_version": decision.version, "signed_hash": decision.content_hash}
            return {**signed, "signed_by": decision.by, "signed_at": decision.at}
        case _:
            return {}


def _joined() -> Any:
    return reviews.join(modules, modules.c.id == reviews.c.module)


def _select() -> Select[Any]:
    held = [modules.c[name] for name in _HELD]
    columns = [column for column in reviews.c if column.name != "folded"]
    return select(*columns, *held).select_from(_joined())


def _narrowed(organisation: str, filters: Filters) -> tuple[Any, ...]:
    """Every condition but the status."""
    words = fold(strip_nul(filters.text)).split()
    wanted: list[Any] = [reviews.c.folded.contains(word, autoescape=True) for word in words]
    wanted.append(reviews.c.organisation == organisation)
    if filters.assignee is not None:
        held = reviews.c.assignee
        wanted.append(held == filters.assignee if filters.assignee else held.is_(None))
    if filters.author is not None:
        wanted.append(reviews.c.author == filters.author)
    if filters.language is not None:
        wanted.append(modules.c.language == filters.language)
    if filters.overdue_on is not None:
        wanted += [reviews.c.due < filters.overdue_on, reviews.c.status.not_in(_DECIDED)]
    return tuple(wanted)


def _ordered(query: Select[Any], filters: Filters) -> Select[Any]:
    match filters.order:
        case "urgent":
            decided = reviews.c.status.in_(_DECIDED)
            return query.order_by(decided, reviews.c.due.is_(None), reviews.c.due, reviews.c.since, reviews.c.module)
        case "oldest":
            return query.order_by(reviews.c.since, reviews.c.module)
        case "newest":
            return query.order_by(reviews.c.since.desc(), reviews.c.module)
        case "title":
            return query.order_by(reviews.c.folded, reviews.c.module)


def _found(connection: Connection, organisation: str, module: str) -> Review:
    known = and_(reviews.c.module == module, reviews.c.organisation == organisation)
    row = connection.execute(_select().where(known)).mappings().first()
    if row is None:
        raise _missing(module)
    return _review(row)


def _lock(connection: Connection, organisation: str, module: str) -> None:
    """Keep others from counting the comments of a module until this transaction has ended. Raises NotFoundError."""
    _found(connection, organisation, module)
    connection.execute(select(reviews.c.module).where(reviews.c.module == module).with_for_update())


def _missing(module: str) -> NotFoundError:
    return NotFoundError(
        f"there is no module {module}: check its address",
        f"il n’y a pas de module {module} : vérifiez son adresse",
    )


def _review(row: RowMapping) -> Review:
    held = {name: row[name] for name in row if not name.startswith("signed_")}
    moments = {name: aware(row[name]) for name in ("since", "updated_at")}
    signed = None
    if row["signed_version"] is not None:
        signed = SignOff(
            version=row["signed_version"],
            content_hash=row["signed_hash"],
            by=row["signed_by"],
            at=aware(row["signed_at"]),
        )
    return Review.model_validate({**held, **moments, "signed": signed})


def _said(connection: Connection, module: str, comment: str) -> Comment:
    known = and_(comments.c.id == comment, comments.c.module == module)
    row = connection.execute(select(comments).where(known)).mappings().first()
    if row is None:
        raise NotFoundError(
            "there is no such comment in this module",
            "il n’y a pas de tel commentaire dans ce module",
        )
    return _comment(row)


def _comment(row: RowMapping) -> Comment:
    held = {name: row[name] for name in row if name != "number"}
    settled = aware(row["settled_at"]) if row["settled_at"] else None
    return Comment.model_validate({**held, "at": aware(row["at"]), "settled_at": settled})


def _count_open(connection: Connection, module: str) -> None:
    still = and_(comments.c.module == module, comments.c.parent.is_(None), comments.c.settled == "open")
    number = select(func.count()).select_from(comments).where(still).scalar_subquery()
    connection.execute(update(reviews).where(reviews.c.module == module).values(open_comments=number))


def _moved_on() -> ConflictError:
    return ConflictError(
        "the review has moved on in the meantime: open the module again",
        "la relecture a avancé entre-temps : rouvrez le module",
    )
