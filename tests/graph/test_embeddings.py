"""A conversation whose search asks an embedding model on a server, which comes and goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.runtime import Knowledge, open_knowledge, open_own, open_program
from assistant.settings import Settings
from tests.engine.completion.vectors import SECRET, VectorServer, vectors_served
from tests.graph.talking import EVERYTHING_EN, EVERYTHING_FR, Talk
from tests.owning import own_card

SAID = {"fr": "par leurs mots seulement", "en": "by their words only"}
QUESTION = "Comment savoir si mes stagiaires ont vraiment appris le geste ?"


@pytest.fixture(scope="module")
def server() -> Iterator[VectorServer]:
    with vectors_served() as running:
        yield running


@pytest.fixture(autouse=True)
def healthy(server: VectorServer) -> None:
    server.fault = None
    server.forget()


@pytest.fixture(scope="module")
def furnished(server: VectorServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the index of every card in the server's vectors."""
    folder = tmp_path_factory.mktemp("embedded")
    # Before the fixture of each test: another test may have broken the server.
    server.fault = None
    opened = open_knowledge(settings_of(server, folder))
    assert opened.retriever.fault is None
    assert opened.index.startswith("openai-bag-64-")
    opened.retriever.index.close()
    return folder


def settings_of(server: VectorServer, folder: Path) -> Settings:
    return Settings(
        data_dir=folder,
        embedding_model="openai/bag",
        embedding_base_url=server.address,
        embedding_api_key=SECRET,
        embedding_timeout=2.0,
        embedding_retries=0,
        _env_file=None,
    )


@pytest.fixture
def knowledge_there(server: VectorServer, furnished: Path) -> Iterator[Knowledge]:
    opened = open_knowledge(settings_of(server, furnished))
    yield opened
    opened.retriever.index.close()


async def test_a_talk_is_led_by_the_meanings_of_the_server(
    server: VectorServer, furnished: Path, knowledge_there: Knowledge
) -> None:
    async with open_program(settings_of(server, furnished), knowledge_there) as program:
        talk = Talk(program.conversations)
        recap = await talk.to_recap(EVERYTHING_FR)
        proposal = await talk.says("oui")
        draft = await talk.says("d'accord, rédigez")
    assert SAID["fr"] not in recap.say + proposal.say + draft.say
    assert draft.module is not None
    assert draft.module.provenance is not None
    assert draft.module.provenance.index == knowledge_there.index
    assert any("départ de feu" in text for text in server.texts)
    assert len(server.texts) == len(set(server.texts)), "nothing is asked twice"
    assert {*server.keys} == {f"Bearer {SECRET}"}


@pytest.mark.parametrize(
    ("opening", "language", "agreed"), [(EVERYTHING_FR, "fr", "oui"), (EVERYTHING_EN, "en", "yes")]
)
async def test_a_server_that_dies_in_the_middle_is_said_once_and_the_draft_is_written(
    server: VectorServer,
    furnished: Path,
    knowledge_there: Knowledge,
    tmp_path: Path,
    opening: str,
    language: str,
    agreed: str,
) -> None:
    own = settings_of(server, tmp_path)
    async with open_program(own, knowledge_there) as program:
        talk = Talk(program.conversations)
        await talk.to_recap(opening.replace("donner l'alerte", "appeler les secours").replace("a weekly", "a monthly"))
        server.fault = "die"
        proposal = await talk.says(agreed)
        question = await talk.says(QUESTION if language == "fr" else "How do I know they can really do it?")
        draft = await talk.says("d'accord, rédigez" if language == "fr" else "agreed, draft it")
    assert proposal.say.count(SAID[language]) == 1
    assert "openai/bag" in proposal.say
    assert SAID[language] not in question.say + draft.say
    assert draft.module is not None
    assert not [finding for finding in draft.module.findings if finding.severity == "block"]


@pytest.mark.parametrize("fault", [401, 429, "hang", "html"])
async def test_a_server_that_refuses_from_the_start_fails_nothing(
    server: VectorServer, tmp_path: Path, fault: int | str
) -> None:
    server.fault = fault
    own = settings_of(server, tmp_path)
    async with open_program(own) as program:
        talk = Talk(program.conversations)
        await talk.to_recap(EVERYTHING_FR)
        proposal = await talk.says("oui")
        draft = await talk.says("d'accord, rédigez")
    assert proposal.say.count(SAID["fr"]) == 1
    assert SECRET not in proposal.say
    assert draft.module is not None
    assert not [finding for finding in draft.module.findings if finding.severity == "block"]
    assert len(server.requests) == 1, "who refused is left alone for a while"


def test_no_key_and_no_address_is_written(server: VectorServer, furnished: Path) -> None:
    address = server.address.encode()
    for file in furnished.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert SECRET.encode() not in data, file
            assert address not in data, file


def test_cards_of_ones_own_are_searched_by_the_meanings_of_the_server_and_by_words_without_it(
    server: VectorServer, furnished: Path, knowledge_there: Knowledge, tmp_path: Path
) -> None:
    own_card(tmp_path / "own", "elm-circle", "Cercle des ormes")
    server.forget()
    opened = open_own(settings_of(server, furnished), knowledge_there, (tmp_path / "own",), "CFA des Ormes")
    assert opened.retriever.fault is None
    assert opened.index.startswith(f"{knowledge_there.index}+openai-bag-64-")
    assert opened.retriever.index.query("Cercle des ormes", 1)[0][0].card == "elm-circle"
    ours = [row.id for row in opened.retriever.index.passages.values() if row.card == "elm-circle"]
    sample_and_question = 2
    assert 0 < len(server.texts) <= len(ours) + sample_and_question, "nothing is asked again of the shipped cards"
    opened.retriever.index.close()
    server.fault = 401
    away = open_own(settings_of(server, tmp_path), knowledge_there, (tmp_path / "own",), "CFA des Ormes")
    assert away.retriever.fault is not None
    assert {"elm-circle", "role-play"} <= {row.card for row in away.retriever.index.passages.values()}
