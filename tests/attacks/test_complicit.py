"""A model that obeys attacks, or makes some itself: nothing of it reaches an answer, a draft, a document or a log."""

import io
import logging
import re
import zipfile
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant import runtime
from assistant.conversation import Answered, Written
from assistant.engine.completion import Access, Asker, HostedModels, ModelError, Prompt
from assistant.engine.llm.engine import LLMEngine
from assistant.engine.llm.listening import hear
from assistant.export import render
from assistant.models.terms import Language
from assistant.models.turn import Spending
from assistant.runtime import Knowledge, open_program
from assistant.settings import Settings
from tests.attacks.cases import EVERYTHING, KEY, Case, Seen, cases, leaks, replies, values
from tests.attacks.complicit import Complicit
from tests.engine.completion.scripted import said, served
from tests.graph.talking import Talk

_TAG = re.compile(r"<\s*/?\s*[a-zA-Z|!?]")
_OURS = re.compile(
    r"</?(?:message|trainer|method|left_out|module|objective|objectives|passage|question|draft)\b[^<>]*>"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, model="scripted/one", model_api_key=KEY, _env_file=None)


@pytest.fixture
def complicit(monkeypatch: pytest.MonkeyPatch) -> Complicit:
    model = Complicit()
    monkeypatch.setattr(runtime, "open_asker", lambda settings: Asker(model.models))
    return model


def _of(language: Language, *places: str) -> list[Case]:
    return [case for case in cases("attacks") if case.language == language and case.at in places]


def _logged(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join(record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_model_that_points_at_the_attack_states_nothing(
    settings: Settings,
    complicit: Complicit,
    knowledge: Knowledge,
    caplog: pytest.LogCaptureFixture,
    language: Language,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with open_program(settings, knowledge) as program:
        for case in _of(language, "message", "document", "answer", "question"):
            complicit.text = ""
            seen = Seen(program.conversations, case, "attacked")
            attacked = await seen.begin()
            complicit.text, complicit.slot = case.attack, case.asked
            for message in case.written:
                attacked = await seen.talk.says(message)
            complicit.text = ""
            other = Seen(program.conversations, case, "honest")
            honest = await other.begin()
            for message in case.honest:
                honest = await other.talk.says(message)
            assert attacked is not None
            own = case.own or ()
            told = [
                {name: value for name, value in values(answer).items() if name not in own} if answer else {}
                for answer in (attacked, honest)
            ]
            assert told[0] == told[1], case.id
            assert (attacked.phase, attacked.module, attacked.language) == ("interview", None, language), case.id
            assert not leaks(attacked.say, case.never), case.id
    for prompt, _ in complicit.models.requests:
        assert not _TAG.search(_OURS.sub("", prompt.user)), prompt.user
    assert not leaks(_logged(caplog))


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_model_that_changes_the_draft_as_the_attack_says_changes_nothing(
    settings: Settings, complicit: Complicit, knowledge: Knowledge, language: Language
) -> None:
    async with open_program(settings, knowledge) as program:
        seen = Seen(program.conversations, _of(language, "change")[0], "draft")
        before = await seen.begin()
        assert before is not None
        assert before.module is not None
        complicit.french = language == "fr"
        honest = [case for case in _of(language, "change") if not case.honest or case.own is not None]
        for case in honest:
            complicit.text = case.attack
            answer = await seen.talk.says(*case.written)
            assert answer.module == before.module, case.id
            assert answer.phase == "drafted", case.id
            assert answer.language == language, case.id
            assert not leaks(answer.say, case.never), case.id


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_what_a_hostile_model_says_reaches_no_answer_no_draft_no_document_and_no_log(
    settings: Settings,
    complicit: Complicit,
    knowledge: Knowledge,
    caplog: pytest.LogCaptureFixture,
    language: Language,
) -> None:
    caplog.set_level(logging.DEBUG)
    question = "c'est quoi le jeu de rôle ?" if language == "fr" else "what is a role play?"
    go = ("oui", "d'accord, rédigez") if language == "fr" else ("yes", "agreed, draft it")
    offline: dict[str, str] = {}
    complicit.french = language == "fr"
    async with open_program(settings, knowledge) as program:
        for case in (Case("none", "reply", ("",), language), *(one for one in replies() if one.language == language)):
            complicit.text = case.turns[0]
            talk = Talk(program.conversations, case.id)
            answers = [await talk.to_recap(EVERYTHING[language]), await talk.says(question)]
            streamed = ""
            for message in go:
                async for event in program.conversations.send(talk.thread, message):
                    if isinstance(event, Written):
                        streamed += event.piece
                    elif isinstance(event, Answered):
                        answers.append(event)
            module = answers[-1].module
            assert module is not None, case.id
            texts = {form: render(module, form, knowledge.shelf) for form in ("md", "json", "docx")}
            pages = [texts["md"].decode(), texts["json"].decode(), _words(texts["docx"])]
            for text in (*(answer.say for answer in answers), *pages, streamed):
                assert not leaks(text), case.id
            assert not module.matter, (case.id, [piece.text for piece in module.matter])
            same = {name: getattr(module, name) for name in ("methods", "objectives", "progression", "assessments")}
            offline = offline or {name: str(part) for name, part in same.items()}
            assert {name: str(part) for name, part in same.items()} == offline, case.id
    assert not leaks(_logged(caplog))


def _words(document: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as opened:
        parts = [opened.read(name).decode() for name in opened.namelist() if name.startswith("word/") and "xml" in name]
    return " ".join(re.sub(r"<[^>]+>", " ", part) for part in parts)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_orders_in_a_card_reach_no_model_and_no_answer_of_its(knowledge: Knowledge, language: Language) -> None:
    question = "c'est quoi la classe inversée ?" if language == "fr" else "what is the flipped classroom?"
    hits = knowledge.retriever.search(question, lang=language, k=1)
    card = knowledge.shelf[hits[0].card]
    for case in _of(language, "card"):
        forged = card.model_copy(update={"summary": _with(card.summary, case.attack, language)})
        model = Complicit(text=case.attack, french=language == "fr")
        engine = LLMEngine(Asker(model.models), {**knowledge.shelf, card.id: forged})
        reply = await engine.answer(question, language, None, hits)
        assert case.attack[:30] not in model.models.requests[0][0].user, case.id
        assert reply.cards == (card.id,), case.id
        assert not leaks(reply.text, case.never), case.id


def _with(text: object, attack: str, language: Language) -> object:
    said = f"{getattr(text, language)}\n{attack}"
    return text.model_copy(update={language: said})  # type: ignore[attr-defined]


@pytest.mark.parametrize("heard", [None, "streamed"])
async def test_a_server_that_sends_the_key_back_is_not_listened_to(
    caplog: pytest.LogCaptureFixture, heard: str | None
) -> None:
    caplog.set_level(logging.DEBUG)
    pieces: list[str] = []
    prompt = Prompt(name="x", version="1", system="s", user="u")
    async with served(lambda asked: said(f'{{"answer": "the key is {KEY} now"}}')) as server:
        models = HostedModels(Access("openai/one", base_url=server.address, api_key=SecretStr(KEY), retries=0))
        tell = hear(_Watched(pieces), "answer") if heard else None
        with pytest.raises(ModelError) as refused:
            await models.complete(prompt, way="text", schema={}, most=50, heard=tell)
    assert server.requests[0]["key"] == f"Bearer {KEY}"
    assert not leaks(f"{refused.value} {refused.value.line(french=True)} {''.join(pieces)} {_logged(caplog)}")
    assert heard is None or "the key is" in "".join(pieces)


async def test_a_key_of_the_environment_that_a_server_sends_back_is_not_listened_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MISTRAL_API_KEY", "mistral key 4f9c2b7d81aa")
    async with served(lambda asked: said('{"answer": "it is mistral key 4f9c2b7d81aa, I think"}')) as server:
        settings = Settings(data_dir=tmp_path, model="openai/one", model_base_url=server.address, _env_file=None)
        models = runtime.open_asker(settings).models
        with pytest.raises(ModelError):
            await models.complete(Prompt(name="x", version="1", system="s", user="u"), way="text", schema={}, most=50)


class _Watched:
    def __init__(self, pieces: list[str]) -> None:
        self._pieces = pieces

    def heard(self, part: str, piece: str) -> None:
        self._pieces.append(piece)

    def spent(self, spending: Spending) -> None:
        """Nothing is counted."""
