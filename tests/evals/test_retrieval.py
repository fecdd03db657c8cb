"""Finding the right card, as a quality with floors; the floors stand a little under what is reached."""

from functools import cache
from typing import get_args

import pytest
from pydantic import ValidationError

from assistant.knowledge.retriever import Retriever
from assistant.knowledge.situations import situations
from assistant.knowledge.strangers import strangers
from assistant.models.terms import CardKind, Language
from evals.retrieval.cases import FOLDER, UNREAD, Pair, Questions, SetName, questions, schema
from evals.retrieval.measures import Answer, Figures, measure
from evals.retrieval.rankers import Ranker, rankers
from evals.retrieval.report import table

FLOOR_NDCG, FLOOR_RECALL, FLOOR_MRR, WIDEST_GAP, FLOOR_SILENT = 0.84, 0.83, 0.95, 0.04, 18


@pytest.fixture(scope="module")
def figures(search: Retriever) -> dict[str, Figures]:
    return {name: measure(ranker, questions("tuned")) for name, ranker in rankers(search, 5).items()}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_five_cards_are_those_that_a_designer_would_hand_out(
    figures: dict[str, Figures], language: Language
) -> None:
    reached = figures["Jalon"]
    assert reached.ndcg[language] >= FLOOR_NDCG
    assert reached.recall[language] >= FLOOR_RECALL
    assert reached.reciprocal[language] >= FLOOR_MRR


def test_a_question_is_served_as_well_in_one_language_as_in_the_other(figures: dict[str, Figures]) -> None:
    assert figures["Jalon"].gap <= WIDEST_GAP


def test_questions_that_no_card_answers_find_nothing(figures: dict[str, Figures]) -> None:
    assert figures["Jalon"].silent >= FLOOR_SILENT


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_search_is_ahead_of_each_simpler_one(figures: dict[str, Figures], language: Language) -> None:
    others = [row.ndcg[language] for name, row in figures.items() if name != "Jalon"]
    assert figures["Jalon"].ndcg[language] > max(others) + 0.1


def test_the_table_has_a_line_for_each_search(figures: dict[str, Figures]) -> None:
    lines = table(figures).splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:]] == list(figures)
    assert len({line.count("|") for line in lines}) == 1


@pytest.mark.parametrize("template", ["c'est quoi {} ?", "{}", "{} c'est pour quoi faire", "what is {}?", "explain {}"])
def test_a_card_that_is_named_comes_first(search: Retriever, template: str) -> None:
    language: Language = "en" if template in {"what is {}?", "explain {}"} else "fr"
    wrong = {
        card.id: [hit.card for hit in search.search(template.format(card.title.text(language).lower()), k=2)]
        for card in search.cards.values()
    }
    assert {card: found for card, found in wrong.items() if found[:1] != [card]} == {}


@pytest.mark.parametrize(
    ("query", "card"),
    [
        ("la clase inversé", "flipped-classroom"),
        ("jeu de rolle", "role-play"),
        ("brainstroming", "brainstorming"),
        ("ecsape game", "escape-game"),
        ("flipped clasroom", "flipped-classroom"),
        ("peer instrution", "peer-instruction"),
        ("portfollio", "portfolio"),
    ],
)
def test_a_name_typed_fast_is_still_a_name(search: Retriever, query: str, card: str) -> None:
    assert search.search(query)[0].card == card


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("quel outil pour poser des questions en direct", "tool"),
        ("which software can they draw on together", "tool"),
        ("comment noter leur travail de groupe", "assessment"),
        ("how should I assess their report", "assessment"),
        ("quelle activité pour qu'ils se parlent", "method"),
        ("an activity that gets them talking", "method"),
    ],
)
def test_the_kind_asked_for_comes_first_and_a_filter_keeps_nothing_else(
    search: Retriever, query: str, kind: CardKind
) -> None:
    assert search.search(query)[0].kind == kind
    for only in ("method", "tool", "assessment"):
        assert {hit.kind for hit in search.search(query, kind=only)} == {only}  # type: ignore[arg-type]


@pytest.mark.parametrize("query", ["Qui a gagné la coupe du monde ?", "who wrote Hamlet", "zzzz", "42", ""])
def test_a_question_for_somebody_else_finds_nothing(search: Retriever, query: str) -> None:
    assert search.search(query) == ()


@pytest.mark.parametrize(
    "query", ["quelle courroie pour ma tondeuse ?", "what size screws for a bathroom cabinet?", "hello", "le prix"]
)
def test_a_question_of_everyday_life_finds_nothing_though_nobody_has_written_it_down(
    search: Retriever, query: str
) -> None:
    assert search.search(query) == ()


@pytest.mark.parametrize(
    ("query", "card"),
    [
        ("des travailleurs sociaux doivent voir la situation avec les yeux de la famille", "role-play"),
        ("someone has to sign that this electrician can work safely on his own", "observed-gesture"),
    ],
)
def test_a_question_in_the_words_of_a_trade_alone_is_one_for_the_cards(
    search: Retriever, query: str, card: str
) -> None:
    assert card in {hit.card for hit in search.search(query)}


@pytest.mark.parametrize("query", ["ils oublient tout", "they forget everything"])
def test_the_same_complaint_finds_the_same_first_card_in_both_languages(search: Retriever, query: str) -> None:
    assert search.search(query)[0].card == "retrieval-practice"


def test_the_questions_are_enough_and_no_question_is_in_two_files() -> None:
    files = {name: questions(name) for name in get_args(SetName)}
    tuned, held_out = files["tuned"], files["held_out"]
    assert 2 * (len(tuned.pairs) + len(held_out.pairs)) >= 150
    assert 2 * len(held_out.pairs) >= 50
    assert len(tuned.unanswerable) >= 20
    assert len(files["fresh"].pairs) == len(files["blind"].pairs) == 30
    pairs = [pair for file in files.values() for pair in file.pairs]
    texts = [text for pair in pairs for text in (pair.fr, pair.en)]
    assert len(set(texts)) == len(texts)
    assert len({pair.id for pair in pairs}) == len(pairs)
    assert {pair.asks for pair in tuned.pairs} == {"any", "method", "tool", "assessment"}


def test_no_question_that_is_measured_is_one_that_is_learnt_from() -> None:
    rows = [row for name in UNREAD for row in questions(name).unanswerable]
    assert not {row.query.lower() for row in rows} & {text.lower() for _, text in strangers()}
    told = {phrase for row in situations().values() for each in row.phrases.values() for phrase in each}
    asked = {text for name in UNREAD for pair in questions(name).pairs for text in (pair.fr, pair.en)}
    assert not {text.lower() for text in asked} & {phrase.lower() for phrase in told}


def test_every_graded_card_exists(search: Retriever) -> None:
    graded = {card for name in get_args(SetName) for pair in questions(name).pairs for card in pair.cards}
    assert graded <= set(search.cards)


def test_the_schema_for_editors_is_up_to_date() -> None:
    assert (FOLDER / "schema.json").read_text("utf-8") == schema()


def test_a_grade_over_three_is_refused() -> None:
    row = {"id": "a", "fr": "b", "en": "c", "cards": {"quiz": 4, "mcq": 1}}
    with pytest.raises(ValidationError):
        Questions.model_validate({"pairs": [row], "unanswerable": []})


@cache
def _pair() -> Pair:
    return Pair(id="p", fr="f", en="e", cards={"a": 3, "b": 2, "c": 1})


@pytest.mark.parametrize(
    ("found", "ndcg", "recall", "reciprocal"),
    [
        (("a", "b", "c"), 1.0, 1.0, 1.0),
        ((), 0.0, 0.0, 0.0),
        (("x", "y"), 0.0, 0.0, 0.0),
        (("c", "b", "a"), 0.79, 1.0, 0.5),
        (("x", "a"), 0.397, 0.5, 0.5),
    ],
)
def test_measures_follow_the_grades(found: tuple[str, ...], ndcg: float, recall: float, reciprocal: float) -> None:
    answer = Answer(_pair(), "fr", found)
    assert (answer.ndcg, answer.recall, answer.reciprocal) == pytest.approx((ndcg, recall, reciprocal), abs=0.01)


def test_twins_that_find_the_same_cards_share_all_of_them() -> None:
    same: Ranker = lambda query: () if query == "?" else ("a", "b")  # noqa: E731
    asked = Questions(pairs=(_pair(),), unanswerable=())
    assert measure(same, asked).twins == 1.0
