"""What is proposed for everything that nobody said."""

from typing import Any

import pytest

from assistant.interview.assumptions import complete
from assistant.models.brief import Answers

SUBJECTS = (
    ("fr", "le bien-être au travail", 210, 3, "repérer les situations qui touchent au bien-être au travail"),
    ("fr", "l'hygiène", 90, 2, "repérer les situations qui touchent à l'hygiène"),
    ("fr", "les addictions", 45, 1, "repérer les situations qui touchent aux addictions"),
    ("fr", "la gestion des stocks", 210, 1, "gérer les stocks"),
    ("fr", "Excel", 420, 1, "mettre en pratique au travail : Excel"),
    ("en", "mental health", 90, 2, "spot situations that involve mental health"),
)


@pytest.mark.parametrize(("language", "subject", "minutes", "count", "first"), SUBJECTS)
def test_a_subject_alone_becomes_things_to_do_that_fit_the_time(
    language: Any, subject: str, minutes: int, count: int, first: str
) -> None:
    brief = complete(Answers(language=language, subject=subject, duration_minutes=minutes, days=(minutes,)))
    assert len(brief.competencies) == count
    assert brief.competencies[0] == first
    assert brief.assumed("competencies")


PROOFS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"modality": "onsite", "group_size_max": 8}, "observer chaque participant"),
    ({"modality": "async", "group_size_max": 8}, "déposé"),
    ({"modality": "onsite", "group_size_max": 200}, "à deux"),
)


@pytest.mark.parametrize(("facts", "words"), PROOFS)
def test_the_proof_proposed_is_one_that_can_be_looked_at(facts: dict[str, Any], words: str) -> None:
    answers = Answers(subject="le pain", competencies=("pétrir une pâte",), **facts)
    assert words in complete(answers).assessment_wishes
