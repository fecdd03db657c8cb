"""Changes in plain words: only what they touch changes, and the answer lists it."""

import pytest

from assistant.models.module import Module
from tests.graph.talking import Talk, plain


def untouched(before: Module, after: Module) -> set[str]:
    """Ids of objectives and assessments that are the same in both versions."""
    old = {item.id: item for item in (*before.objectives, *before.assessments)}
    return {item.id for item in (*after.objectives, *after.assessments) if old.get(item.id) == item}


def practice(module: Module) -> int:
    """Minutes of the steps in which learners act."""
    return sum(step.minutes for item in module.sequences() for step in item.steps if step.phase == "apply")


async def revised(talk: Talk, message: str) -> Module:
    answer = await talk.says(message)
    assert answer.module is not None
    assert answer.phase == "revised", answer.say
    assert answer.fresh
    assert answer.changes
    return answer.module


async def test_a_group_that_outgrows_the_main_method_is_told_why_it_changes(talk: Talk):
    opening = (
        "Half-day onsite course on giving feedback for 12 team leaders. They must be able to give feedback after a "
        "mistake, and handle disagreement. Today they avoid it."
    )
    module = await talk.to_draft(opening)
    answer = await talk.says("we will be 60")
    assert answer.module is not None
    assert answer.module.methods[0].card != module.methods[0].card
    assert answer.says[0].startswith(f"“{module.methods[0].title}” works for up to")
    assert answer.module.methods[0].title in answer.says[0]


async def test_more_practice_gives_more_minutes_to_practice_and_leaves_the_objectives(talk: Talk):
    before = await talk.to_draft()
    after = await revised(talk, "plus de pratique")
    assert practice(after) > practice(before)
    assert after.objectives == before.objectives
    assert after.version == before.version + 1


async def test_an_instrument_is_replaced_and_nothing_else(talk: Talk):
    before = await talk.to_draft()
    target = next(item for item in before.assessments if item.moment == "summative")
    answer = await talk.says(f"remplace {target.id} par une étude de cas")
    after = answer.module
    assert after is not None
    if answer.phase == "drafted":
        assert "Je n'ai pas fait ceci" in plain(answer.say)
        return
    replaced = next(item for item in after.assessments if item.id == target.id)
    assert replaced.instrument == "case-study-graded"
    assert after.objectives == before.objectives
    others = {item.id for item in before.assessments} - {target.id}
    assert others <= untouched(before, after)
    assert [item.id for item in after.sequences()] == [item.id for item in before.sequences()]


async def test_a_refused_method_leaves_the_draft(talk: Talk):
    before = await talk.to_draft()
    card = before.methods[0]
    after = await revised(talk, f"pas de {card.title.lower()}")
    assert card.card not in {name for item in after.sequences() for name in item.methods}
    assert after.objectives == before.objectives


async def test_a_larger_group_changes_the_group_and_keeps_objectives(talk: Talk):
    before = await talk.to_draft()
    after = await revised(talk, "on sera 25")
    assert after.brief.group_size_max == 25
    assert [item.statement for item in after.objectives] == [item.statement for item in before.objectives]
    assert [item.id for item in after.objectives] == [item.id for item in before.objectives]


async def test_the_methods_that_were_accepted_stay_while_they_can_be_done(talk: Talk):
    before = await talk.to_draft()
    after = await revised(talk, "on sera 14")
    assert [method.card for method in after.methods] == [method.card for method in before.methods]


async def test_another_duration_lays_the_days_out_anew_to_the_minute(talk: Talk):
    before = await talk.to_draft()
    after = await revised(talk, "finalement une journée")
    assert sum(item.minutes for item in after.sequences()) == 420
    assert [item.id for item in after.objectives] == [item.id for item in before.objectives]
    kept = {item.id for item in before.sequences()} & {item.id for item in after.sequences()}
    assert kept


async def test_a_shorter_module_adds_up_too(talk: Talk):
    await talk.to_draft()
    await revised(talk, "finalement deux jours")
    after = await revised(talk, "raccourcis à une journée")
    assert after.brief.duration_minutes == 420
    assert sum(item.minutes for item in after.sequences()) == 420


async def test_several_changes_in_one_message_are_all_made_and_listed(talk: Talk):
    await talk.to_draft()
    answer = await talk.says("plus de pratique, et on sera 20")
    assert answer.module is not None
    assert answer.module.brief.group_size_max == 20
    assert answer.module.directives.practice == 1
    assert {"group_size"} <= {change.where for change in answer.changes}
    assert "Effectif" in answer.say


@pytest.mark.parametrize("message", ["enlève O9", "mets S42 à 30 minutes", "remplace A9 par une étude de cas"])
async def test_an_unknown_id_is_refused_in_a_sentence(talk: Talk, message: str):
    before = await talk.to_draft()
    answer = await talk.says(message)
    assert answer.module == before
    assert "je ne trouve pas" in plain(answer.say)
    assert answer.changes == ()


async def test_an_objective_is_removed_with_what_taught_it(talk: Talk):
    before = await talk.to_draft()
    after = await revised(talk, "enlève O3")
    assert [item.id for item in after.objectives] == ["O1", "O2"]
    assert len(after.brief.competencies) == len(before.brief.competencies) - 1
    assert all("O3" not in item.objectives for item in after.sequences())


async def test_an_added_objective_gets_a_new_id(talk: Talk):
    before = await talk.to_draft()
    after = await revised(talk, "ajoute : remplir le registre de sécurité")
    assert [item.id for item in after.objectives][: len(before.objectives)] == [item.id for item in before.objectives]
    assert "registre" in after.objectives[-1].statement


async def test_undo_goes_back_and_a_second_undo_further(talk: Talk):
    first = await talk.to_draft()
    second = await revised(talk, "on sera 25")
    await revised(talk, "plus de pratique")
    answer = await talk.says("annule")
    assert answer.module == second
    answer = await talk.says("annule")
    assert answer.module == first
    answer = await talk.says("annule")
    assert answer.module == first
    assert "pas de version plus ancienne" in answer.say


async def test_a_change_after_an_undo_starts_from_the_version_that_is_back(talk: Talk):
    first = await talk.to_draft()
    await revised(talk, "on sera 25")
    await talk.says("annule")
    after = await revised(talk, "plus de pratique")
    assert after.brief.group_size_max == first.brief.group_size_max


async def test_a_message_that_asks_for_nothing_says_what_can_be_asked(talk: Talk):
    before = await talk.to_draft()
    answer = await talk.says("bof")
    assert answer.module == before
    assert "Je n'ai pas compris quel changement" in plain(answer.say)


async def test_a_question_about_the_draft_is_answered_and_changes_nothing(talk: Talk):
    before = await talk.to_draft()
    answer = await talk.says("pourquoi pas un QCM ?")
    assert answer.module == before
    assert "— fiche" in answer.say


async def test_a_draft_is_submitted_and_can_still_be_changed(talk: Talk):
    await talk.to_draft()
    assert (await talk.says("soumettre à relecture")).phase == "submitted"
    assert (await talk.says("plus de pratique")).phase == "revised"


async def test_every_change_that_is_suggested_can_be_made(talk: Talk):
    answer = await talk.to_recap()
    answer = await talk.says("oui", "d'accord, rédigez")
    for suggestion in answer.suggestions:
        clicked = await talk.says(suggestion)
        assert "Je n'ai pas compris" not in plain(clicked.say), suggestion
        assert "ne change rien" not in plain(clicked.say), suggestion


async def test_a_french_draft_stays_french_when_its_trainer_speaks_english(talk: Talk):
    before = await talk.to_draft()
    answer = await talk.says("there will be 14 of us in the end, please")
    assert answer.language == "en"
    assert answer.module is not None
    assert answer.module.brief.language == "fr"
    assert [item.statement for item in answer.module.objectives] == [item.statement for item in before.objectives]
    assert "Group size: 12 → 14" in plain(answer.say)


async def test_a_draft_asked_for_again_in_the_chat_is_written_anew_and_said_to_be_the_same(talk: Talk):
    before = await talk.to_draft()
    answer = await talk.says("refais le module")
    assert "il en sort le même" in plain(answer.say)
    assert "pas compris" not in plain(answer.say)
    changed = await revised(talk, "plus de pratique")
    assert changed.version == before.version + 1
    again = await talk.says("rédige-le de nouveau")
    assert "il en sort le même" in plain(again.say)
