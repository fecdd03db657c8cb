"""The catalogue tells what is checked, how, and where each rule comes from."""

from assistant.checks import RULES, catalogue, default_thresholds


def test_the_catalogue_names_each_family_in_order():
    families = list(dict.fromkeys(check.family for check in catalogue()))
    assert families == list("ABCDEFHIJ")


def test_rules_run_in_the_order_of_the_catalogue():
    order = [check.id for check in catalogue()]
    assert list(RULES) == [name for name in order if name in RULES]


def test_only_what_needs_two_modules_a_transcript_results_or_a_judge_is_run_apart():
    assert {check.id for check in catalogue()} - set(RULES) == {"H5", "I2", "J3", "J4", "J5"}


def test_every_limit_says_where_it_comes_from():
    limits = default_thresholds()
    assert {limit.basis for _, limit in limits} <= {"law", "practice", "house"}
    assert limits.break_every.value == 90


def test_a_rule_is_worded_in_both_languages():
    assert all(check.rule.fr != check.rule.en and check.rule.fr.endswith(".") for check in catalogue())
