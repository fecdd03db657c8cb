"""What a module's document says, in the order in which a trainer uses it."""

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.export.blocks import Block, Bullets, Document, Heading, Paragraph, Table
from assistant.export.labels import labels
from assistant.export.plan import progression
from assistant.language.typography import span, typeset
from assistant.models.brief import Brief, BriefField
from assistant.models.knowledge import Card
from assistant.models.module import Assessment, Module, Objective, RubricRow
from assistant.models.terms import Language

Cards = Mapping[str, Card]


def compose(module: Module, cards: Cards) -> Document:
    """The module as blocks: brief, objectives, methods, session plan, assessments, tools, impact, sources."""
    language = module.brief.language
    texts = labels(language)
    blocks = (
        *_facts(module, texts),
        *_objectives(module, texts),
        *_methods(module, texts),
        *progression(module, cards, texts),
        *_assessments(module, texts),
        *_tools(module, cards, texts),
        *_impact(module, texts),
        *_yours(module, texts),
        *_sources(module, texts),
        *_findings(module, texts),
    )
    date = module.created_at.strftime("%d/%m/%Y" if language == "fr" else "%d %B %Y")
    footer = texts["footer"].format(title=module.brief.title, version=module.version, date=date)
    return Document(module.brief.title, _subtitle(module.brief, texts), language, typeset(footer, language), blocks)


def _subtitle(brief: Brief, texts: dict[str, Any]) -> str:
    parts = (brief.audience, span(brief.duration_minutes, brief.language), texts["modalities"][brief.modality])
    return " · ".join(parts)


def _facts(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    brief = module.brief
    size = brief.group_size_min, brief.group_size_max
    values = {
        "subject": brief.subject,
        "audience": brief.audience,
        "audience_level": texts["levels"][brief.audience_level],
        "prerequisites": "\n".join(brief.prerequisites),
        "duration": span(brief.duration_minutes, brief.language),
        "group_size": str(size[1]) if size[0] == size[1] else f"{size[0]}–{size[1]}",
        "modality": texts["modalities"][brief.modality],
        "work_context": brief.work_context,
        "resources": "\n".join(brief.resources),
        "accessibility": "\n".join(brief.accessibility),
        "constraints": "\n".join(brief.constraints),
    }
    rows = tuple((f"**{label}**", values[key] or texts["none"]) for key, label in texts["facts"].items())
    yield Heading(texts["headings"]["facts"], 1)
    yield Table(("", ""), rows, (0.2, 0.8))


def _objectives(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    yield Heading(texts["headings"]["objectives"], 1)
    yield Paragraph(texts["stem"])
    rows = tuple(_objective_row(item, module, texts) for item in module.objectives)
    yield Table(tuple(texts["objective_columns"]), rows, (0.05, 0.22, 0.1, 0.23, 0.23, 0.17))
    rewritten = tuple(f"**{item.id}** {item.rewritten}" for item in module.objectives if item.rewritten)
    if rewritten:
        yield Bullets(rewritten)


def _objective_row(item: Objective, module: Module, texts: dict[str, Any]) -> tuple[str, ...]:
    def part(name: Any, value: str) -> str:
        return f"{value} {texts['assumed']}" if name in item.assumed else value

    quotes = _quoted(item.quotes, module.brief.language)
    level = texts["bloom"][item.bloom]
    return (
        f"**{item.id}**",
        f"**{item.statement}**",
        level,
        part("condition", item.condition),
        part("criterion", item.criterion),
        quotes,
    )


def _quoted(quotes: tuple[str, ...], language: Language) -> str:
    marks = ("«\u00a0", "\u00a0»") if language == "fr" else ("“", "”")
    return "\n".join(f"{marks[0]}{quote.strip()}{marks[1]}" for quote in quotes)


def _methods(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    language = module.brief.language
    yield Heading(texts["headings"]["methods"], 1)
    for method in module.methods:
        yield Paragraph(f"**{method.title}** ({texts['roles'][method.role]})")
        if method.reasons:
            yield Bullets(method.reasons)
        yield Paragraph(typeset(texts["quote"].format(quote=method.quote, title=method.title), language), quote=True)
    if module.runners_up:
        colon = "\u00a0: " if language == "fr" else ": "
        yield Paragraph(f"**{texts['rejected']}**")
        yield Bullets(tuple(f"**{item.title}**{colon}{' '.join(item.failed)}" for item in module.runners_up))


def _assessments(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    yield Heading(texts["headings"]["assessments"], 1)
    for item in module.assessments:
        yield Heading(_assessment_title(item, texts), 2)
        yield Paragraph(item.description)
        if item.rubric:
            yield _rubric(item.rubric, texts)
        if item.mastery:
            yield Paragraph(f"**{texts['mastery']}**{item.mastery}")
        for question in item.items:
            yield Paragraph(f"**{question.stem}**")
            yield Bullets(
                tuple(
                    f"{option.text}{' ' + texts['correct'] if option.correct else ''} – {option.feedback}"
                    for option in question.options
                )
            )


def _assessment_title(item: Assessment, texts: dict[str, Any]) -> str:
    time = texts["minutes"].format(n=item.minutes) if item.minutes else texts["inside"]
    targets = ", ".join(item.objectives)
    return f"{item.id} – {item.title or item.instrument} ({texts['moments'][item.moment]}, {targets}, {time})"


def _rubric(rubric: tuple[RubricRow, ...], texts: dict[str, Any]) -> Table:
    bands = max(len(row.bands) for row in rubric)
    named = tuple(texts["rubric_columns"]) if bands == len(texts["rubric_columns"]) - 1 else None
    head = named or (texts["rubric_criterion"], *(f"{texts['band']} {n}" for n in range(1, bands + 1)))
    rows = tuple(
        (f"{'● ' if row.essential else ''}{row.criterion}", *row.bands, *("",) * (bands - len(row.bands)))
        for row in rubric
    )
    return Table(head, rows, (0.25, *((0.75 / bands,) * bands)))


def _tools(module: Module, cards: Cards, texts: dict[str, Any]) -> Iterator[Block]:
    yield Heading(texts["headings"]["tools"], 1)
    if not module.tools:
        yield Paragraph(texts["no_tool"])
        return
    language = module.brief.language
    rows = tuple(
        (
            (cards[tool.card].title.text(language) if tool.card in cards else tool.card)
            + (texts["new_tool"] if tool.new else ""),
            ", ".join(tool.objectives),
            tool.why,
            tool.fallback,
        )
        for tool in module.tools
    )
    yield Table(tuple(texts["tool_columns"]), rows, (0.2, 0.1, 0.35, 0.35))


def _impact(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    if not module.impact:
        return
    yield Heading(texts["headings"]["impact"], 1)
    rows = tuple(
        (str(row.level), row.indicator, row.formula, row.instrument, row.moment, row.target, row.owner)
        for row in module.impact
    )
    yield Table(tuple(texts["impact_columns"]), rows, (0.07, 0.18, 0.2, 0.17, 0.14, 0.12, 0.12))


def _yours(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    if module.left_to_trainer:
        yield Heading(texts["headings"]["yours"], 1)
        yield Bullets(module.left_to_trainer)


def _sources(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    brief = module.brief
    yield Heading(texts["headings"]["sources"], 1)
    said: dict[str, list[str]] = {}
    for source in brief.sources:
        said.setdefault(_label(source.field, texts), []).append(source.quote)
    if said:
        rows = tuple((label, _quoted(tuple(dict.fromkeys(quotes)), brief.language)) for label, quotes in said.items())
        yield Table(tuple(texts["source_columns"]), rows, (0.2, 0.8))
    if brief.assumptions:
        yield Paragraph(f"**{texts['assumptions']}**")
        assumed = {_label(item.field, texts): (_shown(item.value, texts), item.reason) for item in brief.assumptions}
        yield Table(
            tuple(texts["assumption_columns"]),
            tuple((label, value, reason) for label, (value, reason) in assumed.items()),
            (0.2, 0.35, 0.45),
        )


_FIELD_LABELS: dict[BriefField, str] = {
    "duration_minutes": "duration",
    "days": "duration",
    "group_size_min": "group_size",
    "group_size_max": "group_size",
}


def _label(field: BriefField, texts: dict[str, Any]) -> str:
    key = _FIELD_LABELS.get(field, field)
    named = {"competencies": texts["headings"]["objectives"], "assessment_wishes": texts["headings"]["assessments"]}
    label: str = texts["facts"].get(key) or named.get(key) or texts["objective_columns"][1]
    return label


def _shown(value: Any, texts: dict[str, Any]) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value) or texts["none"]
    if isinstance(value, str):
        return str(texts["levels"].get(value) or texts["modalities"].get(value) or value)
    return str(value)


def _findings(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    shown = tuple(finding for finding in module.findings if finding.severity != "unknown")
    if shown:
        yield Heading(texts["headings"]["findings"], 1)
        rows = tuple((item.check, item.where, item.message, item.fix) for item in shown)
        yield Table(tuple(texts["finding_columns"]), rows, (0.08, 0.12, 0.4, 0.4))
