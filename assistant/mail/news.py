"""What was done to a module, and who is told of it."""

from collections.abc import Sequence
from typing import Literal

from assistant.models.accounts import Account
from assistant.models.desk import Action, Person, Proposed, Review
from assistant.models.value import Value


class News(Value):
    """Something that somebody has done, as others are told of it."""

    what: Action | Literal["comment", "answer"]
    by: Person
    review: Review
    """Where the module stands after it."""
    text: str = ""
    """The reason that was given, or the comment."""
    where: str = "module"
    """Id of the element that it is about."""
    proposed: Proposed | None = None
    discussion: tuple[str, ...] = ()
    """Ids of those who have spoken in the discussion."""
    mentions: tuple[str, ...] = ()
    """Ids of those whom the comment names."""


def told(news: News, people: Sequence[Account]) -> tuple[Account, ...]:
    """Those who get a letter: never the one who acts, nor anybody who could not open the module."""
    wanted = _concerned(news, [one for one in people if one.active])
    return tuple(one for one in people if one.id in wanted and one.id != news.by.id and _may_open(one, news.review))


def _concerned(news: News, people: Sequence[Account]) -> set[str]:
    match news.what:
        case "submit":
            designers = {one.id for one in people if one.role != "trainer"}
            return designers & {news.review.assignee} or designers
        case "comment" | "answer":
            return {one.id for one in people} & {news.review.author, *news.discussion, *news.mentions}
        case _:
            return {one.id for one in people} & {news.review.author}


def _may_open(one: Account, review: Review) -> bool:
    """As the desk has it: a trainer opens their own modules only."""
    return one.organisation == review.organisation and (one.role != "trainer" or one.id == review.author)
