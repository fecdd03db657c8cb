"""Modules that people follow alone, at their own hours: what is asked there can be answered there."""

import re

import pytest

from assistant.engine.offline.progression import write_progression
from assistant.models.brief import Brief
from assistant.models.module import Directives
from assistant.models.terms import Language
from assistant.tooling.conditions import owned
from tests.engine.test_assessments import brief, of, planned, shelf, worded
from tests.engine.test_objectives import written

RULES: dict[Language, tuple[str, ...]] = {
    "fr": ("appliquer les règles du RGPD", "reconnaître une donnée personnelle", "signaler une violation de données"),
    "en": ("apply the data protection rules", "recognise personal data", "report a data breach"),
}
QUIZ = {"fr": "un quiz final obligatoire", "en": "a compulsory final quiz"}


def apart(language: Language, people: int = 200, **facts: object) -> Brief:
    stated = {"language": language, "modality": "async", "duration_minutes": 45, "group_size_max": people}
    return brief(*RULES[language], **{**stated, **facts})


def said(asked: Brief) -> str:
    objectives = written(asked.language, *asked.competencies)
    days = write_progression(asked, Directives(), (), objectives, planned(asked), shelf())
    steps = [step for day in days for item in day.sequences for step in item.steps]
    fed = [item.feedback for day in days for item in day.sequences]
    return " ".join(
        [*(f"{step.trainer} {step.learners}" for step in steps), *fed, *(a.description for a in worded(asked))]
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_final_quiz_that_was_wished_for_closes_a_module_on_rules(language: Language) -> None:
    plans = planned(apart(language, assessment_wishes=QUIZ[language]))
    assert [plan.instrument for plan in of("summative", plans)] == ["mcq-justified"]
    assert not {plan.instrument for plan in plans} & {"observed-gesture", "simulation-graded"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nobody_is_watched_on_rules_where_people_learn_apart(language: Language) -> None:
    assert not {plan.instrument for plan in planned(apart(language))} & {"observed-gesture", "simulation-graded"}


@pytest.mark.parametrize("minutes", [45, 420, 1260])
@pytest.mark.parametrize(
    ("language", "late"), [("fr", r"48.h\b|réponse personnelle"), ("en", r"48 hours|personal reply")]
)
def test_one_tutor_does_not_answer_a_crowd_one_by_one(language: Language, late: str, minutes: int) -> None:
    assert not re.search(late, said(apart(language, duration_minutes=minutes)))
    assert re.search(late, said(apart(language, people=8, duration_minutes=minutes)))


@pytest.mark.parametrize(
    ("language", "refusal", "films"),
    [("fr", "pas de vidéo", r"vidéo|se filme"), ("en", "no video please", r"\bvideo|\bfilms?\b")],
)
def test_who_refuses_video_is_asked_for_none(language: Language, refusal: str, films: str) -> None:
    talk = {"fr": ("rassurer un patient", "porter une charge"), "en": ("reassure a patient", "lift a load")}[language]
    asked = brief(*talk, language=language, modality="async", constraints=(refusal,))
    assert not re.search(films, said(asked))
    assert not {"interactive-video", "screencast"} & set(owned(asked, shelf()))
