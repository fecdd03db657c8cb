"""What every request has in common: who asks, for which module, and which version they have read."""

from typing import Annotated

from fastapi import Depends, Header, Path, Request, Response
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from assistant.desk import Desk
from assistant.errors import ConflictError, InputError, NotFoundError
from assistant.export import Format
from assistant.models.desk import Person
from assistant.models.module import Module
from assistant.web.people import person_of
from assistant.web.running import running

LAST = 2**31 - 1
"""The largest whole number that every database takes."""
_LONGEST_ID = 200


def _storable(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("nul_character", "holds the NUL character")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise PydanticCustomError("string_unicode", "holds half of a character")
    return text


def _known(name: str) -> str:
    """An id as it came; what no id can be is not there, as any other that is unknown."""
    if "\x00" in name or len(name) > _LONGEST_ID:
        raise NotFoundError("nothing has such an id: check it", "rien n’a un tel identifiant : vérifiez-le")
    return name


Text = Annotated[str, AfterValidator(_storable)]
"""Words from outside; no database takes the NUL character or half of a character pair."""
Asker = Annotated[Person, Depends(person_of)]
ModuleId = Annotated[str, AfterValidator(_known), Path(description="Id of the module.", examples=["m-3f9c2b7a41d0"])]
CommentId = Annotated[
    str,
    AfterValidator(_known),
    Path(description="Id of the comment that began the discussion.", examples=["0b8e7f3a-6a51-4c0e-9d53-2f1f4f1f9f10"]),
]
CardId = Annotated[str, AfterValidator(_known), Path(description="Id of the card.", examples=["role-play"])]
Number = Annotated[int, Path(ge=1, le=LAST, description="Number of the version.", examples=[2])]
Form = Annotated[Format, Path(description="Word, Markdown or JSON.", examples=["docx"])]
IfMatch = Annotated[
    str | None,
    Header(
        max_length=_LONGEST_ID,
        description="The ETag of the version that was read, instead of `seen` in the body.",
    ),
]


def desk() -> Desk:
    """The desk of the program that runs."""
    return running().desk


def tag(response: Response, module: Module) -> None:
    """Name the version that the answer holds: its ETag is the hash of its content."""
    response.headers["ETag"] = f'"{module.content_hash}"'


def seen_hash(seen: str | None, if_match: str | None) -> str:
    """The hash of the version that was read, wherever the request names it. Raises InputError."""
    # A proxy that compresses answers marks their tags as weak.
    tagged = if_match.strip().removeprefix("W/").strip('"') if if_match else None
    named = {name for name in (seen, tagged) if name}
    if len(named) == 1:
        return named.pop()
    if named:
        raise InputError(
            "If-Match and `seen` name two versions: send one of them",
            "If-Match et « seen » nomment deux versions : envoyez l’un des deux",
        )
    raise InputError(
        "say which version you have read: its hash in `seen`, or its ETag in If-Match",
        "dites quelle version vous avez lue : son empreinte dans « seen », ou son ETag dans If-Match",
    )


async def seen_version(person: Person, module: str, seen: str) -> int:
    """The number of the version that was read, where it is the latest. Raises ConflictError, NotFoundError."""
    review = await desk().review(person, module)
    if review.content_hash != seen:
        raise ConflictError(
            f"the module is at version {review.version} by now: read it, then make the change to it",
            f"le module en est à la version {review.version} : lisez-la, puis refaites le changement",
        )
    return review.version


async def private(request: Request, response: Response) -> None:
    """Answers are for whoever asked, and of this moment."""
    response.headers["Cache-Control"] = "no-store"
