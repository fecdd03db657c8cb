"""Whole conversations that were written before they were held: interviews, and changes to drafts in everyday words."""

from collections.abc import Mapping
from typing import Any

import pytest

from assistant.conversation import Conversations
from assistant.runtime import Program
from tests.graph.talking import Talk
from tests.graph.talks import faults, rows


@pytest.mark.parametrize("name", ["talks_1.yaml", "talks_2.yaml"])
async def test_a_change_in_everyday_words_is_made_and_nothing_else(program: Program, name: str) -> None:
    found = [await _held(program.conversations, row) for row in rows(name)]
    turns = [turn for talk in found for turn in talk]
    wrong = [fault for turn in turns for fault in turn]
    assert sum(not turn for turn in turns) / len(turns) >= 0.95, wrong


async def test_objectives_go_where_the_trainer_says_and_stay_where_nobody_says(program: Program) -> None:
    found = [await _held(program.conversations, row) for row in rows("talks_3.yaml")]
    assert [fault for talk in found for turn in talk for fault in turn] == []


async def test_people_who_join_are_trained_beside_those_who_are_known(program: Program) -> None:
    found = [await _held(program.conversations, row) for row in rows("talks_4.yaml")]
    assert [fault for talk in found for turn in talk for fault in turn] == []


async def _held(conversations: Conversations, row: Mapping[str, Any]) -> list[list[str]]:
    return await faults(Talk(conversations, row["id"]), row["turns"])
