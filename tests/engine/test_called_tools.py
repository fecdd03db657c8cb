"""The tools of a sequence come from what its objective calls for; none is a good answer."""

from collections.abc import Sequence
from typing import Any

import pytest

from assistant.engine.offline.progression import choose_tools
from assistant.engine.offline.progression.draft import Draft
from assistant.engine.offline.progression.setting import Setting
from assistant.engine.offline.progression.toolbox import Toolbox
from assistant.engine.planner import Want
from assistant.interview.assumptions import brief_from
from assistant.language.typography import typeset
from assistant.models.brief import Brief
from assistant.models.module import AssessmentPlan, Day, Objective, ToolUse
from assistant.models.module import Sequence as ModuleSequence
from assistant.models.terms import Bloom, Grouping, Language, LearningType, Modality, Performance
from tests.engine.progression_cases import brief as bakery
from tests.engine.progression_cases import objectives as goals
from tests.engine.progression_cases import sequences, shelf, write

DONE: dict[Language, str] = {"fr": "Rédiger une note de service", "en": "Draft a staff note"}
ROOMS: dict[Modality, tuple[str, ...]] = {"remote": ("virtual-class",), "hybrid": ("virtual-class",), "async": ("lms",)}
BOTH: tuple[Language, ...] = ("fr", "en")


def told(language: Language, modality: Modality, people: int = 10, **facts: Any) -> Brief:
    stated = {"language": language, "subject": DONE[language].lower(), "duration_minutes": 210, "modality": modality}
    return brief_from({**stated, "group_size_min": people, "group_size_max": people, **facts})


def objective(language: Language, bloom: Bloom = "create", performance: Performance = "creation") -> Objective:
    return Objective(
        id="O1",
        statement=DONE[language],
        verb=DONE[language].split()[0].lower(),
        bloom=bloom,
        performance=performance,
        condition="-",
        criterion="-",
        competency=0,
    )


def taken(
    brief: Brief,
    *aims: Objective,
    doing: LearningType = "collaboration",
    grouping: Grouping = "groups",
    test: str | None = None,
) -> tuple[str, ...]:
    """What one activity takes, or the final assessment with that instrument."""
    plan = AssessmentPlan(
        id="A1", moment="summative", instrument=test or "", bloom="apply", objectives=("O1",), minutes=9
    )
    draft = Draft(
        kind="assessment" if test else "activity",
        title="-",
        target=Setting(brief).voice.target(aims),
        want=Want(9, 9, 9),
        lines=[],
        learning_types=(doing,),
        grouping=grouping,
        assessments=("A1",) if test else (),
    )
    return Toolbox(brief, aims, [plan] if test else [], shelf()).tools(draft, doing)


@pytest.mark.parametrize("doing", ["acquisition", "inquiry", "discussion", "practice", "collaboration", "production"])
@pytest.mark.parametrize("performance", ["gesture", "relational", "creation", "concept", "tool_use", "decision"])
def test_a_room_needs_no_tool_whatever_is_done_there(doing: LearningType, performance: Performance) -> None:
    for level in ("remember", "understand", "apply", "analyze", "evaluate", "create"):
        assert taken(told("fr", "onsite"), objective("fr", level, performance), doing=doing) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("modality", ["remote", "hybrid"])
def test_people_who_are_apart_write_together_in_one_document(language: Language, modality: Modality) -> None:
    asked = told(language, modality)
    assert taken(asked, objective(language)) == ("virtual-class", "shared-document")
    assert taken(asked, objective(language), grouping="individual") == ("virtual-class",)
    assert taken(asked, objective(language), doing="discussion") == ("virtual-class",)
    assert taken(asked, objective(language, "apply", "gesture")) == ("virtual-class",)
    assert taken(asked, objective(language, "apply", "tool_use")) == ("virtual-class",)


KEPT_OUT: tuple[tuple[Language, dict[str, Any], bool], ...] = (
    ("fr", {}, True),
    ("fr", {"constraints": ("une mauvaise connexion",)}, False),
    ("fr", {"constraints": ("pas d’internet chez eux",)}, False),
    ("fr", {"constraints": ("aucun compte à créer",)}, True),
    ("fr", {"accessibility": ("l’une d’elles est aveugle",)}, False),
    ("fr", {"accessibility": ("l’une d’elles est sourde",)}, True),
    ("fr", {"accessibility": ("plusieurs lisent très mal le français",)}, False),
    ("fr", {"people": 60}, False),
    ("fr", {"people": 1}, False),
    ("en", {}, True),
    ("en", {"constraints": ("a poor connection",)}, False),
    ("en", {"constraints": ("no internet at home",)}, False),
    ("en", {"constraints": ("no accounts",)}, True),
    ("en", {"accessibility": ("one of them is blind",)}, False),
    ("en", {"accessibility": ("one of them is deaf",)}, True),
    ("en", {"accessibility": ("two of them read little English",)}, False),
    ("en", {"people": 60}, False),
    ("en", {"people": 1}, False),
)


@pytest.mark.parametrize(("language", "facts", "written"), KEPT_OUT)
def test_what_is_refused_or_shuts_somebody_out_is_not_taken(
    language: Language, facts: dict[str, Any], written: bool
) -> None:
    expected = ("virtual-class", "shared-document") if written else ("virtual-class",)
    assert taken(told(language, "remote", **facts), objective(language)) == expected


OWN: tuple[tuple[dict[str, Any], Bloom, Performance, LearningType, str | None], ...] = (
    # The trainer's own tool where it serves what is done, and only there.
    ({"resources": ("a camcorder",)}, "apply", "relational", "practice", "video-recorder"),
    ({"resources": ("a camcorder",)}, "apply", "relational", "discussion", None),
    ({"resources": ("a camcorder",)}, "apply", "concept", "practice", None),
    ({"resources": ("a camcorder",), "constraints": ("no video",)}, "apply", "relational", "practice", None),
    ({"resources": ("a camcorder",), "accessibility": ("one is blind",)}, "apply", "relational", "practice", None),
    ({"resources": ("Kahoot",)}, "remember", "concept", "practice", "quiz"),
    ({"resources": ("Kahoot",)}, "apply", "gesture", "practice", None),
    ({"resources": ("Kahoot",)}, "create", "creation", "production", None),
    ({"resources": ("Kahoot",), "constraints": ("no network",)}, "remember", "concept", "practice", None),
    ({"resources": ("Kahoot",), "constraints": ("phones are banned",)}, "remember", "concept", "practice", None),
    ({"resources": ("Kahoot",), "constraints": ("no accounts",)}, "remember", "concept", "practice", None),
    ({"resources": ("Miro",)}, "create", "creation", "collaboration", "collaborative-board"),
    ({"resources": ("Miro",), "people": 60}, "create", "creation", "collaboration", None),
    ({"resources": ("Notion",)}, "create", "creation", "production", "wiki"),
    ({"resources": ("Notion",), "constraints": ("no personal data",)}, "create", "creation", "production", None),
    ({"resources": ("PowerPoint",)}, "understand", "concept", "acquisition", "slides"),
    ({"resources": ("PowerPoint",)}, "understand", "concept", "discussion", None),
    ({"resources": ("a Moodle course",)}, "apply", "procedure", "practice", None),
)


@pytest.mark.parametrize(("facts", "bloom", "performance", "doing", "card"), OWN)
def test_in_a_room_the_trainers_own_tool_is_taken_where_it_beats_none(
    facts: dict[str, Any], bloom: Bloom, performance: Performance, doing: LearningType, card: str | None
) -> None:
    assert taken(told("en", "onsite", **facts), objective("en", bloom, performance), doing=doing) == (
        (card,) if card else ()
    )


def test_what_the_trainer_has_goes_before_what_is_new() -> None:
    asked = told("fr", "remote", resources=("Miro",))
    assert taken(asked, objective("fr", "apply")) == ("virtual-class", "collaborative-board")
    assert taken(asked, objective("fr", "apply", "procedure")) == ("virtual-class", "shared-document")


@pytest.mark.parametrize("doing", ["discussion", "collaboration", "practice"])
def test_what_the_virtual_class_does_is_no_second_tool(doing: LearningType) -> None:
    asked = told("en", "remote", resources=("Microsoft Teams, with breakout rooms", "Slack"))
    assert taken(asked, objective("en", "apply", "relational"), doing=doing) == ("virtual-class",)


def test_the_highest_objective_of_a_sequence_decides_and_is_named() -> None:
    asked, kinds = told("en", "remote"), (("remember", "relational"), ("create", "creation"), ("apply", "relational"))
    aims = [
        objective("en", bloom, performance).model_copy(update={"id": f"O{number}"})  # type: ignore[arg-type]
        for number, (bloom, performance) in enumerate(kinds, start=1)
    ]
    assert taken(asked, *aims) == ("virtual-class", "shared-document")
    found = uses(asked, "virtual-class", "shared-document", aims=aims)
    assert found["shared-document"].objectives == ("O2",)
    assert found["virtual-class"].objectives == ("O1", "O2", "O3")


@pytest.mark.parametrize(("instrument", "used"), [("mcq-justified", True), ("case-study-graded", False)])
def test_a_test_is_taken_with_the_quiz_that_the_trainer_has(instrument: str, used: bool) -> None:
    asked = told("fr", "onsite", assessment_wishes="un quiz Kahoot à la fin")
    aim = objective("fr", "understand", "concept")
    assert taken(asked, aim, doing="inquiry", grouping="individual", test=instrument) == (("quiz",) if used else ())


@pytest.mark.parametrize(
    ("performance", "doing", "filmed"),
    [
        ("gesture", "practice", True),
        ("relational", "practice", True),
        ("gesture", "inquiry", False),
        ("procedure", "practice", False),
    ],
)
def test_who_learns_a_gesture_alone_shows_it(performance: Performance, doing: LearningType, filmed: bool) -> None:
    aim = objective("en", "apply", performance)
    expected = ("lms", "video-recorder") if filmed else ("lms",)
    assert taken(told("en", "async"), aim, doing=doing, grouping="individual") == expected
    assert taken(told("en", "async", constraints=("no video",)), aim, doing=doing, grouping="individual") == ("lms",)


@pytest.mark.parametrize("modality", ["remote", "hybrid", "async"])
def test_what_distance_needs_is_there_whatever_stands_against_it(modality: Modality) -> None:
    asked = told("fr", modality, 60, constraints=("aucun compte, une mauvaise connexion",), accessibility=("aveugle",))
    assert taken(asked, objective("fr")) == ROOMS[modality]


def uses(
    brief: Brief,
    *tools: str,
    doing: LearningType = "collaboration",
    kind: str = "activity",
    aims: Sequence[Objective] = (),
) -> dict[str, ToolUse]:
    """What is said of these tools in a module of one sequence."""
    aims = aims or [objective(brief.language)]
    ids = [aim.id for aim in aims]
    sequence = ModuleSequence.model_validate(
        {"id": "S1", "kind": kind, "title": "-", "minutes": 30, "objectives": ids, "learning_type": doing}
        | {"tools": tools}
    )
    return {use.card: use for use in choose_tools(brief, aims, [Day(day=1, sequences=(sequence,))], shelf())}


WHY: tuple[tuple[Language, dict[str, Any], str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "fr",
        {},
        "shared-document",
        (
            "À distance",
            "pendant le travail à plusieurs (rédiger une note",
        ),
        ("déjà", "compte"),
    ),
    ("fr", {"resources": ("Miro",)}, "collaborative-board", ("Vous l’avez déjà. Il sert pendant le travail",), ()),
    ("fr", {}, "virtual-class", ("aucune donnée personnelle",), ("déjà", "sans compte", "réseau", "sous-titrage")),
    ("fr", {"constraints": ("aucun compte",)}, "virtual-class", ("par un lien, sans compte à créer",), ()),
    ("fr", {"constraints": ("une mauvaise connexion",)}, "virtual-class", ("Le réseau peut manquer",), ()),
    ("fr", {"accessibility": ("une personne sourde",)}, "virtual-class", ("sous-titrage",), ()),
    ("fr", {"accessibility": ("une personne aveugle",)}, "virtual-class", (), ("sous-titrage",)),
    ("en", {}, "shared-document", ("during the group work (draft a staff note)",), ("already", "account")),
    ("en", {"resources": ("Miro",)}, "collaborative-board", ("You already have it. It is used during the group",), ()),
    ("en", {}, "virtual-class", ("no personal data",), ("already", "no account", "network", "captions")),
    ("en", {"constraints": ("no accounts",)}, "virtual-class", ("by a link, with no account",), ()),
    ("en", {"constraints": ("a poor connection",)}, "virtual-class", ("The network may fail",), ()),
    ("en", {"accessibility": ("one is deaf",)}, "virtual-class", ("captions",), ()),
    ("en", {"accessibility": ("one is blind",)}, "virtual-class", (), ("captions",)),
)


@pytest.mark.parametrize(("language", "facts", "card", "says", "spares"), WHY)
def test_a_reason_names_the_objective_and_what_to_watch(
    language: Language, facts: dict[str, Any], card: str, says: tuple[str, ...], spares: tuple[str, ...]
) -> None:
    use = uses(told(language, "remote", **facts), card)[card]
    why = use.why.replace("\u00a0", " ").replace("\u202f", " ")
    assert all(text in why for text in (*says, DONE[language][1:]))
    assert not any(text in why for text in spares)
    assert use.objectives == ("O1",)
    fallback = shelf()[card].fallback
    assert fallback is not None
    assert use.fallback.split() == typeset(fallback.text(language), language).split()


def test_a_tool_of_the_final_assessment_says_so() -> None:
    use = uses(told("fr", "onsite", resources=("Kahoot",)), "quiz", doing="inquiry", kind="assessment")["quiz"]
    assert "pendant l’évaluation finale" in use.why


@pytest.mark.parametrize("modality", ["onsite", "remote", "hybrid", "async"])
def test_a_whole_module_brings_in_one_writing_tool_at_most_and_no_sequence_more_than_two(modality: Modality) -> None:
    facts = bakery((420, 420), goals=8, modality=modality)
    days = write(facts)
    found = [item.tools for item in sequences(days)]
    used = {name for tools in found for name in tools}
    assert max(len(tools) for tools in found) <= 2
    assert len(used & {"shared-document", "collaborative-board"}) == (modality in ("remote", "hybrid"))
    assert used == {use.card for use in choose_tools(facts, goals(8), days, shelf())}
