from collections.abc import Mapping

import numpy as np
import pytest

from assistant.knowledge.retriever import NEIGHBOURS, Retriever
from assistant.models.knowledge import Card


@pytest.mark.parametrize(
    ("query", "card"),
    [
        ("c'est quoi la classe inversée ?", "flipped-classroom"),
        ("QCM", "mcq"),
        ("world cafe", "world-cafe"),
        ("jigsaw", "jigsaw"),
        ("gamificasion", "gamification"),
        ("jeux de rôles", "role-play"),
        ("what is peer instruction", "peer-instruction"),
        ("kahoot", "quiz"),
        ("étude de cas", "case-study"),
        ("co développement", "co-development"),
    ],
)
def test_a_card_is_found_first_by_any_of_its_names(retriever: Retriever, query: str, card: str) -> None:
    assert retriever.search(query)[0].card == card


@pytest.mark.parametrize(
    ("query", "cards"),
    [
        ("apprendre un geste technique à des débutants", {"demonstration-practice"}),
        ("they switch off after lunch", {"gamification", "station-rotation", "interactive-lecture"}),
        ("former 200 personnes en amphi", {"interactive-lecture", "peer-instruction"}),
        ("faire tourner les groupes d'un poste à l'autre", {"station-rotation"}),
        ("how do I know they can really do it at work", {"observed-gesture", "simulation-graded", "action-plan"}),
        ("outil pour voter à distance", {"voting", "peer-instruction"}),
    ],
)
def test_a_problem_finds_a_card_that_answers_it(retriever: Retriever, query: str, cards: set[str]) -> None:
    assert cards & {hit.card for hit in retriever.search(query, k=5)}


@pytest.mark.parametrize(
    "query",
    [
        "recette de tarte aux pommes",
        "capital of Peru",
        "asdfgh qwerty zxcv",
        "météo à Lyon demain",
        "who won the world cup in 2018",
        "les horaires du train pour Marseille",
        "12345",
        "",
        "   ",
        "???",
    ],
)
def test_a_question_that_is_not_for_the_cards_finds_nothing(retriever: Retriever, query: str) -> None:
    assert retriever.search(query) == ()


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("la journée est mortelle, que des powerpoints", "slides"),
        ("autre chose qu'un QCM pour voir s'ils ont compris", "mcq"),
        ("j'en ai marre des brainstormings, ils tournent en rond", "brainstorming"),
        ("au lieu d'un escape game, comment les faire coopérer ?", "escape-game"),
        ("nothing but slides all day, they fall asleep", "slides"),
        ("something other than role play to practise a complaint", "role-play"),
        ("too many quizzes, how else do they revise?", "quiz"),
    ],
)
def test_what_a_trainer_has_too_much_of_is_not_handed_out_first(retriever: Retriever, query: str, refused: str) -> None:
    found = [hit.card for hit in retriever.search(query)]
    assert found
    assert refused not in found[:3]


@pytest.mark.parametrize(
    ("query", "card"),
    [
        ("est-ce que des quiz suffisent pour réviser ?", "quiz"),
        ("il n'y a rien de plus efficace que des jeux de rôle ?", "role-play"),
        ("un QCM sans ordinateur", "mcq"),
    ],
)
def test_what_only_looks_like_a_refusal_is_found(retriever: Retriever, query: str, card: str) -> None:
    assert card in [hit.card for hit in retriever.search(query)][:2]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_query_in_either_language_is_quoted_in_the_language_asked_for(
    retriever: Retriever, shelf: Mapping[str, Card], lang: str
) -> None:
    for query in ("apprendre un geste à des débutants", "teaching a movement to beginners"):
        hits = retriever.search(query, lang=lang)  # type: ignore[arg-type]
        assert "demonstration-practice" in {hit.card for hit in hits}
        for hit in hits:
            card = shelf[hit.card]
            own = card.summary.text(hit.lang) + "\n".join(section.text for section in card.sections[hit.lang])
            assert hit.lang == lang
            assert hit.quote in own


def test_hits_come_best_first_one_a_card_within_0_and_1(retriever: Retriever) -> None:
    hits = retriever.search("évaluer une compétence relationnelle", k=10)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len({hit.card for hit in hits}) == len(hits) <= 10
    assert all(0 < score <= 1 for score in scores)


def test_kind_and_modality_narrow_the_search(retriever: Retriever, shelf: Mapping[str, Card]) -> None:
    assert {hit.kind for hit in retriever.search("quiz en direct", kind="tool")} == {"tool"}
    found = retriever.search("apprendre à son rythme", modality="async", kind="method")
    assert found
    assert all("async" in shelf[hit.card].modalities for hit in found)


def test_a_very_long_query_is_answered(retriever: Retriever) -> None:
    assert retriever.search("Ils écoutent poliment mais personne ne participe. " * 200)


def test_the_search_misses_no_near_passage(retriever: Retriever) -> None:
    names = list(retriever.index.passages)
    stored = retriever.index.vectors(names)
    asked = [retriever.index.passages[name].text for name in names[:: len(names) // 40]]
    for text in asked:
        vector = retriever.vector(text)
        cosines = stored @ vector
        found = {passage.id for passage, _ in retriever.nearest(vector, NEIGHBOURS)}
        # Where two are equally near at the edge, either is right.
        edge = np.sort(cosines)[-NEIGHBOURS] + 1e-5
        assert {name for name, cosine in zip(names, cosines, strict=True) if cosine > edge} <= found
