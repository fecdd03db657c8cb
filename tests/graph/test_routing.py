"""Where a message goes: pure functions of the state."""

import pytest

from assistant.graph.build import after_methods, after_reading, by_phase
from assistant.graph.state import State
from assistant.models.turn import Reading


def state(phase: str, **reading: object) -> State:
    return State(phase=phase, work={"reading": Reading.model_validate(reading)})


@pytest.mark.parametrize(
    ("phase", "reading", "node"),
    [
        ("interview", {}, "interview"),
        ("interview", {"noise": "empty"}, "refuse"),
        ("drafted", {"noise": "unreadable"}, "refuse"),
        ("interview", {"noise": "too_long"}, "interview"),
        ("interview", {"question": "c'est quoi ?"}, "answer"),
        ("drafted", {"question": "pourquoi pas un QCM ?"}, "answer"),
        ("interview", {"command": "restart"}, "restart"),
        ("methods", {"command": "restart"}, "restart"),
        ("submitted", {"command": "restart"}, "restart"),
        ("interview", {"command": "undo"}, "interview"),
        ("methods", {}, "methods"),
        ("methods", {"command": "submit"}, "methods"),
        ("drafted", {"command": "undo"}, "undo"),
        ("revised", {"command": "submit"}, "submit"),
        ("revised", {"command": "apply"}, "apply_comments"),
        ("interview", {"command": "apply"}, "interview"),
        ("revised", {"command": "export"}, "point_to_exports"),
        ("drafted", {}, "revise"),
        ("submitted", {}, "revise"),
    ],
)
def test_a_message_goes_to_the_node_of_its_phase(phase: str, reading: dict[str, object], node: str):
    assert after_reading(state(phase, **reading)) == node


def test_after_an_answer_the_message_goes_on_by_phase():
    assert by_phase(state("interview", question="c'est quoi ?")) == "interview"
    assert by_phase(state("methods", question="c'est quoi ?")) == "methods"


@pytest.mark.parametrize(
    ("decision", "node"), [("draft", "objectives"), ("propose", "propose"), ("unclear", "ask_again")]
)
def test_a_decision_on_methods_drafts_proposes_or_asks_again(decision: str, node: str):
    assert after_methods(State(work={"decision": decision})) == node
