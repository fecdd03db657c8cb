"""What every document holds, whatever its format."""

import json
import re
from collections.abc import Mapping
from datetime import datetime

import pytest

from assistant.errors import InputError
from assistant.export import FORMATS, render
from assistant.interview.assumptions import brief_from
from assistant.models.brief import Assumption
from assistant.models.hashing import content_hash
from assistant.models.knowledge import Card
from assistant.models.module import Module, Option
from assistant.models.review import Finding
from tests.export.conftest import CLEAN, asynchronous, lasting, questioned

Shelf = Mapping[str, Card]


def markdown(module: Module, shelf: Shelf) -> str:
    return render(module, "md", shelf).decode()


def test_json_brings_back_the_same_module(half_day: Module, shelf: Shelf) -> None:
    module = half_day.model_copy(update={"content_hash": content_hash(half_day)})
    back = Module.model_validate_json(render(module, "json", shelf))
    assert back == module
    assert content_hash(back) == module.content_hash


@pytest.mark.parametrize("days", [1, 2, 5])
def test_ids_totals_and_links_survive_the_round_trip(half_day: Module, shelf: Shelf, days: int) -> None:
    module = lasting(half_day, days)
    back = Module.model_validate(json.loads(render(module, "json", shelf)))
    assert [item.id for item in back.sequences()] == [item.id for item in module.sequences()]
    assert sum(item.minutes for item in back.sequences()) == back.brief.duration_minutes
    known = {item.id for item in back.objectives}
    assert all(set(item.objectives) <= known for item in (*back.sequences(), *back.assessments))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_something(half_day: Module, shelf: Shelf, form: str) -> None:
    assert len(render(half_day, form, shelf)) > 1000


def test_markdown_names_every_objective_sequence_and_assessment(half_day: Module, shelf: Shelf) -> None:
    text = markdown(half_day, shelf)
    for item in (*half_day.objectives, *half_day.assessments):
        assert f"**{item.id}**" in text
    for sequence in half_day.sequences():
        assert (f"**{sequence.id}**" in text) == (sequence.kind != "break")


def test_labels_in_bold_close_before_their_space(shelf: Shelf) -> None:
    for language in ("fr", "en"):
        text = markdown(CLEAN[language](), shelf)
        bold = re.findall(r"\*\*(.+?)\*\*", text)
        assert bold
        assert [label for label in bold if label != label.strip()] == []


def test_headings_are_in_the_language_of_the_module(shelf: Shelf) -> None:
    headings = {
        "fr": ["La formation en bref", "Objectifs", "Évaluations", "Méthodes", "Déroulé", "Outils"],
        "en": ["The training in brief", "Objectives", "Assessments", "Methods", "Session plan", "Tools"],
    }
    for language, expected in headings.items():
        found = re.findall(r"^## (.+)$", markdown(CLEAN[language](), shelf), re.MULTILINE)
        assert [title for title in found if title in expected] == expected


def test_objectives_and_assessments_come_before_the_plan_and_sources_after(shelf: Shelf) -> None:
    found = re.findall(r"^## (.+)$", markdown(CLEAN["fr"](), shelf), re.MULTILINE)
    order = ["Objectifs", "Évaluations", "Déroulé", "Ce que vous avez dit, ce que nous avons supposé"]
    assert [title for title in found if title in order] == order


def test_what_learners_get_does_not_give_the_answers_away(shelf: Shelf) -> None:
    text = markdown(CLEAN["fr"](), shelf)
    handout = text.split("## Questions à distribuer")[1].split("\n## ")[0]
    key = text.split("## Corrigé, pour le formateur")[1]
    assert "a. Je donne l’alerte tout de suite" in handout
    assert "Les secours ont besoin de temps" not in handout
    assert "✓" not in handout
    assert "✓ juste | **Je donne l’alerte tout de suite** | Les secours ont besoin de temps." in key
    assert "✗ faux | Je vais chercher mon chef d’équipe" in key


def test_a_module_without_questions_has_no_handout_and_no_key(shelf: Shelf) -> None:
    module = CLEAN["en"]()
    bare = tuple(item.model_copy(update={"items": ()}) for item in module.assessments)
    text = markdown(module.model_copy(update={"assessments": bare}), shelf)
    assert "hand out" not in text
    assert "Answer key" not in text


def test_lunch_is_shown_and_counts_for_nothing(shelf: Shelf) -> None:
    text = markdown(lasting(CLEAN["fr"](), 1), shelf)
    assert "| 12\u00a0h\u00a000 |  | Repas, jusqu’à 13\u00a0h\u00a000 |" in text
    assert "7\u00a0h hors repas" in text


def test_a_half_day_does_not_speak_of_lunch(shelf: Shelf) -> None:
    text = markdown(CLEAN["fr"](), shelf)
    assert "repas" not in text.lower()
    assert "8\u00a0h\u00a030 – 12\u00a0h\u00a000 (3\u00a0h\u00a030)" in text


def test_a_module_without_hours_counts_steps(shelf: Shelf) -> None:
    text = markdown(asynchronous(CLEAN["en"]()), shelf)
    assert "Stage 1 (3\u00a0h\u00a030\u00a0min)" in text
    assert "| No. | Order | Min. |" in text


def test_a_note_on_access_that_every_sequence_repeats_is_said_once(half_day: Module, shelf: Shelf) -> None:
    note = half_day.sequences()[0].accessibility
    assert markdown(half_day, shelf).count(note.split(";")[0].strip()[:40].replace("'", "’")) == 1


def test_a_sequence_with_its_own_note_on_access_keeps_it(shelf: Shelf) -> None:
    module = CLEAN["en"]()
    day = module.progression[0]
    own = day.sequences[1].model_copy(update={"accessibility": "A chair for each pair."})
    sequences = (day.sequences[0], own, *day.sequences[2:])
    changed = module.model_copy(update={"progression": (day.model_copy(update={"sequences": sequences}),)})
    assert "**Accessibility:** A chair for each pair." in markdown(changed, shelf)


def test_assumed_values_are_said_as_people_say_them(shelf: Shelf) -> None:
    module = CLEAN["fr"]()
    rows = (
        ("duration_minutes", 210),
        ("days", [210]),
        ("audience_level", "mixed"),
        ("constraints", []),
        ("group_size_max", 12),
    )
    assumptions = tuple(
        Assumption.model_validate({"field": field, "value": value, "reason": "Parce que."}) for field, value in rows
    )
    brief = module.brief.model_copy(update={"assumptions": assumptions})
    text = markdown(module.model_copy(update={"brief": brief}), shelf)
    assert "| **Durée** | 3\u00a0h\u00a030 | Parce que. |" in text
    assert "| **Niveau de départ** | Niveaux mêlés | Parce que. |" in text
    assert "| **Contraintes** | Aucune | Parce que. |" in text
    assert "| **Effectif** | Au plus 12\u00a0personnes | Parce que. |" in text


def test_cells_keep_pipes_and_line_breaks_inside(shelf: Shelf) -> None:
    module = CLEAN["en"]()
    brief = module.brief.model_copy(update={"work_context": "one | two\nthree"})
    assert "One \\| two<br>three" in markdown(module.model_copy(update={"brief": brief}), shelf)


def test_the_trainer_is_quoted_as_they_typed(shelf: Shelf) -> None:
    module = CLEAN["fr"]()
    text = markdown(module, shelf)
    for source in module.brief.sources:
        assert source.quote in text


def test_findings_are_listed_and_those_that_nothing_could_compute_are_not(shelf: Shelf) -> None:
    found = Finding(check="C9", severity="warn", where="S3", message="Trop long.", fix="Coupez.")
    unknown = Finding(check="F1", severity="unknown", where="module", message="Incalculable.", fix="Rien.")
    module = CLEAN["fr"]().model_copy(update={"findings": (found, unknown)})
    text = markdown(module, shelf)
    assert "| C9 | S3 | Trop long. | Coupez. |" in text
    assert "Incalculable" not in text


def test_a_card_that_is_on_no_shelf_is_named_by_its_id() -> None:
    assert "demonstration-practice" in markdown(CLEAN["fr"](), {})


def test_dates_are_written_out_in_each_language(shelf: Shelf) -> None:
    for language, expected in (("fr", "du 2 août 2026"), ("en", "of 2 August 2026")):
        module = CLEAN[language]().model_copy(
            update={"created_at": datetime.fromisoformat("2026-08-02T09:00:00+00:00")}
        )
        assert expected in markdown(module, shelf)


def test_an_item_with_many_options_is_lettered_and_keyed(shelf: Shelf) -> None:
    module = questioned(CLEAN["en"](), 3)
    item = module.assessments[1].items[0]
    options = tuple(Option(text=f"choice {n}", correct=n == 4, feedback=f"because {n}") for n in range(6))
    changed = item.model_copy(update={"options": options})
    assessment = module.assessments[1].model_copy(update={"items": (changed,)})
    text = markdown(module.model_copy(update={"assessments": (assessment,)}), shelf)
    assert "- [ ] f. choice 5" in text
    assert "| 1\u00a0e | ✓ right | **choice 4** | because 4 |" in text


def test_an_unknown_format_lists_what_exists(half_day: Module, shelf: Shelf) -> None:
    with pytest.raises(InputError, match=r"xlsx.*json, md, docx"):
        render(half_day, "xlsx", shelf)


def test_values_of_a_file_are_said_as_people_say_them(shelf: Shelf) -> None:
    stated = {"language": "fr", "subject": "Excel", "competencies": ("créer un tableau",), "duration_minutes": 420}
    coded = {"days": (420,), "audience_level": "beginner", "modality": "onsite", "prerequisites": ()}
    module = CLEAN["fr"]().model_copy(update={"brief": brief_from({**stated, **coded})})
    said = markdown(module, shelf)
    for code in ("(420,)", "[]", "« beginner »", "« onsite »", "« 420 »"):
        assert code not in said.replace("\u00a0", " ")
    assert "« créer un tableau »" in said.replace("\u00a0", " ")
