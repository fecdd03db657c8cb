"""Reads and validates the cards: every fault of every file, with its line, in one go."""

import difflib
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import ValidationError

from assistant.errors import CardError
from assistant.knowledge.body import SECTIONS, Fault, read_body
from assistant.knowledge.front_matter import FrontMatter, read_front_matter
from assistant.language.lemmas import fold
from assistant.models.knowledge import Card
from assistant.models.terms import CardKind, Language

__all__ = ["FOLDERS", "SECTIONS", "read_cards"]

FOLDERS: dict[str, CardKind] = {
    "methods": "method",
    "tools": "tool",
    "assessments": "assessment",
    "design": "design",
}
"""Folder of a knowledge base → kind of the cards in it."""
_PLACES = ", ".join(f"{name}/" for name in FOLDERS)

TO_COMPLETE: dict[Language, str] = {"fr": "À COMPLÉTER", "en": "TO COMPLETE"}
"""What stands in a proposed card where nobody has written yet."""

_ALL = ["title", "aliases", "summary", "review", "references"]
_RUN = [
    *("bloom", "learning_types", "performance", "grouping", "group_size", "minutes", "modalities", "levels"),
    "adaptation",
]
_DUE: dict[CardKind, list[str]] = {
    "method": [*_ALL, *_RUN, "autonomy", "preconditions", "steps", "materials", "feedback", "tools", "assessments"],
    "tool": [*_ALL, *_RUN, "requires", "fallback", "examples"],
    "assessment": [*_ALL, *_RUN, "moments", "steps", "materials", "feedback"],
    "design": [*_ALL, "topic"],
}
_OPTIONAL: dict[CardKind, list[str]] = {
    "method": ["relations", "source"],
    "tool": ["relations", "source", "open_source", "barriers"],
    "assessment": ["relations", "source"],
    "design": ["relations", "source"],
}
_MAY_BE_EMPTY = frozenset(["aliases", "preconditions", "tools", "requires", "references", "performance"])
_FEWEST_STEPS: dict[CardKind, int] = {"method": 3, "tool": 0, "assessment": 1, "design": 0}
_PLACEHOLDERS: dict[Language, frozenset[str]] = {
    "fr": frozenset({"action", "d_action", "team"}),
    "en": frozenset({"action", "doing", "team"}),
}


def read_cards(*folders: Path, beside: Mapping[str, Card] | None = None) -> dict[str, Card]:
    """Every card by id, later folders overriding earlier ones and those `beside` them, to which relations may lead too.

    Raises CardError with all faults of all files.
    """
    below = beside or {}
    cards: dict[str, Card] = {}
    faults: list[str] = []
    lines: dict[str, FrontMatter] = {}
    for folder in folders:
        seen: dict[str, Path] = {}
        if not folder.is_dir():
            faults.append(f"{folder}:1: there is no such folder; expected one with {_PLACES}")
        for path in files(folder):
            card, head, wrong = _read(path, folder)
            wrong += _clash(path, seen, cards.get(path.stem, below.get(path.stem)), card)
            seen[path.stem] = path
            faults += [f"{path}:{line}: {what}" for line, what in wrong]
            if card is not None and head is not None:
                cards[card.id], lines[card.id] = card, head
    known = {path.stem for folder in folders for path in files(folder)}
    for card in cards.values():
        faults += _relations(card, {**below, **cards}, known, lines[card.id], folders)
    if faults:
        raise CardError(faults)
    return cards


_ASIDE = frozenset({"data", "proposals", "sources"})
"""Folders in which no cards are looked for."""


def files(folder: Path) -> list[Path]:
    """Files that are meant to be cards, wherever they lie: one in a folder that is no kind's is a fault."""
    return sorted(
        path
        for path in folder.glob("**/*.md")
        if path.name != "README.md"
        and path.relative_to(folder).parts[0] not in _ASIDE
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _clash(path: Path, seen: dict[str, Path], before: Card | None, card: Card | None) -> list[Fault]:
    if path.stem in seen:
        return [(1, f"the id `{path.stem}` is taken by {seen[path.stem]}; rename one of the files")]
    if before is not None and card is not None and before.kind != card.kind:
        return [(1, f"the id `{card.id}` is a {before.kind} in an earlier folder; a card overrides one of its kind")]
    return []


def _read(path: Path, folder: Path) -> tuple[Card | None, FrontMatter | None, list[Fault]]:
    """The card of one file, if it can be made, and what is wrong with it."""
    place = path.relative_to(folder)
    kind = FOLDERS.get(place.parts[0]) if len(place.parts) == 2 else None
    if kind is None:
        return None, None, [(1, f"a card lies in {_PLACES}; move the file there")]
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (UnicodeDecodeError, OSError) as error:
        return None, None, [(1, f"cannot be read as a text in UTF-8: {error}")]
    end = lines.index("---", 1) if lines[:1] == ["---"] and "---" in lines[1:] else 0
    if not end:
        return None, None, [(1, "the front matter is missing; expected YAML between two lines `---`")]
    try:
        head = read_front_matter("\n".join(lines[1:end]) + "\n", first_line=2)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = (mark.line if mark else 0) + 2
        return (
            None,
            None,
            [(line, f"the YAML is malformed: {error.problem or error}; quote texts with `: ` or `#`")],
        )
    except (yaml.YAMLError, ValueError) as error:
        return None, None, [(2, f"the YAML is malformed: {error}")]
    body = read_body(lines[end + 1 :], end + 2, kind)
    made, wrong = _make(path.stem, kind, head, {"sections": body.sections, "path": place.as_posix()})
    unwritten = [
        (number, f"`{mark}` is still there: write it, or take the line out")
        for number, line in enumerate(lines, 1)
        for mark in TO_COMPLETE.values()
        if mark in line
    ]
    return made, head, wrong + list(body.faults) + unwritten


def _make(stem: str, kind: CardKind, head: FrontMatter, rest: dict[str, Any]) -> tuple[Card | None, list[Fault]]:
    faults = [(line, f"the field `{key}` stands twice; keep one") for line, key in head.repeated()]
    faults += _fields(kind, head)
    values = {key: value for key, value in head.values.items() if key in Card.model_fields}
    try:
        card = Card.model_validate({**values, "id": stem, "kind": kind, **rest})
    except ValidationError as error:
        missing = set(_DUE[kind]) - set(head.values)
        return None, faults + [
            _wrong_value(item, head) for item in error.errors() if item["loc"] and item["loc"][0] not in missing
        ]
    return card, faults + list(_contents(card, head))


def _fields(kind: CardKind, head: FrontMatter) -> Iterator[Fault]:
    """Fields that are missing, empty, or of another kind of card."""
    due = _DUE[kind]
    known = [*due, *_OPTIONAL[kind]]
    for key in due:
        if key not in head.values:
            yield head.first_line, f"the field `{key}` is missing; a {kind} needs it"
        elif key not in _MAY_BE_EMPTY and head.values[key] in (None, [], {}, ""):
            yield head.line((key,)), f"the field `{key}` is empty; a {kind} needs it"
    for key in head.values:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, 1)
            hint = f"; did you mean `{near[0]}`?" if near else f"; expected one of {', '.join(known)}"
            yield head.line((key,)), f"a {kind} has no field `{key}`{hint}"


def _wrong_value(item: Any, head: FrontMatter) -> Fault:
    """One fault of pydantic's, with its line and what was expected."""
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in item["loc"]).lstrip(".")
    line, given = head.line(item["loc"]), item["input"]
    match item["type"]:
        case "missing":
            return line, f"`{name}` is missing"
        case "extra_forbidden":
            return line, f"`{name}` is unknown here"
        case "literal_error":
            return line, f"`{name}` is {given!r}; expected {item['ctx']['expected']}"
        case "string_type" if isinstance(given, bool):
            return line, f"`{name}` is read as {given} by YAML; put the text between quotes"
        case _:
            shown = given if isinstance(given, str | int | float | bool) else type(given).__name__
            return line, f"`{name}` is {shown!r}: {item['msg']}"


def _contents(card: Card, head: FrontMatter) -> Iterator[Fault]:
    """What the types cannot say: ranges, both languages of the lists, steps and their placeholders."""
    for field in ("group_size", "minutes"):
        span = getattr(card, field)
        if span.min > span.max:
            yield head.line((field,)), f"`{field}` goes from {span.min} to {span.max}; expected min ≤ max"
    for field in ("aliases", "materials"):
        texts = getattr(card, field)
        if bool(texts.fr) != bool(texts.en):
            yield head.line((field,)), f"`{field}` has one language only; expected both fr and en"
    for place, name in enumerate(card.open_source):
        if name not in card.examples:
            yield head.line(("open_source", place)), f"`open_source` names {name!r}, which is none of the `examples`"
    yield from _unsourced(card)
    if len(card.steps) < _FEWEST_STEPS[card.kind]:
        yield head.line(("steps",)), f"{len(card.steps)} steps; a {card.kind} has {_FEWEST_STEPS[card.kind]} or more"
    for number, step in enumerate(card.steps):
        for who in ("trainer", "learners"):
            for language in get_args(Language):
                text = getattr(step, who).text(language)
                for name in set(re.findall(r"\{([^{}]*)\}", text)) - _PLACEHOLDERS[language]:
                    expected = ", ".join(f"{{{known}}}" for known in sorted(_PLACEHOLDERS[language]))
                    line = head.line(("steps", number, who, language))
                    yield line, f"unknown placeholder `{{{name}}}` in {language}; expected {expected}"


def _unsourced(card: Card) -> Iterator[Fault]:
    """Findings that name no reference of the card: a claim of effect carries its source."""
    sources = [
        (fold(author.removesuffix(" et al.").split()[-1]), str(work.year))
        for work in card.references
        for author in work.author.split(", ")
    ]
    for language in get_args(Language):
        known = next((section for section in card.sections[language] if section.key == "known"), None)
        if known is None:
            continue
        for offset, line in enumerate(known.text.splitlines()):
            told = fold(line)
            if line.startswith("- ") and not any(name in told and year in told for name, year in sources):
                yield known.line + offset, "a finding names no work of `references`; end it with (Author, year)"


def _relations(
    card: Card, cards: Mapping[str, Card], known: set[str], head: FrontMatter, folders: tuple[Path, ...]
) -> Iterator[str]:
    """Ids of other cards that lead nowhere; those of files with faults of their own are left in peace."""
    path = next((folder / card.path for folder in reversed(folders) if (folder / card.path).exists()), Path(card.path))
    wanted: list[tuple[tuple[int | str, ...], str, CardKind | None]] = [
        *((("tools", place), name, "tool") for place, name in enumerate(card.tools)),
        *((("assessments", place), name, "assessment") for place, name in enumerate(card.assessments)),
        *((("relations", place, "card"), relation.card, None) for place, relation in enumerate(card.relations)),
    ]
    for place, name, kind in wanted:
        found, field = cards.get(name), place[0]
        if (found is None and name in known) or (found is not None and kind in {None, found.kind}):
            continue
        near = difflib.get_close_matches(name, [other.id for other in cards.values() if kind in {None, other.kind}], 1)
        hint = (
            f"; did you mean `{near[0]}`?" if near else f"; expected the id of a card{f' in {field}/' if kind else ''}"
        )
        what = f"is a {found.kind}" if found else "is no card"
        yield f"{path}:{head.line(place)}: `{field}` names `{name}`, which {what}{hint}"
    met: set[str] = {card.id}
    for number, relation in enumerate(card.relations):
        if relation.card in met:
            what = "the card itself" if relation.card == card.id else "the same card twice"
            yield f"{path}:{head.line(('relations', number, 'card'))}: `relations` names {what}; keep one line a card"
        met.add(relation.card)


def _print_faults() -> int:
    folder = Path(__file__).resolve().parents[2] / "knowledge_base"
    try:
        found = read_cards(folder)
    except CardError as error:
        print("\n".join(fault for fault in error.faults if not sys.argv[1:] or any(x in fault for x in sys.argv[1:])))
        return 2
    print(f"{len(found)} cards, no fault")
    return 0


if __name__ == "__main__":
    sys.exit(_print_faults())
