"""Recorded replies: the same requests get the same answers, and a changed prompt says what to record again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.engine import prompts
from assistant.engine.completion import ModelError, Prompt
from assistant.errors import InputError
from assistant.runtime import Knowledge
from evals.gate.baseline import scores_of
from evals.gate.running import run
from evals.recorded.models import Recording, Replayed
from evals.recorded.tape import Entry, Tape, key_of
from evals.suites.suite import Bench
from evals.tiers import stale
from tests.engine.completion.scripted import ScriptedModels

PROMPT = Prompt(name="ask", version="1", system="Answer.", user="What?")
SCHEMA: dict[str, Any] = {"type": "object"}


async def _said(models: Any, prompt: Prompt = PROMPT, schema: dict[str, Any] = SCHEMA) -> str:
    return str((await models.complete(prompt, way="object", schema=schema, most=10)).text)


async def test_a_reply_is_recorded_once_and_given_again(tmp_path: Path) -> None:
    model = ScriptedModels(["first", "second"])
    recording = Recording(Tape(tmp_path), model)
    assert [await _said(recording), await _said(recording)] == ["first", "first"]
    await recording.context()
    tape = Tape.read(tmp_path)
    assert tape.about is not None
    replayed = Replayed(tape, tape.about.model)
    pieces: list[str] = []
    reply = await replayed.complete(PROMPT, way="object", schema=SCHEMA, most=10, heard=pieces.append)
    assert (reply.text, pieces, reply.usage.seconds) == ("first", ["first"], 0.0)
    assert await replayed.context() == 8192


@pytest.mark.parametrize(
    "changed",
    [
        {"prompt": PROMPT.model_copy(update={"system": "Answer in verse."})},
        {"prompt": PROMPT.model_copy(update={"user": "Who?"})},
        {"schema": {"type": "array"}},
    ],
)
async def test_whatever_changes_of_a_request_it_has_no_recording(tmp_path: Path, changed: dict[str, Any]) -> None:
    recording = Recording(Tape(tmp_path), ScriptedModels(["first"]))
    await _said(recording)
    replayed = Replayed(recording.tape, recording.name)
    with pytest.raises(ModelError):
        await _said(replayed, **changed)
    assert dict(replayed.missing) == {"ask": 1}
    with pytest.raises(ModelError):
        await _said(Replayed(recording.tape, "another/model"))


async def test_a_model_that_declines_is_recorded_and_a_server_that_is_away_is_not(tmp_path: Path) -> None:
    away, declined = ModelError("unreachable", "scripted/one"), ModelError("declined", "scripted/one")
    recording = Recording(Tape(tmp_path), ScriptedModels([away, declined]))
    for fault in (away, declined, declined):
        with pytest.raises(ModelError, match=str(fault)[:20]):
            await _said(recording)
    assert recording.lost == [away]
    assert [entry.fault for entry in recording.tape.entries.values()] == ["declined"]


def test_what_nothing_asks_for_any_more_is_forgotten(tmp_path: Path) -> None:
    tape = Tape(tmp_path)
    key = key_of("m/x", PROMPT, "object", SCHEMA, 10)
    tape.entries[key] = tape.entries["old"] = _entry(key)
    tape.get(key)
    tape.forget()
    tape.write()
    assert list(Tape.read(tmp_path).entries) == [key]
    tape.used.clear()
    tape.forget()
    tape.write()
    assert Tape.read(tmp_path).entries == {}


def test_a_recording_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "ask.jsonl").write_text("{cut", "utf-8")
    with pytest.raises(InputError, match="last commit"):
        Tape.read(tmp_path)


def _entry(key: str) -> Any:
    return Entry(key=key, prompt="ask", version="1", text="first")


def _folder(tmp_path: Path, name: str) -> Path:
    """A data folder of one run's own: a conversation that is there goes on."""
    (tmp_path / name).mkdir()
    return tmp_path / name


@pytest.fixture
def fresh_versions() -> Iterator[Callable[[], None]]:
    """Forgets the hashes of the prompts, now and afterwards."""
    yield prompts.versions.cache_clear
    prompts.versions.cache_clear()


async def test_a_prompt_without_its_rule_fails_the_recorded_tier_and_is_named(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_versions: Callable[[], None]
) -> None:
    only = ["flipped-conditions"]
    recording = Recording(Tape(tmp_path / "tape"), ScriptedModels(["I do not know."]))
    before = await run(["grounding"], Bench(knowledge, _folder(tmp_path, "a"), recording), tier="recorded", only=only)
    assert recording.asked["answer"]
    replayed = Replayed(recording.tape, recording.name)
    again = await run(["grounding"], Bench(knowledge, _folder(tmp_path, "b"), replayed), tier="recorded", only=only)
    assert stale(replayed) == ()
    assert scores_of(again) == scores_of(before)
    shorter = tmp_path / "prompts"
    shorter.mkdir()
    for path in prompts.FOLDER.glob("*.md"):
        text = path.read_text("utf-8")
        rule = next(line for line in text.splitlines() if line.startswith("- ") and "{" not in line)
        (shorter / path.name).write_text(text.replace(f"{rule}\n", "") if path.stem == "answer" else text, "utf-8")
    monkeypatch.setattr(prompts, "FOLDER", shorter)
    fresh_versions()
    broken = Replayed(recording.tape, recording.name)
    await run(["grounding"], Bench(knowledge, _folder(tmp_path, "c"), broken), tier="recorded", only=only)
    assert [line for line in stale(broken) if line.startswith("answer: ") and "the prompt has changed" in line]
