"""Family H: nothing without its source."""

from collections.abc import Iterator

from assistant.checks import inventions
from assistant.checks.case import Case
from assistant.language import marks
from assistant.language.lemmas import content_stems
from assistant.models.brief import FIELDS_OF_SLOT, LIST_FIELDS, BriefField, Source
from assistant.models.knowledge import Card
from assistant.models.module import Module
from assistant.models.review import Finding
from assistant.models.terms import CardKind

_DERIVED: frozenset[BriefField] = frozenset({"days", "group_size_min"})
"""Fields that follow from the first of their slot: days from the duration, the smallest group from the largest."""


def citations_resolve(case: Case) -> Iterator[Finding]:
    """H1: every card that is named exists, and every quote is in it word for word."""
    if not case.cards:
        yield case.unsure("H1.no_cards", "module")
        return
    for choice in case.module.methods:
        yield from _resolve("methods", choice.card, ("method",), case)
        if not choice.quote.strip():
            yield case.find("H1.no_quote", "methods", card=choice.title)
        else:
            yield from _quoted("methods", choice.card, choice.quote, case)
    for other in case.module.runners_up:
        yield from _resolve("runners_up", other.card, ("method",), case)
    for objective in case.module.objectives:
        for source in objective.sources:
            yield from _resolve(objective.id, source.card, ("method", "tool", "assessment"), case)
            yield from _quoted(objective.id, source.card, source.quote, case)
    for assessment in case.module.assessments:
        yield from _resolve(assessment.id, assessment.instrument, ("assessment",), case)
    for use in case.module.tools:
        yield from _resolve("tools", use.card, ("tool",), case)


def _resolve(where: str, name: str, kinds: tuple[CardKind, ...], case: Case) -> Iterator[Finding]:
    card = case.cards.get(name)
    if card is None:
        yield case.find("H1.unknown", where, card=name)
    elif card.kind not in kinds:
        yield case.find("H1.kind", where, card=name)


def _quoted(where: str, name: str, quote: str, case: Case) -> Iterator[Finding]:
    card = case.cards.get(name)
    if card is not None and quote.strip() and _bare(quote) not in _bare(text_of(card)):
        yield case.find("H1.quote", where, quote=quote, card=case.title(name))


def text_of(card: Card) -> str:
    """All that a card says, in both languages."""
    pieces = [card.summary.fr, card.summary.en, card.title.fr, card.title.en]
    pieces += [section.text for sections in card.sections.values() for section in sections]
    for text in (card.feedback, card.adaptation, card.fallback, *(item.why for item in card.preconditions)):
        if text is not None:
            pieces += [text.fr, text.en]
    pieces += [f"{work.author}, {work.title}, {work.year}" for work in card.references]
    return "\n".join(pieces)


def _bare(text: str) -> str:
    """The words and the punctuation, whatever the typography and the line breaks."""
    straight = text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ").replace("*", "")
    return " ".join(straight.split()).rstrip(".")


def facts_have_a_source(case: Case) -> Iterator[Finding]:
    """H2: every field of the brief is the trainer's or a listed assumption; quotes are exact substrings."""
    brief = case.module.brief
    quoted = {source.field for source in brief.sources}
    known = quoted | {assumption.field for assumption in brief.assumptions}
    for fields in FIELDS_OF_SLOT.values():
        for field in fields:
            stands = field in known or (field in _DERIVED and bool(known & set(fields)))
            stands = stands or (field == "group_size_max" and "group_size_min" in known)
            if not stands:
                yield case.find("H2.unsourced", field, field=case.word("fields", field))
    for source in brief.sources:
        if not _is_quoted(source, case):
            yield case.find("H2.quote", source.field, quote=source.quote)
    yield from _items_without_words(case)


def _is_quoted(source: Source, case: Case) -> bool:
    """Whether the words are the trainer's or the named document's; what neither of them wrote cannot be told."""
    if source.file is None:
        return not case.turns or (bool(source.quote) and any(source.quote in turn for turn in case.turns))
    texts = case.handed.get(source.file, ())
    return not (case.turns or case.handed) or (bool(source.quote) and any(source.quote in text for text in texts))


def attested(module: Module) -> tuple[str, ...]:
    """The quotes of a version in which the checks found nothing wrong: what its next version may still rest on.

    What was asked for at the review desk was never said in the conversation.
    """
    doubted = {finding.where for finding in module.findings if finding.check == "H2"}
    return tuple(source.quote for source in module.brief.sources if not source.file and source.field not in doubted)


def _items_without_words(case: Case) -> Iterator[Finding]:
    """Items of a list that share no word with anything that the trainer said."""
    brief = case.module.brief
    said = content_stems(" ; ".join((*(source.quote for source in brief.sources), *case.turns)), case.language)
    for field in LIST_FIELDS:
        if not brief.quotes_of(field):
            continue
        for item in getattr(brief, field):
            stems = content_stems(item, case.language)
            if stems and not stems & said and not any(marks.plain(item) in marks.plain(turn) for turn in case.turns):
                yield case.find("H2.item", field, text=item)


def nothing_is_invented(case: Case) -> Iterator[Finding]:
    """H3: addresses, laws, standards, references, prices and dates come from the trainer or from a card."""
    said = inventions.Known.by_trainer(case.module.brief, case.turns)
    doubtful = [(where, text) for where, text in inventions.claims(case.module) if not said.holds(text)]
    if not doubtful:
        return
    read = inventions.Known.of("\n".join(text_of(card) for card in case.cards.values()))
    for where, text in doubtful:
        if not read.holds(text):
            yield case.find("H3.invented", where, text=text)


def empty_retrieval_is_said(case: Case) -> Iterator[Finding]:
    """H4: when no method was found the draft says so, and names none."""
    if case.module.methods:
        return
    if not any(case.shows("nothing_found", text) for text in case.module.left_to_trainer):
        yield case.find("H4.silent", "methods")
    for sequence in case.worked:
        if sequence.methods:
            yield case.find("H4.invented", sequence.id)


RULES = {
    "H1": citations_resolve,
    "H2": facts_have_a_source,
    "H3": nothing_is_invented,
    "H4": empty_retrieval_is_said,
}
