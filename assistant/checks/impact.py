"""Family I: how the effect of a module will be seen."""

from collections.abc import Iterator

from assistant.checks.case import Case, report, words_of_findings
from assistant.models.module import Impact, Module
from assistant.models.review import Finding
from assistant.models.value import Value

_DUE = (1, 2, 3)


class Recommendation(Value):
    """What should change after results came in; an empty text is a thing left unsaid."""

    where: str
    """Id of the sequence or objective."""
    breach: str
    """The measure that missed its target."""
    change: str
    owner: str
    measure_again: str
    """When."""


def effect_is_measured(case: Case) -> Iterator[Finding]:
    """I1: levels 1 to 3 in full, level 4 for a sponsor, denominators, the same thing before and after."""
    rows = {row.level: row for row in case.module.impact}
    brief = case.module.brief
    told = " ; ".join((brief.work_context, *brief.constraints, *case.turns))
    due = (*_DUE, 4) if case.shows("sponsor", told) else _DUE
    for level in due:
        if level not in rows:
            yield case.find(
                "I1.level", "impact", level=level, name=words_of_findings(case.language)["I1"]["names"][level]
            )
    for row in case.module.impact:
        yield from _row(row, case)


def _row(row: Impact, case: Case) -> Iterator[Finding]:
    name = words_of_findings(case.language)["I1"]["names"][row.level]
    for field, word in words_of_findings(case.language)["I1"]["fields"].items():
        if not getattr(row, field).strip():
            yield case.find("I1.field", "impact", level=row.level, name=name, what=word)
    if row.formula.strip() and not case.shows("ratio", row.formula):
        yield case.find("I1.ratio", "impact", level=row.level, name=name, text=row.formula)
    told = " ; ".join((row.indicator, row.formula, row.instrument, row.moment))
    if row.level == 2 and not (case.shows("before", told) and case.shows("after", told)):
        yield case.find("I1.gain", "impact")


def recommendations(module: Module, proposed: tuple[Recommendation, ...]) -> tuple[Finding, ...]:
    """I2: each recommendation names the breach, the element, the change, the owner and the next measure."""
    language = module.brief.language
    known = {item.id for item in module.objectives} | {item.id for item in module.sequences()}
    found: list[Finding] = []
    for item in proposed:
        if item.where not in known:
            found.append(report("I2.unknown", item.where, language))
        for field, word in words_of_findings(language)["I2"]["fields"].items():
            if not getattr(item, field).strip():
                found.append(report("I2.missing", item.where, language, what=word))
    return tuple(found)


RULES = {"I1": effect_is_measured}
