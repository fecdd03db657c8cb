import re
from collections.abc import Mapping

import pytest

from assistant.engine.offline.answers import answer
from assistant.knowledge.cards import read_cards
from assistant.models.brief import Brief
from assistant.models.knowledge import Card, Hit
from assistant.models.terms import Language
from assistant.settings import PROJECT_ROOT


@pytest.fixture(scope="module")
def shelf() -> Mapping[str, Card]:
    return read_cards(PROJECT_ROOT / "knowledge_base")


def hits_of(shelf: Mapping[str, Card], language: Language, *names: str, score: float = 0.9) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            card=name,
            kind=shelf[name].kind,
            title=shelf[name].title.text(language),
            lang=language,
            score=score,
            quote=shelf[name].summary.text(language),
        )
        for name in names
    )


def brief(**facts: object) -> Brief:
    return Brief.model_validate(
        {
            "title": "Feu",
            "subject": "réagir à un départ de feu",
            "audience": "caristes",
            "audience_level": "beginner",
            "prerequisites": (),
            "duration_minutes": 210,
            "days": (210,),
            "group_size_min": 12,
            "group_size_max": 12,
            "modality": "onsite",
            "competencies": ("utiliser un extincteur", "évacuer leur zone"),
            "work_context": "",
            "assessment_wishes": "",
            "resources": (),
            "accessibility": (),
            "constraints": (),
        }
        | facts
    )


def quotations(text: str, language: Language) -> list[str]:
    pattern = r"«\u00a0(.*?)\u00a0»" if language == "fr" else r"“([^”]{25,})”"
    return re.findall(pattern, text, re.DOTALL)


def all_of(card: Card, language: Language) -> str:
    texts = [card.summary.text(language), *(section.text for section in card.sections[language])]
    texts += [text.text(language) for text in (card.fallback, card.adaptation) if text]
    return "\n".join(texts)


QUESTIONS: list[tuple[Language, str, tuple[str, ...]]] = [
    ("fr", "c'est quoi la classe inversée ?", ("flipped-classroom",)),
    ("fr", "pourquoi pas un QCM ?", ("mcq",)),
    ("fr", "combien de temps pour un jeu de rôle à 12 ?", ("role-play",)),
    ("fr", "quand faire un débat ?", ("debate",)),
    ("fr", "comment animer un world café ?", ("world-cafe",)),
    ("fr", "quels pièges avec la classe puzzle ?", ("jigsaw",)),
    ("fr", "quel outil pour voter en direct ?", ("voting",)),
    ("fr", "quelle différence entre étude de cas et jeu de rôle ?", ("case-study", "role-play")),
    ("fr", "un jeu de rôle à distance, ça marche ?", ("role-play",)),
    ("fr", "ils décrochent après le déjeuner, que faire ?", ("station-rotation", "gamification")),
    ("en", "what is a flipped classroom?", ("flipped-classroom",)),
    ("en", "why not a debate?", ("debate",)),
    ("en", "how long does a case study take with 20 people?", ("case-study",)),
    ("en", "what is the difference between simulation and role play?", ("simulation", "role-play")),
    ("en", "what can go wrong with a jigsaw?", ("jigsaw",)),
]


@pytest.mark.parametrize(("language", "question", "names"), QUESTIONS)
def test_an_answer_quotes_the_card_word_for_word_and_names_it(
    shelf: Mapping[str, Card], language: Language, question: str, names: tuple[str, ...]
) -> None:
    reply = answer(question, language, None, hits_of(shelf, language, *names), shelf)
    whole = "\n".join(all_of(shelf[name], language) for name in reply.cards)
    quoted = quotations(reply.text, language)
    assert reply.cards
    assert quoted
    titles = {shelf[name].title.text(language) for name in reply.cards}
    assert all(quote in whole or quote in titles for quote in quoted), quoted
    assert "— fiche" in reply.text or "— card" in reply.text


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Je n’ai pas de source là-dessus"), ("en", "I have no source on that in my cards.")]
)
def test_without_a_source_the_answer_says_so(shelf: Mapping[str, Card], language: Language, words: str) -> None:
    for hits in ((), hits_of(shelf, language, "mcq", score=0.1)):
        reply = answer("?", language, None, hits, shelf)
        assert reply.text.startswith(words)
        assert reply.cards == ()


@pytest.mark.parametrize(
    ("language", "question", "names"),
    [
        ("fr", "quel est le prix de Moodle ?", ("lms",)),
        ("fr", "est-ce que les styles d'apprentissage existent ?", ("project-based-learning", "lms")),
        ("fr", "c'est quoi l'andragogie ?", ("mentoring", "coaching")),
        ("fr", "la classe inversée, c'est prouvé scientifiquement ?", ("flipped-classroom",)),
        ("en", "who invented the world café?", ("world-cafe",)),
        ("en", "what is constructive alignment?", ("exercise", "workshop")),
    ],
)
def test_what_no_card_says_is_not_answered_from_its_neighbours(
    shelf: Mapping[str, Card], language: Language, question: str, names: tuple[str, ...]
) -> None:
    hits = hits_of(shelf, language, *names, score=0.5)
    assert answer(question, language, None, hits, shelf).cards == ()


def test_a_duration_is_computed_from_the_steps_and_the_group(shelf: Mapping[str, Card]) -> None:
    hits = hits_of(shelf, "fr", "demonstration-practice")
    asked = "combien de temps dure une démonstration pratique pour {} personnes ?"
    few, many = (answer(asked.format(n), "fr", None, hits, shelf).text for n in (4, 12))
    fixed = sum(step.minutes for step in shelf["demonstration-practice"].steps if step.scale != "per_learner")
    each = sum(step.minutes for step in shelf["demonstration-practice"].steps if step.scale == "per_learner")
    assert f"environ {fixed + 4 * each}" in few
    assert f"environ {fixed + 12 * each}" in many


def test_a_duration_takes_the_group_of_the_brief_and_says_whether_it_fits(shelf: Mapping[str, Card]) -> None:
    hits = hits_of(shelf, "fr", "role-play")
    text = answer("le jeu de rôle, ça prend combien de temps ?", "fr", brief(), hits, shelf).text
    assert "à 12" in text
    assert "cela tient" in text


def test_a_question_about_a_choice_is_answered_with_the_facts_of_the_brief(shelf: Mapping[str, Card]) -> None:
    text = answer("pourquoi pas un QCM ?", "fr", brief(), hits_of(shelf, "fr", "mcq"), shelf).text
    assert "utiliser un extincteur" in text
    crowd = brief(group_size_min=200, group_size_max=200)
    text = answer("pourquoi pas un jeu de rôle ?", "fr", crowd, hits_of(shelf, "fr", "role-play"), shelf).text
    assert "200" in text


def test_a_misspelt_name_is_answered_when_the_search_is_sure(shelf: Mapping[str, Card]) -> None:
    reply = answer("c'est quoi la gamificasion ?", "fr", None, hits_of(shelf, "fr", "gamification", "quiz"), shelf)
    assert reply.cards == ("gamification",)


def test_a_problem_gets_one_or_two_leads(shelf: Mapping[str, Card]) -> None:
    hits = hits_of(shelf, "en", "think-pair-share", "brainstorming", "debate", score=0.5)
    assert answer("my group stays silent", "en", None, hits, shelf).cards == ("think-pair-share", "brainstorming")
