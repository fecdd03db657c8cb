"""A model words answers to questions; it is held to the cards, and the rules' answer stands where it does not."""

from typing import Any

import pytest

from assistant.engine.completion import Asker, ModelError
from assistant.engine.llm.engine import LLMEngine
from assistant.engine.offline.engine import OfflineEngine
from assistant.engine.protocol import Reply
from assistant.runtime import Knowledge
from tests.engine.completion.scripted import ScriptedModels

QUESTION = "c'est quoi la classe inversée ?"
WORDS = "utiliser le temps ensemble pour s’en servir"
SPOKEN = "La classe inversée laisse le contenu à lire avant la séance, et garde la séance pour la pratique."


def _said(answer: str = SPOKEN, words: str = WORDS, passage: str = "P1", **more: Any) -> dict[str, Any]:
    return {"sourced": True, "evidence": [{"passage": passage, "words": words}], "answer": answer, **more}


async def _ask(knowledge: Knowledge, question: str, *replies: Any) -> tuple[Reply, Reply, ScriptedModels]:
    """The reply, the rules' own, and the models with what they were asked."""
    models, offline = ScriptedModels(list(replies)), OfflineEngine(knowledge.shelf)
    hits = knowledge.retriever.search(question, lang="fr", k=4)
    engine = LLMEngine(Asker(models), knowledge.shelf)
    return await engine.answer(question, "fr", None, hits), await offline.answer(question, "fr", None, hits), models


def _summary(knowledge: Knowledge) -> str:
    return knowledge.shelf["flipped-classroom"].summary.fr


async def test_an_answer_that_holds_to_a_card_is_given_with_its_words_and_its_source(knowledge: Knowledge) -> None:
    words = " ".join(_summary(knowledge).split()[:8])
    reply, own, models = await _ask(knowledge, QUESTION, _said(words=words))
    assert reply.text.startswith(SPOKEN)
    assert words.rstrip(".,") in reply.text
    assert "fiche" in reply.text
    assert reply.cards == ("flipped-classroom",)
    assert reply.text != own.text
    assert len(models.requests) == 1


async def test_the_title_that_a_model_copies_with_a_sentence_is_not_quoted_as_one(knowledge: Knowledge) -> None:
    summary = _summary(knowledge)
    reply, _, _ = await _ask(knowledge, QUESTION, _said(words=f"Classe inversée. {summary}"))
    assert f"«\u00a0{summary.rstrip('.')}\u00a0»" in reply.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": "une méthode inventée par deux chimistes du Colorado"},
        {"passage": "P9"},
        {"answer": f"{SPOKEN} Elle améliore les résultats de 37 %."},
        {"answer": f"{SPOKEN} Voir www.exemple.fr."},
        {"answer": f"{SPOKEN} Comme le dit la fiche, « rien ne vaut le cours magistral »."},
        {"answer": "The flipped classroom keeps the time together for practice, and reading comes before it."},
        {"answer": "Oui."},
        {"evidence": []},
    ],
    ids=["invented words", "no such passage", "a figure", "a link", "an invented quote", "English", "short", "nothing"],
)
async def test_what_does_not_hold_to_the_cards_is_mended_once_and_then_left_to_the_rules(
    knowledge: Knowledge, wrong: dict[str, Any]
) -> None:
    good = _said(words=" ".join(_summary(knowledge).split()[:8]))
    reply, own, models = await _ask(knowledge, QUESTION, {**good, **_spread(wrong, good)})
    assert reply == own
    assert len(models.requests) == 2
    mended, _, _ = await _ask(knowledge, QUESTION, {**good, **_spread(wrong, good)}, good)
    assert mended.text.startswith(SPOKEN)


def _spread(wrong: dict[str, Any], good: dict[str, Any]) -> dict[str, Any]:
    evidence = {**good["evidence"][0], **{key: wrong[key] for key in ("passage", "words") if key in wrong}}
    return {"evidence": [evidence], **{key: value for key, value in wrong.items() if key in good}}


@pytest.mark.parametrize("reply", [{"sourced": False, "evidence": [], "answer": ""}, "je ne sais pas", ""])
async def test_a_model_without_a_source_or_without_an_answer_leaves_it_to_the_rules(
    knowledge: Knowledge, reply: Any
) -> None:
    given, own, _ = await _ask(knowledge, QUESTION, reply)
    assert given == own


async def test_a_model_that_is_away_leaves_it_to_the_rules(knowledge: Knowledge) -> None:
    given, own, _ = await _ask(knowledge, QUESTION, ModelError("timeout", "scripted/one"))
    assert given == own


@pytest.mark.parametrize(
    "question",
    ["combien de temps pour un jeu de rôle à 12 ?", "c'est quoi le théorème de Gauss-Bonnet ?", "combien ça coûte ?"],
)
async def test_what_is_computed_or_in_no_card_is_not_asked_of_a_model(knowledge: Knowledge, question: str) -> None:
    given, own, models = await _ask(knowledge, question, _said())
    assert given == own
    assert models.requests == []
