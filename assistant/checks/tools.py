"""Family F: tools that serve, that can be done without, and that shut nobody out."""

from collections.abc import Iterator
from math import ceil

from assistant.checks.case import Case
from assistant.models.module import ToolUse
from assistant.models.review import Finding
from assistant.tooling.conditions import is_owned


def tools_serve_objectives(case: Case) -> Iterator[Finding]:
    """F1: a named objective for each tool; one that the trainer has, or one that is marked as new."""
    listed = {use.card for use in case.module.tools}
    for use in case.module.tools:
        title = case.title(use.card)
        if not set(use.objectives) & case.objectives.keys():
            yield case.find("F1.unlinked", "tools", tool=title)
        if not use.new and not _is_owned(use, case):
            yield case.find("F1.not_new", "tools", tool=title)
    for sequence in case.worked:
        for name in sequence.tools:
            if name not in listed:
                yield case.find("F1.unlisted", sequence.id, tool=case.title(name))


def _is_owned(use: ToolUse, case: Case) -> bool:
    """Whether the brief names the tool, one of its other names or one of its products."""
    card = case.cards.get(use.card)
    return card is None or is_owned(card, case.module.brief, case.cards)


def tools_can_be_done_without(case: Case) -> Iterator[Finding]:
    """F2: a fallback, few new tools, a word on personal data."""
    tools = case.module.tools
    for use in tools:
        if not use.fallback.strip():
            yield case.find("F2.fallback", "tools", tool=case.title(use.card))
        if _asks_for_data(use, case) and not _speaks_of_data(use, case):
            yield case.find("F2.data", "tools", tool=case.title(use.card))
    half_days = max(1, ceil(case.module.brief.duration_minutes / case.limit("half_day")))
    wanted = int(case.limit("new_tools")) * half_days
    new = sum(use.new for use in tools)
    if new > wanted:
        yield case.find("F2.many", "tools", found=new, wanted=wanted)


def _asks_for_data(use: ToolUse, case: Case) -> bool:
    card = case.cards.get(use.card)
    return card is not None and bool({"account", "personal_data"} & set(card.requires))


def _speaks_of_data(use: ToolUse, case: Case) -> bool:
    return case.shows("personal_data", " ; ".join((use.why, use.fallback, *case.module.left_to_trainer)))


def access_is_planned(case: Case) -> Iterator[Finding]:
    """F3: each sequence says how it adapts, or that nothing is needed."""
    for sequence in case.worked:
        if not sequence.accessibility.strip():
            yield case.find("F3.missing", sequence.id)


RULES = {"F1": tools_serve_objectives, "F2": tools_can_be_done_without, "F3": access_is_planned}
