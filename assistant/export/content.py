"""What a module's document says, in the order in which a trainer uses it."""

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.export.assessing import answer_key, assessments, handouts
from assistant.export.blocks import Block, Bullets, Document, Facts, Heading, Paragraph, Part, Table
from assistant.export.labels import labels
from assistant.export.matter import matter
from assistant.export.plan import Labelled, progression, supplies
from assistant.export.sourcing import quoted, sources
from assistant.export.typesetting import typeset_block
from assistant.language.grammar import capitalized, uncapitalized
from assistant.language.typography import span, typeset
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.module import Module, Objective


def compose(module: Module, cards: Mapping[str, Card]) -> Document:
    """The module as blocks: what it is for, the session plan, what to hand out, and where everything comes from."""
    language = module.brief.language
    texts = labels(language)
    plan = Labelled(module, cards, texts)
    blocks = (
        *_facts(module.brief, texts),
        *_objectives(module, texts),
        *assessments(module, texts),
        *_methods(module, texts),
        *_yours(module, texts),
        *supplies(plan),
        *progression(plan),
        *matter(module, texts),
        *handouts(module, texts),
        *_annexes(module, plan, texts),
        *answer_key(module, texts),
    )
    month = texts["months"][module.created_at.month - 1]
    date = texts["date"].format(day=module.created_at.day, month=month, year=module.created_at.year)
    footer = texts["footer"].format(version=module.version, date=date, page="{page}", pages="{pages}")
    return Document(
        title=typeset(module.brief.title, language),
        subtitle=typeset(_subtitle(module.brief, texts), language),
        language=language,
        footer=typeset(footer, language),
        blocks=tuple(typeset_block(block, language) for block in blocks),
    )


def _subtitle(brief: Brief, texts: dict[str, Any]) -> str:
    parts = (brief.audience, duration(brief, texts), texts["modalities"][brief.modality])
    return capitalized(" · ".join(parts))


def duration(brief: Brief, texts: dict[str, Any]) -> str:
    """The length, and over how many days when there are several."""
    total = span(brief.duration_minutes, brief.language)
    return str(texts["over_days"]).format(total=total, n=len(brief.days)) if len(brief.days) > 1 else total


def _facts(brief: Brief, texts: dict[str, Any]) -> Iterator[Block]:
    low, high = brief.group_size_min, brief.group_size_max
    size = texts["people" if low == high else "people_range"].format(low=low, high=high)
    values = {
        "subject": brief.subject,
        "audience": brief.audience,
        "audience_level": texts["levels"][brief.audience_level],
        "prerequisites": "; ".join(brief.prerequisites),
        "duration": duration(brief, texts),
        "group_size": size if high > 1 else texts["one_person"],
        "modality": texts["modalities"][brief.modality],
        "work_context": brief.work_context,
        "assessment_wishes": brief.assessment_wishes,
        "resources": "; ".join(brief.resources),
        "accessibility": "; ".join(brief.accessibility),
        "constraints": "; ".join(brief.constraints),
    }
    rows = tuple((label, capitalized(values[key] or texts["none"][key])) for key, label in texts["facts"].items())
    yield Heading(texts["headings"]["facts"], 1)
    yield Facts(rows, texts["headings"]["facts"])


def _objectives(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    yield Heading(texts["headings"]["objectives"], 1)
    yield Paragraph(texts["stem"], introduces=True)
    rows = tuple(_objective_row(item, module, texts) for item in module.objectives)
    head: tuple[str, ...] = tuple(texts["objective_columns"])
    widths: tuple[float, ...] = (0.05, 0.24, 0.1, 0.22, 0.22, 0.17)
    if not any(item.quotes for item in module.objectives):
        head, rows, widths = head[:-1], tuple(row[:-1] for row in rows), (0.05, 0.3, 0.11, 0.27, 0.27)
    yield Table(head, rows, widths, texts["headings"]["objectives"])
    rewritten = tuple(f"**{item.id}** {item.rewritten}" for item in module.objectives if item.rewritten)
    if rewritten:
        yield Paragraph(f"**{texts['rewritten']}**", introduces=True)
        yield Bullets(rewritten)


def _objective_row(item: Objective, module: Module, texts: dict[str, Any]) -> tuple[str, ...]:
    def part(name: str, value: str) -> str:
        return f"{value} {texts['assumed']}" if name in item.assumed else value

    return (
        f"**{item.id}**",
        f"**{item.statement}**",
        texts["bloom"][item.bloom],
        part("condition", item.condition),
        part("criterion", item.criterion),
        quoted(item.quotes, module.brief.language),
    )


def _methods(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    yield Heading(texts["headings"]["methods"], 1)
    for method in module.methods:
        yield Paragraph(f"**{method.title}** ({texts['roles'][method.role]})", introduces=True)
        if method.reasons:
            yield Bullets(method.reasons)
        if method.quote:
            yield Paragraph(texts["quote"].format(quote=method.quote, title=method.title), quote=True)
    if module.runners_up:
        yield Heading(texts["rejected"], 3)
        yield Bullets(
            tuple(
                f"**{item.title}**{texts['colon']}{uncapitalized(' '.join(item.failed))}" for item in module.runners_up
            )
        )


def _yours(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    if module.left_to_trainer:
        yield Heading(texts["headings"]["yours"], 1)
        yield Bullets(module.left_to_trainer, boxes=True)


def _annexes(module: Module, plan: Labelled, texts: dict[str, Any]) -> Iterator[Block]:
    yield Part(texts["headings"]["annexes"])
    yield from _tools(module, plan, texts)
    yield from _impact(module, texts)
    yield from sources(module, texts)
    yield from _findings(module, texts)


def _tools(module: Module, plan: Labelled, texts: dict[str, Any]) -> Iterator[Block]:
    yield Heading(texts["headings"]["tools"], 1)
    if not module.tools:
        yield Paragraph(texts["no_tool"])
        return
    rows = tuple(
        (
            f"**{plan.title(tool.card)}**" + (texts["new_tool"] if tool.new else ""),
            ", ".join(tool.objectives),
            tool.why,
            tool.fallback,
        )
        for tool in module.tools
    )
    yield Table(tuple(texts["tool_columns"]), rows, (0.2, 0.1, 0.35, 0.35), texts["headings"]["tools"])


def _impact(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    if not module.impact:
        return
    yield Heading(texts["headings"]["impact"], 1)
    rows = tuple(
        (
            f"**{texts['kirkpatrick'][row.level]}**",
            row.indicator,
            row.formula,
            row.instrument,
            row.moment,
            row.target,
            row.owner,
        )
        for row in module.impact
    )
    widths = (0.11, 0.17, 0.2, 0.15, 0.13, 0.12, 0.12)
    yield Table(tuple(texts["impact_columns"]), rows, widths, texts["headings"]["impact"])


def _findings(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    shown = tuple(finding for finding in module.findings if finding.severity != "unknown")
    if shown:
        yield Heading(texts["headings"]["findings"], 1)
        named = {**texts["facts"], **texts["other_fields"]}
        rows = tuple((item.check, named.get(item.where, item.where), item.message, item.fix) for item in shown)
        yield Table(tuple(texts["finding_columns"]), rows, (0.08, 0.12, 0.4, 0.4), texts["headings"]["findings"])
