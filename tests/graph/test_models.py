"""A conversation with a language model behind it: more is understood, and nothing depends on it."""

from pathlib import Path
from typing import Any

import pytest

from assistant import runtime
from assistant.engine.completion import Asker, ModelError
from assistant.export import render
from assistant.models.terms import Language
from assistant.runtime import Knowledge, open_program
from assistant.settings import Settings
from tests.engine.completion.scripted import ScriptedModels
from tests.engine.llm.proposals import fire
from tests.graph.talking import EVERYTHING_FR, Talk, plain

REFUGE = "Bon, c'est un peu compliqué à dire, mais disons qu'après une après-midi avec moi je veux zéro morsure."
SHELTER = "We have new volunteers at the shelter every month. None has ever handled a frightened dog."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, model="scripted/one", _env_file=None)


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> ScriptedModels:
    scripted = ScriptedModels([{}])
    monkeypatch.setattr(runtime, "open_asker", lambda settings: Asker(scripted))
    return scripted


async def test_what_the_model_points_at_is_in_the_brief_with_its_words(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge
) -> None:
    models.replies = [{"audience": "new volunteers at the shelter"}]
    async with open_program(settings, knowledge) as program:
        talk = Talk(program.conversations)
        answer = await talk.says(SHELTER)
    assert talk.stages == ["reading"]
    assert answer.brief["audience"] == "new volunteers at the shelter"
    assert {"field": "audience", "quote": "new volunteers at the shelter", "turn": 0} in answer.brief["sources"]


@pytest.mark.parametrize(("opening", "language"), [(SHELTER, "en"), (REFUGE, "fr")])
async def test_a_model_that_is_away_is_said_once_in_the_language_of_the_talk(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge, opening: str, language: Language
) -> None:
    models.replies = [ModelError("unreachable", "scripted/one")]
    said = {"en": "I read this with my own rules", "fr": "Je lis ce message avec mes seules règles"}[language]
    async with open_program(settings, knowledge) as program:
        talk = Talk(program.conversations)
        first = await talk.says(opening)
        second = await talk.says(f"{opening} {opening}")
    assert first.language == language
    assert said in first.say
    assert said not in second.say
    assert first.asked


async def test_a_draft_tells_which_engine_wrote_its_sections(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge
) -> None:
    async with open_program(settings, knowledge) as program:
        module = await Talk(program.conversations).to_draft(EVERYTHING_FR)
    told: Any = module.provenance
    assert (told.engine, told.model) == ("llm", "scripted/one")
    assert set(told.sections.values()) == {"offline"}, "the model writes nothing of a draft yet"
    assert not [finding for finding in module.findings if finding.severity == "block"]


async def test_methods_are_argued_once_in_the_models_words_and_the_draft_keeps_them(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge
) -> None:
    models.replies = [fire()]
    async with open_program(settings, knowledge) as program:
        talk = Talk(program.conversations)
        await talk.to_recap(EVERYTHING_FR)
        proposed = await talk.says("oui")
        asked = [prompt.name for prompt, _ in models.requests].count("argue")
        drafted = await talk.says("d'accord, rédigez")
        reworded = await talk.says("appelle S2 « Au feu »")
    why = fire()["methods"][0]["why"]
    assert drafted.module is not None
    assert reworded.module is not None
    assert why in plain(proposed.say)
    assert asked == 1
    assert [prompt.name for prompt, _ in models.requests].count("argue") == 1, "nothing is asked again"
    assert plain(drafted.module.methods[0].reasons[0]) == why
    assert drafted.module.methods == reworded.module.methods
    assert drafted.module.provenance.sections["methods"] == "llm"
    assert not [finding for finding in drafted.module.findings if finding.severity == "block"]
    assert why in plain(render(drafted.module, "md", knowledge.shelf).decode())


async def test_another_method_is_argued_anew_and_a_silent_model_leaves_the_rules_words(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge
) -> None:
    models.replies = [ModelError("timeout", "scripted/one")]
    async with open_program(settings, knowledge) as program:
        talk = Talk(program.conversations)
        await talk.to_recap(EVERYTHING_FR)
        answer = await talk.says("oui", "plutôt l'étude de cas")
    assert answer.module is not None
    assert answer.module.methods[0].card == "case-study"
    assert answer.module.provenance.sections["methods"] == "offline"
