"""Whole conversations as tables: what each message must change, and what it must leave alone."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.conversation import Answered
from assistant.engine.revision.timing import acting, working
from assistant.models.module import Module
from tests.graph.talking import Talk, plain

Turn = Mapping[str, Any]
_GO = {"fr": ("passe", "oui", "d'accord, rédigez"), "en": ("skip", "yes", "agreed, draft it")}
_MOST = 16
"""Messages to a draft at most."""


def rows(name: str) -> list[Mapping[str, Any]]:
    """The conversations of a file beside this one."""
    loaded: list[Mapping[str, Any]] = yaml.load(
        (Path(__file__).parent / name).read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    return loaded


async def faults(talk: Talk, turns: list[Turn]) -> list[list[str]]:
    """For each turn, what is not as it should be."""
    found: list[list[str]] = []
    last: Answered | None = None
    versions: list[Module] = []
    for turn in turns:
        if "draft" in turn:
            last = await _draft(talk, last)
            versions = [last.module] if last.module else []
            found.append([] if last.module else [f"no draft: {last.say}"])
            continue
        answer = await talk.says(turn["say"])
        found.append([f"{fault} <- {turn['say']}" for fault in _faults(turn, last, answer, versions)])
        if answer.module and (not versions or answer.module != versions[-1]):
            versions.append(answer.module)
        last = answer
    return found


async def _draft(talk: Talk, last: Answered | None) -> Answered:
    assert last is not None
    for _ in range(_MOST):
        skip, yes, go = _GO[last.language]
        if last.module is not None:
            return last
        last = await talk.says(go if last.phase == "methods" else skip if last.asked else yes)
    return last


def _faults(turn: Turn, last: Answered | None, answer: Answered, versions: list[Module]) -> Iterator[str]:
    for field, value in turn.get("brief", {}).items():
        known = answer.brief.get(field)
        told = len(known or ()) if field == "competencies" else list(known) if field == "days" and known else known
        if told != value:
            yield f"{field}: {told!r}, not {value!r}"
    if turn.get("answered") is True and (last is None or answer.asked != last.asked or answer.says == last.says):
        yield f"not answered: {answer.say[:80]!r}"
    if turn.get("skipped") and (last is None or answer.asked == last.asked):
        yield "asked again"
    if "says" in turn and not re.search(turn["says"], plain(answer.say), re.IGNORECASE):
        yield f"says {answer.say!r}"
    if versions and answer.module:
        yield from _of_the_draft(turn, versions, answer.module)


def _of_the_draft(turn: Turn, versions: list[Module], after: Module) -> Iterator[str]:
    before = versions[-1]
    if turn.get("unchanged") is True and after != before:
        yield "changed"
    if "back" in turn and _told(after) != _told(versions[max(-len(versions), -1 - turn["back"])]):
        yield "not the version before"
    yield from (f"{part} changed" for part in turn.get("keeps", ()) if getattr(after, part) != getattr(before, part))
    if turn.get("practice") == "up" and share_of_practice(after) <= share_of_practice(before):
        yield "no more practice"
    used = {card for item in after.sequences() for card in item.methods}
    yield from (f"{card} is still used" for card in turn.get("no_method", ()) if card in used)
    instruments = {item.id: item.instrument for item in after.assessments}
    yield from (f"{card} is still a format" for card in turn.get("no_format", ()) if card in instruments.values())
    for name, card in turn.get("instrument", {}).items():
        if instruments.get(name) != card:
            yield f"{name} is {instruments.get(name)}"
    yield from _of_sequences(turn, before, after)
    if "title" in turn and plain(after.brief.title) != turn["title"]:
        yield f"title: {after.brief.title}"
    if "objectives" in turn and len(after.objectives) != turn["objectives"]:
        yield f"{len(after.objectives)} objectives"
    if "order" in turn and [item.id for item in after.objectives][: len(turn["order"])] != turn["order"]:
        yield f"order: {[item.id for item in after.objectives]}"
    old = {item.id for item in before.assessments}
    if "added_moment" in turn and turn["added_moment"] not in [
        item.moment for item in after.assessments if item.id not in old
    ]:
        yield "no assessment added"
    yield from (f"{finding.check}: {finding.message}" for finding in after.findings if finding.severity == "block")


def _told(module: Module) -> tuple[object, ...]:
    """What a trainer reads of a version."""
    return module.objectives, module.progression, module.assessments, module.methods, module.brief.duration_minutes


def _of_sequences(turn: Turn, before: Module, after: Module) -> Iterator[str]:
    old, new = ({item.id: item for item in one.sequences()} for one in (before, after))
    for name, minutes in turn.get("delta", {}).items():
        if name not in new or name not in old or new[name].minutes - old[name].minutes != minutes:
            yield f"{name}: {[one[name].minutes for one in (old, new) if name in one]}"
    for name, card in turn.get("with_method", {}).items():
        if card not in new[name].methods:
            yield f"{name} is run as {new[name].methods}"
    first, final = after.progression[0].sequences[0], after.progression[0].sequences[-1]
    if "start" in turn and first.start != turn["start"]:
        yield f"starts at {first.start}"
    if "end" in turn and final.start:
        hours, minutes = map(int, final.start.split(":"))
        ends = hours * 60 + minutes + final.minutes
        if f"{ends // 60:02d}:{ends % 60:02d}" != turn["end"]:
            yield f"ends at {ends // 60:02d}:{ends % 60:02d}"


def share_of_practice(module: Module) -> float:
    """The share of the working time in which learners act."""
    return acting(module) / working(module)
