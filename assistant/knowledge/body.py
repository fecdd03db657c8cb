"""The text of a card: two halves, the same sections in the same order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.models.knowledge import Section
from assistant.models.terms import CardKind, Language

Fault = tuple[int, str]
"""Line of the file, and what is wrong there."""

HALVES: dict[Language, str] = {"fr": "Français", "en": "English"}

HEADINGS: dict[str, dict[Language, str]] = {
    "brief": {"fr": "En bref", "en": "In brief"},
    "when": {"fr": "Quand l'utiliser", "en": "When to use it"},
    "avoid": {"fr": "Quand l'éviter", "en": "When to avoid it"},
    "use": {"fr": "S'en servir", "en": "Put it to use"},
    "limits": {"fr": "Limites", "en": "Limits"},
    "trainer": {"fr": "Le rôle du formateur", "en": "The trainer's role"},
    "learners": {"fr": "Le rôle des apprenants", "en": "The learners' role"},
    "say": {"fr": "Ce que vous dites", "en": "What you say"},
    "prepare": {"fr": "Préparer", "en": "Prepare"},
    "access": {"fr": "Accessibilité", "en": "Accessibility"},
    "pitfalls": {"fr": "Pièges", "en": "Pitfalls"},
    "digital": {"fr": "Variantes numériques", "en": "Digital variants"},
    "known": {"fr": "Ce que l'on sait", "en": "What is known"},
    "example": {"fr": "Un exemple", "en": "An example"},
    "said": {"fr": "Ce que disent les formateurs", "en": "What trainers say"},
}

_OF_DESIGN = frozenset({"use", "limits"})
SECTIONS: dict[CardKind, tuple[str, ...]] = {
    "method": tuple(key for key in HEADINGS if key not in _OF_DESIGN),
    "tool": tuple(key for key in HEADINGS if key not in {"trainer", "learners", "say", "digital", *_OF_DESIGN}),
    "assessment": tuple(key for key in HEADINGS if key not in {"learners", "digital", *_OF_DESIGN}),
    "design": ("brief", "when", "use", "limits", "pitfalls", "known", "example", "said"),
}
"""Keys of the sections that a kind of card has, in their order."""
_LISTS = {"said": "problem", "say": "sentence", "known": "finding"}
"""Sections of bullets, and what each bullet is."""
MAY_LACK: frozenset[str] = frozenset({"say", "known"})
"""Sections that a card may do without."""


@dataclass(frozen=True)
class Body:
    """The sections of both halves, and what is wrong with them."""

    sections: dict[Language, tuple[Section, ...]]
    faults: tuple[Fault, ...]


def read_body(lines: list[str], first_line: int, kind: CardKind) -> Body:
    """Sections of the lines that follow the front matter; `first_line` is the number of the first of them."""
    sections: dict[Language, tuple[Section, ...]] = {"fr": (), "en": ()}
    faults: list[Fault] = []
    places = _places(lines, r"# +(.+)")
    known = {name: language for language, name in HALVES.items()}
    for start, end, heading in places:
        language = known.get(heading)
        if language is None or sections[language]:
            wrong = "unknown half" if language is None else "the half stands twice:"
            faults.append((first_line + start, f"{wrong} `# {heading}`; expected `# Français`, then `# English`"))
            continue
        half = _sections(lines[start + 1 : end], first_line + start + 1, language, kind)
        sections[language] = tuple(half)
        faults += _half_faults(half, language, kind, first_line + start)
    faults += _missing_halves([known.get(heading) for _, _, heading in places], first_line)
    return Body(sections, tuple(faults))


def _missing_halves(found: list[Language | None], first_line: int) -> list[Fault]:
    faults = [(first_line, f"the half `# {name}` is missing") for key, name in HALVES.items() if key not in found]
    if [language for language in found if language] == ["en", "fr"]:
        faults.append((first_line, "the halves are out of order; expected `# Français`, then `# English`"))
    return faults


def _places(lines: list[str], pattern: str) -> list[tuple[int, int, str]]:
    """First line, line after the last, and name of each part whose heading matches; indexes into `lines`."""
    starts = [
        (index, found[1].strip()) for index, line in enumerate(lines) if (found := re.fullmatch(pattern, line.rstrip()))
    ]
    ends = [*(start for start, _ in starts[1:]), len(lines)] if starts else []
    return [(start, end, name) for (start, name), end in zip(starts, ends, strict=True)]


def _sections(lines: list[str], first_line: int, language: Language, kind: CardKind) -> list[Section]:
    keys = {_plain(names[language]): key for key, names in HEADINGS.items() if key in SECTIONS[kind]}
    found = []
    for start, end, heading in _places(lines, r"## +(.+)"):
        text = lines[start + 1 : end]
        blank = next((index for index, line in enumerate(text) if line.strip()), 0)
        key = keys.get(_plain(heading), "")
        line = first_line + start + 1 + blank
        found.append(Section(key=key, heading=heading, text="\n".join(text).strip(), line=line))
    return found


def _plain(heading: str) -> str:
    return heading.replace("’", "'").strip().lower()


def _half_faults(half: list[Section], language: Language, kind: CardKind, line: int) -> Iterator[Fault]:
    """What is wrong with the sections of one half that begins on that line."""
    due, found = SECTIONS[kind], [section.key for section in half if section.key]
    names = {key: f"`## {HEADINGS[key][language]}`" for key in due}
    for section in half:
        if not section.key:
            yield section.line, f"unknown section `## {section.heading}`; a {kind} has {', '.join(names.values())}"
        elif not section.text:
            yield section.line, f"the section {names[section.key]} is empty; write at least one sentence"
    for key in due:
        if key not in found and key not in MAY_LACK:
            yield line, f"the section {names[key]} is missing in `# {HALVES[language]}`"
        if found.count(key) > 1:
            yield line, f"the section {names[key]} stands {found.count(key)} times in `# {HALVES[language]}`"
    if sorted(found, key=due.index) != found:
        yield line, f"sections are out of order in `# {HALVES[language]}`; expected {', '.join(names.values())}"
    for section in half:
        if section.key in _LISTS and not re.search(r"^- ", section.text, re.MULTILINE):
            yield section.line, f"{names[section.key]} lists one {_LISTS[section.key]} a bullet: begin each with `- `"
