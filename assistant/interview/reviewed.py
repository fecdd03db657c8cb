"""Telling a trainer what the review desk decided and said of their module, and where it stands."""

import re
from typing import Any

from assistant.interview import delivery
from assistant.interview.proposal import Words, talk
from assistant.language.grammar import listing
from assistant.language.typography import typeset
from assistant.language.wording import quoted
from assistant.models.desk import LOCAL, Comment, Decision, Person, Review
from assistant.models.module import Change, Module
from assistant.models.terms import Language
from assistant.models.value import Value

SHOWN = 10
"""Comments that are told one by one; the desk has the others."""
_LONGEST = 400
"""Characters of a comment, a reason or a quotation."""
_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
"""Of Markdown: what somebody wrote at the desk is shown as text."""


class Moved(Value):
    """A version that somebody made at the desk."""

    version: int
    by: str
    """Their name; "" = nobody knows."""
    own: bool
    """The trainer made it."""
    restored: int | None = None
    """The earlier version that it puts back."""


class Unapplied(Value):
    """A comment that stays open, and why."""

    comment: Comment
    reasons: tuple[str, ...]
    """In the trainer's language; () = no change was read in it."""


class Made(Value):
    """What became of the comments that were to be applied."""

    done: int
    """How many were applied."""
    changes: tuple[Change, ...]
    left: tuple[Unapplied, ...]
    noted: tuple[str, ...] = ()
    """What should be known of the changes."""


def moved(change: Moved, language: Language) -> str:
    """That the module is not what the conversation left it."""
    texts = talk(language)["review"]
    who = texts["you"] if change.own else texts["someone"].format(name=_plain(change.by))
    who = who if change.own or change.by else texts["somebody"]
    key = "restored" if change.restored else "changed"
    return typeset(texts[key].format(who=who, version=change.version, old=change.restored), language)


def decided(decisions: tuple[Decision, ...], trainer: Person, language: Language) -> tuple[str, ...]:
    """What was decided, a sentence each, with its reason."""
    return tuple(_decided(item, trainer, language) for item in decisions)


def _decided(decision: Decision, trainer: Person, language: Language) -> str:
    texts = talk(language)["review"]
    what = texts["decided"][decision.action].format(who=_who(decision, trainer, texts), version=decision.version)
    why = texts["why"].format(what=what, why=_plain(decision.why)) if decision.why else f"{what}."
    return typeset(why, language)


def commented(comments: tuple[Comment, ...], module: Module, trainer: Person, language: Language) -> tuple[str, ...]:
    """The comments that have arrived, each with its element and the words that it is about."""
    if not comments:
        return ()
    texts, people = talk(language)["review"], {item.by for item in comments}
    alone = len(people) == 1
    key = "comments_of_several" if not alone else "comments" if len(comments) > 1 else "one_comment"
    head = texts[key].format(who=_who(comments[0], trainer, texts), count=len(comments))
    lines = [f"- {_line(item, module, language, named=not alone)}" for item in comments[:SHOWN]]
    if len(comments) > SHOWN:
        lines.append("- " + texts["more"].format(count=len(comments) - SHOWN, id=module.id))
    return (typeset("\n".join((head, "", *lines)), language),)


def ways(language: Language) -> tuple[str, ...]:
    """What can be clicked when comments are open."""
    return (typeset(talk(language)["review"]["apply"], language),)


def submitted(module: Module, still_open: int, language: Language) -> Words:
    """The module is with the designers."""
    texts = talk(language)["review"]
    says = [texts["submitted"].format(version=module.version)]
    if still_open:
        says.append(texts["one_left" if still_open == 1 else "left"].format(count=still_open))
    return Words(tuple(typeset(text, language) for text in says), ways(language) if still_open else ())


def standing(review: Review, module: Module, language: Language) -> Words:
    """Where a review stands that the trainer cannot submit to now, and what can be done."""
    key = "changed_since" if review.status == "approved" and review.changed_since else review.status
    signed = review.signed.version if review.signed else review.version
    text = talk(language)["review"]["standing"][key].format(version=review.version, signed=signed, id=review.module)
    return Words((typeset(text, language),), delivery.silent(module, language).suggestions)


def applied(module: Module, made: Made, language: Language) -> Words:
    """What the comments changed, and those that were not applied, each with its reason."""
    texts = talk(language)["review"]
    says = [_head(module, made, language), *made.noted]
    if made.left:
        lines = [
            f"- {_line(item.comment, module, language, named=True)} → {_reason(item, texts)}" for item in made.left
        ]
        if len(lines) > SHOWN:
            lines[SHOWN:] = ["- " + texts["more"].format(count=len(lines) - SHOWN, id=module.id)]
        says.append("\n".join((texts["not_applied"], "", *lines)))
    if made.changes and any(finding.severity in {"block", "warn"} for finding in module.findings):
        says.append(delivery.findings_line(module.findings, language))
    told = tuple(typeset(text, language) for text in says if text)
    return Words(told, delivery.silent(module, language).suggestions)


def _head(module: Module, made: Made, language: Language) -> str:
    """How many comments were applied, and what that changed; "" where nothing was done."""
    texts = talk(language)["review"]
    many = "one_" if made.done == 1 else ""
    if not made.changes:
        return str(texts[f"{many}standing_already"].format(count=made.done)) if made.done else ""
    head = texts[f"{many}applied"] if made.done else talk(language)["changes"]["done"]
    return f"{head.format(count=made.done, version=module.version)}\n\n{delivery.change_lines(made.changes, language)}"


def reopened(undone: Module, language: Language) -> str:
    """The line in a discussion that is open again, because the version that applied it was undone."""
    return typeset(talk(language)["review"]["reopened_line"].format(version=undone.version), language)


def with_reopened(said: Words, count: int, language: Language) -> Words:
    """The same, with how many comments are open again and what can be done about them."""
    key = "one_reopened" if count == 1 else "reopened"
    text = typeset(talk(language)["review"][key].format(count=count), language)
    return Words((*said.says, text), (*said.suggestions, *ways(language)))


def nothing_open(about: tuple[str, ...], whose: str, module: Module, language: Language) -> Words:
    """There is no comment of that kind to apply."""
    texts = talk(language)["review"]
    key = "none_of" if whose else "none_there" if about else "none"
    text = texts[key].format(name=_plain(whose), about=listing(about, language))
    return Words((typeset(text, language),), delivery.silent(module, language).suggestions)


def _reason(item: Unapplied, texts: dict[str, Any]) -> str:
    return " ".join(item.reasons) or str(texts["reasons"]["unclear"])


def _line(comment: Comment, module: Module, language: Language, *, named: bool) -> str:
    """ "**S3** Donner l’alerte (Camille), « dix minutes » : c’est trop court"."""
    texts, said = talk(language)["review"], _plain(comment.text)
    where = _named(comment.where, module, texts)
    if named and comment.by != LOCAL:
        where = texts["by"].format(where=where, name=_plain(comment.name))
    if comment.parent:
        where = f"{where}, {texts['answer']}"
    if comment.words:
        where = f"{where}, {quoted(_plain(comment.words), language)}"
    if comment.proposed:
        before, after = (quoted(_plain(text), language) for text in (comment.proposed.before, comment.proposed.after))
        said = f"{before} → {after}" + (f" ; {said}" if said else "")
    return f"{where} : {said}" if language == "fr" else f"{where}: {said}".replace(" ; ", "; ")


def _named(where: str, module: Module, texts: dict[str, Any]) -> str:
    """The element as a person finds it: its id, and its title where it has one."""
    titles = {item.id: item.title for item in module.sequences()} | {item.id: item.title for item in module.assessments}
    if where == "module":
        return f"**{texts['whole']}**"
    return f"**{where}** {titles[where]}" if titles.get(where) else f"**{where}**"


def _who(said: Decision | Comment, trainer: Person, texts: dict[str, Any]) -> str:
    if said.by == trainer.id:
        return str(texts["you"])
    return str(texts["someone"].format(name=_plain(said.name)))


def _plain(text: str) -> str:
    """What somebody wrote, in one line, of a length that can be read here, as text and not as Markdown."""
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        line = line[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return _MARKS.sub(r"\\\1", line)
