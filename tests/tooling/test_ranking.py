"""Ranking tools: what learners do comes first, constraints shut out, and none at all has its place."""

from collections.abc import Mapping

import pytest

from assistant.models.knowledge import Card
from assistant.models.terms import Language
from assistant.tooling.ranking import Ranking, Situation, rank_tools


def _ranked(shelf: Mapping[str, Card], language: Language = "fr", **told: object) -> Ranking:
    asked = {"learning_type": "collaboration", "bloom": "apply", "modality": "remote", **told}
    return rank_tools(Situation.model_validate(asked), shelf, language)


def test_every_tool_that_is_ranked_serves_what_learners_do_at_that_level_and_distance(
    shelf: Mapping[str, Card],
) -> None:
    for row in _ranked(shelf).tools:
        if row.card is None:
            continue
        card = shelf[row.card]
        assert card.kind == "tool"
        assert "collaboration" in card.learning_types
        assert "remote" in card.modalities


@pytest.mark.parametrize(("modality", "first"), [("onsite", True), ("remote", False)])
def test_none_is_worth_more_beside_each_other_than_apart(shelf: Mapping[str, Card], modality: str, first: bool) -> None:
    rows = _ranked(shelf, learning_type="practice", modality=modality).tools
    assert (rows[0].card is None) is first
    assert [row for row in rows if row.card is None]


def test_what_nobody_may_be_asked_for_shuts_a_tool_out_and_says_why(shelf: Mapping[str, Card]) -> None:
    ranking = _ranked(shelf, without=["account"])
    assert all("account" not in shelf[row.card].requires for row in ranking.tools if row.card)
    out = {row.card: row.why for row in ranking.left_out}
    assert "un compte par personne" in out["virtual-class"][0]


def test_without_network_account_device_or_data_there_is_still_an_answer(shelf: Mapping[str, Card]) -> None:
    rows = _ranked(shelf, "en", without=["account", "network", "personal_data", "equipment"]).tools
    assert [row.title for row in rows if row.card is None] == ["No digital tool"]
    assert all(row.fallback for row in rows)


def test_a_tool_for_fewer_people_is_left_out(shelf: Mapping[str, Card]) -> None:
    crowd = _ranked(shelf, group=2000)
    assert [row.card for row in crowd.tools] == [None]
    assert crowd.left_out
