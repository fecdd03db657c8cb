"""The suites: their cases are sound, in both languages, and what they score could fail."""

from collections import Counter
from pathlib import Path

import pytest

from assistant.models.module import Module
from assistant.models.terms import Language
from assistant.runtime import Knowledge
from evals.cases import FOLDER, schema
from evals.cases.__main__ import MODELS
from evals.matching import plain
from evals.models.drafting import briefs, draft
from evals.suites import SUITES, exports, grounding, methods, objectives, revisions, safety
from evals.suites.suite import Bench
from tests.evals.scoring import wrong


@pytest.mark.parametrize("name", list(MODELS))
def test_the_schema_of_the_cases_is_the_committed_one(name: str) -> None:
    assert (FOLDER / "schemas" / f"{name}.json").read_text("utf-8") == schema(MODELS[name])


def test_there_are_many_cases_in_both_languages_and_some_are_hard() -> None:
    rows = {name: list(suite.dataset().cases) for name, suite in SUITES.items()}
    assert sum(len(found) for found in rows.values()) >= 500
    for name, found in rows.items():
        spoken = Counter(case.metadata.language for case in found if case.metadata)
        assert min(spoken["fr"], spoken["en"]) >= len(found) / 3, f"{name}: {spoken}"
    hard = sum(bool(case.metadata and case.metadata.hard) for found in rows.values() for case in found)
    assert hard >= 60


def test_cases_name_cards_and_briefs_that_are_there(knowledge: Knowledge) -> None:
    cards = [card for case in methods.cases() for card in (*case.wants, *case.leads, *case.unfit)]
    cards += [card for case in grounding.cases() for card in case.cards]
    cards += [card for case in revisions.cases() for card in (*case.expect.uses, *case.expect.drops)]
    assert set(cards) <= set(knowledge.shelf)
    known = {brief.id: brief.language for brief in briefs()}
    for case in (*revisions.cases(), *exports.cases()):
        assert known[case.brief] == case.language, case.id


def test_an_attack_is_marked_and_an_honest_look_alike_says_what_is_read() -> None:
    for case in safety.cases():
        assert ("⟦" in case.text) != bool(case.reads), case.id
        assert not [text for text in case.never if text in case.honest], case.id


async def test_a_move_that_was_not_asked_for_is_told(knowledge: Knowledge, tmp_path: Path) -> None:
    case = next(case for case in revisions.cases() if case.id == "title-s2-fr")
    async with revisions.opened(Bench(knowledge, tmp_path)) as revise:
        revised = await revise(case)
    assert not list(wrong(revisions.Local(), case, revised))
    moved = revised.after.model_copy(
        update={
            "objectives": (revised.after.objectives[0].model_copy(update={"verb": "x"}), *revised.after.objectives[1:])
        }
    )
    lengthened = revisions.Revised(revised.before, moved, "")
    assert list(wrong(revisions.Local(), case, lengthened)) == ["nowhere else"]
    undone = revisions.Revised(revised.before, revised.before, "")
    assert list(wrong(revisions.Local(), case, undone)) == ["done"]


async def test_a_document_that_loses_an_objective_or_its_typography_is_told(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    case = next(case for case in exports.cases() if case.id == "fire-md")
    async with exports.opened(Bench(knowledge, tmp_path)) as export:
        made = await export(case)
    known = set(wrong(exports.Whole(), case, made))
    without = plain(made.text).replace(plain(made.module.objectives[0].statement), "")
    shorter = exports.Exported(made.module, "md", without, made.typed, again=made.again)
    assert set(wrong(exports.Whole(), case, shorter)) - known == {"whole"}
    typed = made.typed.replace("\u00a0:", " :", 1).replace("\u202f;", ";", 1)
    assert "typography" in wrong(exports.Whole(), case, exports.Exported(made.module, "md", made.text, typed))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_quotation_that_is_not_the_card_s_is_told(knowledge: Knowledge, language: Language) -> None:
    card = knowledge.shelf["role-play"]
    title = card.title.text(language)
    left, right, named = ("«\u00a0", "\u00a0»", "fiche") if language == "fr" else ("“", "”", "card")
    quote = card.summary.text(language)
    told = grounding.replied("?", f"{left}{quote}{right} — {named} {left}{title}{right}", language, knowledge.shelf)
    assert (told.cited, told.unfounded) == (("role-play",), ())
    bent = quote.replace(quote.split(" ")[2], "jamais")
    told = grounding.replied("?", f"{left}{bent}{right} — {named} {left}{title}{right}", language, knowledge.shelf)
    assert told.unfounded


async def test_an_unfit_method_and_a_lost_goal_are_told(knowledge: Knowledge) -> None:
    case = methods.MethodCase(
        id="x", language="fr", text=briefs()[0].text, wants=("demonstration-practice",), unfit=("debate",), why="fire"
    )
    module = await draft(case, knowledge)
    made = methods.Drafted(case.text, module, knowledge)
    assert not list(wrong(methods.Chosen(), case, made))
    unfit = module.methods[0].model_copy(update={"card": "debate"})
    assert list(wrong(methods.Chosen(), case, methods.Drafted("", _with(module, methods=(unfit,)), knowledge))) == [
        "argued",
        "nothing unfit",
        "wanted",
    ]
    goal = objectives.Goal(says="donner & alerte", levels=("apply",), kinds=("procedure", "gesture", "relational"))
    stated = objectives.ObjectiveCase(id="x", language="fr", text=case.text, goals=(goal,))
    fewer = methods.Drafted(case.text, _with(module, objectives=module.objectives[1:]), knowledge)
    assert "goals" in wrong(objectives.Stated(), stated, fewer)


def _with(module: Module, **changed: object) -> Module:
    return module.model_copy(update=changed)
