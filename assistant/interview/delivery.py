"""Handing over a draft and its changes, in a few sentences."""

import re
from collections.abc import Mapping

from assistant.interview import display
from assistant.interview.proposal import Words, talk
from assistant.language.grammar import listing, uncapitalized
from assistant.language.typography import typeset
from assistant.language.wording import quoted
from assistant.models.brief import HALF_DAY_MINUTES
from assistant.models.knowledge import Card
from assistant.models.module import Change, Module
from assistant.models.review import Finding
from assistant.models.terms import Language

_SHOWN_CHANGES = 9
_SHOWN_FINDINGS = 3
_SHOWN_LEFT = 3


def present(module: Module, language: Language) -> Words:
    """A first draft in a screenful: what it holds, its objectives, what was found, what is left to do."""
    texts = talk(language)["draft"]
    key = "one_objective" if len(module.objectives) == 1 else "done"
    head = texts[key].format(
        title=module.brief.title,
        objectives=len(module.objectives),
        sequences=sum(sequence.kind != "break" for sequence in module.sequences()),
        duration=display.duration(module.brief.duration_minutes, module.brief.days, language),
        assessments=len(module.assessments),
    )
    goals = "\n".join(f"- **{item.id}** {item.statement}, {item.condition}" for item in module.objectives)
    says = [head, f"{texts['objectives']}\n\n{goals}", findings_line(module.findings, language)]
    if module.left_to_trainer:
        says.append(texts["yours"] + "\n\n" + "\n".join(f"- {item}" for item in module.left_to_trainer))
    says.append(_ask(module, language))
    return _words(says, _suggestions(module, language), language)


_MOST_PRACTICE = 3


_MOST_WAYS = 3


def _suggestions(module: Module, language: Language, ways: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Changes to click: ways out of what was refused, else those that this draft can still take."""
    texts = talk(language)["draft"]["suggestions"]
    if ways:
        return (*dict.fromkeys(ways[:_MOST_WAYS]), texts["export"], texts["submit"])
    practice = (texts["practice"],) if module.directives.practice < _MOST_PRACTICE else ()
    return (*practice, _length(module, texts), texts["export"], texts["submit"])


def _length(module: Module, texts: dict[str, str]) -> str:
    minutes = module.brief.duration_minutes
    if minutes < HALF_DAY_MINUTES:
        return texts["to_half_day"]
    return texts["to_a_day" if minutes == HALF_DAY_MINUTES else "shorten"]


def _ask(module: Module, language: Language) -> str:
    """The invitation to change the draft, with examples taken from it."""
    texts = talk(language)["draft"]
    summative = [item.id for item in module.assessments if item.moment == "summative"]
    return str(
        texts["ask"].format(
            size=module.brief.group_size_max + 4,
            length=uncapitalized(_length(module, texts["suggestions"])),
            assessment=(summative or ["A2"])[-1],
        )
    )


def findings_line(findings: tuple[Finding, ...], language: Language) -> str:
    """What the checks found, worst first, in a few lines."""
    texts = talk(language)["draft"]
    blocking = [finding for finding in findings if finding.severity == "block"]
    warnings = [finding for finding in findings if finding.severity == "warn"]
    shown = blocking or warnings
    if not shown:
        return str(texts["clean"])
    key = "blocking" if blocking else ("one_warning" if len(warnings) == 1 else "warnings")
    lines = "\n".join(f"- {finding.message} {finding.fix}" for finding in shown[:_SHOWN_FINDINGS])
    return f"{texts[key].format(count=len(shown))}\n\n{lines}"


def present_changes(
    module: Module,
    changes: tuple[Change, ...],
    refused: tuple[str, ...],
    language: Language,
    ways: tuple[str, ...] = (),
    *,
    anew: bool = False,
) -> Words:
    """What a revision changed, element by element, what it did not do, and what could be done instead."""
    texts = talk(language)["changes"]
    if not changes:
        return nothing_changed(module, refused, language, understood=True, ways=ways, anew=anew)
    says = [texts["done"].format(version=module.version) + "\n\n" + change_lines(changes, language)]
    says += [texts["refused"] + item for item in refused]
    if any(finding.severity in {"block", "warn"} for finding in module.findings):
        says.append(findings_line(module.findings, language))
    return _words(says, _suggestions(module, language, ways), language)


def change_lines(changes: tuple[Change, ...], language: Language) -> str:
    """A line a change, what matters most first; the last ones are counted."""
    lines = [f"- {change.what}" for change in changes[:_SHOWN_CHANGES]]
    if len(changes) > _SHOWN_CHANGES:
        lines.append(f"- {talk(language)['changes']['more'].format(count=len(changes) - _SHOWN_CHANGES)}")
    return "\n".join(lines)


def method_left(before: Module, after: Module, cards: Mapping[str, Card], language: Language) -> tuple[str, ...]:
    """Why the main method is another one now; () where it is the same, or where the trainer asked for it."""
    old, new = before.methods[0], after.methods[0]
    asked = old.card in after.directives.excluded_methods or new.card in after.directives.chosen_methods
    if old.card == new.card or asked:
        return ()
    card, brief, texts = cards[old.card], after.brief, talk(language)["changes"]["left"]
    if brief.group_size_min > card.group_size.max or brief.group_size_max > card.group_size.max:
        text = texts["crowd"].format(old=old.title, new=new.title, n=card.group_size.max)
    elif brief.group_size_max < card.group_size.min:
        text = texts["few"].format(old=old.title, new=new.title, n=card.group_size.min)
    elif brief.modality not in card.modalities:
        how = display.value_of("modality", brief, language)
        text = texts["modality"].format(old=old.title, new=new.title, modality=how)
    elif brief.duration_minutes < card.minutes.min:
        text = texts["short"].format(old=old.title, new=new.title, n=card.minutes.min)
    else:
        text = texts["otherwise"].format(old=old.title, new=new.title)
    return (typeset(text, language),)


def beside_card(says: tuple[str, ...], module: Module, language: Language) -> tuple[str, ...]:
    """The words of a first draft where its card stands below them: a screenful, without what the card shows."""
    full = present(module, language).says
    if says[-len(full) :] != full:
        return says
    goals = 1
    kept = [*full[:goals], *full[goals + 1 :]]
    left, texts = module.left_to_trainer, talk(language)["draft"]
    if len(left) > _SHOWN_LEFT:
        lines = [f"- {item}" for item in left[:_SHOWN_LEFT]]
        more = texts["more_yours"].format(count=len(left) - _SHOWN_LEFT)
        kept[2] = typeset(texts["yours"] + "\n\n" + "\n".join(lines) + "\n\n" + more, language)
    return (*says[: -len(full)], *kept)


def nothing_changed(
    module: Module,
    refused: tuple[str, ...],
    language: Language,
    *,
    understood: bool,
    ways: tuple[str, ...] = (),
    anew: bool = False,
) -> Words:
    """Why the module stays as it is, though it may have been written `anew`, and what could be done instead."""
    texts = talk(language)["changes"]
    says = [texts["refused"] + item for item in refused]
    if not says:
        says = [texts["same" if anew else "nothing" if understood else "unclear"]]
    return _words(says, _suggestions(module, language, ways), language)


def ask_changes(module: Module, language: Language) -> Words:
    """The invitation to change the draft, after a digression."""
    return _words([_ask(module, language)], _suggestions(module, language), language)


def agreed(module: Module, language: Language) -> Words:
    """The trainer is content with the draft as it is."""
    return _words([talk(language)["changes"]["agreed"]], _suggestions(module, language), language)


def silent(module: Module, language: Language, ways: tuple[str, ...] = ()) -> Words:
    """Nothing to add to what was answered; the changes to click stay."""
    return _words([], _suggestions(module, language, ways), language)


def understood(
    sentences: tuple[str, ...], doubtful: tuple[str, ...], module: Module, language: Language
) -> tuple[str, ...]:
    """How a message was understood that had to be said again, and what is not done on that understanding alone."""
    texts = talk(language)["changes"]
    said = [(texts["heard"], sentences), (texts["doubt"], doubtful)]
    return tuple(
        typeset(
            text.format(changes=listing([_with_title(item, module, language) for item in items], language)), language
        )
        for text, items in said
        if items
    )


def _with_title(sentence: str, module: Module, language: Language) -> str:
    """The sentence, and what the first part that it names is called."""
    titles = {item.id: item.title for item in module.sequences()}
    titles |= {item.id: item.title for item in module.assessments}
    titles |= {item.id: item.statement for item in module.objectives}
    named = next((name for name in re.findall(r"\b[OSA]\d+\b", sentence) if name in titles), None)
    said = quoted(sentence, language)
    return f"{said} ({titles[named]})" if named else said


def undone(module: Module, language: Language, anew: int | None = None) -> Words:
    """The module is back to an older version; `anew` is its number now where the designers follow it."""
    texts = talk(language)["changes"]
    text = texts["undone_anew" if anew else "undone"].format(version=module.version, anew=anew)
    return _words([text], _suggestions(module, language), language)


def nothing_to_undo(module: Module, language: Language) -> Words:
    """The module is at its first version."""
    return _words([talk(language)["changes"]["nothing_to_undo"]], _suggestions(module, language), language)


def exports(module_id: str, language: Language) -> Words:
    """Where the documents are."""
    return _words([talk(language)["changes"]["export"].format(id=module_id)], (), language)


def _words(says: list[str], suggestions: tuple[str, ...], language: Language) -> Words:
    return Words(
        tuple(typeset(text, language) for text in says), tuple(typeset(text, language) for text in suggestions)
    )
