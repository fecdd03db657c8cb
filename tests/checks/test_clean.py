"""Checks are silent on a clean module."""

import pytest

from assistant.checks import check


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_check_fires_on_a_clean_module(language, modules, cards, turns):
    assert check(modules[language], cards, turns=turns[language]) == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_check_fires_when_the_messages_are_not_known(language, modules, cards):
    assert check(modules[language], cards) == ()


@pytest.mark.parametrize(
    "emptied",
    ["objectives", "progression", "assessments", "methods", "tools", "impact", "left_to_trainer", "runners_up"],
)
def test_a_module_that_lacks_a_part_is_judged_all_the_same(emptied, french, cards):
    assert isinstance(check(french.model_copy(update={emptied: ()}), cards), tuple)


def test_a_day_without_sequences_is_judged_all_the_same(french, cards):
    empty = french.progression[0].model_copy(update={"day": 2, "sequences": ()})
    findings = check(french.model_copy(update={"progression": (*french.progression, empty)}), cards)
    assert "C1" in {finding.check for finding in findings}
