"""A wish at the review desk: the engine does it, what it does not touch stays, and what cannot be done is said."""

from datetime import UTC, datetime

import pytest

from assistant.checks import locality
from assistant.drafts import compose
from assistant.engine.offline.engine import OfflineEngine
from assistant.graph.context import Context
from assistant.graph.redrafting import Redrafted, Said, redraft
from assistant.models.hashing import content_hash
from assistant.models.module import Directives, Module
from assistant.models.terms import Language
from assistant.review.alignment import matrix
from assistant.review.editing import reword
from assistant.review.places import text_at
from assistant.runtime import Knowledge
from tests.checks.conftest import ENGLISH_TURN, FRENCH_TURN, english_module, french_module

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
SAID = {"fr": Said(turns=(FRENCH_TURN,)), "en": Said(turns=(ENGLISH_TURN,))}


@pytest.fixture(scope="module")
def context(knowledge: Knowledge) -> Context:
    engine = OfflineEngine(knowledge.shelf)
    return Context(
        engine=engine, shelf=knowledge.shelf, retriever=knowledge.retriever, store=None, clock=lambda: NOW, index="i"
    )


async def drafted(language: Language, knowledge: Knowledge) -> Module:
    brief = {"fr": french_module, "en": english_module}[language]().brief
    engine = OfflineEngine(knowledge.shelf)
    return await compose(brief, Directives(), SAID[language].turns, knowledge, engine, NOW, "")


@pytest.fixture
async def draft(knowledge: Knowledge) -> Module:
    return await drafted("fr", knowledge)


async def wished(module: Module, wish: str, context: Context) -> Redrafted:
    return await redraft(module, wish, SAID[module.brief.language], context)


async def test_a_wish_changes_what_it_names_and_leaves_the_rest(draft: Module, context: Context):
    first = next(item for item in draft.sequences() if item.kind == "activity")
    found = await wished(draft, f"mets {first.id} à {first.minutes - 5} minutes", context)
    now = next(item for item in found.module.sequences() if item.id == first.id)
    assert now.minutes == first.minutes - 5
    assert (found.module.id, found.module.objectives) == (draft.id, draft.objectives)
    assert found.changes
    assert not found.refused
    assert found.module.content_hash == content_hash(found.module)
    ids = frozenset(item.id for item in draft.sequences())
    assert locality(draft, found.module, ids | {"brief"}) == ()


async def test_a_fact_in_a_wish_changes_the_brief_and_its_quote_holds(draft: Module, context: Context):
    found = await wished(draft, "finalement ils seront 8", context)
    assert found.module.brief.group_size_max == 8
    assert not [item for item in found.module.findings if item.check == "H2"]
    again = await wished(found.module, "plus de pratique", context)
    assert not [item for item in again.module.findings if item.check == "H2"]


async def test_what_was_not_understood_says_what_can_be_asked_in_the_module_s_language(
    draft: Module, knowledge: Knowledge, context: Context
):
    found = await wished(draft, "le chat de ma voisine dort", context)
    assert found.module is draft
    assert found.changes == ()
    assert "plus de pratique" in found.refused[0]
    english = await drafted("en", knowledge)
    other = await redraft(english, "my neighbour's cat is asleep", SAID["en"], context)
    assert "more practice" in other.refused[0]


async def test_what_cannot_be_done_is_refused_with_its_reason(draft: Module, context: Context):
    found = await wished(draft, "mets S99 à 20 minutes", context)
    assert found.module is draft
    assert "S99" in found.refused[0]
    assert found.refused[0][0].isupper()


async def test_a_wish_needs_no_conversation_any_more(draft: Module, context: Context):
    found = await redraft(draft, "plus de pratique", Said(), context)
    assert found.changes
    assert not [item for item in found.module.findings if item.check == "H2"]


async def test_what_people_wrote_outlives_a_wish_about_something_else(draft: Module, context: Context):
    edits = {
        "O1.criterion": "message complet en trente secondes",
        "O2.statement": "Comparer deux extincteurs",
        "O3.condition": "dans la cour, par petit vent",
        "S2.title": "Alerter pour de bon",
        "S2.steps.1.trainer": "raconte une alerte manquée",
        "A2.description": "Le binôme observe et note.",
        "impact.1.target": "neuf sur dix",
        "left.1": "Prenez vos propres situations.",
        "brief.title": "Face au feu",
        "B1.title": "Café",
    }
    edited = draft
    for path, text in edits.items():
        edited = reword(edited, path, text)
    found = await wished(edited, "plus de pratique", context)
    assert found.changes
    assert not found.noted
    assert {path: text_at(found.module, path) for path in edits} == edits
    assert {item.path for item in found.module.directives.wordings} == set(edits)
    assert next(item for item in found.module.objectives if item.id == "O1").assumed == ("condition",)
    assert any("critères proposés pour O1" in line for line in draft.left_to_trainer)
    assert not any("critères proposés pour O1" in line for line in found.module.left_to_trainer)


async def test_an_edit_of_words_that_the_wish_replaces_is_dropped_and_told(draft: Module, context: Context):
    edited = reword(draft, "O1.statement", "Alerter les secours")
    found = await wished(edited, "O1 : plutôt prévenir le chef de quart", context)
    assert text_at(found.module, "O1.statement") == "Prévenir le chef de quart"
    assert found.module.directives.wordings == ()
    assert "Alerter les secours" in found.noted[0]


async def test_a_statement_that_was_edited_stays_with_its_objective_when_another_goes(draft: Module, context: Context):
    edited = reword(draft, "O3.statement", "Éteindre un feu de bac")
    found = await wished(edited, "enlève O1", context)
    assert {item.id: item.statement for item in found.module.objectives} == {
        item.id: item.statement for item in edited.objectives if item.id != "O1"
    }


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_what_an_empty_cell_proposes_fills_it(language: Language, knowledge: Knowledge, context: Context):
    whole = await drafted(language, knowledge)
    assert all(row.activities and row.assessments and not row.repair for row in matrix(whole))
    for bare in (_without_evidence(whole, "O2"), _without_activity(whole, "O2")):
        row = next(row for row in matrix(bare) if row.objective == "O2")
        found = await wished(bare, row.repair, context)
        assert not found.refused
        now = next(row for row in matrix(found.module) if row.objective == "O2")
        assert now.activities
        assert now.assessments
        assert now.repair == ""


def _without_evidence(module: Module, name: str) -> Module:
    def thin(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in ids if one != name)

    proofs = tuple(item.model_copy(update={"objectives": thin(item.objectives)}) for item in module.assessments)
    return module.model_copy(update={"assessments": proofs})


def _without_activity(module: Module, name: str) -> Module:
    days = tuple(
        day.model_copy(
            update={
                "sequences": tuple(
                    item.model_copy(update={"objectives": tuple(one for one in item.objectives if one != name)})
                    for item in day.sequences
                )
            }
        )
        for day in module.progression
    )
    return module.model_copy(update={"progression": days})


@pytest.mark.parametrize(("language", "wish"), [("fr", "refais le module"), ("en", "write it again")])
async def test_a_draft_is_written_anew_from_its_brief_with_what_was_decided(
    language: Language, wish: str, knowledge: Knowledge, context: Context
):
    draft = await drafted(language, knowledge)
    last = draft.assessments[-1]
    aged = draft.model_copy(update={"objectives": draft.objectives[:1], "assessments": draft.assessments[:1]})
    decided = reword(aged, "O1.criterion", "Neuf fois sur dix." if language == "fr" else "Nine times out of ten.")
    found = await wished(decided, wish, context)
    assert found.changes
    assert not found.refused
    assert [item.id for item in found.module.objectives] == [item.id for item in draft.objectives]
    assert last.description in {item.description for item in found.module.assessments}
    assert text_at(found.module, "O1.criterion") == text_at(decided, "O1.criterion")


@pytest.mark.parametrize(
    ("language", "wish", "told"),
    [("fr", "rédige-le de nouveau", "il en sort le même"), ("en", "redraft it", "it comes out the same")],
)
async def test_a_draft_that_comes_out_the_same_says_so_and_what_to_say_instead(
    language: Language, wish: str, told: str, knowledge: Knowledge, context: Context
):
    draft = await drafted(language, knowledge)
    found = await wished(draft, wish, context)
    assert found.module == draft
    assert [told in line for line in found.refused] == [True]
