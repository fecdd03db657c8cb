"""Mutants of items and rubrics."""

from collections.abc import Callable

from assistant.models.module import Item, Module, Option, RubricRow
from evals.mutants.changes import Mutant, mutants, with_assessment


def _item(stem: str, right: tuple[str, ...], wrong: tuple[str, ...], objective: str | None) -> Item:
    options = [Option(text=text, correct=True, feedback="–") for text in right]
    options += [Option(text=text, correct=False, feedback="–") for text in wrong]
    return Item(stem=stem, options=tuple(options), objective=objective)


_Texts = tuple[str, ...]


def _asks(
    fr: tuple[str, _Texts, _Texts], en: tuple[str, _Texts, _Texts], *, times: int = 1, linked: bool = True
) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        stem, right, wrong = fr if module.brief.language == "fr" else en
        item = _item(stem, right, wrong, module.objectives[0].id if linked else None)
        first = module.assessments[0]
        return with_assessment(module, first.id, items=(*first.items, *[item] * times))

    return break_


_FR_STEM, _EN_STEM = "Que faites-vous d'abord ?", "What do you do first?"


def _rubric(fr: _Texts, en: _Texts, mastery: str = "–") -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        row = RubricRow(criterion="1", bands=fr if module.brief.language == "fr" else en)
        return with_assessment(module, module.assessments[0].id, rubric=(row,), mastery=mastery)

    return break_


MUTANTS: dict[str, tuple[Mutant, ...]] = {
    "E1": mutants(
        two_keys=_asks(
            (_FR_STEM, ("J'appelle", "Je sors"), ("J'attends", "Je cours")),
            (_EN_STEM, ("Call", "Leave"), ("Wait", "Run")),
        ),
        no_key=_asks((_FR_STEM, (), ("J'attends", "Je cours", "Je crie")), (_EN_STEM, (), ("Wait", "Run", "Shout"))),
        one_distractor=_asks((_FR_STEM, ("J'appelle",), ("J'attends",)), (_EN_STEM, ("Call",), ("Wait",))),
        all_of_the_above=_asks(
            (_FR_STEM, ("J'appelle",), ("J'attends", "Toutes les réponses ci-dessus")),
            (_EN_STEM, ("Call",), ("Wait", "All of the above")),
        ),
        true_or_false=_asks(
            ("L'eau éteint tout.", ("Faux",), ("Vrai",)), ("Water puts out any fire.", ("False",), ("True",))
        ),
        negative=_asks(
            ("Lequel de ces gestes ne faut-il pas faire ?", ("Courir",), ("Appeler", "Sortir")),
            ("Which of these should you not do?", ("Run",), ("Call", "Leave")),
        ),
        twice=_asks((_FR_STEM, ("J'appelle",), ("J'attends", "J'attends")), (_EN_STEM, ("Call",), ("Wait", "Wait"))),
    ),
    "E2": mutants(
        long_key=_asks(
            (
                _FR_STEM,
                ("J'appelle les secours en donnant le lieu, la nature du feu et mon nom",),
                ("J'attends", "Je cours"),
            ),
            (_EN_STEM, ("Call for help and give the place, the kind of fire and your own name",), ("Wait", "Run")),
        ),
        mixed_form=_asks(
            (_FR_STEM, ("J'appelle.",), ("attendre", "Je cours")), (_EN_STEM, ("I call.",), ("waiting", "I run"))
        ),
    ),
    "E3": mutants(
        unlinked=_asks(
            (_FR_STEM, ("J'appelle",), ("J'attends", "Je cours")), (_EN_STEM, ("Call",), ("Wait", "Run")), linked=False
        ),
        asked_twice=_asks(
            (_FR_STEM, ("J'appelle",), ("J'attends", "Je cours")), (_EN_STEM, ("Call",), ("Wait", "Run")), times=2
        ),
    ),
    "E4": mutants(
        two_bands=_rubric(("oublie une étape", "fait tout"), ("forgets a step", "does it all")),
        vague=_rubric(("mal", "moyen", "bien"), ("poor", "average", "good")),
        same=_rubric(("oublie", "fait tout", "fait tout"), ("forgets", "does it all", "does it all")),
        no_threshold=_rubric(
            ("oublie", "fait tout", "aide un autre"), ("forgets", "does it all", "helps another"), " "
        ),
    ),
}
