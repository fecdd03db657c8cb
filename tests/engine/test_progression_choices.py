import re
from typing import Any

import pytest

from assistant.checks import check
from assistant.engine.offline.progression import write_progression
from assistant.models.module import Directives, Module, Objective, Provenance
from tests.engine.progression_cases import (
    GOALS,
    SITUATION,
    USUAL,
    brief,
    methods,
    objectives,
    plans,
    sequences,
    shelf,
    texts,
    worked,
    write,
)


def test_the_same_brief_gives_the_same_days() -> None:
    assert write(brief()) == write(brief())


def test_the_opening_starts_from_what_the_trainer_told() -> None:
    assert f"« {SITUATION} »" in worked(write(brief()))[0].steps[0].trainer.replace("\u00a0", " ")


def test_without_a_story_the_trainer_tells_their_own() -> None:
    assumed = ({"field": "work_context", "value": "", "reason": "Rien n'a été dit."},)
    told = worked(write(brief(work_context="à préciser", assumptions=assumed)))[0].steps[0].trainer
    assert "peser les ingrédients" in told
    assert "préciser" not in told


def test_titles_speak_of_the_trade() -> None:
    said = " ".join(item.title.lower() for item in worked(write(brief())) if item.kind == "activity")
    for statement, _, _ in GOALS[:4]:
        assert statement.lower() in said


def test_a_new_head_count_keeps_the_plot() -> None:
    before, after = (worked(write(brief(people=people))) for people in (12, 14))
    assert [(item.title, item.objectives, item.methods) for item in before] == [
        (item.title, item.objectives, item.methods) for item in after
    ]


def test_another_objective_changes_its_own_sequences_only() -> None:
    facts = brief()
    changed = [*objectives()]
    changed[1] = changed[1].model_copy(update={"statement": "Réaliser un tour simple"})
    before = {item.id: item for item in worked(write(facts))}
    after = write_progression(facts, Directives(), methods(*USUAL), tuple(changed), plans(), shelf())
    for item in worked(after):
        if item.kind == "activity" and "O2" not in item.objectives:
            assert item.title == before[item.id].title
            assert item.minutes == before[item.id].minutes


def test_minutes_that_the_trainer_fixed_are_kept_and_the_day_still_adds_up() -> None:
    usual = write(brief())
    target = next(item for item in worked(usual) if item.kind == "activity")
    changed = write(brief(), Directives(minutes={target.id: target.minutes + 10}))
    by_id = {item.id: item for item in worked(changed)}
    assert by_id[target.id].minutes == target.minutes + 10
    assert sum(item.minutes for item in sequences(changed)) == 420
    moved = [item.id for item in worked(usual) if item.minutes != by_id[item.id].minutes]
    assert len(moved) == 2


def test_a_title_of_the_trainers_is_kept() -> None:
    assert worked(write(brief(), Directives(titles={"S2": "Au fournil !"})))[1].title == "Au fournil !"


def test_more_practice_lengthens_what_learners_do() -> None:
    usual, more = (worked(write(brief(), Directives(practice=times))) for times in (0, 2))
    longest = [max(step.minutes for step in item.steps) for item in usual if item.kind == "activity"]
    longer = [max(step.minutes for step in item.steps) for item in more if item.kind == "activity"]
    assert sum(longer) > sum(longest)


def test_a_method_that_was_refused_is_cited_nowhere() -> None:
    refused = Directives(excluded_methods=("learning-by-error", "simulation", "peer-tutoring", "think-pair-share"))
    cited = {name for item in worked(write(brief((420, 420)), refused)) for name in item.methods}
    assert not cited & set(refused.excluded_methods)


def test_each_chosen_method_is_put_to_work() -> None:
    cited = {name for item in worked(write(brief())) for name in item.methods}
    assert set(USUAL) <= cited


def test_one_learner_is_spoken_of_as_one() -> None:
    steps = [step for item in worked(write(brief(people=1))) for step in item.steps]
    plural = re.compile(r"^(?:écrivent|s'entraînent|racontent|font|disent|notent|relisent)\b")
    assert [step.learners for step in steps if plural.search(step.learners.replace("’", "'"))] == []


def test_short_sessions_are_not_called_days() -> None:
    said = " ".join(texts(worked(write(brief((90,) * 4)))))
    assert "Séance 2" in said.replace("\u00a0", " ")
    assert not re.search(r"\b[Jj]our \d|la veille|d’hier", said)


def test_an_asynchronous_module_has_a_tutor_and_no_room() -> None:
    said = " ".join(texts(worked(write(brief(modality="async")))))
    assert "tuteur" in said
    assert "main levée" not in said


def test_people_who_take_turns_have_the_time_for_it() -> None:
    for people in (8, 12, 16):
        for item in worked(write(brief((210,), people))):
            for step in item.steps:
                found = re.search(r"(\d+) passages de (\d+) (min|secondes)", step.learners.replace("\u00a0", " "))
                if found:
                    each = int(found[2]) * (60 if found[3] == "min" else 1)
                    side = re.search(r"(\d+) (?:postes|passages à la fois)", step.learners)
                    assert int(found[1]) * each <= step.minutes * 60 * (int(side[1]) if side else 1)


def test_needs_that_were_told_are_met_in_every_sequence() -> None:
    facts = brief(accessibility=("une apprentie malentendante", "un apprenti gaucher"))
    for item in worked(write(facts)):
        assert "gaucher" in item.accessibility
        assert len(item.accessibility) > 60


def test_a_long_module_comes_back_to_each_objective_on_other_days() -> None:
    days = write(brief((420,) * 5, 10, 5))
    for number in range(1, 6):
        seen = [
            day.day
            for day in days
            if any(item.kind == "activity" and item.objectives == (f"O{number}",) for item in day.sequences)
        ]
        assert len(set(seen)) >= 2


def test_a_trial_that_is_too_long_is_held_in_parts() -> None:
    days = write_progression(brief((420, 420), 12), Directives(), methods(*USUAL), objectives(), plans(4, 110), shelf())
    trials = [item for item in worked(days) if item.kind == "assessment"]
    assert len(trials) == 2
    assert max(item.minutes for item in trials) <= 90


@pytest.mark.parametrize("people", [1, 4, 12, 60])
@pytest.mark.parametrize("modality", ["onsite", "remote", "async"])
def test_an_english_module_is_english_throughout(people: int, modality: str) -> None:
    said = ("raise the alarm", "choose the right extinguisher", "use an extinguisher")
    kinds = ("procedure", "decision", "gesture")
    goals = tuple(
        Objective.model_validate(
            {
                "id": f"O{number}",
                "statement": text.capitalize(),
                "verb": text.split()[0],
                "bloom": "apply",
                "performance": kind,
                "condition": "without notes",
                "criterion": "every step of the checklist",
                "competency": number - 1,
            }
        )
        for number, (text, kind) in enumerate(zip(said, kinds, strict=True), start=1)
    )
    facts = brief(
        (420, 210),
        people,
        language="en",
        title="Reacting to a fire",
        subject="fire",
        audience="warehouse pickers",
        competencies=said,
        work_context="two small fires last year and nobody moved",
        resources=("six training extinguishers",),
        modality=modality,
    )
    module = Module(
        id="m",
        version=1,
        created_at="2026-03-02T09:00:00Z",
        brief=facts,
        methods=methods(*USUAL),
        objectives=goals,
        progression=write_progression(facts, Directives(), methods(*USUAL), goals, plans(3), shelf()),
        assessments=(),
        provenance=Provenance(engine="offline"),
    )
    found = [finding for finding in check(module, shelf()) if finding.check in {"C1", "C2", "J1", "J2"}]
    assert [f"{finding.where} {finding.message}" for finding in found] == []
    assert not [text for text in texts(module.sequences()) if re.search(r"[{}|«»]", text)]


def test_what_belongs_to_several_learners_is_said_to_be_theirs() -> None:
    goals = (objectives(1)[0].model_copy(update={"statement": "Préparer son poste"}),)
    facts = brief((210,), 8, 1, competencies=("préparer son poste",))
    days = write_progression(facts, Directives(), methods(*USUAL), goals, plans(1), shelf())
    said = " ".join(step.learners for item in worked(days) for step in item.steps)
    assert "s’entraînent à préparer leur poste" in said
    assert "Préparer son poste" in " ".join(item.title for item in worked(days))


@pytest.mark.parametrize(
    ("resources", "people", "words"),
    [
        (("un laminoir",), 6, "un après l’autre, avec un laminoir"),
        (("deux laminoirs",), 8, "2 passages à la fois, avec deux laminoirs"),
        (("huit laminoirs",), 8, None),
    ],
)
def test_the_equipment_that_the_trainer_counts_makes_the_stations(
    resources: tuple[str, ...], people: int, words: str | None
) -> None:
    items = worked(write(brief((420,), people, goals=7, resources=resources)))
    steps = [step.learners.replace("\u00a0", " ") for item in items for step in item.steps]
    found = [said for said in steps if "passages" in said and "laminoir" in said]
    assert (words is None and not found) or (words is not None and any(words in said for said in found)), found


def test_means_that_no_objective_names_are_on_the_table_of_what_is_done_by_hand() -> None:
    facts = brief((210,), goals=2, resources=("un bac à farine", "une salle"))
    by_name = {item.objectives: item.materials for item in worked(write(facts))}
    assert any("un bac à farine" in materials for ids, materials in by_name.items() if "O2" in ids)
    assert all("une salle" not in materials for materials in by_name.values())


@pytest.mark.parametrize("days", [(45,), (120,), (420,)])
def test_people_who_learn_apart_see_each_others_work_once(days: tuple[int, ...]) -> None:
    items = worked(write(brief(days, 30, goals=2, modality="async")))
    assert any(item.grouping in ("pairs", "groups") for item in items if item.kind == "activity")


@pytest.mark.parametrize(("people", "modality"), [(1, "onsite"), (2, "onsite"), (30, "async")])
def test_what_changes_the_second_time_suits_those_who_are_there(people: int, modality: str) -> None:
    said = " ".join(texts(worked(write(brief((420, 420, 420), people, goals=2, modality=modality))))).lower()
    assert not re.search(r"cette fois, (?:un observateur|chacun change de partenaire|le résultat est remis)", said)
    assert people == 30 or "les équipes" not in said


def told(day: Any) -> str:
    return " ".join(text for item in day.sequences for step in item.steps for text in (step.trainer, step.learners))


def test_a_crowd_online_has_no_rows_no_doors_and_no_neighbours() -> None:
    (day,) = write(brief((90,), 60, modality="remote"), chosen=("think-pair-share",))
    assert not re.search(r"rangée|voisin|urnes|sur scène|toute la salle", told(day))


def test_an_exercise_is_done_by_all_at_once() -> None:
    exercise = plans(4)[2].model_copy(update={"instrument": "exercise"})
    everything = tuple(exercise if plan.id == exercise.id else plan for plan in plans(4))
    days = write_progression(brief((420,), 14), Directives(), methods(*USUAL), objectives(4), everything, shelf())
    trials = [item for day in days for item in day.sequences if exercise.id in item.assessments]
    assert trials
    assert not any("ceux qui attendent" in step.learners for item in trials for step in item.steps)


def test_an_exchange_is_rehearsed_even_where_only_discussion_was_chosen() -> None:
    (day,) = write(brief((210,), 25, goals=5), chosen=("think-pair-share", "debate"))
    exchange = [item for item in day.sequences if item.kind == "activity" and item.objectives == ("O5",)]
    assert exchange
    assert {name for item in exchange for name in item.methods} & {"role-play", "simulation"}


def test_one_learner_is_nobodys_pair() -> None:
    assert {item.grouping for item in worked(write(brief(people=1)))} == {"individual"}
