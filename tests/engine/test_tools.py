from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from assistant.engine.offline.progression import choose_tools, left_to_trainer, write_impact, write_progression
from assistant.knowledge.cards import read_cards
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.module import Assessment, AssessmentPlan, Day, Directives, MethodChoice, Objective, ToolUse
from assistant.settings import PROJECT_ROOT
from assistant.tooling.conditions import owned

STATEMENTS = ("Relancer un client en retard", "Négocier un échéancier")
SITUATION = "un tiers des factures est payé avec deux mois de retard"


@cache
def shelf() -> Mapping[str, Card]:
    return read_cards(PROJECT_ROOT / "knowledge_base")


def brief(**facts: Any) -> Brief:
    stated = {
        "title": "Le recouvrement amiable",
        "subject": "le recouvrement",
        "audience": "assistants comptables",
        "audience_level": "intermediate",
        "prerequisites": (),
        "duration_minutes": 210,
        "days": (210,),
        "group_size_min": 10,
        "group_size_max": 10,
        "modality": "onsite",
        "competencies": tuple(statement.lower() for statement in STATEMENTS),
        "work_context": SITUATION,
        "assessment_wishes": "",
        "resources": (),
        "accessibility": (),
        "constraints": (),
    }
    return Brief.model_validate({**stated, **facts})


def objectives(*assumed: str) -> tuple[Objective, ...]:
    return tuple(
        Objective.model_validate(
            {
                "id": f"O{number}",
                "statement": statement,
                "verb": statement.split()[0].lower(),
                "bloom": "apply",
                "performance": "relational",
                "condition": "face à un client pressé",
                "criterion": "une date convenue en fin d'appel",
                "competency": number - 1,
                "assumed": assumed,
            }
        )
        for number, statement in enumerate(STATEMENTS, start=1)
    )


def assessments() -> tuple[Assessment, ...]:
    rows = (
        ("diagnostic", "self-positioning"),
        ("formative", "simulation-graded"),
        ("summative", "simulation-graded"),
        ("transfer", "action-plan"),
    )
    return tuple(
        Assessment.model_validate(
            {
                "id": f"A{number}",
                "moment": moment,
                "instrument": name,
                "bloom": "apply",
                "objectives": ("O1", "O2"),
                "minutes": 15 if moment == "summative" else 5,
                "description": "Un appel, une grille.",
                "rubric": [{"criterion": "Convient d'une date", "bands": ["se tait", "la propose", "la fait redire"]}],
            }
        )
        for number, (moment, name) in enumerate(rows, start=1)
    )  # fmt: skip


def days(facts: Brief, method: str = "role-play") -> tuple[Day, ...]:
    choice = MethodChoice(card=method, title=shelf()[method].title.fr, role="main", reasons=(), quote="", score=1)
    plans = tuple(
        AssessmentPlan.model_validate({key: value for key, value in item if key in AssessmentPlan.model_fields})
        for item in assessments()
    )
    return write_progression(facts, Directives(), (choice,), objectives(), plans, shelf())


def tools(facts: Brief) -> tuple[ToolUse, ...]:
    return choose_tools(facts, objectives(), days(facts), shelf())


def test_a_room_needs_no_digital_tool() -> None:
    assert tools(brief()) == ()


@pytest.mark.parametrize(
    ("modality", "card"), [("remote", "virtual-class"), ("hybrid", "virtual-class"), ("async", "lms")]
)
def test_distance_asks_for_one_tool_that_is_flagged_as_new(modality: str, card: str) -> None:
    found = {tool.card: tool for tool in tools(brief(modality=modality))}
    assert found[card].new
    assert found[card].objectives == ("O1", "O2")


def test_a_tool_that_the_trainer_has_is_not_new() -> None:
    found = {tool.card: tool.new for tool in tools(brief(modality="async", resources=("un espace Moodle",)))}
    assert found["lms"] is False
    assert all(new for card, new in found.items() if card != "lms")


def test_every_tool_has_a_way_without_it_and_a_word_on_data() -> None:
    for tool in tools(brief(modality="remote")):
        assert len(tool.fallback.split()) >= 5
        if {"account", "personal_data"} & set(shelf()[tool.card].requires):
            assert "donnée personnelle" in tool.why


def test_every_tool_of_a_sequence_is_listed() -> None:
    facts = brief(modality="remote")
    used = {name for day in days(facts) for item in day.sequences for name in item.tools}
    assert used == {tool.card for tool in tools(facts)}


def test_the_effect_is_measured_at_three_levels_and_a_fourth_when_there_is_a_problem_to_solve() -> None:
    told = write_impact(brief(), objectives(), assessments())
    assert [row.level for row in told] == [1, 1, 2, 3, 4]
    assert SITUATION in told[-1].indicator
    unsaid = brief(assumptions=({"field": "work_context", "value": "", "reason": "Rien n'a été dit."},))
    assert [row.level for row in write_impact(unsaid, objectives(), assessments())] == [1, 1, 2, 3]


def test_the_gain_compares_the_diagnostic_with_the_final_assessment() -> None:
    gain = next(row for row in write_impact(brief(), objectives(), assessments()) if row.level == 2)
    assert "A1" in gain.formula
    assert "A3" in gain.formula
    assert "relancer un client en retard" in gain.indicator


def test_one_learner_is_counted_in_the_singular() -> None:
    rows = write_impact(brief(group_size_min=1, group_size_max=1), objectives(), assessments())
    assert "1 inscrit" in rows[0].formula.replace("\u00a0", " ")
    assert "inscrits" not in rows[0].formula


def test_what_was_assumed_is_left_to_the_trainer() -> None:
    facts = brief()
    said = " ".join(left_to_trainer(facts, objectives("condition", "criterion"), days(facts), assessments()))
    assert "conditions proposées pour O1 et O2" in said
    assert "critères proposés pour O1 et O2" in said
    assert "assistants comptables" in said
    assert "conditions proposées" not in " ".join(left_to_trainer(facts, objectives(), days(facts), assessments()))


def test_a_product_is_known_by_its_short_name_and_a_wish_is_no_possession() -> None:
    cards = shelf()
    assert "virtual-class" in owned(brief(resources=("Teams",), modality="remote"), cards)
    assert "virtual-class" not in owned(brief(resources=("two teams of four",), modality="remote"), cards)
    assert owned(brief(resources=(), assessment_wishes="un sondage en direct"), cards) == ()


def test_an_asynchronous_module_wants_a_tutor() -> None:
    facts = brief(modality="async")
    assert any("tuteur" in text for text in left_to_trainer(facts, objectives(), days(facts), assessments()))


def test_sentences_are_typeset() -> None:
    facts = brief()
    said = " ".join(left_to_trainer(facts, objectives("condition"), days(facts), assessments()))
    assert "'" not in said
    assert " :" not in said
