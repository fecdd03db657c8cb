"""A conversation with a language model behind it: more is understood, and nothing depends on it."""

from pathlib import Path
from typing import Any

import pytest

from assistant import runtime
from assistant.checks.revisions import locality
from assistant.conversation import Answered
from assistant.engine.completion import Asker, ModelError
from assistant.export import render
from assistant.models.module import Module
from assistant.models.terms import Language
from assistant.runtime import Knowledge, Program, open_program
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
        more = await talk.says("on sera 14")
    why = fire()["methods"][0]["why"]
    assert drafted.module is not None
    assert reworded.module is not None
    assert why in plain(proposed.say)
    assert asked == 1
    assert [prompt.name for prompt, _ in models.requests].count("argue") == 1, "nothing is asked again"
    assert plain(drafted.module.methods[0].reasons[0]) == why
    assert drafted.module.methods == reworded.module.methods
    assert more.module is not None
    assert more.module.provenance.sections["methods"] == "llm"
    assert plain(more.module.methods[0].reasons[0]) == why
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


async def test_a_model_that_is_away_when_methods_are_argued_or_a_wish_is_said_is_told(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge
) -> None:
    models.replies = [{"subject": ""}]
    async with open_program(settings, knowledge) as program:
        talk = Talk(program.conversations)
        await talk.to_recap(EVERYTHING_FR)
        models.replies = [ModelError("timeout", "scripted/one")]
        proposed = await talk.says("oui")
        drafted = await talk.says("d'accord, rédigez")
        models.replies = [{"asked": "", "changes": []}]
        await talk.says("le début, franchement, bof")
        models.replies = [ModelError("timeout", "scripted/one")]
        unread = await talk.says("S3 ne me plaît pas")
    assert "Ces raisons sont écrites avec mes seules règles" in plain(proposed.say)
    assert "Ces raisons" not in plain(drafted.say)
    assert "Je lis ce message avec mes seules règles" in plain(unread.say)
    assert "Je n'ai pas compris quel changement vous souhaitez" in plain(unread.say)


TOO_LONG = "le truc sur les extincteurs est beaucoup trop long pour eux"


async def _at_a_draft(models: ScriptedModels, program: Program) -> tuple[Talk, Module]:
    models.replies = [{}]
    talk = Talk(program.conversations)
    return talk, await talk.to_draft(EVERYTHING_FR)


def _about_extinguishers(module: Module) -> str:
    return next(item.id for item in module.sequences() if "extincteur" in item.title and item.kind == "activity")


async def test_a_wish_that_the_rules_do_not_read_is_said_again_told_and_carried_out(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge
) -> None:
    async with open_program(settings, knowledge) as program:
        talk, before = await _at_a_draft(models, program)
        meant = _about_extinguishers(before)
        models.replies = [{"asked": "beaucoup trop long", "changes": [f"raccourcis {meant}"]}]
        answer = await talk.says(TOO_LONG)
        back = await talk.says("annule")
    assert f"J'ai compris : « raccourcis {meant} »" in plain(answer.say)
    assert answer.module is not None
    lengths = [{item.id: item.minutes for item in module.sequences()} for module in (before, answer.module)]
    assert lengths[1][meant] < lengths[0][meant]
    assert not locality(before, answer.module, frozenset(lengths[0])), "nothing but the clock of the sequences"
    assert back.module is not None
    assert back.module.content_hash == before.content_hash


async def test_the_same_change_is_made_as_if_the_trainer_had_said_the_sentence(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge
) -> None:
    async with open_program(settings, knowledge) as program:
        talk, before = await _at_a_draft(models, program)
        meant = _about_extinguishers(before)
        models.replies = [{"asked": "beaucoup trop long", "changes": [f"raccourcis {meant}"]}]
        restated = await talk.says(TOO_LONG)
        await talk.says("annule")
        direct = await talk.says(f"raccourcis {meant}")
    assert restated.module is not None
    assert direct.module is not None
    assert restated.module.content_hash == direct.module.content_hash


async def test_what_a_message_does_not_surely_take_away_is_offered_not_done(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge
) -> None:
    async with open_program(settings, knowledge) as program:
        talk, before = await _at_a_draft(models, program)
        models.replies = [{"asked": "bof", "changes": ["enlève O3"]}]
        asked = await talk.says("l'évacuation, bof")
        done = await talk.says(asked.suggestions[0])
    assert "Je crois comprendre : « enlève O3 »" in plain(asked.say)
    assert "Je n'ai pas compris" not in plain(asked.say)
    assert asked.module == before
    assert done.module is not None
    assert len(done.module.objectives) == len(before.objectives) - 1


@pytest.mark.parametrize("reply", [{}, "désolé", {"asked": "", "changes": []}, ModelError("timeout", "scripted/one")])
async def test_what_nobody_understands_is_asked_back(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge, reply: Any
) -> None:
    async with open_program(settings, knowledge) as program:
        talk, before = await _at_a_draft(models, program)
        models.replies = [reply]
        answer = await talk.says("S3 ne me plaît pas")
        asked = len(models.requests)
        thanked = await talk.says("merci !")
    assert "Je n'ai pas compris quel changement vous souhaitez" in plain(answer.say)
    assert answer.module == before
    assert thanked.module == before
    assert len(models.requests) == asked, "a courtesy is no wish"


WAITERS = "Je forme nos serveurs à accueillir un client mécontent. Ils doivent savoir calmer une table qui attend."
WORDED = "Quand une table attend, que font vos serveurs aujourd'hui ?"


async def _to_the_work_context(talk: Talk) -> Answered:
    answer = await talk.says(WAITERS)
    while answer.asked != "work_context":
        answer = await talk.says({"duration": "une demi-journée"}.get(answer.asked or "", "passe"))
    return answer


async def test_a_question_is_worded_for_the_trainer_and_answered_as_ever(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge
) -> None:
    models.replies = [{"question": WORDED}]
    async with open_program(settings, knowledge) as program:
        talk = Talk(program.conversations)
        asked = await _to_the_work_context(talk)
        again = await talk.says("c'est quoi le jeu de rôle ?")
        answer = await talk.says("Ils s'énervent et le client s'en va")
    assert plain(asked.says[-1]) == WORDED
    assert asked.suggestions, "the buttons stay"
    assert plain(again.says[-1]) == WORDED, "the same words after a digression"
    assert answer.brief["work_context"] == "Ils s'énervent et le client s'en va"


async def test_questions_keep_their_general_words_where_that_is_set(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge
) -> None:
    models.replies = [{"question": WORDED}]
    plainly = settings.model_copy(update={"model_questions": False})
    async with open_program(plainly, knowledge) as program:
        asked = await _to_the_work_context(Talk(program.conversations))
    assert WORDED not in plain(asked.say)
    assert "ask" not in [prompt.name for prompt, _ in models.requests]


async def test_what_is_confirmed_chosen_or_measured_is_never_worded_by_a_model(
    settings: Settings, models: ScriptedModels, knowledge: Knowledge
) -> None:
    models.replies = [{"question": WORDED}]
    async with open_program(settings, knowledge) as program:
        talk = Talk(program.conversations)
        answer = await talk.to_recap(EVERYTHING_FR)
    assert answer.asked is None
    assert not [prompt for prompt, _ in models.requests if prompt.name == "ask" and "duration" in prompt.user]
    assert WORDED not in plain(answer.say)
