"""Mutants of objectives."""

from collections.abc import Callable
from typing import Any

from assistant.models.brief import Assumption
from assistant.models.module import Module
from evals.mutants.changes import Mutant, all_at, mutants, say, with_brief, with_objective


def _statement(fr: str, en: str, **more: Any) -> Callable[[Module], Module]:
    return lambda module: with_objective(module, statement=say(module, fr, en), **more)


def _condition(fr: str, en: str) -> Callable[[Module], Module]:
    return lambda module: with_objective(module, condition=say(module, fr, en))


def _criterion(fr: str, en: str) -> Callable[[Module], Module]:
    return lambda module: with_objective(module, criterion=say(module, fr, en))


def _endless_condition(module: Module) -> Module:
    return with_objective(
        module, condition=" ".join([say(module, "avec tout le matériel", "with all the equipment")] * 12)
    )


def _crowd(module: Module) -> Module:
    extra = tuple(
        module.objectives[0].model_copy(update={"id": f"O{900 + number}"})
        for number in range(module.brief.duration_minutes // 45 + 1)
    )
    return module.model_copy(update={"objectives": (*module.objectives, *extra)})


def _twin(module: Module) -> Module:
    twin = module.objectives[0].model_copy(update={"id": "O900"})
    return module.model_copy(update={"objectives": (*module.objectives, twin)})


def _mostly_low(module: Module) -> Module:
    kept = module.objectives[0].model_copy(update={"bloom": "apply"})
    low = tuple(kept.model_copy(update={"id": f"O{900 + number}", "bloom": "understand"}) for number in range(2))
    return module.model_copy(update={"objectives": (kept, *low)})


def _backwards(module: Module) -> Module:
    first = module.objectives[0]
    needy = first.model_copy(update={"condition": f"{first.condition} (O900)"})
    later = first.model_copy(update={"id": "O900"})
    return module.model_copy(update={"objectives": (needy, *module.objectives[1:], later)})


def _circle(module: Module) -> Module:
    first = module.objectives[0]
    needy = first.model_copy(update={"condition": f"{first.condition} (O900)"})
    later = first.model_copy(update={"id": "O900", "condition": f"{first.condition} ({first.id})"})
    return module.model_copy(update={"objectives": (needy, *module.objectives[1:], later)})


def _taught_before(module: Module) -> Module:
    known = say(module, "Régler la température du four", "Set the temperature of the oven")
    changed = with_objective(module, statement=known)
    return with_brief(
        changed, prerequisites=(say(module, "savoir régler la température d'un four", f"can {known.lower()}"),)
    )


def _nobody_told(module: Module) -> Module:
    guess = Assumption(field="work_context", value=module.brief.work_context, reason="–")
    return with_brief(module, assumptions=(*module.brief.assumptions, guess))


def _one_more_wish(module: Module) -> Module:
    wish = say(module, "tenir le registre à jour", "keep the register up to date")
    return with_brief(module, competencies=(*module.brief.competencies, wish))


MUTANTS: dict[str, tuple[Mutant, ...]] = {
    "A1": mutants(
        trainer_as_subject=_statement("Le formateur présente les règles", "The trainer presents the rules"),
        trainer_verb=_statement("Aborder les règles de sécurité", "Cover the safety rules"),
        presents_the_course=_statement("Présenter les notions de base", "Introduce the basics"),
    ),
    "A2": mutants(no_verb=_statement("Les règles de sécurité", "The safety rules")),
    "A3": mutants(
        understand=_statement("Comprendre les règles de sécurité", "Understand the safety rules"),
        know=_statement("Connaître les règles de sécurité", "Know the safety rules"),
        be_aware=_statement("Être sensibilisé aux risques", "Be aware of the risks"),
    ),
    "A4": mutants(
        two_verbs=_statement("Installer et configurer le poste", "Install and configure the workstation"),
        endless=_endless_condition,
    ),
    "A5": mutants(none=_condition("", ""), no_condition=_condition("le grand extincteur", "the big extinguisher")),
    "A6": mutants(none=_criterion("", ""), vague=_criterion("correctement", "properly")),
    "A7": mutants(
        list_as_create=_statement(
            "Citer les étapes de la procédure", "List the steps of the procedure", bloom="create"
        ),
        design_as_remember=_statement("Concevoir un plan de formation", "Design a training plan", bloom="remember"),
    ),
    "A8": mutants(crowd=_crowd, twin=_twin),
    "A9": mutants(all_low=all_at("understand"), mostly_low=_mostly_low),
    "A10": mutants(backwards=_backwards, circle=_circle),
    "A11": mutants(taught=_taught_before),
    "A12": mutants(none=lambda module: with_brief(module, work_context=" "), assumed=_nobody_told),
    "A13": mutants(uncovered=_one_more_wish, orphan=lambda module: with_objective(module, competency=99)),
}
