"""Orders to the program in what a trainer writes or hands in change nothing; honest words that look alike are read."""

import json
from typing import Any

import pytest

from assistant.conversation import Answered
from assistant.export import render
from assistant.language.lemmas import fold
from assistant.models.terms import Language
from assistant.runtime import Knowledge, Program
from tests.attacks.cases import Case, Seen, cases, leaks, values
from tests.graph.conftest import program

__all__ = ["program"]


def _of(name: str, language: Language, *places: str) -> list[Case]:
    return [case for case in cases(name) if case.language == language and case.at in places]


async def _after(seen: Seen, messages: tuple[str, ...]) -> Answered | None:
    answer = await seen.begin()
    for message in messages:
        answer = await seen.talk.says(message)
    return answer


def _without(names: tuple[str, ...] | None, answer: Answered | None) -> dict[str, Any]:
    told = values(answer) if answer else {}
    return {name: value for name, value in told.items() if name not in (names or ())}


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_an_order_in_a_talk_leaves_what_the_honest_words_say(program: Program, language: Language) -> None:
    for case in _of("attacks", language, "message", "document", "answer", "question"):
        attacked = await _after(Seen(program.conversations, case, "attacked"), case.written)
        honest = await _after(Seen(program.conversations, case, "honest"), case.honest)
        assert attacked is not None
        assert _without(case.own, attacked) == _without(case.own, honest), case.id
        assert (attacked.phase, attacked.module, attacked.language) == ("interview", None, language), case.id
        assert not leaks(attacked.say, case.never), case.id
        assert not leaks(json.dumps(attacked.brief, ensure_ascii=False), case.never), case.id


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_an_order_in_a_document_states_nothing(program: Program, language: Language) -> None:
    for case in _of("attacks", language, "document"):
        told = []
        for name, texts in (("attacked", case.written), ("honest", case.honest)):
            file = ("programme.txt", texts[0].encode())
            send = program.conversations.send(f"{case.id} file {name}", "", language=language, files=(file,))
            told.append([event async for event in send][-1])
        attacked, honest = told
        assert isinstance(attacked, Answered)
        assert isinstance(honest, Answered)
        assert values(attacked) == values(honest), case.id
        assert values(attacked), case.id
        assert not leaks(attacked.say, case.never), case.id


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_an_order_about_a_draft_changes_what_the_honest_words_change(
    program: Program, language: Language
) -> None:
    found = _of("attacks", language, "change")
    seen = Seen(program.conversations, found[0], "draft")
    before = await seen.begin()
    assert before is not None
    assert before.module is not None
    for case in found:
        hashes = []
        for messages in (case.written, case.honest):
            answer = await seen.talk.says(*messages) if messages else before
            assert answer.module is not None
            assert answer.phase in {"drafted", "revised"}, case.id
            assert not leaks(answer.say, case.never), case.id
            hashes.append(answer.module.content_hash)
            if answer.module.content_hash != before.module.content_hash:
                await seen.talk.says("annule" if language == "fr" else "undo")
        assert hashes[0] == hashes[1], case.id
    kept = await program.store.get(before.module.id, before.module.version)
    assert kept == before.module


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_words_that_a_trainer_quotes_reach_a_draft_as_theirs_alone(
    program: Program, knowledge: Knowledge, language: Language
) -> None:
    for case in (case for case in _of("attacks", language, "message", "document") if case.own):
        seen = Seen(program.conversations, case, "drafted")
        await _after(seen, case.written)
        answer = await _to_draft(seen)
        assert answer.module is not None, case.id
        assert answer.phase == "drafted", case.id
        assert not [finding for finding in answer.findings if finding.severity == "block"], case.id
        for form in ("md", "json"):
            assert not leaks(render(answer.module, form, knowledge.shelf).decode(), case.never), case.id


async def _to_draft(seen: Seen) -> Answered:
    """With what is still asked left open."""
    french = seen.case.language == "fr"
    for _ in range(6):
        answer = await seen.talk.says("rédige maintenant" if french else "draft it now")
        if not answer.module and answer.phase == "interview":
            answer = await seen.talk.says("passe" if french else "skip")
        if answer.module:
            break
    return answer


def _misread(case: Case, answer: Answered) -> list[str]:
    told = {name: fold(json.dumps(answer.brief.get(name), ensure_ascii=False)) for name in case.reads}
    wanted = [
        (name, words) for name, said in case.reads.items() for words in ([said] if isinstance(said, str) else said)
    ]
    return [f"{name}: {words}" for name, words in wanted if words not in told[name].replace("’", "'")]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("half", [0, 1])
async def test_honest_words_that_look_alike_are_read_and_drafted(
    program: Program, language: Language, half: int
) -> None:
    for case in _of("harmless", language, "message", "answer", "question")[half::2]:
        seen = Seen(program.conversations, case, "honest")
        answer = await _after(seen, case.written)
        assert answer is not None
        assert not _misread(case, answer), case.id
        if case.at == "question":
            assert "«" in answer.say or "“" in answer.say, f"{case.id}: answered from a card"
            continue
        answer = await _to_draft(seen)
        assert answer.module is not None, case.id
        assert not [finding for finding in answer.findings if finding.severity == "block"], case.id
