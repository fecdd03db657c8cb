"""Nodes on hand-made states."""

from datetime import UTC, datetime
from typing import Any

import pytest
from langgraph.runtime import Runtime

from assistant.engine.offline.engine import OfflineEngine
from assistant.graph.context import Context
from assistant.graph.nodes import interviewing, turn
from assistant.graph.state import State, fresh_state
from assistant.models.turn import Edit, Fact, Reading, ReadingContext


def state(reading: Reading, *, message: str = "…", turns: int = 1, **changes: Any) -> State:
    made = State(**{**fresh_state("fr"), **changes})
    made.update(message=message, turns=["…"] * turns, work={"reading": reading, "says": []})
    return made


def runtime() -> Runtime[Context]:
    retriever: Any = None
    context = Context(OfflineEngine({}), {}, retriever, store=None, clock=lambda: datetime(2026, 11, 2, tzinfo=UTC))
    return Runtime(context=context)


SUBJECT = Fact(field="subject", value="git", quote="git")


async def test_the_interview_node_asks_the_next_question():
    result = await interviewing.interview(state(Reading(facts=(SUBJECT,))), runtime())
    assert result["reply"]["asked"] == "competencies"
    assert result["interview"]["answers"]["subject"] == "git"
    assert not result["work"]["done"]


async def test_the_interview_node_comes_back_to_the_question_after_an_answer():
    first = await interviewing.interview(state(Reading(facts=(SUBJECT,))), runtime())
    again = state(Reading(question="c'est quoi ?"), turns=2, interview=first["interview"])
    again["work"]["answered"] = True
    result = await interviewing.interview(again, runtime())
    assert result["reply"]["asked"] == "competencies"
    assert "Revenons à votre formation." in result["reply"]["says"]


@pytest.mark.parametrize(
    ("reading", "decision"),
    [
        (Reading(consent="yes"), "draft"),
        (Reading(edits=(Edit(kind="exclude_method", value="role-play", quote="pas de jeu de rôle"),)), "propose"),
        (Reading(facts=(Fact(field="group_size_max", value=25, quote="25"),)), "propose"),
        (Reading(question="c'est quoi ?"), "unclear"),
    ],
)
async def test_the_methods_node_reads_a_decision(reading: Reading, decision: str):
    result = await interviewing.methods(state(reading, phase="methods", offered=["role-play", "case-study"]))
    assert result["work"]["decision"] == decision


async def test_a_message_that_cannot_be_read_leaves_the_question_where_it_was():
    reply = {"says": ["?"], "asked": "duration", "suggestions": ["Une journée"]}
    result = await turn.refuse(state(Reading(noise="unreadable"), reply=reply))
    assert result["reply"]["asked"] == "duration"
    assert result["reply"]["suggestions"] == ["Une journée"]
    assert "Collez le texte seul" in result["reply"]["says"][0]


async def test_a_first_message_that_says_nothing_gets_the_first_question():
    result = await turn.refuse(state(Reading(noise="empty"), turns=0))
    assert result["reply"]["asked"] == "subject"
    assert result["interview"]["asked"] == ["subject"]
    assert result["reply"]["says"][1].startswith("Bonjour")


async def test_a_restart_forgets_the_interview_and_keeps_what_was_written():
    before = state(Reading(command="restart"), turns=4, phase="drafted", module={"id": "m-1", "version": 2})
    result = await turn.restart(before)
    assert (result["phase"], result["module"], result["reply"]["asked"]) == ("interview", None, "subject")
    assert len(result["turns"]) == 4


class Listening:
    """An engine that reads what it is told to."""

    model = None

    def __init__(self, reading: Reading) -> None:
        self.reading, self.heard = reading, ("", ReadingContext())

    async def read(self, message: str, context: ReadingContext) -> Reading:
        self.heard = message, context
        return self.reading


class Running:
    """A run of the graph, as far as a node sees it."""

    def __init__(self, engine: Listening) -> None:
        self.context = self
        self.engine = engine


async def heard(reading: Reading, message: str, **changes: Any) -> tuple[dict[str, Any], Listening]:
    engine = Listening(reading)
    made = State(**{**fresh_state("fr"), **changes})
    made.update(message=message, work={})
    return await turn.read(made, Running(engine)), engine  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("message", "reading", "turns", "language"),
    [
        ("I teach pruning", Reading(language="en"), [], "en"),
        ("customer success managers", Reading(language="en"), ["bonjour"], "fr"),
        ("they must prune a vine without help", Reading(language="en"), ["bonjour"], "en"),
        ("in English please", Reading(language="en", switch_to="en"), ["bonjour"], "en"),
        ("12", Reading(), ["bonjour"], "fr"),
    ],
)
async def test_the_language_follows_the_trainer_and_not_a_borrowed_word(message, reading, turns, language):
    result, _ = await heard(reading, message, turns=turns)
    assert result["language"] == language


async def test_a_huge_message_is_read_in_part_and_says_so():
    result, engine = await heard(Reading(), "mot " * 50_000)
    assert len(engine.heard[0]) == turn.LONGEST
    assert "j’en ai lu les 20000 premiers" in result["work"]["says"][0]
