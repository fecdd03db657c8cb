"""Every check fires on each module that is broken in its way, and is silent on the clean one."""

import pytest

from assistant.checks import catalogue, check, interview, recommendations
from evals.mutants import MISQUOTED, MUTANTS, RECOMMENDATIONS, TRANSCRIPTS, examine

ROWS = [
    pytest.param(name, mutant, language, id=f"{name}-{mutant.name}-{language}")
    for name, mutants in MUTANTS.items()
    for mutant in mutants
    for language in ("fr", "en")
]


def test_every_check_that_needs_no_judge_has_a_mutant():
    proved = {*MUTANTS, *(["J5"] if TRANSCRIPTS else []), *(["I2"] if RECOMMENDATIONS else [])}
    assert {item.id for item in catalogue() if item.kind != "J"} == proved


@pytest.mark.parametrize(("name", "mutant", "language"), ROWS)
def test_a_check_fires_on_what_is_broken_and_only_there(name, mutant, language, modules, cards):
    clean = modules[language]
    broken = mutant.break_(clean)
    fired = [finding for finding in examine(name, clean, broken, cards) if finding.check == name]
    assert fired
    assert {finding.severity for finding in fired} == {item.severity for item in catalogue() if item.id == name}
    assert not [finding for finding in examine(name, clean, clean, cards) if finding.check == name]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_quote_that_no_message_holds_blocks(language, modules, cards, turns):
    broken = MISQUOTED.break_(modules[language])
    assert [finding.check for finding in check(broken, cards, turns=turns[language])] == ["H2"]


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_an_interview_that_wastes_time_is_found(name):
    assert {finding.check for finding in interview(TRANSCRIPTS[name])} == {"J5"}


@pytest.mark.parametrize("name", RECOMMENDATIONS)
def test_a_recommendation_that_leaves_something_unsaid_is_found(name, french):
    assert {finding.check for finding in recommendations(french, (RECOMMENDATIONS[name],))} == {"I2"}
