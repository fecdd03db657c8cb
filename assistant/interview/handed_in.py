"""What documents add to the answers, below what the trainer said; and what is said of them."""

import re
from dataclasses import dataclass
from typing import Any

from assistant.interview import display, ledger
from assistant.interview.differences import difference
from assistant.interview.dilemmas import Dilemma
from assistant.language.data import table
from assistant.language.grammar import amount, listing
from assistant.language.lemmas import content_stems, fold
from assistant.language.typography import typeset
from assistant.language.wording import clip, quoted
from assistant.models.brief import FIELDS_OF_SLOT, LIST_FIELDS, MEASURES, Answers, Slot
from assistant.models.document import Gleaned, Unread
from assistant.models.terms import Language
from assistant.models.turn import Fact

_COMPARED: frozenset[Slot] = frozenset(MEASURES)
_NAMED: frozenset[Slot] = frozenset({"subject", "audience"})
"""Slots told in words: other words may say the same."""
_MOST_GOALS = 12
_QUOTED_WORDS, _QUOTED_ITEMS = 10, 3
"""Words and items of a document in the other language that are quoted in a sentence."""


@dataclass(frozen=True)
class Taken:
    """The answers with what documents state, and what to say of it."""

    answers: Answers
    says: tuple[str, ...]
    vague: tuple[str, ...] = ()
    changed: bool = False
    differences: tuple[Dilemma, ...] = ()
    """What is to be asked: which of two values holds."""


def take(
    answers: Answers, said: tuple[Fact, ...], handed: tuple[Gleaned | Unread, ...], turn: int, *, asks: bool = False
) -> Taken:
    """Fill what nobody has said yet; `said` is what the message that came with the documents states itself.

    A measure that a document gives otherwise is asked about where the talk can (`asks`); what the message itself says
    holds, and the difference is only told.
    """
    differences: list[Dilemma] = []
    says: list[str] = []
    vague: list[str] = []
    after = answers
    for document in handed:
        texts = table(f"handed.{answers.language}.yaml")
        if isinstance(document, Unread):
            says.append(texts["unread"][document.reason].format(name=document.name))
            continue
        stated = ledger.merge(after, said, turn).answers
        now = frozenset(ledger.SLOT_OF_FIELD[fact.field] for fact in said)
        kept, told, found = _kept(document, stated, after, asked=_COMPARED - now if asks else frozenset())
        differences += found
        before, after = after, _bounded(ledger.merge(after, kept, turn).answers)
        vague += [item for item in document.vague if item in (after.competencies or ())]
        says.append(" ".join((_read(document, before, after), *told, *_remarks(document, after))))
    language = answers.language
    spoken = tuple(typeset(text, language) for text in says)
    return Taken(after, spoken, tuple(vague), after != answers, tuple(differences))


def _kept(
    document: Gleaned, stated: Answers, own: Answers, *, asked: frozenset[Slot]
) -> tuple[tuple[Fact, ...], list[str], list[Dilemma]]:
    """The facts about what is not known, what is to be said of the others, and what is to be asked of those `asked`."""
    kept: list[Fact] = []
    more: list[str] = []
    others: dict[bool, list[Slot]] = {}
    """Slots with another value; True: between documents."""
    for slot, names in FIELDS_OF_SLOT.items():
        facts = tuple(fact for fact in document.facts if fact.field in names)
        if not facts:
            continue
        name = names[0]
        known = any(getattr(stated, one) is not None for one in names)
        by_files = own.rests_on_files(name) and stated.rests_on_files(name)
        if not known or (by_files and name in LIST_FIELDS):
            kept += facts
        elif slot == "competencies":
            new = {fact.value for fact in facts} - set(stated.competencies or ())
            more = [table(f"handed.{own.language}.yaml")["more_goals"]] if new else []
        elif _is_other(slot, facts, stated):
            others.setdefault(by_files, []).append(slot)
    told, questions = _told_and_asked(document, others, stated, asked)
    return tuple(kept), [*told, *more], questions


def _told_and_asked(
    document: Gleaned, others: dict[bool, list[Slot]], stated: Answers, asked: frozenset[Slot]
) -> tuple[list[str], list[Dilemma]]:
    """One sentence, and one question, for all that differs from the same words."""
    theirs = _alone(document.facts, stated.language)
    told: list[str] = []
    questions: list[Dilemma] = []
    for between, slots in others.items():
        measures = tuple(slot for slot in slots if slot in asked)
        named = [slot for slot in slots if slot not in measures]
        if measures:
            questions.append(difference(document.name, measures, stated, theirs, between=between))
        if named:
            told.append(_told(named, stated, theirs, "differs_between" if between else "differs"))
    return told, questions


def _bounded(answers: Answers) -> Answers:
    """No more competencies than a module holds, however many documents list some."""
    goals = answers.competencies or ()
    if len(goals) <= _MOST_GOALS or not answers.rests_on_files("competencies"):
        return answers
    return answers.model_copy(update={"competencies": goals[:_MOST_GOALS]})


def _alone(facts: tuple[Fact, ...], language: Language) -> Answers:
    """What a document says by itself."""
    return ledger.merge(Answers(language=language), facts, 0).answers


def _is_other(slot: Slot, facts: tuple[Fact, ...], stated: Answers) -> bool:
    """Whether the document says something else than what is known."""
    language = stated.language
    theirs = _alone(facts, language)
    if slot not in _COMPARED | _NAMED or not theirs.knows(slot):
        return False
    yours, other = display.value_of(slot, stated, language), display.value_of(slot, theirs, language)
    same_words = slot in _NAMED and _share_words(yours, other, language)
    return bool(yours) and yours != other and not same_words


def _told(slots: list[Slot], stated: Answers, theirs: Answers, kind: str) -> str:
    """One sentence for all that differs from the same words."""
    language = stated.language
    said = [
        listing([_quoted(slot, display.value_of(slot, one, language), language) for slot in slots], language)
        for one in (theirs, stated)
    ]
    return str(table(f"handed.{language}.yaml")[kind].format(theirs=said[0], yours=said[1]))


def _quoted(slot: Slot, value: str, language: Language) -> str:
    if slot not in _NAMED:
        return value
    return quoted(value, language)


def _share_words(one: str, other: str, language: Language) -> bool:
    return bool(content_stems(one, language) & content_stems(other, language))


def _read(document: Gleaned, before: Answers, after: Answers) -> str:
    """What was read, and what was found in it."""
    language = after.language
    texts = table(f"handed.{language}.yaml")
    forms = texts["counts"].get(document.kind)
    count = forms[document.count > 1].format(n=document.count) if forms and document.count else ""
    found = [_named(slot, before, after, texts) for slot in FIELDS_OF_SLOT if _is_new(slot, before, after)]
    if found:
        return str(texts["read"].format(name=document.name, count=count, found=listing(found, language)))
    if document.aside:
        return str(texts["read_only"].format(name=document.name, count=count))
    if document.facts:
        return str(texts["known"].format(name=document.name, count=count))
    return str(texts["nothing"].format(name=document.name, count=count, next=texts["nothing_next"]))


def _is_new(slot: Slot, before: Answers, after: Answers) -> bool:
    if slot == "title" and after.subject and _is_new("subject", before, after):
        return False  # it is the subject's own words
    return any(getattr(before, name) != getattr(after, name) for name in FIELDS_OF_SLOT[slot])


def _named(slot: Slot, before: Answers, after: Answers, texts: dict[str, Any]) -> str:
    if slot != "competencies":
        return str(texts["found"][slot])
    new = len(after.competencies or ()) - len(before.competencies or ())
    if new == 1:
        return str(texts["found"]["one_competency"])
    count = amount(new, "action", "actions", after.language).split()[0]
    return str(texts["found"]["competencies"].format(count=count))


def _remarks(document: Gleaned, answers: Answers) -> list[str]:
    language = answers.language
    texts = table(f"handed.{language}.yaml")
    said = []
    for doubt in document.doubts:
        values = ", ".join(quoted(quote, language) for quote in doubt.quotes)
        name = display.name_of(ledger.SLOT_OF_FIELD[doubt.field], language)
        said.append(texts["doubt"].format(name=name, values=values))
    if document.left_out and not document.foreign:
        said.append(texts["left_out"].format(kept=_MOST_GOALS, left=document.left_out))
    if document.foreign:
        said.append(_left_aside(document, answers))
    said += [texts[name] for name in ("cut", "hidden") if getattr(document, name)]
    return [str(text) for text in said]


def _left_aside(document: Gleaned, answers: Answers) -> str:
    """What was found in the words of a document in the other language, and how to have it taken."""
    language = answers.language
    texts = table(f"handed.{language}.yaml")
    theirs = _alone(document.aside, document.language or language)
    named = [_quoted_aside(slot, theirs, texts, language) for slot in FIELDS_OF_SLOT if _is_left(slot, theirs, answers)]
    return str(texts["foreign_aside"].format(found=listing(named, language)) if named else texts["foreign"])


def _is_left(slot: Slot, theirs: Answers, answers: Answers) -> bool:
    return slot != "title" and theirs.knows(slot) and not answers.knows(slot)


def _quoted_aside(slot: Slot, theirs: Answers, texts: dict[str, Any], language: Language) -> str:
    """What it is called in the talk, with the document's own words."""
    value = getattr(theirs, FIELDS_OF_SLOT[slot][0])
    items = [value] if isinstance(value, str) else list(value)
    name = _named(slot, Answers(), theirs.model_copy(update={"language": language}), texts)
    shown = ", ".join(quoted(clip(item, _QUOTED_WORDS), language) for item in items[:_QUOTED_ITEMS])
    return f"{name} ({shown}{', …' if len(items) > _QUOTED_ITEMS else ''})" if items else name


def take_aside(
    answers: Answers, said: tuple[Fact, ...], documents: tuple[Gleaned, ...], turn: int
) -> tuple[Taken | None, tuple[Gleaned, ...]]:
    """The words of documents in the language in which the talk goes on now, and the documents that still wait."""
    ready = tuple(one for one in documents if one.language == answers.language)
    if not ready:
        return None, documents
    read = {"aside": (), "foreign": False, "doubts": (), "cut": False, "hidden": False}
    whole = tuple(one.model_copy(update={**read, "facts": one.aside}) for one in ready)
    return take(answers, said, whole, turn), tuple(one for one in documents if one not in ready)


def too_many(limit: int, language: Language) -> str:
    """More documents came at once than are read."""
    return typeset(table(f"handed.{language}.yaml")["too_many"].format(limit=limit), language)


def besides_handing(message: str, language: Language) -> str:
    """The message, as long as before, without the words that only hand a document in ("Voici le programme")."""
    rest = message
    for pattern in table(f"handed.{language}.yaml")["handing"]:
        folded = fold(rest).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
        for found in re.finditer(pattern, folded, re.MULTILINE):
            rest = rest[: found.start()] + " " * (found.end() - found.start()) + rest[found.end() :]
    return rest if re.search(r"\w", rest) else " " * len(message)
