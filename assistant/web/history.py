"""Chainlit's data layer over `storage.history`: same database, ids bound as parameters, faults raised."""

from typing import Any
from uuid import UUID, uuid4

from chainlit.data.base import BaseDataLayer
from chainlit.data.utils import queue_until_user_message
from chainlit.element import Element, ElementDict
from chainlit.step import StepDict
from chainlit.types import Feedback, PageInfo, PaginatedResponse, Pagination, ThreadDict, ThreadFilter
from chainlit.user import PersistedUser, User

from assistant.errors import InputError, NotFoundError
from assistant.storage.history import ChatHistory
from assistant.web.running import running
from assistant.web.signing.visits import present

_LONGEST_NAME = 60


def _checked(identifier: str) -> str:
    """The id, if it is a UUID: the browser sends them. Raises InputError."""
    try:
        return str(UUID(identifier))
    except ValueError as error:
        raise InputError(f"not an id: {identifier[:40]!r}") from error


def _short(name: str) -> str:
    """A name that fits a line of the history."""
    line = " ".join(_storable(name).split())
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def _storable(value: Any) -> Any:
    """The value without what databases refuse in a text: NUL and lone surrogates."""
    match value:
        case str():
            return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
        case dict():
            return {key: _storable(item) for key, item in value.items()}
        case list() | tuple():
            return [_storable(item) for item in value]
        case _:
            return value


class HistoryLayer(BaseDataLayer):
    """Implements Chainlit's persistence."""

    @property
    def _history(self) -> ChatHistory:
        return running().store.history

    async def _is_own(self, thread_id: str) -> bool:
        """Whether a conversation is that of whoever is signed in, or has yet to begin."""
        if not running().settings.accounts:
            return True
        person, owner = present(), await self._history.owner(thread_id)
        return person is not None and owner in {None, person.id}

    async def _check_own(self, thread_id: str) -> None:
        if not await self._is_own(thread_id):
            raise NotFoundError("there is no such conversation", "il n’y a pas de telle conversation")

    async def _delete_own(self, kind: str, document_id: str) -> None:
        """Forget something that was shown to whoever is signed in; of what is not theirs, nothing is told."""
        checked = _checked(document_id)
        if not running().settings.accounts or await self._is_own(await self._history.thread_of(kind, checked)):
            await self._history.delete(kind, checked)

    async def get_user(self, identifier: str) -> PersistedUser | None:
        """The user of that name."""
        found = await self._history.user(identifier)
        return _user(found) if found else None

    async def create_user(self, user: User) -> PersistedUser | None:
        """The user, made at the first sight."""
        return _user(await self._history.ensure_user(user.identifier, user.metadata))

    async def upsert_feedback(self, feedback: Feedback) -> str:
        """Keep what the user thought of an answer."""
        identifier = feedback.id or str(uuid4())
        if not await self._is_own(feedback.threadId or ""):
            return identifier  # as for a thread that is not there: nobody can tell which
        document = {
            "id": identifier,
            "threadId": feedback.threadId or "",
            "forId": feedback.forId,
            "value": feedback.value,
            "comment": feedback.comment,
        }
        await self._history.save_feedback(document)
        return identifier

    async def delete_feedback(self, feedback_id: str) -> bool:
        """Forget a feedback."""
        await self._delete_own("feedback", feedback_id)
        return True

    @queue_until_user_message()
    async def create_element(self, element: Element) -> None:
        """Keep an element with its properties (there is no blob store)."""
        if element.type != "custom":
            return  # a file that was handed in is gone once it is read: the message keeps its name
        if not await self._is_own(element.thread_id):
            return
        document = {key: value for key, value in element.to_dict().items() if value is not None}
        await self._history.save_element({**_storable(document), "url": None})

    async def get_element(self, thread_id: str, element_id: str) -> ElementDict | None:
        """One element of a thread."""
        return await self._history.element(_checked(thread_id), _checked(element_id))

    @queue_until_user_message()
    async def delete_element(self, element_id: str, thread_id: str | None = None) -> None:
        """Forget an element."""
        await self._delete_own("element", element_id)

    @queue_until_user_message()
    async def create_step(self, step_dict: StepDict) -> None:
        """Keep a message or a step of the work."""
        await self._check_own(step_dict["threadId"])
        await self._history.save_step(_storable(dict(step_dict)))

    @queue_until_user_message()
    async def update_step(self, step_dict: StepDict) -> None:
        """Keep the new state of a message."""
        await self._check_own(step_dict["threadId"])
        await self._history.save_step(_storable(dict(step_dict)))

    @queue_until_user_message()
    async def delete_step(self, step_id: str) -> None:
        """Forget a message."""
        await self._delete_own("step", step_id)

    async def get_thread_author(self, thread_id: str) -> str:
        """Identifier of the thread's user; "" when there is none, or it is somebody else's: nobody can tell which."""
        owner = await self._history.owner(_checked(thread_id)) or ""
        person = present()
        return owner if not running().settings.accounts or (person and owner == person.id) else ""

    async def delete_thread(self, thread_id: str) -> None:
        """Forget a conversation, what was said in it too; its modules stay in storage."""
        checked = _checked(thread_id)
        await running().conversations.forget(checked)
        await self._history.delete_thread(checked)

    async def list_threads(self, pagination: Pagination, filters: ThreadFilter) -> PaginatedResponse[ThreadDict]:
        """A page of the user's conversations, the latest first."""
        rows, more = await self._history.threads(
            filters.userId or "", first=pagination.first, after=pagination.cursor, search=filters.search
        )
        page = PageInfo(
            hasNextPage=more,
            startCursor=rows[0]["id"] if rows else None,
            endCursor=rows[-1]["id"] if rows else None,
        )
        return PaginatedResponse(pageInfo=page, data=[_thread(row, "") for row in rows])

    async def get_thread(self, thread_id: str) -> ThreadDict | None:
        """A conversation with everything that was shown in it; None for what is no id, as for an unknown one.

        With accounts, one that is not there is nobody's, like one of somebody else: Chainlit opens neither, where it
        would begin one under an id that is free, which somebody may have had before.
        """
        strange = _thread({"id": thread_id, "created_at": "", "name": None, "user": None, "data": {}}, "")
        missing = strange if running().settings.accounts else None
        try:
            found = await self._history.thread(_checked(thread_id))
        except InputError:
            return missing
        owner = await self._history.owner(thread_id) if found else None
        person = present()
        if found is None or (running().settings.accounts and (person is None or owner != person.id)):
            return missing
        return _thread(found, owner or "")

    async def update_thread(
        self,
        thread_id: str,
        name: str | None = None,
        user_id: str | None = None,
        metadata: dict[str, Any] | None = None,
        tags: list[str] | None = None,
    ) -> None:
        """Make or rename a conversation; one that begins is named by its first message, until a name is known.

        What Chainlit keeps of a session (`metadata`) is not stored: checkpoints hold the conversation's state.
        """
        if name is None and user_id is None:
            return
        short = _short(name) if name is not None else None
        named = {"named": short} if user_id is not None and short else {}
        await self._history.save_thread(_checked(thread_id), name=short, user=user_id, data=named)

    async def name_by_itself(self, thread_id: str, title: str) -> bool:
        """Name a conversation after its module, unless its owner named it; says whether the name changed."""
        found = await self._history.bare_thread(_checked(thread_id))
        short = _short(title)
        if found is None or found["name"] == short:
            return False
        # A conversation that began with a document alone has no name yet.
        if found["name"] and found["name"] != (found["data"] or {}).get("named"):
            return False
        await self._history.save_thread(thread_id, name=short, data={"named": short})
        return True

    async def build_debug_url(self) -> str:
        """There is no debugging service."""
        return ""

    async def get_favorite_steps(self, user_id: str) -> list[StepDict]:
        """Favourites are switched off."""
        return []

    async def close(self) -> None:
        """The program closes the database."""


def _user(row: dict[str, Any]) -> PersistedUser:
    return PersistedUser(
        id=row["id"], createdAt=row["created_at"], identifier=row["identifier"], metadata=row["data"] or {}
    )


def _thread(row: dict[str, Any], owner: str) -> ThreadDict:
    return ThreadDict(
        id=row["id"],
        createdAt=row["created_at"],
        name=row["name"],
        userId=row["user"],
        userIdentifier=owner,
        tags=[],
        metadata=row["data"] or {},
        steps=row.get("steps", []),
        elements=row.get("elements", []),
    )
