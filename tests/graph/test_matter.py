"""Subject matter that a model proposes, from the first draft to what the trainer decides about it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from assistant import runtime
from assistant.checks import blocking
from assistant.conversation import Spent, Written
from assistant.engine.completion import Asker, ModelError, Prompt
from assistant.export import render
from assistant.models.module import Module
from assistant.runtime import Knowledge, open_program
from assistant.settings import Settings
from tests.engine.completion.scripted import ScriptedModels
from tests.engine.llm.trade import good
from tests.graph.talking import EVERYTHING_FR, Talk


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, model="scripted/one", _env_file=None)


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> ScriptedModels:
    scripted = ScriptedModels([ModelError("timeout", "scripted/one")], by_name={"subject": good})
    monkeypatch.setattr(runtime, "open_asker", lambda settings: Asker(scripted))
    return scripted


@pytest.fixture
async def talk(settings: Settings, models: ScriptedModels, knowledge: Knowledge) -> AsyncIterator[Talk]:
    async with open_program(settings, knowledge) as program:
        yield Talk(program.conversations)


def _asked(models: ScriptedModels) -> int:
    return sum(prompt.name == "subject" for prompt, _ in models.requests)


def _ids(module: Module, kind: str = "") -> list[str]:
    return [piece.id for piece in module.matter if kind in {"", piece.kind}]


async def test_a_draft_has_the_matter_of_its_objectives_each_piece_in_its_place(talk: Talk) -> None:
    module = await talk.to_draft()
    assert _ids(module) == [f"M{n}" for n in range(1, len(module.matter) + 1)]
    assert {piece.objective for piece in module.matter} == {item.id for item in module.objectives}
    sequences = {item.id: item for item in module.sequences()}
    assessments = {item.id: item for item in module.assessments}
    for piece in module.matter:
        found = sequences.get(piece.where or "") or assessments[piece.where or ""]
        assert piece.objective in found.objectives
    assert module.provenance.sections["matter"] == module.provenance.sections["objectives"] == "llm"
    assert len(module.provenance.prompts["subject"]) == 12
    assert not blocking(module.findings)
    assert any("M1 à" in text for text in module.left_to_trainer)


async def test_what_the_model_writes_and_takes_is_told_while_it_writes(talk: Talk) -> None:
    await talk.to_recap()
    await talk.says("oui")
    events = [event async for event in talk.conversations.send("t", "d'accord, rédigez")]
    written = [event for event in events if isinstance(event, Written)]
    assert {event.part for event in written} == {"O1", "O2", "O3"}
    assert "numéro de l'allée" in "".join(event.piece for event in written if event.part == "O1")
    assert [event.tokens for event in events if isinstance(event, Spent)] == [15, 30, 45]


async def test_the_trainer_accepts_removes_and_rewords_and_nothing_else_changes(
    talk: Talk, models: ScriptedModels
) -> None:
    first = await talk.to_draft()
    asked = _asked(models)
    accepted = (await talk.says("J'accepte M1 et M2.")).module
    removed = (await talk.says("Retire M3.")).module
    answer = await talk.says("M2 : plutôt dire d'abord le quai, puis l'allée")
    undone = (await talk.says("annule")).module
    assert accepted is not None
    assert removed is not None
    assert answer.module is not None
    assert undone is not None
    assert [piece.id for piece in accepted.matter if piece.accepted] == ["M1", "M2"]
    assert [item for item in _ids(accepted) if item not in _ids(removed)] == ["M3"]
    assert {piece.id: piece.text for piece in answer.module.matter}["M2"] == "Dire d’abord le quai, puis l’allée."
    assert undone.matter == removed.matter
    for module in (accepted, removed, answer.module):
        assert (module.objectives, module.assessments, module.progression) == (
            first.objectives,
            first.assessments,
            first.progression,
        )
    assert _asked(models) == asked
    assert "M2" in answer.say


@pytest.mark.parametrize(
    ("message", "accepted", "left"),
    [
        ("j'accepte toute la matière", "all", "all"),
        ("I accept all the subject matter.", "all", "all"),
        ("je valide tous les cas", "case", "all"),
        ("M1 à M3 sont justes", "M1 M2 M3", "all"),
        ("M2 is right", "M2", "all"),
        ("enlève les questions proposées", "", "no question"),
        ("M1 est faux", "", "no M1"),
        ("Remove M1 and M2.", "", "no M1 M2"),
    ],
)
async def test_many_ways_to_say_it(talk: Talk, message: str, accepted: str, left: str) -> None:
    first = await talk.to_draft()
    module = (await talk.says(message)).module
    assert module is not None
    wanted = {
        piece.id
        for piece in first.matter
        if accepted == "all" or piece.kind in accepted or piece.id in accepted.split()
    }
    assert {piece.id for piece in module.matter if piece.accepted} == (wanted if accepted else set())
    gone = {piece.id for piece in first.matter if piece.id in left.split() or f"no {piece.kind}" == left}
    assert {*_ids(first)} - {*_ids(module)} == gone


async def test_a_new_objective_gets_matter_of_its_own_and_the_rest_stays(talk: Talk, models: ScriptedModels) -> None:
    first = await talk.to_draft()
    asked = _asked(models)
    later = (await talk.says("Ajoute : remplir le registre de sécurité")).module
    assert later is not None
    new = {item.id for item in later.objectives} - {item.id for item in first.objectives}
    assert _asked(models) == asked + 1
    assert {piece.objective for piece in later.matter if piece.id not in _ids(first)} == new
    assert [piece.text for piece in later.matter if piece.id in _ids(first)] == [piece.text for piece in first.matter]


async def test_documents_mark_each_piece_until_it_is_accepted(talk: Talk, knowledge: Knowledge) -> None:
    first = await talk.to_draft()
    later = (await talk.says("j'accepte M1")).module
    assert later is not None
    pages = [render(module, "md", knowledge.shelf).decode() for module in (first, later)]
    lines = [next(line for line in page.splitlines() if "**M1**" in line) for page in pages]
    assert "proposé, à vérifier" in lines[0]
    assert "proposé, à vérifier" not in lines[1]
    assert all(f"**{piece.id}**" in pages[0] for piece in first.matter)
    assert "scripted/one" in pages[0]
    assert render(first, "docx", knowledge.shelf).startswith(b"PK")


async def test_learners_get_the_situations_and_the_questions_that_were_accepted(
    talk: Talk, knowledge: Knowledge
) -> None:
    first = await talk.to_draft()
    later = (await talk.says("j'accepte toute la matière")).module
    assert later is not None
    head = "Questions proposées et acceptées"
    pages = [render(module, "md", knowledge.shelf).decode() for module in (first, later)]
    assert head not in pages[0]
    handed, key = pages[1].split(f"– {head}")[1:]
    question = next(piece for piece in later.matter if piece.kind == "question")
    right = next(option.text for option in question.options if option.correct)
    assert right in handed
    assert question.answer not in handed
    assert question.answer in key


async def test_a_model_that_gives_nothing_is_said_and_the_draft_is_whole(talk: Talk, models: ScriptedModels) -> None:
    models.by_name["subject"] = ModelError("timeout", "scripted/one")
    await talk.to_recap(EVERYTHING_FR)
    answer = await talk.says("oui", "d'accord, rédigez")
    assert answer.module is not None
    assert answer.module.matter == ()
    assert not blocking(answer.module.findings)
    assert "O1, O2 et O3" in answer.say
    assert "a été trop long" in answer.say
    assert answer.module.provenance.sections["matter of O2"] == "offline"


async def test_a_draft_that_is_stopped_stops_the_model_and_leaves_the_talk_as_it_was(
    talk: Talk, models: ScriptedModels
) -> None:
    left: list[str] = []

    async def writing(prompt: Prompt) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            left.append(prompt.name)
            raise

    await talk.to_recap()
    proposed = await talk.says("oui")
    models.before = writing
    drafting = asyncio.create_task(talk.says("d'accord, rédigez"))
    while not any(prompt.name == "subject" for prompt, _ in models.requests):
        await asyncio.sleep(0.01)
    drafting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await drafting
    models.before = None
    last = await talk.conversations.last("t")
    drafted = await talk.says("d'accord, rédigez")
    assert left == ["subject"] * 3
    assert last is not None
    assert (last.phase, last.says, last.module) == ("methods", proposed.says, None)
    assert drafted.module is not None
    assert drafted.module.matter


async def test_the_instruction_of_an_activity_stays_with_it_until_it_is_run_in_another_way(
    talk: Talk, knowledge: Knowledge
) -> None:
    first = await talk.to_draft()
    tasks = {piece.where: piece for piece in first.matter if piece.kind == "task"}
    lessons = [item for item in first.sequences() if item.kind == "activity"]
    assert set(tasks) == {item.id for item in lessons}
    accepted, other = lessons[0].id, lessons[1].id
    kept = (await talk.says(f"j'accepte {tasks[accepted].id}")).module
    longer = (await talk.says(f"mets {other} à 45 minutes")).module
    assert kept is not None
    assert longer is not None
    assert _ids(longer, "task") == _ids(first, "task"), "another length is the same activity"
    for name in (accepted, other):
        changed = await talk.says(f"remplace {name} par une étude de cas")
        assert changed.module is not None
    standing = {piece.where for piece in changed.module.matter if piece.kind == "task"}
    assert accepted in standing, "the trainer made it theirs"
    assert other not in standing
    assert tasks[other].id in changed.say


async def test_documents_say_the_instruction_where_the_work_begins(talk: Talk, knowledge: Knowledge) -> None:
    first = await talk.to_draft()
    task = next(piece for piece in first.matter if piece.kind == "task")
    case = next(piece for piece in first.matter if piece.kind == "case")
    lines = render(first, "md", knowledge.shelf).decode().splitlines()
    plan = next(line for line in lines if f"**{task.where}**" in line)
    assert f"Consigne {task.id}\u00a0:** {task.text} (proposé, à vérifier)" in plan
    assert f"({case.id}, " in plan or f"({case.id})" in plan or f"({case.id}–" in plan
    later = (await talk.says(f"j'accepte {task.id}")).module
    assert later is not None
    handed = render(later, "md", knowledge.shelf).decode().partition("Questions à distribuer")[2]
    assert f"**{task.where}** {task.text}" in handed
