"""Every document of a draft: it opens, holds the whole draft in one language, and can be handed in again."""

import html
import io
import re
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pydantic_evals import Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from assistant.checks import round_trip
from assistant.documents.reading import read_document
from assistant.export import Format, render
from assistant.language.detect import detect
from assistant.models.document import Unread
from assistant.models.module import Module
from assistant.models.terms import Language
from assistant.runtime import open_program
from evals.cases import Case, read
from evals.matching import plain
from evals.models.drafting import briefs, draft
from evals.suites.suite import UNSCORED, About, Bench, Shown, Suite, none_of, offline, rows
from evals.talking import Talk


class ExportCase(Case):
    """A draft and a format."""

    brief: str
    """A brief of `evals/models/briefs.yaml`."""
    form: Format


@dataclass(frozen=True)
class Exported:
    """The document as it reads, and what Jalon makes of it when it is handed in."""

    module: Module
    form: Format
    text: str
    """As Jalon reads it: ordinary spaces only."""
    typed: str = ""
    """As it is typeset."""
    unread: str = ""
    """Why it could not be opened."""
    again: dict[str, object] | None = None
    """The brief that is read from it; None for formats that are not handed in."""
    lost: tuple[str, ...] = ()
    """What an import of the JSON file loses."""


@dataclass
class Whole(Evaluator[ExportCase, Exported, About]):
    """The document against the draft."""

    def evaluate(self, ctx: EvaluatorContext[ExportCase, Exported, About]) -> dict[str, EvaluationReason]:
        """Language and typography are unscored in JSON, which is for programs."""
        made = ctx.output
        program = EvaluationReason(UNSCORED, "a file for programs")
        if made.form == "json":
            return {"opens": none_of([made.unread] if made.unread else []), "nothing lost": none_of(made.lost)}
        again = program if made.again is None else none_of(_misread(made.module, made.again))
        return {
            "opens": none_of([made.unread] if made.unread else []),
            "whole": none_of(_missing(made)),
            "one language": none_of(_foreign(made.text, made.module.brief.language)),
            "typography": none_of(_mistyped(made.typed)) if made.module.brief.language == "fr" else program,
            "read again": again,
        }


def _missing(made: Exported) -> Iterator[str]:
    """Texts of the draft that the document does not hold."""
    held = " ".join(plain(made.text).replace("*", "").split())
    module = made.module
    wanted = [text for item in module.objectives for text in (item.statement, item.condition, item.criterion)]
    wanted += [item.title for item in module.sequences()]
    wanted += [item.title for item in module.assessments]
    wanted += [choice.title for choice in module.methods]
    for text in dict.fromkeys(wanted):
        if " ".join(plain(text).split()).rstrip(".") not in held:
            yield text


_LONG = 60
"""Letters from which a paragraph shows its language."""


def _foreign(text: str, language: Language) -> Iterator[str]:
    other: Language = "en" if language == "fr" else "fr"
    quoted = re.compile(r"«[^»]*»|“[^”]*”")
    yield from (line for line in text.splitlines() if len(line) > _LONG and detect(quoted.sub("", line)) == other)


_FAULTS = re.compile(r"\w'\w|\w [;:!?](?=\s|$)|\w[;!?](?=\s|$)|\"\w")
"""In French: a straight apostrophe or quotation mark, a mark after an ordinary space or after none."""
_SAID = re.compile(r"«[^«»]*»")
"""The trainer's own words, kept as they were typed."""


def _mistyped(text: str) -> Iterator[str]:
    while _SAID.search(text):
        text = _SAID.sub("", text)
    yield from (text[max(0, one.start() - 20) : one.end() + 10].replace("\n", " ") for one in _FAULTS.finditer(text))


def typed(content: bytes, form: Format) -> str:
    """The letters of a document as they are typeset, a line a paragraph."""
    if form != "docx":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", body, re.DOTALL)
    return "\n".join(html.unescape("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", one))) for one in paragraphs)


def _misread(module: Module, again: dict[str, object]) -> Iterator[str]:
    brief = module.brief
    if again.get("duration_minutes") != brief.duration_minutes:
        yield f"{again.get('duration_minutes')} minutes, not {brief.duration_minutes}"
    if plain(str(again.get("audience", ""))) != plain(brief.audience):
        yield f"audience “{again.get('audience')}”, not “{brief.audience}”"
    goals = again.get("competencies") or ()
    if not isinstance(goals, list | tuple) or len(goals) != len(module.objectives):
        yield f"goals {goals}, of {len(module.objectives)} objectives"


def cases() -> tuple[ExportCase, ...]:
    """The cases of `evals/cases/exports.yaml`."""
    return read("exports", ExportCase)


def dataset() -> Dataset[ExportCase, Exported, About]:
    """Each case once."""
    return Dataset(name="exports", cases=rows(cases()), evaluators=[Whole()])


@asynccontextmanager
async def opened(bench: Bench) -> AsyncIterator[Callable[[ExportCase], Awaitable[Exported]]]:
    """The draft, its document, and a conversation into which the document is dropped."""
    told = {brief.id: brief for brief in briefs()}
    async with open_program(offline(bench, "exports"), bench.knowledge, bench.engine()) as program:

        async def export(case: ExportCase) -> Exported:
            module = await draft(told[case.brief], bench.knowledge)
            content = render(module, case.form, bench.knowledge.shelf)
            if case.form == "json":
                back = Module.model_validate_json(content)
                lost = tuple(item.message for item in round_trip(module, back))
                return Exported(module, case.form, content.decode(), lost=lost)
            name = f"module.{case.form}"
            read_back = await read_document(name, content)
            if isinstance(read_back, Unread):
                return Exported(module, case.form, "", unread=read_back.reason)
            answer = await Talk(program.conversations, case.id, case.language).hands("", (name, content))
            text = "\n".join(passage.text for passage in read_back.passages)
            return Exported(module, case.form, text, typed(content, case.form), again=answer.brief)

        yield export


def show(_: Bench, made: Exported) -> Shown:
    """The document as it reads."""
    return Shown(draft=made.text)


SUITE = Suite("exports", dataset, opened, show)
