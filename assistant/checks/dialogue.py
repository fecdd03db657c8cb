"""Check J5: an interview that respects the trainer's time."""

from assistant.checks.case import report
from assistant.checks.thresholds import Thresholds, default_thresholds
from assistant.language import marks
from assistant.models.brief import Slot
from assistant.models.review import Finding
from assistant.models.terms import Language
from assistant.models.value import Value


class Exchange(Value):
    """One turn of an interview: what Jalon asked, what the trainer answered."""

    say: str
    asked: Slot | None = None
    """The slot that the question is about; None when nothing is asked."""
    known: tuple[Slot, ...] = ()
    """Slots that had a value when the question was asked."""
    answer: str = ""
    skipped: bool = False
    """The trainer passed."""
    assumed: bool = False
    """What was passed has become a listed assumption."""


def interview(
    exchanges: tuple[Exchange, ...], *, language: Language = "fr", thresholds: Thresholds | None = None
) -> tuple[Finding, ...]:
    """J5: one question at a time, none whose answer is known, eight at most, each may be passed."""
    limits = thresholds or default_thresholds()
    found: list[Finding] = []
    for n, exchange in enumerate(exchanges, start=1):
        count = len(marks.find_all("question_count", marks.unquoted(exchange.say), language))
        if exchange.asked and count > 1:
            found.append(report("J5.many_questions", str(n), language, n=n, found=count))
        if exchange.asked in exchange.known:
            found.append(report("J5.known", str(n), language, n=n))
        if exchange.skipped and not exchange.assumed:
            found.append(report("J5.forced", str(n), language, n=n))
    asked = sum(exchange.asked is not None for exchange in exchanges)
    if asked > limits.interview_turns.value:
        found.append(report("J5.long", "module", language, found=asked, wanted=limits.interview_turns.value))
    return tuple(found)
