"""What the trainer says beside the facts is kept for the choice of methods."""

import pytest

from assistant.engine.offline.engine import OfflineEngine
from assistant.interview import ledger
from assistant.models.brief import Answers
from assistant.models.terms import Language
from assistant.models.turn import ReadingContext
from assistant.runtime import Knowledge

FACTS = "Formation de 12 caristes débutants, 3 h en présentiel. "


async def _remarks(knowledge: Knowledge, text: str, phase: str = "interview") -> str:
    context = ReadingContext.model_validate({"language": "fr", "phase": phase})
    return " ".join((await OfflineEngine(knowledge.shelf).read(text, context)).remarks)


async def test_a_sentence_that_no_field_takes_is_kept_word_for_word(knowledge: Knowledge) -> None:
    said = "Il y a un seul simulateur pour tout le groupe."
    assert said in await _remarks(knowledge, FACTS + said)


@pytest.mark.parametrize("said", ["Qu'est-ce qu'un world café et quand s'en servir ?", "ok"])
async def test_a_question_tells_nothing(knowledge: Knowledge, said: str) -> None:
    assert said not in await _remarks(knowledge, FACTS + said)


async def test_what_states_nothing_of_the_module_is_talk(knowledge: Knowledge) -> None:
    assert await _remarks(knowledge, "nul comme robot") == ""


async def test_after_a_draft_the_brief_hears_no_more(knowledge: Knowledge) -> None:
    assert await _remarks(knowledge, FACTS + "Il y a un seul simulateur pour tous.", phase="revised") == ""


async def test_the_answers_keep_them_once(knowledge: Knowledge) -> None:
    said = FACTS + "Il y a un seul simulateur pour tout le groupe."
    reading = await OfflineEngine(knowledge.shelf).read(said, ReadingContext(language="fr"))
    once = ledger.heard(Answers(language="fr"), reading)
    assert once.remarks == ledger.heard(once, reading).remarks == reading.remarks != ()


@pytest.mark.parametrize(
    ("said", "language", "field", "value"),
    [
        ("Un manuel de 60 pages que personne ne lit, 12 agents.", "fr", "group_size_max", 12),
        ("Une seule stagiaire, comptable.", "fr", "group_size_max", 1),
        ("One person: a new florist.", "en", "group_size_max", 1),
        ("Tout se fera en différé, sur tablette.", "fr", "modality", "async"),
        ("There will be no live session.", "en", "modality", "async"),
    ],
)
async def test_who_comes_and_how_is_read(
    knowledge: Knowledge, said: str, language: Language, field: str, value: object
) -> None:
    reading = await OfflineEngine(knowledge.shelf).read(said, ReadingContext(language=language))
    assert value in [fact.value for fact in reading.facts if fact.field == field]
