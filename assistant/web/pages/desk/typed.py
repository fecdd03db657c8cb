"""What somebody typed in a form: kept when it could not be taken, so that nothing is lost; and which form is open."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import Request

from assistant.errors import InputError
from assistant.models.module import Module
from assistant.review.places import Place, places
from assistant.web.pages.desk.doors import number

DOING = ("comment", "edit", "ask")
"""What can be done with an element."""


@dataclass(frozen=True)
class Form:
    """A form of the page: what it does, and to what."""

    do: str = ""
    at: str = ""
    """Element, place, comment or step that it is for."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What was typed, by the name of the field."""
    fault: str = ""
    """Why it could not be taken; "" = it is open and nothing is wrong."""

    @property
    def element(self) -> str:
        """The element that it stands beside."""
        return self.at.partition(".")[0]

    @property
    def typed(self) -> tuple[str, ...]:
        """Every text that somebody wrote in it."""
        return tuple(text for text in self.words.values() if text.strip())

    @property
    def place(self) -> str:
        """What it stands beside on the page: an element, a discussion, a part."""
        if self.do in {"decide", "assign"}:
            return "standing"
        return f"c-{self.at}" if self.do in {"reply", "settle", "suggestion"} else self.element

    @property
    def anchor(self) -> str:
        """Where on the page it begins; the matrix has its forms in its rows."""
        return f"{self.element}-work" if self.do in DOING and self.at != "matrix" else self.place

    def is_for(self, do: str, at: str) -> bool:
        """Whether it is the form that does that to that."""
        return self.do == do and self.at == at

    def holds(self, do: str, element: str) -> bool:
        """Whether it is a form of that kind beside that element."""
        return self.do == do and self.element == element

    def word(self, do: str, at: str, name: str, otherwise: str = "") -> str:
        """What stands in a field: what was typed there, else what it begins with."""
        return self.words.get(name, otherwise) if self.is_for(do, at) else otherwise

    @classmethod
    def opened(cls, request: Request) -> "Form":
        """The form that the address asks for."""
        do, at = request.query_params.get("do", ""), request.query_params.get("for", "")
        return cls(do=do, at=at[:64]) if do in DOING else cls()


def editable(module: Module, form: Form) -> list[Place]:
    """The places that the open form corrects, in reading order."""
    if form.do != "edit":
        return []
    return [place for place in places(module) if form.element in {place.element, place.path.partition(".")[0]}]


def whole(text: str) -> str:
    """A text as it was typed: browsers send line ends of their own."""
    return text.replace("\r\n", "\n")


def one_of(name: str, names: tuple[str, ...]) -> str:
    """The name, where it is one of those. Raises InputError."""
    if name not in names:
        raise _incomplete()
    return name


def version_of(text: str) -> int:
    """The number of a version that a form names. Raises InputError."""
    found = number(text)
    if found is None:
        raise _incomplete()
    return found


def _incomplete() -> InputError:
    return InputError("the form is incomplete: send it again", "le formulaire est incomplet : renvoyez-le")
