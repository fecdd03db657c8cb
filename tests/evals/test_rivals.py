"""The rivals of the comparison, with a scripted model in the real one's place; and how complete a module is."""

from typing import Any

import pytest

from assistant.engine.completion import Asker, ModelError
from assistant.engine.completion.asking import schema_of
from assistant.models.module import Module
from assistant.runtime import Knowledge
from evals.models.completeness import PARTS, completeness
from evals.models.drafting import Told, brief_of, briefs, draft
from evals.rivals import bare, retrieving
from evals.rivals.blocking import serious
from evals.rivals.retrieving import Desk
from tests.engine.completion.scripted import ScriptedModels

FIRE, PRUNING = briefs()[0], briefs()[2]
STATEMENTS = ("Donner l'alerte", "Utiliser l'extincteur adapté", "Évacuer sa zone")
STEPS = {"trainer": "présente la situation", "learners": "agissent à tour de rôle"}
AIM = {"bloom": "apply", "condition": "face à une fumée", "criterion": "en moins de deux minutes"}
AIMS = {"objectives": [{"competency": n, "statement": text, **AIM} for n, text in enumerate(STATEMENTS, 1)]}
TESTS = {
    "assessments": [
        {
            "moment": moment,
            "format": "observed-gesture",
            "objectives": ["O1", "O2", "O3"],
            "title": "Essai",
            "description": "Chacun passe devant la grille.",
            "mastery": "trois gestes sur trois",
        }
        for moment in ("diagnostic", "formative", "summative")
    ]
}


def piece(kind: str, minutes: int, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "title": kind, "minutes": minutes, "feedback": "Le formateur corrige.", **STEPS, **more}


def progression(closing: int) -> dict[str, Any]:
    return {
        "methods": [{"method": "simulation", "why": "ils agiront comme dans l'entrepôt"}],
        "sequences": [
            piece("opening", 10),
            piece("activity", 80, method="simulation", objectives=["O1", "O2"]),
            piece("break", 15),
            piece("activity", 60, method="une méthode que personne ne connaît", objectives=["O3"]),
            piece("break", 15),
            piece("closing", closing),
        ],
    }


def scripted(**parts: Any) -> ScriptedModels:
    """A model that writes a good module, but for the parts that are given."""
    written = {"objectives": AIMS, "progression": progression(30), "assessments": TESTS, **parts}
    return ScriptedModels([ModelError("broken", "scripted/one")], by_name={f"agent-{k}": v for k, v in written.items()})


async def agent(models: ScriptedModels, knowledge: Knowledge, case: Told = FIRE) -> Module:
    return await retrieving.write(case.text, Desk(await brief_of(case, knowledge), knowledge, Asker(models)))


async def test_the_agent_cites_only_the_cards_that_it_found(knowledge: Knowledge) -> None:
    models = scripted()
    module = await agent(models, knowledge)
    shown = next(prompt.user for prompt, _ in models.requests if prompt.name == "agent-progression")
    assert [choice.card for choice in module.methods] == ["simulation"]
    assert module.methods[0].quote in shown
    assert [item.methods for item in module.sequences() if item.kind == "activity"] == [("simulation",), ()]
    assert {item.instrument for item in module.assessments} == {"observed-gesture"}


async def test_a_good_agent_is_not_held_up_by_what_nobody_asked_it_for(knowledge: Knowledge) -> None:
    models = scripted()
    module = await agent(models, knowledge)
    assert serious(module, knowledge.shelf, "block") == ()
    assert completeness(module) == 1
    assert len(models.requests) == 3


async def test_the_agent_mends_once_the_part_in_which_something_blocks(knowledge: Knowledge) -> None:
    replies = [progression(10), progression(30)]
    models = scripted(progression=lambda prompt: replies.pop(0))
    module = await agent(models, knowledge)
    assert [prompt.name for prompt, _ in models.requests] == [
        "agent-objectives",
        "agent-progression",
        "agent-assessments",
        "agent-progression",
    ]
    # It is told the sum, and what is missing.
    assert all(words in models.requests[-1][0].user for words in ("190", "210", "Ajoutez 20"))
    assert sum(item.minutes for item in module.sequences()) == 210


async def test_the_agent_keeps_its_first_draft_when_the_mended_one_is_worse(knowledge: Knowledge) -> None:
    replies = [progression(10), {"sequences": []}]
    module = await agent(scripted(progression=lambda prompt: replies.pop(0)), knowledge)
    assert sum(item.minutes for item in module.sequences()) == 190


async def test_a_model_that_gives_nothing_leaves_an_empty_module(knowledge: Knowledge) -> None:
    models = ScriptedModels([ModelError("broken", "scripted/one")])
    module = await agent(models, knowledge)
    assert (module.objectives, module.progression, module.assessments) == ((), (), ())
    assert completeness(module) == 0
    assert serious(module, knowledge.shelf, "block")


def test_a_rival_is_asked_for_every_part_and_may_leave_some_out() -> None:
    assert schema_of(bare.BareModule)["required"] == ["objectives", "progression", "assessments"]
    assert bare.BareModule.model_validate({"objectives": []}) == bare.BareModule()


async def test_a_rival_is_not_blamed_for_days_and_places_that_it_was_not_asked_for(knowledge: Knowledge) -> None:
    pieces = ("Accueil", 30), ("Taille", 75), ("Pause", 15), ("Au rang", 90), ("Reprise", 90), ("Pause café", 15)
    written = {
        "objectives": [{"statement": "Tailler un pied en guyot", **AIM}] * 3,
        "progression": [{"title": title, "minutes": minutes, **STEPS} for title, minutes in (*pieces, ("Bilan", 105))],
        "assessments": [
            {"moment": moment, "title": "Essai", "description": "Chacun taille un pied."}
            for moment in ("summative", "formative", "diagnostic")
        ],
    }
    models = ScriptedModels([ModelError("broken", "scripted/one")], by_name={"bare": written, "mend": written})
    brief = await brief_of(PRUNING, knowledge)
    module, _ = await bare.write(brief, PRUNING.text, knowledge.shelf, Asker(models))
    assert [sum(item.minutes for item in day.sequences) for day in module.progression] == [210, 210]
    assert [item.kind for item in module.sequences()].count("break") == 2
    assert not {item.check for item in serious(module, knowledge.shelf, "block")} & {"B2", "B6", "C1", "C2"}


async def test_a_module_without_a_part_is_less_complete_by_that_part(knowledge: Knowledge) -> None:
    whole = await draft(FIRE, knowledge)
    assert completeness(whole) == 1
    objectives = tuple(item.model_copy(update={"criterion": " "}) for item in whole.objectives)
    assert completeness(whole.model_copy(update={"objectives": objectives})) == pytest.approx(1 - 1 / len(PARTS))


async def test_breaks_are_there_when_no_stretch_of_work_is_too_long(knowledge: Knowledge) -> None:
    found = {part.__name__: part for part in PARTS}["breaks"]
    two_days = await draft(briefs()[3], knowledge)
    assert found(two_days) == 1
    without = two_days.progression[0].model_copy(
        update={"sequences": tuple(item for item in two_days.progression[0].sequences if item.kind != "break")}
    )
    worked = without.model_copy(update={"sequences": tuple(_closed_up(without.sequences))})
    assert found(two_days.model_copy(update={"progression": (worked, *two_days.progression[1:])})) == 0.5


def _closed_up(sequences: tuple[Any, ...]) -> list[Any]:
    """The same, each beginning when the one before ends."""
    now, rows = 9 * 60, []
    for item in sequences:
        rows.append(item.model_copy(update={"start": f"{now // 60:02}:{now % 60:02}"}))
        now += item.minutes
    return rows
