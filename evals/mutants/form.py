"""Mutants of form and of revisions."""

from collections.abc import Callable

from assistant.checks import Exchange
from assistant.models.module import Module
from evals.mutants.changes import (
    Mutant,
    longer_by,
    longest_activity,
    mutants,
    say,
    with_brief,
    with_objective,
    with_sequence,
)


def _in_the_other_language(module: Module) -> Module:
    other = "Vous donnez la grille à chacun des participants" if module.brief.language == "en" else ""
    other = other or "The trainer gives the grid back to each of the learners"
    return with_sequence(module, longest_activity(module).id, accessibility=other)


def _leaves(fr: str, en: str) -> Callable[[Module], Module]:
    return lambda module: with_sequence(module, longest_activity(module).id, accessibility=say(module, fr, en))


def _retitled(module: Module) -> Module:
    return with_sequence(module, longest_activity(module).id, title="–")


def _renumbered(module: Module) -> Module:
    return with_objective(module, id="O900")


def _cut_links(module: Module) -> Module:
    return with_sequence(module, longest_activity(module).id, objectives=())


def _without_last(module: Module) -> Module:
    return module.model_copy(update={"assessments": module.assessments[:-1]})


def _renamed_brief(module: Module) -> Module:
    return with_brief(module, title="–")


MUTANTS: dict[str, tuple[Mutant, ...]] = {
    "J1": mutants(other_language=_in_the_other_language),
    "J2": mutants(
        assistant=_leaves("J'espère que cela vous convient.", "I hope this helps."),
        ellipsis=_leaves("Prévoir une place au premier rang…", "Offer a front-row seat…"),
        todo=_leaves("TODO : prévoir une place", "TODO: offer a seat"),
        placeholder=_leaves("Prévoir [nom de la salle] pour tous", "Offer [name of the room] to all"),
        unfilled=_leaves("Prévoir de quoi {action} assis", "Offer a way to {action} seated"),
    ),
    "J3": mutants(retitled=_retitled, renumbered=_renumbered, lost=_without_last, brief=_renamed_brief),
    "J4": mutants(renumbered=_renumbered, longer=longer_by(5), cut_links=_cut_links),
}

TRANSCRIPTS: dict[str, tuple[Exchange, ...]] = {
    "two questions": (Exchange(say="Pour qui ? Et combien de temps ?", asked="audience"),),
    "known answer": (Exchange(say="Combien seront-ils ?", asked="group_size", known=("group_size",)),),
    "too long": tuple(Exchange(say="Et ensuite ?", asked="resources") for _ in range(9)),
    "no way out": (Exchange(say="Combien seront-ils ?", asked="group_size", skipped=True),),
}
"""Interviews on which J5 must fire."""
