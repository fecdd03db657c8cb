"""What a letter says, in the language of who gets it, from `knowledge_base/data/mail.<language>.yaml`."""

import re
from typing import Any

from assistant.language.data import table
from assistant.language.typography import typeset
from assistant.mail.news import News
from assistant.models.accounts import Account
from assistant.models.value import Value

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")
_NUMBERED = re.compile(r"[A-Z]\d+")
"""Elements that people know by their id; the others have names on the pages alone."""
_LONGEST = 200
"""Characters of a name or a title in a letter."""


class Letter(Value):
    """A letter before it is put into an envelope."""

    to: str
    """An e-mail address."""
    subject: str
    """One line."""
    body: str


def letter(news: News, receiver: Account, public_url: str | None) -> Letter:
    """What one person is told; the link is left out where nobody has set the address of the pages."""
    words, kind = table(f"mail.{receiver.language}.yaml"), _kind(news, receiver)
    values = {
        "who": one_line(news.by.name),
        "title": one_line(news.review.title),
        "where": f" ({news.where})" if _NUMBERED.fullmatch(news.where) else "",
        "name": one_line(receiver.name),
        "version": news.review.version,
    }

    def said(template: Any) -> str:
        return typeset(str(template), receiver.language).format(**values)

    parts = [said(words["greeting"]), said(words["lines"][kind]), *_quoted(news, said, words)]
    if public_url:
        parts.append(f"{said(words['link'])}\n{public_url.rstrip('/')}/desk/{news.review.module}")
    parts.append(f"-- \n{said(words['closing'])}")
    return Letter(to=receiver.email, subject=said(words["subjects"][kind]), body="\n\n".join(parts) + "\n")


def one_line(text: str) -> str:
    """A name or a title that cannot begin another line, whatever is in it."""
    return _BREAKS.sub(" ", text).strip()[:_LONGEST]


def _kind(news: News, receiver: Account) -> str:
    if news.what not in {"comment", "answer"}:
        return news.what
    if receiver.id in news.mentions:
        return "mention"
    return "suggestion" if news.proposed else news.what


def _quoted(news: News, said: Any, words: dict[str, Any]) -> list[str]:
    """What was written, each line marked: nothing in it passes for a line of the letter."""
    parts = [_marked(news.text)] if news.text else []
    if news.proposed:
        parts.append(f"{said(words['before'])}\n{_marked(news.proposed.before)}")
        parts.append(f"{said(words['after'])}\n{_marked(news.proposed.after)}")
    return parts


def _marked(text: str) -> str:
    return "\n".join(f"> {one}".rstrip() for one in text.splitlines() or [""])
