"""The scripted trainers, and the scorer that judges them."""

import asyncio
from dataclasses import replace

import pytest

from assistant.runtime import Knowledge
from evals.interview.cases import FOLDER, cases, schema
from evals.interview.player import Talk, talks
from evals.interview.report import LEAST_RIGHT, accuracy, gate, table
from evals.interview.scoring import Score, holds, score


@pytest.fixture(scope="module")
def held(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> tuple[Talk, ...]:
    return asyncio.run(talks(cases(), tmp_path_factory.mktemp("trainers"), knowledge))


@pytest.fixture(scope="module")
def scores(held: tuple[Talk, ...]) -> tuple[Score, ...]:
    return tuple(score(talk) for talk in held)


def test_there_are_trainers_in_both_languages_and_of_every_style():
    found = cases()
    assert len({case.id for case in found}) == 42
    assert sum("mixing" in case.style for case in found) == 2
    assert sum(case.language == "fr" and not case.mixing for case in found) == 21
    assert sum(case.language == "en" and not case.mixing for case in found) == 19
    assert {style for case in found for style in case.style} >= {
        "terse", "chatty", "correcting", "contradicting", "vague", "hostile", "changing", "asking", "skipping",
        "everything", "bullets", "impossible", "mistaken",
    }  # fmt: skip


def test_the_committed_schema_is_the_one_of_the_cases():
    assert (FOLDER / "schema.json").read_text("utf-8") == schema()


def test_nearly_every_slot_is_right(scores: tuple[Score, ...]):
    assert accuracy(scores) >= LEAST_RIGHT, table(scores)


@pytest.mark.parametrize("fault", ["invented", "repeated", "leaks", "missed", "blocking"])
def test_no_trainer_meets_this_fault(scores: tuple[Score, ...], fault: str):
    assert {item.case: getattr(item, fault) for item in scores if getattr(item, fault)} == {}


def test_warnings_are_rare(scores: tuple[Score, ...]):
    assert sum(len(item.warnings) for item in scores) <= len(scores), table(scores)


@pytest.mark.parametrize(
    ("text", "matcher", "held"),
    [
        ("Donner l’alerte", "donner l'alerte", True),
        ("choisir un extincteur", "choisir & extincteur", True),
        ("choisir un extincteur", "choisir & alarme", False),
        ("écouter", "ecouter|entendre", True),
        ("parler", "écouter|entendre", False),
    ],
)
def test_a_matcher_is_lenient_on_form_and_strict_on_words(text: str, matcher: str, held: bool):
    assert holds(text, matcher) is held


def test_a_wrong_brief_is_seen(held: tuple[Talk, ...]):
    talk = next(talk for talk in held if talk.case.id == "fr-chariot")
    last = talk.exchanges[-1]
    module = last.answered.module
    assert module is not None
    quoted = module.brief.sources[0].model_copy(update={"quote": "ce que personne n'a écrit"})
    brief = module.brief.model_copy(
        update={"competencies": module.brief.competencies[1:], "sources": (quoted, *module.brief.sources[1:])}
    )
    answered = last.answered.model_copy(update={"module": module.model_copy(update={"brief": brief})})
    judged = score(replace(talk, exchanges=(*talk.exchanges[:-1], replace(last, answered=answered))))
    assert judged.slots["competencies"] == "wrong"
    assert judged.invented


def test_a_question_asked_twice_is_seen_and_fails_the_gate(held: tuple[Talk, ...]):
    talk = next(talk for talk in held if talk.case.id == "fr-boulangerie")
    first = talk.exchanges[0]
    judged = score(replace(talk, exchanges=(first, replace(first, kind="answer"), *talk.exchanges[1:])))
    assert judged.repeated
    assert any("repeated" in failure for failure in gate((judged,)))


def test_a_talk_without_a_draft_fails(held: tuple[Talk, ...]):
    judged = score(replace(held[0], exchanges=held[0].exchanges[:2]))
    assert "no draft" in judged.missed
    assert set(judged.slots.values()) <= {"wrong", "free"}
