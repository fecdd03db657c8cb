"""What the trainer is told after a change: what moved and by how much, in words of the craft."""

import itertools

import pytest

from assistant.models.module import Module
from tests.graph.talking import EVERYTHING_EN, EVERYTHING_FR, Talk, plain

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
        ("supprime la séquence 3", "« raccourcis S3 de 10 minutes », ou « enlève O2 »"),
        ("supprime S1", "raccourcis S1"),
        ("enlève la séquence sur la comptabilité", "enlève S3"),
        ("enlève A1", "raccourcis S1"),
        ("ajoute une évaluation", "ajoute un quiz à la fin de S2"),
        ("S1 par un débat", "séquence d'apprentissage"),
        ("c'est trop long", "la durée que vous visez"),
        ("inverse S2 et S3", "inverse O1 et O2"),
    ],
)
async def test_what_a_module_cannot_hold_is_refused_with_what_can_be_done(talk: Talk, message: str, instead: str):
    before = await talk.to_draft()
    answer = await talk.says(message)
    assert answer.module == before
    assert "Je n'ai pas fait ceci" in plain(answer.say)
    assert instead in plain(answer.say)


WEEK_FR = (
    "Formation de 5 jours en présentiel pour 8 techniciens de maintenance : diagnostiquer une panne hydraulique, "
    "remplacer un vérin, consigner une machine. Ils ont 2 ans d'expérience. Les pannes reviennent dans le mois."
)
ASYNC_EN = (
    "Self-paced online module, 4 hours, for 30 shop assistants: recognise a returned item that is eligible, explain "
    "the returns policy to a customer and log the return in the till. Today refunds are given in error."
)


def share_of_practice(module: Module) -> float:
    """Steps in which learners act, out of all the time but breaks."""
    work = [item for item in module.sequences() if item.kind != "break"]
    acted = [item for item in work if item.kind in ("activity", "assessment")]
    spent = sum(step.minutes for item in acted for step in item.steps if step.phase == "apply")
    return spent / sum(item.minutes for item in work)


def lessons(module: Module) -> dict[str, dict[str, object]]:
    """Every sequence without its hour, which moves when another one grows."""
    return {item.id: item.model_dump(exclude={"start"}) for item in module.sequences() if item.kind != "break"}


def differing(before: Module, after: Module) -> set[str]:
    """Ids of what came, went or is not the same, word for word."""
    parts = [
        {**lessons(one), **{item.id: item.model_dump() for item in (*one.objectives, *one.assessments)}}
        for one in (before, after)
    ]
    return {name for name in parts[0] | parts[1] if parts[0].get(name) != parts[1].get(name)}


def is_sound(module: Module) -> bool:
    """Exact to the minute, and nothing that blocks."""
    exact = all(sum(step.minutes for step in item.steps) == item.minutes for item in module.sequences() if item.steps)
    whole = sum(item.minutes for item in module.sequences()) == module.brief.duration_minutes
    return exact and whole and not any(finding.severity == "block" for finding in module.findings)


async def changed(talk: Talk, message: str) -> tuple[Module, str]:
    answer = await talk.says(message)
    assert answer.module is not None
    assert answer.phase == "revised", answer.say
    assert is_sound(answer.module), answer.findings
    return answer.module, plain(answer.say)


@pytest.mark.parametrize("opening", [EVERYTHING_FR, EVERYTHING_EN, WEEK_FR, ASYNC_EN])
async def test_more_practice_moves_ten_points_of_the_time_and_says_from_what_to_what(talk: Talk, opening: str):
    before = await talk.to_draft(opening)
    french = before.brief.language == "fr"
    after, said = await changed(talk, "moins de théorie" if french else "more practice")
    assert share_of_practice(after) >= share_of_practice(before) + 0.1
    figures = [round(100 * share_of_practice(one)) for one in (before, after)]
    assert f"({figures[0]} % → {figures[1]} %)" in said or f"({figures[0]}% → {figures[1]}%)" in said
    assert after.objectives == before.objectives
    assert after.assessments == before.assessments


async def test_practice_grows_until_nothing_is_left_to_move_and_then_this_is_said(talk: Talk):
    module, shares = await talk.to_draft(EVERYTHING_EN), []
    for _ in range(5):
        shares.append(share_of_practice(module))
        answer = await talk.says("more practice")
        if answer.module == module:
            break
        assert answer.module is not None
        module = answer.module
    assert shares == sorted(shares)
    assert len(shares) >= 3
    assert "there is nothing left to move" in answer.say
    assert f"{round(100 * shares[-1])}% of the working time" in plain(answer.say)
    assert not answer.changes


async def test_a_sequence_is_removed_and_its_time_goes_to_its_neighbours(talk: Talk):
    before = await talk.to_draft(EVERYTHING_EN)
    gone = next(item for item in before.sequences() if item.id == "S5")
    after, said = await changed(talk, "remove sequence 5")
    assert "S5" not in lessons(after)
    assert f"The {gone.minutes} minutes of S5 go to practice" in said
    assert "still worked on in S" in said
    longer = {
        item.id
        for item in after.sequences()
        if item.kind != "break" and item.minutes > lessons(before)[item.id]["minutes"]
    }
    assert differing(before, after) == {"S5", *longer}
    assert all(item.kind == "activity" for item in after.sequences() if item.id in longer)


async def test_a_removed_sequence_stays_away_and_its_number_means_nothing_else(talk: Talk):
    before = await talk.to_draft(EVERYTHING_EN)
    await changed(talk, "remove sequence 5")
    after, _ = await changed(talk, "we will be 12")
    assert "S5" not in lessons(after)
    shared = lessons(after).keys() & lessons(before).keys()
    assert len(shared) > 10
    assert all(lessons(after)[name]["objectives"] == lessons(before)[name]["objectives"] for name in shared)
    assert (await talk.says("undo", "undo")).module == before


@pytest.mark.parametrize("message", ["remove the last sequence", "remove the sequence on the three conversations"])
async def test_a_sequence_is_removed_by_its_place_or_its_words(talk: Talk, message: str):
    before = await talk.to_draft(EVERYTHING_EN)
    after, _ = await changed(talk, message)
    activities = [item for item in before.sequences() if item.kind == "activity"]
    gone = set(lessons(before)) - set(lessons(after))
    assert len(gone) == 1
    if "last" in message:
        assert gone == {activities[-1].id}
    else:
        assert "three conversations" in next(item.title for item in activities if item.id in gone)


async def test_a_quiz_ends_the_sequence_that_is_named_and_nothing_else_moves(talk: Talk):
    before = await talk.to_draft()
    after, said = await changed(talk, "ajoute un quiz à la fin de S2")
    added = next(item for item in after.assessments if item.id not in {one.id for one in before.assessments})
    assert added.instrument in ("mcq", "mcq-justified")
    assert added.items
    assert differing(before, after) == {"S2", added.id}
    host = next(item for item in after.sequences() if item.id == "S2")
    assert added.id in host.assessments
    assert any(added.id in step.learners for step in host.steps)
    assert f"{added.id} – {added.title}, à la fin de S2" in said


async def test_a_late_assessment_is_held_after_the_module(talk: Talk):
    before = await talk.to_draft()
    after, _ = await changed(talk, "ajoute une évaluation à froid")
    added = after.assessments[-1]
    assert differing(before, after) == {added.id}
    assert added.moment == "transfer"
    assert "trois mois" in added.description
    assert added.description not in {item.description for item in before.assessments}


async def test_a_final_assessment_gets_a_sequence_before_the_closing(talk: Talk):
    before = await talk.to_draft(EVERYTHING_EN)
    after, _ = await changed(talk, "add a graded case study at the end")
    own = [item for item in after.sequences() if item.id not in lessons(before) and item.kind != "break"]
    assert [item.kind for item in own] == ["assessment"]
    assert after.sequences().index(own[0]) > len(after.sequences()) / 2
    assert after.assessments[-2].instrument == "case-study-graded"
    again, _ = await changed(talk, "we will be 12")
    assert own[0].id in lessons(again)


async def test_an_assessment_goes_when_the_objectives_keep_another_one(talk: Talk):
    before = await talk.to_draft()
    gone = next(item for item in before.assessments if item.moment == "formative" and len(item.objectives) == 1)
    after, said = await changed(talk, f"enlève {gone.id}")
    assert gone.id not in {item.id for item in after.assessments}
    assert f"{gone.objectives[0]} reste évalué par" in said
    hosts = {item.id for item in before.sequences() if gone.id in item.assessments}
    assert differing(before, after) == {gone.id, *hosts}


async def test_a_format_that_is_not_wanted_gives_way_to_another(talk: Talk):
    opening = (
        "Une journée en présentiel pour 12 vendeurs : expliquer la garantie légale, expliquer la politique de retour. "
        "Ils répondent au hasard. Un QCM à la fin."
    )
    before = await talk.to_draft(opening)
    asked = {item.id for item in before.assessments if item.instrument in ("mcq", "mcq-justified")}
    assert asked
    after, _ = await changed(talk, "pas de QCM")
    assert not any(item.instrument in ("mcq", "mcq-justified") for item in after.assessments)
    assert asked <= differing(before, after)


async def test_one_sequence_gets_its_own_method(talk: Talk):
    before = await talk.to_draft(EVERYTHING_EN)
    after, said = await changed(talk, "use peer instruction for sequence 4")
    old, new = lessons(before)["S4"], lessons(after)["S4"]
    assert new["methods"] == ("peer-instruction",)
    assert (new["title"], new["minutes"], new["objectives"]) == (old["title"], old["minutes"], old["objectives"])
    assert differing(before, after) == {"S4"}
    assert "peer-instruction" in {method.card for method in after.methods}
    assert "Method of S4: Peer instruction" in said
    back, _ = await changed(talk, "no peer instruction")
    assert lessons(back)["S4"]["methods"] != ("peer-instruction",)


async def test_a_method_that_so_few_cannot_run_is_refused_with_two_ways_out(talk: Talk):
    before = await talk.to_draft(WEEK_FR)
    answer = await talk.says("S5 en world café")
    assert answer.module == before
    assert "se tient de 12 à 120 personnes, vous en annoncez 8. Deux issues" in plain(answer.say)


async def test_a_chosen_method_that_is_not_made_for_so_many_is_named_with_ways_out(talk: Talk):
    opening = "Half a day onsite, 12 estate agents: handle a price objection and lead a viewing. They give in on price."
    await talk.to_draft(opening)
    await talk.says("use role play instead")
    answer = await talk.says("we will be 40")
    assert "meant for up to 30 people, and you will be 40" in answer.say
    assert "Two ways out" in answer.say


async def test_several_changes_in_one_sentence_are_all_made(talk: Talk):
    before = await talk.to_draft(EVERYTHING_EN)
    after, said = await changed(talk, "remove S5 and add an exit ticket to S9, and more practice")
    assert "S5" not in lessons(after)
    assert "exit-ticket" in {item.instrument for item in after.assessments}
    assert share_of_practice(after) > share_of_practice(before) + 0.1
    assert "S5" in said


async def test_a_shorter_module_keeps_the_assessment_that_was_added(talk: Talk):
    await talk.to_draft(EVERYTHING_EN)
    await changed(talk, "add a self-assessment")
    after, _ = await changed(talk, "make it one day and no role play")
    placed = {name for item in after.sequences() for name in item.assessments}
    assert {item.id for item in after.assessments if item.moment != "transfer"} <= placed
    assert "role-play" not in {name for item in after.sequences() for name in item.methods}


async def test_two_methods_that_come_together_are_told_in_the_plural(talk: Talk):
    opening = "Half a day onsite, 12 estate agents: handle a price objection and lead a viewing. They give in on price."
    before = await talk.to_draft(opening)
    answer = await talk.says("we will be 40")
    assert answer.module is not None
    added = {method.card for method in answer.module.methods} - {method.card for method in before.methods}
    assert len(added) > 1
    assert "Methods added: " in answer.say


async def test_two_objectives_do_not_go_through_the_same_steps_word_for_word(talk: Talk):
    opening = (
        "Une journée en présentiel pour 8 managers : analyser une situation de conflit, décider d'une sanction. Ils "
        "évitent le sujet et laissent pourrir."
    )
    await talk.to_draft(opening)
    answer = await talk.says("utilise plutôt le codéveloppement")
    assert answer.module is not None
    steps = [
        tuple(step.trainer for step in item.steps) for item in answer.module.sequences() if item.kind == "activity"
    ]
    assert "co-development" in {name for item in answer.module.sequences() for name in item.methods}
    assert len(set(steps)) == len(steps)
    assert all(len(set(one) & set(two)) <= 1 for one, two in itertools.combinations(steps, 2))


async def test_each_question_that_is_passed_over_is_acknowledged_in_its_own_words(talk: Talk):
    await talk.says("Je forme des vendeurs à accueillir un client.")
    heads = []
    for _ in range(5):
        answer = await talk.says("je ne sais pas")
        heads.append(plain(answer.says[0]).split(":")[0])
    assert len(heads) >= 4
    assert all(one != two for one, two in itertools.pairwise(heads))


async def test_an_action_that_names_no_equipment_is_done_on_the_dummies_that_there_are(talk: Talk):
    module = await talk.to_draft(
        "Une demi-journée en présentiel pour 10 salariés : pratiquer un massage cardiaque et mettre une victime en "
        "position latérale de sécurité. Un collègue a fait un malaise. J'ai trois mannequins."
    )
    assert [item.condition.startswith("avec les mannequins") for item in module.objectives] == [True, False]
