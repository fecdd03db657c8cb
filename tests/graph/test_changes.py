"""What the trainer is told after a change: what moved and by how much, in words of the craft."""

import pytest

from tests.graph.talking import EVERYTHING_EN, Talk, plain

_MOST_LINES = 10


async def test_a_larger_group_is_told_in_turns_of_practice(talk: Talk):
    await talk.to_draft()
    said = plain((await talk.says("on sera 14")).say)
    assert "Effectif : 12 → 14." in said
    assert "14 passages" in said
    assert "étapes ou consignes ajustées" not in said


async def test_more_practice_is_told_in_minutes_in_which_learners_act(talk: Talk):
    await talk.to_draft()
    answer = await talk.says("plus de pratique")
    assert "Temps où les participants agissent : " in plain(answer.say)
    assert any("practice" in change.where for change in answer.changes)


async def test_a_new_duration_is_told_in_words_and_in_few_lines(talk: Talk):
    await talk.to_draft()
    said = plain((await talk.says("finalement une journée")).say)
    assert "Durée : une demi-journée → une journée." in said
    assert said.count("\n- ") <= _MOST_LINES


async def test_an_earlier_start_moves_the_day_and_nothing_else(talk: Talk):
    before = await talk.to_draft(EVERYTHING_EN)
    answer = await talk.says("start at 8:30")
    after = answer.module
    assert after is not None
    assert after.sequences()[0].start == "08:30"
    assert "9:00–17:00 → 8:30–16:30" in answer.say
    assert after.objectives == before.objectives
    assert [item.model_dump(exclude={"start"}) for item in after.sequences()] == [
        item.model_dump(exclude={"start"}) for item in before.sequences()
    ]


async def test_objectives_change_places_and_keep_their_ids(talk: Talk):
    before = await talk.to_draft()
    answer = await talk.says("inverse O1 et O2")
    after = answer.module
    assert after is not None
    assert [item.id for item in after.objectives] == ["O2", "O1", "O3"]
    assert after.brief.competencies == (before.brief.competencies[1], *before.brief.competencies[0:3:2])
    assert "Ordre des objectifs : O2, O1, O3." in plain(answer.say)


async def test_a_sequence_gets_longer_by_what_was_asked(talk: Talk):
    before = await talk.to_draft()
    target = next(item for item in before.sequences() if item.kind == "activity")
    answer = await talk.says(f"allonge {target.id} de 5 minutes et on sera 13")
    after = answer.module
    assert after is not None
    assert next(item for item in after.sequences() if item.id == target.id).minutes == target.minutes + 5
    assert after.brief.group_size_max == 13
    assert sum(item.minutes for item in after.sequences()) == sum(item.minutes for item in before.sequences())


async def test_an_objective_can_be_removed_by_its_words(talk: Talk):
    await talk.to_draft()
    after = (await talk.says("enlève la compétence choisir le bon extincteur")).module
    assert after is not None
    assert after.brief.competencies == ("donner l'alerte", "évacuer leur zone")


@pytest.mark.parametrize(
    ("message", "instead"),
    [
        ("supprime la séquence 3", "raccourcis S3"),
        ("remplace S2 par un débat", "pour tout le module"),
        ("ajoute un QCM", "remplace A"),
        ("moins d'évaluations", "une preuve par objectif"),
        ("c'est trop long", "la durée que vous visez"),
        ("inverse S2 et S3", "inverse O1 et O2"),
        ("enlève A2", "remplace A2"),
    ],
)
async def test_what_a_module_cannot_hold_is_refused_with_what_can_be_done(talk: Talk, message: str, instead: str):
    before = await talk.to_draft()
    answer = await talk.says(message)
    assert answer.module == before
    assert "Je n'ai pas fait ceci" in plain(answer.say)
    assert instead in plain(answer.say)
