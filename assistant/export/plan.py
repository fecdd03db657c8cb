"""The session plan: one table a day, one row a sequence, as a trainer follows it in the room."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.export.blocks import Block, Bullets, Heading, Paragraph, Part, Plan, PlanRow
from assistant.export.labels import listed
from assistant.export.minutes import in_no_step, steps
from assistant.language.grammar import capitalized
from assistant.language.typography import clock, span
from assistant.models.knowledge import Card
from assistant.models.module import Day, Module, Sequence
from assistant.models.terms import DOING, Language

_LONGEST_SESSION = 240
"""Minutes; longer is a day."""


class Labelled:
    """A module with the titles and labels that its plan is written with."""

    def __init__(self, module: Module, cards: Mapping[str, Card], texts: dict[str, Any]) -> None:
        self.module, self.texts = module, texts
        self.language: Language = module.brief.language
        self._cards = cards
        self.access = _shared_access(module)

    def title(self, card: str) -> str:
        """The title of a card, its id when it is on no shelf."""
        return self._cards[card].title.text(self.language) if card in self._cards else card


def progression(plan: Labelled) -> Iterator[Block]:
    """One part a day with its table, then what share of the time learners are active."""
    module, texts = plan.module, plan.texts
    single = len(module.progression) == 1
    for number, day in enumerate(module.progression):
        yield Part(texts["headings"]["progression"] if single else texts[_day_key(day, module)].format(day=day.day))
        if number == 0:
            yield Heading(texts["headings"]["progression"], 1)
        title = _day_title(day, plan, single=single)
        yield Heading(title, 2)
        if number == 0 and plan.access:
            yield Paragraph(_labelled(texts["access"], plan.access), introduces=True)
        timed = bool(day.sequences) and day.sequences[0].start is not None
        head = tuple(texts["sequence_columns" if timed else "async_columns"])
        yield Plan(head, tuple(_rows(day, plan)), title)
    yield Paragraph(_practice(module, texts))


def supplies(plan: Labelled) -> Iterator[Block]:
    """What to gather before the session, with the sequences that use it."""
    used: dict[str, list[str]] = {}
    for item in plan.module.sequences():
        for thing in (*item.materials, *(plan.title(card) for card in item.tools)):
            used.setdefault(thing, []).append(item.id)
    if used:
        yield Heading(plan.texts["headings"]["supplies"], 1)
        yield Bullets(tuple(f"{capitalized(thing)} ({listed(where)})" for thing, where in used.items()), boxes=True)


def _day_key(day: Day, module: Module) -> str:
    timed = bool(day.sequences) and day.sequences[0].start is not None
    return ("session" if _in_sessions(module) else "day") if timed else "step"


def _in_sessions(module: Module) -> bool:
    """Whether the module is made of short sessions rather than of days, as its sequences say it."""
    return len(module.brief.days) > 1 and max(module.brief.days) <= _LONGEST_SESSION


def _shared_access(module: Module) -> str:
    """The note on access that most sequences repeat, if there is one: it is said once, above the plan."""
    notes = Counter(item.accessibility for item in module.sequences() if item.accessibility)
    text, count = notes.most_common(1)[0] if notes else ("", 0)
    return text if count > 1 else ""


def _practice(module: Module, texts: dict[str, Any]) -> str:
    working = [item for item in module.sequences() if item.kind != "break"]
    total = sum(item.minutes for item in working)
    practice = sum(item.minutes for item in working if item.learning_type in DOING)
    share = round(100 * practice / total) if total else 0
    return str(texts["practice"].format(practice=practice, total=total, share=share))


def minutes_of(start: str) -> int:
    """Minutes from midnight of "09:30"."""
    hours, minutes = start.split(":")
    return int(hours) * 60 + int(minutes)


def _day_title(day: Day, plan: Labelled, *, single: bool) -> str:
    texts, language = plan.texts, plan.language
    minutes = sum(item.minutes for item in day.sequences)
    total = span(minutes, language)
    first, last = (day.sequences[0], day.sequences[-1]) if day.sequences else (None, None)
    if first is None or last is None or first.start is None or last.start is None:
        return str(texts["async_day"].format(day=day.day, minutes=total))
    begin, end = minutes_of(first.start), minutes_of(last.start) + last.minutes
    hours = {"start": clock(begin, language), "end": clock(end, language)}
    length = texts["length_with_lunch" if end - begin > minutes else "length"].format(minutes=total)
    name = "single_day" if single else "session_hours" if _in_sessions(plan.module) else "day_hours"
    return str(texts[name].format(day=day.day, length=length, **hours))


def _rows(day: Day, plan: Labelled) -> Iterator[PlanRow]:
    end = None
    for order, item in enumerate(day.sequences, start=1):
        start = minutes_of(item.start) if item.start else None
        if start is not None and end is not None and start > end:
            until = clock(start, plan.language)
            yield PlanRow("", clock(end, plan.language), "", plan.texts["lunch"].format(end=until))
        end = None if start is None else start + item.minutes
        yield _row(item, order, plan)


def _row(item: Sequence, order: int, plan: Labelled) -> PlanRow:
    texts, language = plan.texts, plan.language
    when = clock(minutes_of(item.start), language) if item.start else str(order)
    if item.kind == "break":
        return PlanRow("", when, str(item.minutes), item.title or texts["break"])
    return PlanRow(
        id=item.id,
        when=when,
        minutes=str(item.minutes),
        title=item.title,
        about=tuple(_about(item, plan)),
        steps=tuple(steps(item, plan.module, texts)),
        around=tuple(_around(item, plan)),
    )


def _labelled(label: str, text: str) -> str:
    """The label in bold, its closing space outside: Markdown takes a mark after a space for an opening one."""
    return f"**{label.rstrip()}** {text}"


def _about(item: Sequence, plan: Labelled) -> Iterator[str]:
    texts = plan.texts
    if item.objectives:
        yield texts["objectives_label"] + listed(item.objectives)
    yield ", ".join([*(plan.title(card) for card in item.methods), texts["groupings"][item.grouping]])
    if item.modality != plan.module.brief.modality:
        yield texts["modalities"][item.modality]
    if item.assessments:
        yield texts["assessments_label"] + listed(item.assessments)
    rest = in_no_step(item, plan.module)
    if rest:
        yield texts["matter"]["in_sequence"] + listed(rest)


def _around(item: Sequence, plan: Labelled) -> Iterator[str]:
    texts = plan.texts
    if item.materials:
        yield _labelled(texts["materials"], ", ".join(item.materials))
    if item.tools:
        yield _labelled(texts["tools_label"], ", ".join(plan.title(card) for card in item.tools))
    if item.feedback:
        yield _labelled(texts["feedback"], item.feedback)
    if item.accessibility and item.accessibility != plan.access:
        yield _labelled(texts["access"], item.accessibility)
