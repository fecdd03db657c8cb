"""The session plan: one table a day, one row a sequence, as a trainer follows it in the room."""

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.export.blocks import Block, Heading, Paragraph, Table
from assistant.language.typography import clock, span
from assistant.models.knowledge import Card
from assistant.models.module import Day, Module, Sequence
from assistant.models.terms import Language

_ACTIVE = {"practice", "production", "collaboration"}


def progression(module: Module, cards: Mapping[str, Card], texts: dict[str, Any]) -> Iterator[Block]:
    """The heading, one table a day, and what share of the time learners are active."""
    language = module.brief.language
    yield Heading(texts["headings"]["progression"], 1)
    single = len(module.progression) == 1
    for day in module.progression:
        yield Heading(_day_title(day, texts, language, single=single), 2)
        yield _table(day, cards, texts, language)
    yield Paragraph(_practice(module, texts))


def _practice(module: Module, texts: dict[str, Any]) -> str:
    working = [item for item in module.sequences() if item.kind != "break"]
    total = sum(item.minutes for item in working)
    practice = sum(item.minutes for item in working if item.learning_type in _ACTIVE)
    share = round(100 * practice / total) if total else 0
    return str(texts["practice"].format(practice=practice, total=total, share=share))


def minutes_of(start: str) -> int:
    """Minutes from midnight of "09:30"."""
    hours, minutes = start.split(":")
    return int(hours) * 60 + int(minutes)


def _day_title(day: Day, texts: dict[str, Any], language: Language, *, single: bool) -> str:
    first, last = day.sequences[0], day.sequences[-1]
    total = span(sum(item.minutes for item in day.sequences), language)
    if first.start is None or last.start is None:
        return str(texts["async_day"].format(day=day.day, minutes=total))
    start = clock(minutes_of(first.start), language)
    end = clock(minutes_of(last.start) + last.minutes, language)
    template = texts["single_day" if single else "day_hours"]
    return str(template.format(day=day.day, start=start, end=end, minutes=total))


def _table(day: Day, cards: Mapping[str, Card], texts: dict[str, Any], language: Language) -> Table:
    timed = day.sequences[0].start is not None
    rows, shaded = [], set()
    for number, item in enumerate(day.sequences):
        when = clock(minutes_of(item.start), language) if item.start else str(number + 1)
        if item.kind == "break":
            shaded.add(number)
            rows.append(("", when, str(item.minutes), item.title or texts["break"], "", "", ""))
            continue
        rows.append(
            (
                f"**{item.id}**",
                when,
                str(item.minutes),
                _sequence(item, cards, texts, language),
                _steps(item, "trainer", texts),
                _steps(item, "learners", texts),
                _around(item, cards, texts, language),
            )
        )
    head = tuple(texts["sequence_columns" if timed else "async_columns"])
    return Table(head, tuple(rows), (0.04, 0.07, 0.05, 0.18, 0.25, 0.25, 0.16), frozenset(shaded))


def _title(card: str, cards: Mapping[str, Card], language: Language) -> str:
    return cards[card].title.text(language) if card in cards else card


def _sequence(item: Sequence, cards: Mapping[str, Card], texts: dict[str, Any], language: Language) -> str:
    lines = [f"**{item.title}**"]
    if item.objectives:
        lines.append(texts["objectives_label"] + ", ".join(item.objectives))
    lines.append(
        ", ".join([*(_title(card, cards, language) for card in item.methods), texts["groupings"][item.grouping]])
    )
    if item.assessments:
        lines.append(texts["assessments_label"] + ", ".join(item.assessments))
    return "\n".join(lines)


def _steps(item: Sequence, who: str, texts: dict[str, Any]) -> str:
    if len(item.steps) == 1:
        return str(getattr(item.steps[0], who))
    return "\n".join(f"({texts['minutes'].format(n=step.minutes)}) {getattr(step, who)}" for step in item.steps)


def _around(item: Sequence, cards: Mapping[str, Card], texts: dict[str, Any], language: Language) -> str:
    lines = []
    if item.materials:
        lines.append(", ".join(item.materials))
    if item.tools:
        lines.append(texts["tools_label"] + ", ".join(_title(card, cards, language) for card in item.tools))
    if item.feedback:
        lines.append(f"**{texts['feedback']}**{item.feedback}")
    if item.accessibility:
        lines.append(f"**{texts['access']}**{item.accessibility}")
    return "\n".join(lines)
