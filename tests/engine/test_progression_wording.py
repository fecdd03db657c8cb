import re
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.engine.offline.progression.wording import VariantName, Wording, wording
from assistant.language import marks
from assistant.language.data import table
from assistant.models.terms import Language

LANGUAGES: tuple[Language, ...] = ("fr", "en")
VARIANTS: tuple[VariantName, ...] = ("room", "solo", "crowd", "async")
FREE = {"sessions", "several_teams"}
"""Lists of each language's own words."""


def shape(value: Any, path: str = "") -> Iterator[str]:
    """Every key, and how many entries each list of keyed things has."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{path}/{key}"
            if key not in FREE:
                yield from shape(item, f"{path}/{key}")
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield from shape({key: key for key in item}, f"{path}/*")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


def test_both_languages_have_the_same_keys() -> None:
    french, english = (set(shape(table(f"progression.{language}.yaml"))) for language in LANGUAGES)
    assert french ^ english == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_are_whole(language: Language) -> None:
    assert isinstance(wording(language), Wording)


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_that_are_filled(language: Language) -> None:
    known = {
        *("action", "actions", "short", "Short", "list", "Statement", "condition", "criterion", "team", "situation"),
        *("situated", "n", "ids", "ids_in", "day", "recall", "theme", "text", "need", "sequences", "audience", "title"),
        *(
            "count",
            "size",
            "parts",
            "turns",
            "length",
            "stations",
            "sample",
            "means",
            "side",
            "first",
            "last",
            "m",
            "s",
            "statement",
            "subject",
            "before",
        ),
        *("after", "enrolled", "one", "during"),
        *(("d_action", "d_short", "d_recall") if language == "fr" else ("doing", "short_doing", "recalling")),
    }
    found = {name for text in texts(table(f"progression.{language}.yaml")) for name in re.findall(r"\{(\w*)\}", text)}
    assert found - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_says_what_trainer_and_learners_do(language: Language) -> None:
    for name in VARIANTS:
        variant = wording(language).variant(name)
        for rung in variant.rungs.values():
            for step in rung.steps:
                assert step.t or step.bank
                assert all(len(text.split(" | ")) == 2 for text in step.t)
        stories = (*variant.opening.told, *variant.opening.untold, *variant.closing.transfer, *variant.reserve)
        assert all(len(text.split(" | ")) == 2 for text in stories)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VARIANTS)
def test_reserves_are_seen_as_such_and_feedback_says_who_gives_it(language: Language, name: VariantName) -> None:
    variant = wording(language).variant(name)
    assert [text for text in variant.reserve if not marks.shows("buffer", text, language)] == []
    said = [text for pool in variant.feedback.values() for text in pool]
    assert [text for text in said if not marks.shows("who", text, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["room", "crowd"])
def test_what_is_done_together_ends_with_a_debriefing(language: Language, name: VariantName) -> None:
    words = wording(language)
    last = [rung.steps[-1] for rung in words.variant(name).rungs.values() if rung.grouping in ("pairs", "groups")]
    said = [text for step in last for text in step.t] + [
        text for bank in words.families.values() for text in bank.integrate
    ]
    assert [
        text for text in said if not any(marks.shows("debrief", half, language) for half in text.split(" | "))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_tiers_name_rungs_that_exist(language: Language) -> None:
    for name in VARIANTS:
        variant = wording(language).variant(name)
        assert {rung for tier in variant.tiers for rung in tier} <= variant.rungs.keys()
