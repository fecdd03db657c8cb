"""A model words why methods were chosen and others left out; which ones, and why, was decided by code before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from pydantic import Field

from assistant.engine.completion import Asker, Prompt, Purse
from assistant.engine.llm.given import NAMES, Given, copied, even, facts_of, sign, spelled
from assistant.engine.llm.listening import hear
from assistant.engine.offline.reading.naming import named_in
from assistant.engine.offline.reading.orders import gives_orders
from assistant.engine.prompts import data, render, undone
from assistant.engine.protocol import Argument, Proposal, Shelf, Watch
from assistant.language.data import table
from assistant.language.lemmas import content_stems, fold
from assistant.language.typography import typeset
from assistant.language.wording import capitalized
from assistant.models.module import MethodChoice, RunnerUp
from assistant.models.terms import Language
from assistant.models.value import Value

_TOKENS = 1000
_LONGEST = 320
_CARD, _SHOWN = 600, 340
"""Characters of each card that a sentence may rest on, and of them those that a model is shown: each costs tokens."""
_SHARED = 2
"""Words with a meaning that make it the trainer's own case, and those that say what fails."""
_PHRASE = 3
"""Words of a card that say something."""
_COUNTED = re.compile(r"\d")
_QUOTED = re.compile(r"[«“\"][^«»“”\"]*[»”\"]")


class Why(Value):
    """Why one method: whoever has copied the words first keeps to them."""

    id: str
    card: str
    why: str


class WhyNot(Value):
    """Why not another one."""

    id: str
    why: str


class Argued(Value):
    """The whole proposal, in one answer."""

    methods: tuple[Why, ...] = Field(max_length=8)
    left_out: tuple[WhyNot, ...] = Field(default=(), max_length=6)


@dataclass(frozen=True)
class _Case:
    """What the words of a proposal are held to."""

    facts: dict[str, str]
    """What each thing is called → the trainer's own words about it."""
    language: Language
    methods: dict[str, MethodChoice]
    left_out: dict[str, RunnerUp]
    cards: Shelf
    needs: tuple[str, ...]
    """The trainer's words on who needs an adaptation."""
    before: tuple[MethodChoice | RunnerUp, ...] = ()
    """What the version before says of its methods."""

    def was(self, item: MethodChoice | RunnerUp) -> MethodChoice | RunnerUp | None:
        """The same method in the same place of the version before."""
        place = getattr(item, "role", "")
        found = (old for old in self.before if old.card == item.card and getattr(old, "role", "") == place)
        return next(found, None)

    def card(self, choice: MethodChoice, most: int = _CARD) -> str:
        """The lines of its card that say what it is, what code went by and when it fits; exact pieces of the card."""
        card = self.cards[choice.card]
        lines = card.section("when", self.language).splitlines()
        shown = [card.summary.text(self.language), choice.quote, *(line.lstrip("-* ") for line in lines)]
        kept: list[str] = []
        for line in dict.fromkeys(line.strip() for line in shown if line.strip()):
            if sum(map(len, kept)) + len(line) <= most and not gives_orders(line):
                kept.append(line)
        return "\n".join(kept)

    def given(self, *more: str) -> Given:
        """What a sentence may rest on."""
        return Given("\n".join((self.told, *more)), self.language)

    @property
    def told(self) -> str:
        """All that the trainer said."""
        return "\n".join(self.facts.values())


async def argue(
    proposal: Proposal, cards: Shelf, asker: Asker, purse: Purse, watch: Watch | None = None
) -> Argument | None:
    """The proposal in the model's words, where they hold; None when none of them does. Raises ModelError."""
    case = _Case(
        facts=facts_of(proposal.brief),
        language=proposal.brief.language,
        methods={f"M{place}": choice for place, choice in enumerate(proposal.methods, 1)},
        left_out={f"L{place}": item for place, item in enumerate(proposal.runners_up, 1)},
        cards=cards,
        needs=proposal.brief.quotes_of("accessibility"),
        before=proposal.before,
    )
    if not case.facts:
        return None
    if all(case.was(choice) for choice in case.methods.values()):
        whys, nots = {}, {}
    else:
        faults, heard = partial(_all_wrong, case=case), hear(watch, "methods", "why")
        asked = await asker.ask(_prompt(case), Argued, most=_TOKENS, faults=faults, heard=heard, purse=purse)
        whys = {item.id: item for item in asked.value.methods if not list(_faults(item, case))}
        nots = {item.id: item for item in asked.value.left_out if not list(_faults_left(item, case))}
    methods = tuple(_worded(name, whys.get(name), case) for name in case.methods)
    runners_up = tuple(_left(name, nots.get(name), case) for name in case.left_out)
    if (methods, runners_up) == (proposal.methods, proposal.runners_up):
        return None
    return Argument(methods=methods, runners_up=runners_up, by_model=True)


def _prompt(case: _Case) -> Prompt:
    return render(
        "argue",
        language=NAMES[case.language],
        facts=[{"name": name, "words": data(words)} for name, words in case.facts.items()],
        methods=[
            {
                "id": name,
                "title": data(choice.title),
                "card": data(case.card(choice, _SHOWN)),
                "reasons": data(" ".join(reason for reason in choice.reasons if not _stays(reason, case))),
            }
            for name, choice in case.methods.items()
            if not case.was(choice)
        ],
        left_out=[
            {"id": name, "title": data(item.title), "failed": data(" ".join(item.failed))}
            for name, item in case.left_out.items()
            if not case.was(item)
        ],
    )


def _all_wrong(value: Argued, case: _Case) -> list[str]:
    """Every fault when nothing can be kept: one good sentence is worth more than a second call."""
    found = [list(_faults(item, case)) for item in value.methods]
    found += [list(_faults_left(item, case)) for item in value.left_out]
    if found and not all(found):
        return []
    return [fault for faults in found for fault in faults] or ["methods: one a method."]


def _faults(item: Why, case: _Case) -> Iterator[str]:
    """What is wrong with why a method was chosen."""
    choice = case.methods.get(item.id)
    if choice is None:
        yield f'there is no method "{item.id}".'
        return
    card = copied(item.card, case.card(choice))
    if card is None or len(card.split()) < _PHRASE:
        yield f"{item.id}.card: copy a phrase of its card, word for word."
    given = case.given(case.card(choice), choice.title, *choice.reasons)
    said, facts = content_stems(item.why, case.language), content_stems(case.told, case.language)
    if len(said & facts) < _SHARED:
        yield f"{item.id}.why: speak of the trainer's own case."
    if not said & content_stems(case.card(choice), case.language) - facts:
        yield f"{item.id}.why: say it with words of its card."
    if sign("unfit", item.why, case.language):
        yield f"{item.id}.why: it was chosen; say why it fits."
    yield from (f"{item.id}.why: {fault}" for fault in given.faults(item.why, sentences=2, longest=_LONGEST))
    yield from _confused(item.id, item.why, given, choice.card, case)


def _faults_left(item: WhyNot, case: _Case) -> Iterator[str]:
    """What is wrong with why a method was left out: it says what code found to fail, and nothing else."""
    left = case.left_out.get(item.id)
    if left is None:
        yield f'there is no method "{item.id}".'
        return
    failed = spelled(" ".join(left.failed), case.language)
    given = case.given(left.title, failed)
    shared = content_stems(item.why, case.language) & content_stems(failed, case.language)
    if len(shared) < _SHARED or not sign("lacks", item.why, case.language):
        yield f"{item.id}.why: say what fails."
    yield from (f"{item.id}.why: {fault}" for fault in given.faults(item.why, sentences=1, longest=_LONGEST))
    yield from _confused(item.id, item.why, given, left.card, case)


def _confused(name: str, why: str, given: Given, own: str, case: _Case) -> Iterator[str]:
    """Other methods that are named, and were not in what was given."""
    there = {item.card for item in named_in(_named(given.text), case.cards)}
    for other in named_in(_named(why), case.cards, ordinary=False):
        if other.kind == "method" and other.card not in {own, *there}:
            yield f"{name}.why: do not name another method ({case.cards[other.card].title.text(case.language)})."


def _named(text: str) -> str:
    return fold(text).replace("’", "'")


def _worded(name: str, why: Why | None, case: _Case) -> MethodChoice:
    """The choice with the model's sentences before what only code can say; the card's own line that it went by."""
    choice = case.methods[name]
    kept = tuple(reason for reason in choice.reasons if _stays(reason, case))
    was = case.was(choice)
    if isinstance(was, MethodChoice) and was.reasons:
        said, given = was.reasons[0], case.given(case.card(was), choice.title, *choice.reasons)
        if said in choice.reasons or list(given.faults(said, sentences=2, longest=_LONGEST)):
            return choice
        return choice.model_copy(update={"reasons": (said, *kept), "quote": was.quote})
    if why is None:
        return choice
    words = copied(why.card, case.card(choice)) or ""
    quote = next((line for line in case.card(choice).splitlines() if words in line), choice.quote)
    return choice.model_copy(update={"reasons": (_said(why.why, case), *kept), "quote": quote})


def _left(name: str, why: WhyNot | None, case: _Case) -> RunnerUp:
    """The method that was left out, in the model's words where they say what fails."""
    left = case.left_out[name]
    was = case.was(left)
    if isinstance(was, RunnerUp) and was.failed != left.failed:
        why = WhyNot(id=name, why=" ".join(was.failed))
        why = None if list(_faults_left(why, case)) else why
    return left.model_copy(update={"failed": (_said(why.why, case),)}) if why else left


def _stays(reason: str, case: _Case) -> bool:
    """What to watch, what was computed, and the adaptation that somebody needs are said whatever a model writes."""
    watch = table(f"selection.{case.language}.yaml")["watch"]["obstacle"].partition("{")[0]
    if even(reason).startswith(even(watch)) or _COUNTED.search(_QUOTED.sub("", reason)):
        return True
    return any(even(quote) in even(reason) for quote in case.needs)


def _said(text: str, case: _Case) -> str:
    return typeset(capitalized(" ".join(undone(text).split())), case.language)
