"""The comparison of drafts with and without a model: what it counts, with a scripted model in the real one's place."""

from pathlib import Path
from typing import Any

import pytest

from assistant.engine.completion import Asker, ModelError
from assistant.runtime import Knowledge
from assistant.settings import Settings
from evals.models import measuring
from evals.models.__main__ import table
from evals.models.drafted import Kept
from tests.engine.completion.scripted import ScriptedModels
from tests.engine.llm.trade import good

BARE = {
    "objectives": [
        {"statement": "Comprendre le feu", "bloom": "understand", "condition": "", "criterion": ""},
        {"statement": "Donner l'alerte", "bloom": "apply", "condition": "face à une fumée", "criterion": "sans oubli"},
    ],
    "progression": [{"title": "Cours", "minutes": 90, "trainer": "explique", "learners": "écoutent"}],
    "assessments": [{"moment": "summative", "title": "QCM", "description": "Dix questions."}],
}


async def test_each_way_of_drafting_is_counted_and_only_the_bare_one_is_blocked(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted: dict[str, Any] = {"subject": good, "bare": BARE, "mend": BARE, "trial": "bread"}
    scripted["agent-objectives"] = {"objectives": [{"competency": 1, **item} for item in BARE["objectives"]]}
    models = ScriptedModels([ModelError("broken", "scripted/one")], by_name=scripted)
    monkeypatch.setattr(measuring, "open_asker", lambda settings: Asker(models))
    settings = Settings(data_dir=tmp_path, model="scripted/one", _env_file=None)
    kept = Kept(tmp_path / "kept")
    rows = await measuring.measure(settings, knowledge, ["fire"], lambda line: None, kept)
    found = {row.engine: row for row in rows}
    assert list(found) == [
        "bare model",
        "bare model, mended up to 8 times",
        "retrieve-then-prompt agent (LangGraph)",
        "Jalon with the model",
        "Jalon alone",
    ]
    assert found["bare model"].blocking > 3
    assert found["Jalon with the model"].blocking == found["Jalon alone"].blocking == 0
    # One that gives the same again is not asked a third time.
    assert found["bare model, mended up to 8 times"].tokens == 2 * found["bare model"].tokens == 30
    assert found["retrieve-then-prompt agent (LangGraph)"].tokens == 30
    assert found["Jalon with the model"].tokens == 45
    assert found["Jalon with the model"].complete == 1 > found["bare model"].complete > 0.3
    assert 0.5 < (found["Jalon with the model"].kept or 0) < 1
    assert found["Jalon with the model"].own > found["Jalon alone"].own
    text, reached = table(rows)
    assert "| Jalon with the model | 0.0 |" in text
    # A scripted model takes no time of its own: the program's is more than 5 % of it.
    assert not reached
    # A run that goes on asks for nothing that it has.
    models.by_name.clear()
    assert await measuring.measure(settings, knowledge, ["fire"], lambda line: None, kept) == rows
