"""Documents named on the command line."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.files import why_unread
from assistant.cli.words import text
from assistant.documents.limits import BYTES
from assistant.errors import InputError
from assistant.models.brief import Answers, Brief
from assistant.models.document import Gleaned, Unread
from assistant.models.terms import Language

if TYPE_CHECKING:
    from assistant.conversation import File
    from assistant.engine.protocol import Engine

PACKED = frozenset({".docx", ".pdf", ".pptx", ".xlsx"})
"""Endings of documents that are no text."""


def files_of(paths: list[Path]) -> "tuple[File, ...]":
    """The files, as they are handed in. Raises InputError for one that cannot be opened."""
    return tuple((path.name, _content(path)) for path in paths)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than is read tells that it is too large.
            return file.read(BYTES + 1)
    except OSError as error:
        why = why_unread(error)
        raise InputError(text(f"impossible de lire {path} : {why}", f"cannot read {path}: {why}")) from error
    except ValueError as error:  # a NUL character in a path
        raise InputError(text("ce nom de fichier est impossible", "this file name is impossible")) from error


async def filled(brief: Brief | None, paths: list[Path], engine: "Engine") -> tuple[Brief, tuple[Gleaned, ...]]:
    """The brief, and what documents state where it states nothing. Raises InputError for one that cannot be read."""
    from assistant.documents.gleaning import glean
    from assistant.documents.reading import read_document
    from assistant.interview import handed_in, ledger
    from assistant.interview.assumptions import can_complete, complete

    read: list[Gleaned] = []
    answers = ledger.answers_of(brief) if brief else None
    spoken: Language = text("fr", "en")  # type: ignore[assignment]  # one of both
    for name, content in files_of(paths):
        document = await read_document(name, content)
        if isinstance(document, Unread):
            told = handed_in.take(Answers(language=spoken), (), (document,), 0)
            raise InputError(told.says[0])
        gleaned = await glean(document, engine.read, answers.language if answers else spoken)
        if answers is None:
            answers = Answers(language=gleaned.language or spoken)
            gleaned = await glean(document, engine.read, answers.language)
        taken = handed_in.take(answers, (), (gleaned,), 0)
        answers = taken.answers
        print(*taken.says, sep="\n", file=sys.stderr)
        read.append(gleaned)
    if answers is None or not can_complete(answers):
        raise InputError(
            text(
                "ni le sujet ni les compétences n’y sont dits : ajoutez-les dans un brief",
                "neither the subject nor the competencies are stated: add them in a brief",
            )
        )
    return complete(answers), tuple(read)
