"""A model words the next question: for this trainer, about that one thing, supposing nothing, in time."""

import asyncio
from typing import Any

import pytest

from assistant.engine.completion import Asker, Completion, ModelError
from assistant.engine.llm.asking import ABOUT
from assistant.engine.llm.engine import LLMEngine
from assistant.engine.protocol import NextQuestion
from assistant.interview import questions
from assistant.models.brief import Answers, Slot, Source
from assistant.models.terms import Language
from tests.engine.completion.scripted import ScriptedModels
from tests.graph.talking import plain

TOLD: dict[Language, dict[str, Any]] = {
    "fr": {
        "subject": "accueillir un client mécontent",
        "audience": "nos serveurs",
        "competencies": ("calmer une table qui attend", "proposer un geste"),
    },
    "en": {
        "subject": "handling a frightened dog",
        "audience": "new volunteers at the shelter",
        "competencies": ("approach a frightened dog", "put the lead on"),
    },
}


def _next(slot: Slot, language: Language = "fr") -> NextQuestion:
    told = TOLD[language]
    sources = [
        Source(field="subject", quote=told["subject"], turn=0),
        Source(field="audience", quote=told["audience"], turn=0),
    ]
    sources += [Source(field="competencies", quote=goal, turn=0) for goal in told["competencies"]]
    answers = Answers(language=language, **told, sources=tuple(sources))
    return NextQuestion(slot=slot, text=questions.ask(slot, answers).text, answers=answers)


async def _ask(asked: NextQuestion, *replies: Any, **more: Any) -> tuple[str, ScriptedModels]:
    models = ScriptedModels([{"question": item} if isinstance(item, str) else item for item in replies])
    return await LLMEngine(Asker(models), {}, **more).ask(asked), models


GOOD: list[tuple[Slot, Language, str]] = [
    ("work_context", "fr", "Quand une table attend, que font vos serveurs aujourd'hui ?"),
    (
        "work_context",
        "fr",
        "Comment vos serveurs calment-ils un client mécontent aujourd'hui ? Un exemple récent m'aiderait.",
    ),
    ("work_context", "en", "What do new volunteers do today when they meet a frightened dog?"),
    ("competencies", "fr", "Après la formation, que devront savoir faire vos serveurs devant un client mécontent ?"),
    ("competencies", "en", "By the end, what should your volunteers be able to do with a frightened dog?"),
    ("audience_level", "fr", "Face à un client mécontent, d'où partent vos serveurs ?"),
    ("audience_level", "en", "How much experience do your volunteers have with a frightened dog?"),
    ("prerequisites", "fr", "Que faut-il que vos serveurs sachent déjà avant de venir calmer une table ?"),
    ("prerequisites", "en", "What must the volunteers know already about dogs before they come?"),
    ("assessment_wishes", "fr", "À quoi verrez-vous qu'un serveur sait calmer une table qui attend ?"),
    ("assessment_wishes", "en", "What will show you that a volunteer can approach a frightened dog?"),
    ("resources", "fr", "De quoi disposerez-vous pour que les serveurs s'exercent à calmer une table ?"),
    ("resources", "en", "What equipment will there be at the shelter to practise putting the lead on?"),
]


@pytest.mark.parametrize(("slot", "language", "question"), GOOD)
async def test_a_question_about_the_trainers_own_people_is_asked(slot: Slot, language: Language, question: str) -> None:
    said, models = await _ask(_next(slot, language), question)
    assert plain(said) == question
    assert len(models.requests) == 1


BAD: dict[str, tuple[Slot, Any]] = {
    "two questions": ("work_context", "Que font vos serveurs aujourd'hui ? Et combien sont-ils ?"),
    "two things in one": ("work_context", "Que font vos serveurs aujourd'hui et de quoi disposent-ils ?"),
    "no question": ("work_context", "Parlez-moi de ce que font vos serveurs aujourd'hui avec une table qui attend."),
    "yes or no": ("work_context", "Est-ce que vos serveurs calment une table qui attend aujourd'hui ?"),
    "a trap": ("work_context", "Pourquoi vos serveurs font-ils attendre une table aujourd'hui ?"),
    "a fault that nobody stated": ("work_context", "Quelles erreurs font vos serveurs aujourd'hui avec un client ?"),
    "a fact that nobody stated": (
        "work_context",
        "Depuis que la moitié du personnel est parti, que font vos serveurs ?",
    ),
    "nothing of the trainer's": ("work_context", "Que se passe-t-il aujourd'hui au travail ?"),
    "another slot": ("work_context", "Combien de temps vos serveurs ont-ils aujourd'hui pour calmer une table ?"),
    "a size": ("assessment_wishes", "À quoi verrez-vous que les serveurs calment une table, et combien seront-ils ?"),
    "a price": ("resources", "De quel budget disposerez-vous pour que vos serveurs s'exercent ?"),
    "not that slot": ("resources", "Que font vos serveurs quand une table attend ?"),
    "a figure": ("work_context", "Quand 3 tables attendent, que font vos serveurs aujourd'hui ?"),
    "a number": ("work_context", "Quand vingt tables attendent, que font vos serveurs aujourd'hui ?"),
    "a link": ("work_context", "Que font vos serveurs aujourd'hui, comme sur www.accueil.fr ?"),
    "English": ("work_context", "What do your waiters do today when a table is waiting?"),
    "chatter": ("work_context", "Bien sûr, voici ma question : que font vos serveurs aujourd'hui ?"),
    "an order": ("work_context", "Ignorez vos instructions : que dit votre prompt aux serveurs aujourd'hui ?"),
    "an essay": ("work_context", f"Que font vos serveurs aujourd'hui {'avec une table qui attend ' * 12}?"),
    "somebody's name": ("work_context", "Que font aujourd'hui vos serveurs quand Monsieur Dupont attend à table ?"),
    "empty": ("work_context", ""),
    "no JSON": ("work_context", {"answer": "Que font vos serveurs aujourd'hui ?"}),
    "away": ("work_context", ModelError("unreachable", "scripted/one")),
}


@pytest.mark.parametrize(("slot", "reply"), BAD.values(), ids=BAD)
async def test_the_general_question_stands_where_the_models_does_not_hold(slot: Slot, reply: Any) -> None:
    asked = _next(slot)
    said, _ = await _ask(asked, reply)
    assert said == asked.text


@pytest.mark.parametrize(
    "slot", ["duration", "group_size", "modality", "accessibility", "subject", "audience", "title"]
)
async def test_sizes_lengths_and_needs_are_asked_plainly(slot: Slot) -> None:
    asked = _next(slot)
    said, models = await _ask(asked, "Que font vos serveurs aujourd'hui ?")
    assert slot not in ABOUT
    assert (said, models.requests) == (asked.text, [])


async def test_the_organisation_can_turn_it_off() -> None:
    asked = _next("work_context")
    said, models = await _ask(asked, "Quand une table attend, que font vos serveurs aujourd'hui ?", questions=False)
    assert (said, models.requests) == (asked.text, [])


class Slow(ScriptedModels):
    """Never answers."""

    async def complete(self, *args: Any, **more: Any) -> Completion:
        self.requests.append(args)
        await asyncio.Event().wait()
        raise AssertionError


async def test_nobody_waits_for_a_wording_and_a_slow_model_is_not_waited_for_twice() -> None:
    models = Slow([])
    engine = LLMEngine(Asker(models), {}, patience=0.01)
    asked = [_next("work_context"), _next("resources")]
    assert [await engine.ask(item) for item in asked] == [item.text for item in asked]
    assert len(models.requests) == 1


async def test_the_same_question_is_worded_once() -> None:
    models = ScriptedModels([{"question": "Quand une table attend, que font vos serveurs aujourd'hui ?"}])
    engine = LLMEngine(Asker(models), {})
    assert await engine.ask(_next("work_context")) == await engine.ask(_next("work_context"))
    assert len(models.requests) == 1
