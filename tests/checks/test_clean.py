"""Checks are silent on a clean module."""

import pytest

from assistant.checks import check


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_check_fires_on_a_clean_module(language, modules, cards, turns):
    assert check(modules[language], cards, turns=turns[language]) == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_check_fires_when_the_messages_are_not_known(language, modules, cards):
    assert check(modules[language], cards) == ()
