"""What serves each objective, and what to ask for where nothing does."""

from assistant.models.module import Module
from assistant.review.alignment import matrix
from tests.checks.conftest import english_module, french_module


def without(module: Module, name: str, *, activities: bool) -> Module:
    """The module in which no activity, or no assessment, is about an objective."""

    def thin(item):
        return item.model_copy(update={"objectives": tuple(one for one in item.objectives if one != name)})

    if not activities:
        return module.model_copy(update={"assessments": tuple(thin(item) for item in module.assessments)})
    days = [
        day.model_copy(update={"sequences": tuple(thin(item) for item in day.sequences)}) for day in module.progression
    ]
    return module.model_copy(update={"progression": tuple(days)})


def test_each_objective_has_its_activities_and_the_assessments_that_show_it():
    rows = {row.objective: row for row in matrix(french_module())}
    assert list(rows) == ["O1", "O2", "O3", "O4"]
    assert rows["O2"].activities == ("S3", "S5")
    assert rows["O2"].assessments == ("A2", "A3", "A4")
    assert rows["O4"].activities == ("S5",)
    assert all(row.repair == "" for row in rows.values())


def test_an_opening_is_no_practice_and_a_diagnostic_no_evidence():
    rows = {row.objective: row for row in matrix(french_module())}
    assert "S1" not in rows["O1"].activities
    assert "A1" not in rows["O1"].assessments


def test_an_empty_cell_says_what_to_ask_for_in_the_module_s_language():
    bare = matrix(without(french_module(), "O2", activities=False))[1]
    assert (bare.assessments, bare.repair) == ((), "Ajoute une évaluation à la fin de S3")
    idle = matrix(without(english_module(), "O2", activities=True))[1]
    assert (idle.activities, idle.repair) == ((), "More practice")
