"""The program that this process serves; the chat's handlers, which the framework calls, find it here."""

from assistant.errors import JalonError
from assistant.runtime import Program

_programs: list[Program] = []


def start(program: Program) -> None:
    """The program is open."""
    _programs.append(program)


def stop(program: Program) -> None:
    """The program is about to be closed."""
    _programs.remove(program)


def running() -> Program:
    """The open program. Raises JalonError before start and after stop."""
    if not _programs:
        raise JalonError("the application has not started yet: try again in a few seconds")
    return _programs[-1]
