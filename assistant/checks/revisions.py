"""Checks of two versions of a module: a retouch stays where it was aimed, a file loses nothing."""

from collections.abc import Iterator
from typing import Any

from assistant.checks.case import report
from assistant.models.module import Module
from assistant.models.review import Finding

_SECTIONS = ("methods", "runners_up", "tools", "impact", "left_to_trainer")


def locality(before: Module, after: Module, allowed: frozenset[str]) -> tuple[Finding, ...]:
    """J3: only the allowed ids changed; `allowed` may also name sections and "brief"."""
    language = after.brief.language
    old, new = _parts(before), _parts(after)
    found: list[Finding] = []
    for name in dict.fromkeys((*old, *new)):
        if name in allowed or old.get(name) == new.get(name):
            continue
        reason = "added" if name not in old else "lost" if name not in new else "changed"
        found.append(report(f"J3.{reason}", name, language))
    return tuple(found)


def _parts(module: Module) -> dict[str, Any]:
    """Every element by id and every section by name, as plain data."""
    content = module.model_dump(mode="json")
    elements = (*content["objectives"], *_sequences(content), *content["assessments"], *content["matter"])
    return {element["id"]: element for element in elements} | {name: content[name] for name in ("brief", *_SECTIONS)}


def _sequences(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for day in content["progression"]:
        yield from day["sequences"]


def round_trip(before: Module, after: Module) -> tuple[Finding, ...]:
    """J4: a module that was exported and read back has the same ids, totals and links."""
    return tuple(_differences(before, after))


def _differences(before: Module, after: Module) -> Iterator[Finding]:
    language = before.brief.language
    old, new = _links(before), _links(after)
    if list(old) != list(new):
        changed = [name for name in dict.fromkeys((*old, *new)) if (name in old) != (name in new)] or list(new)
        yield report("J4.ids", "module", language, text=", ".join(changed))
    wanted, found = (sum(sequence.minutes for sequence in module.sequences()) for module in (before, after))
    if wanted != found:
        yield report("J4.total", "module", language, wanted=wanted, found=found)
    for name, links in old.items():
        if name in new and new[name] != links:
            yield report("J4.links", name, language)


def _links(module: Module) -> dict[str, tuple[Any, ...]]:
    """What each element points to."""
    links: dict[str, tuple[Any, ...]] = {}
    for objective in module.objectives:
        links[objective.id] = (objective.competency, tuple(source.card for source in objective.sources))
    for sequence in module.sequences():
        links[sequence.id] = (sequence.objectives, sequence.methods, sequence.tools, sequence.assessments)
    for assessment in module.assessments:
        links[assessment.id] = (assessment.objectives, assessment.instrument)
    return links
