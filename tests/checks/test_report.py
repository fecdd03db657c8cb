"""Findings are said to a trainer, in the module's language, with where, numbers and what to do."""

import re

import pytest

from assistant.checks import blocking, catalogue, check, default_thresholds, warnings
from assistant.checks.case import words_of_findings
from assistant.checks.report import as_text
from assistant.language.detect import detect
from evals.mutants import MUTANTS


def shorter(module, minutes):
    sequence = module.progression[0].sequences[4]
    steps = (*sequence.steps[:-1], sequence.steps[-1].model_copy(update={"minutes": minutes}))
    changed = sequence.model_copy(update={"steps": steps})
    day = module.progression[0]
    sequences = (*day.sequences[:4], changed, *day.sequences[5:])
    return module.model_copy(update={"progression": (day.model_copy(update={"sequences": sequences}),)})


def test_a_finding_says_where_how_much_and_what_to_do(french, cards):
    (finding,) = [item for item in check(shorter(french, 7), cards) if item.check == "C2"]
    assert finding.where == "S4"
    assert finding.message == "S4\u00a0: les étapes font 45\u00a0min, la séquence 50."
    assert finding.fix == "Ajoutez 5\u00a0min à une étape."


def test_findings_come_in_the_order_of_the_catalogue(french, cards):
    broken = shorter(french, 7).model_copy(update={"assessments": (), "impact": ()})
    order = [item.id for item in catalogue()]
    places = [order.index(finding.check) for finding in check(broken, cards)]
    assert places == sorted(places)
    assert len(set(places)) > 3


def test_the_same_module_gives_the_same_findings(french, cards):
    broken = french.model_copy(update={"assessments": ()})
    assert check(broken, cards) == check(broken, cards)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_message_is_in_the_language_of_the_module(language, modules, cards):
    other = {"fr": "en", "en": "fr"}[language]
    for mutants in MUTANTS.values():
        for mutant in mutants:
            for finding in check(mutant.break_(modules[language]), cards):
                bare = re.sub(r"«[^»]*»|“[^”]*”", "", f"{finding.message} {finding.fix}")
                assert not re.search(r"[{}]", bare)
                assert detect(bare) != other, bare


def test_both_languages_word_the_same_findings():
    french, english = words_of_findings("fr"), words_of_findings("en")
    reasons = {language: {(check.id, reason) for check in catalogue() for reason in table.get(check.id, {})}
               for language, table in (("fr", french), ("en", english))}  # fmt: skip
    assert reasons["fr"] == reasons["en"]
    assert {check for check, _ in reasons["fr"]} == {item.id for item in catalogue() if item.kind != "J"}


def test_blocking_and_warning_findings_are_told_apart(french, cards):
    broken = shorter(french, 7).model_copy(update={"impact": ()})
    findings = check(broken, cards)
    assert {finding.check for finding in blocking(findings)} == {"C2"}
    assert {finding.check for finding in warnings(findings)} == {"I1"}


def test_a_clean_module_is_reported_as_such(french):
    assert "Rien à signaler" in as_text(french, (), "fr")


def test_the_report_puts_what_blocks_first(french, cards):
    broken = shorter(french, 7).model_copy(update={"impact": ()})
    text = as_text(broken, check(broken, cards), "fr")
    assert text.index("C2") < text.index("I1")
    assert "À corriger\u00a0: 1. À regarder\u00a0: 3." in text


def test_a_verb_that_the_lexicon_lacks_is_left_to_a_person(french, cards):
    first = french.objectives[0].model_copy(update={"statement": "Chantourner une planche"})
    module = french.model_copy(update={"objectives": (first, *french.objectives[1:])})
    (finding,) = check(module, cards)
    assert (finding.check, finding.severity) == ("A2", "unknown")


def test_without_cards_citations_are_not_said_to_be_wrong(french):
    findings = [finding for finding in check(french, {}) if finding.check in {"H1", "D3"}]
    assert [finding.severity for finding in findings] == ["unknown"]


def test_an_organisation_can_set_its_own_limits(french, cards):
    stricter = default_thresholds().with_values(break_every=60)
    assert stricter.break_every.basis == "house"
    assert {finding.check for finding in check(french, cards, thresholds=stricter)} == {"C3"}
