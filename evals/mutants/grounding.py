"""Mutants of grounding."""

from collections.abc import Callable
from typing import Any

from assistant.models.brief import Source
from assistant.models.module import Module
from evals.mutants.changes import Mutant, longest_activity, mutants, say, with_assessment, with_brief, with_sequence


def _first_method(**changes: Any) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        if not module.methods:
            return module
        first = module.methods[0].model_copy(update=changes)
        return module.model_copy(update={"methods": (first, *module.methods[1:])})

    return break_


def _unsourced(module: Module) -> Module:
    return with_brief(
        module,
        sources=tuple(source for source in module.brief.sources if source.field != "subject"),
        assumptions=tuple(item for item in module.brief.assumptions if item.field != "subject"),
    )


def _misquoted(module: Module) -> Module:
    made_up = Source(field="audience", quote="quarante-deux alpinistes chevronnés", turn=0)
    return with_brief(module, sources=(*module.brief.sources, made_up))


def _made_up_wish(module: Module) -> Module:
    odd = say(module, "jongler avec des quilles", "juggle with clubs")
    quoted = Source(field="resources", quote=module.brief.sources[0].quote, turn=0)
    return with_brief(module, resources=(odd,), sources=(*module.brief.sources, quoted))


def _claims(text: str) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        item = longest_activity(module)
        return with_sequence(module, item.id, materials=(*item.materials, text))

    return break_


def _no_method(module: Module) -> Module:
    return module.model_copy(update={"methods": ()})


MUTANTS: dict[str, tuple[Mutant, ...]] = {
    "H1": mutants(
        unknown_card=_first_method(card="secret-method"),
        not_a_method=_first_method(card="mcq"),
        misquoted=_first_method(quote="Cette phrase n'est dans aucune fiche."),
        unquoted=_first_method(quote=""),
        unknown_instrument=lambda module: with_assessment(module, module.assessments[0].id, instrument="crystal-ball"),
    ),
    "H2": mutants(unsourced=_unsourced, made_up_item=_made_up_wish),
    "H3": mutants(
        address=_claims("https://www.secours-exemple.org/fiches"),
        article=_claims("article L. 6313-1"),
        decree=_claims("décret n° 2019-565"),
        standard=_claims("ISO 9001"),
        french_standard=_claims("NF EN 3"),
        certification=_claims("RNCP35584"),
        author=_claims("(Dupont, 2019)"),
        author_in_text=_claims("Dupont et Martin (2019)"),
        price=_claims("1 200 €"),
        dated=_claims("12 mars 2025"),
    ),
    "H4": mutants(silent=_no_method),
}

MISQUOTED = Mutant("misquoted", _misquoted)
"""H2 when the trainer's messages are known."""
