"""The cards of organisations: each has those that serve everybody and its own, and nobody has another's."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import pytest_asyncio

from assistant.conversation import Answered
from assistant.errors import CardError, IndexFaultError, InputError, JalonError
from assistant.library import Library, folders_of, unknown_owners
from assistant.models.accounts import Organisation
from assistant.models.desk import LOCAL
from assistant.runtime import Knowledge, Program, open_program
from assistant.settings import Settings
from tests.owning import own_card
from tests.web.asking import by_words

pytestmark = pytest.mark.asyncio(loop_scope="module")
ASKED = "le cercle des ormes"


@dataclass
class Town:
    """A Jalon with two organisations that have folders of cards, and one that has none."""

    program: Program
    folders: dict[str, Path]
    ids: dict[str, str]

    async def cards(self, name: str) -> set[str]:
        """The ids of the cards that an organisation has and everybody has not."""
        return set((await self.program.library.knowledge_of(self.ids[name])).shelf) - set(self.program.knowledge.shelf)


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return by_words()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory, shipped: Knowledge) -> AsyncIterator[Town]:
    """For tests that change nothing."""
    async with _town(tmp_path_factory.mktemp("town"), shipped) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def changing(tmp_path: Path, shipped: Knowledge) -> AsyncIterator[Town]:
    """For a test that writes cards."""
    async with _town(tmp_path, shipped) as opened:
        yield opened


@asynccontextmanager
async def _town(root: Path, shipped: Knowledge) -> AsyncIterator[Town]:
    folders = {name: root / name for name in ("ormes", "tilleuls", "empty", "shared")}
    for folder in folders.values():
        folder.mkdir()
    own_card(folders["ormes"], "elm-circle", "Cercle des ormes")
    own_card(folders["ormes"], "role-play", "Jeu de rôle des ormes")
    own_card(folders["tilleuls"], "linden-walk", "Marche des tilleuls")
    named = (("CFA des Ormes", "ormes"), ("Tilleuls", "tilleuls"), ("Frênes", "empty"))
    paths = (*(f"{name} = {folders[folder]}" for name, folder in named), str(folders["shared"]))
    settings = Settings(data_dir=root, knowledge_paths=os.pathsep.join(paths), _env_file=None)
    async with open_program(settings, shipped) as program:
        at = datetime.now(UTC)
        await program.library.knowledge_of("before any organisation is made")
        made = {
            name: await program.store.accounts.organise(named, by="", at=at)
            for named, name in (*named[1:], ("cfa des ormes", "ormes"), ("Hêtres", "without"))
        }
        yield Town(program, folders, {name: one.id for name, one in made.items()} | {"alone": LOCAL, "unknown": "x"})


async def test_each_organisation_has_its_own_cards_and_nobody_has_anothers(town: Town) -> None:
    found = {name: await town.cards(name) for name in town.ids}
    none = set[str]()
    assert found == {
        "ormes": {"elm-circle"},
        "tilleuls": {"linden-walk"},
        "empty": none,
        "without": none,
        "alone": none,
        "unknown": none,
    }


async def test_a_card_of_ones_own_takes_the_place_of_a_shipped_one_for_oneself_alone(town: Town) -> None:
    titles = {
        name: (await town.program.library.knowledge_of(one)).shelf["role-play"].title.fr
        for name, one in town.ids.items()
    }
    shipped = by_words().shelf["role-play"].title.fr
    assert titles == dict.fromkeys(town.ids, shipped) | {"ormes": "Jeu de rôle des ormes"}


async def test_what_is_asked_finds_ones_own_cards_alone(town: Town) -> None:
    for name, is_found in (("ormes", True), ("tilleuls", False), ("without", False), ("alone", False)):
        knowledge = await town.program.library.knowledge_of(town.ids[name])
        found = {hit.card for hit in knowledge.retriever.search(ASKED, lang="fr", k=100)}
        assert ("elm-circle" in found) is is_found, name


async def test_those_without_cards_of_their_own_share_what_serves_everybody(town: Town) -> None:
    library = town.program.library
    for name in ("without", "empty", "unknown", "alone"):
        assert await library.context_of(town.ids[name]) is library.context
        assert await library.knowledge_of(town.ids[name]) is town.program.knowledge


async def test_cards_are_opened_once(town: Town) -> None:
    library = town.program.library
    assert await library.knowledge_of(town.ids["ormes"]) is await library.knowledge_of(town.ids["ormes"])


async def test_a_conversation_answers_with_the_cards_of_its_organisation(town: Town) -> None:
    said = {name: await _answer(town, name, "C’est quoi, le cercle des ormes ?") for name in ("ormes", "tilleuls")}
    assert "Cercle des ormes" in said["ormes"]
    assert "Cercle des ormes" not in said["tilleuls"]


async def _answer(town: Town, name: str, text: str) -> str:
    talk = town.program.conversations.send(f"t-{name}", text, language="fr", organisation=town.ids[name])
    return "".join([event.say async for event in talk if isinstance(event, Answered)])


async def test_cards_are_written_where_they_are_ones_own(town: Town) -> None:
    found = {name: await town.program.library.folder_of(one) for name, one in town.ids.items()}
    own = {name: town.folders[name] for name in ("ormes", "tilleuls", "empty")}
    assert found == {**own, "without": None, "unknown": None, "alone": town.folders["shared"]}


async def test_a_new_card_serves_without_a_restart_and_what_is_under_way_goes_on(changing: Town) -> None:
    library = changing.program.library
    before = await library.knowledge_of(changing.ids["ormes"])
    for number in range(3):
        own_card(changing.folders["ormes"], f"new-{number}", f"Nouveauté numéro {number}")
        await library.renew(changing.ids["ormes"])
    await library.renewed()
    assert await changing.cards("ormes") == {"elm-circle", "new-0", "new-1", "new-2"}
    assert "new-0" not in before.shelf
    assert before.retriever.search(ASKED, lang="fr")[0].card == "elm-circle"
    assert await changing.cards("tilleuls") == {"linden-walk"}


async def test_a_card_for_everybody_serves_those_with_cards_of_their_own_too(changing: Town) -> None:
    library = changing.program.library
    await library.knowledge_of(changing.ids["ormes"])
    own_card(changing.folders["shared"], "for-all", "Pour tous")
    await library.renew(LOCAL)
    await library.renewed()
    for one in changing.ids.values():
        assert "for-all" in (await library.knowledge_of(one)).shelf


async def test_a_card_that_is_wrong_leaves_those_of_before_and_is_told_to_its_organisation(changing: Town) -> None:
    library, path = changing.program.library, own_card(changing.folders["ormes"], "broken", "Cassée")
    before = await library.knowledge_of(changing.ids["tilleuls"])
    await library.knowledge_of(changing.ids["ormes"])
    path.write_text(path.read_text("utf-8").replace("\nreview:", "\nrevue:", 1), "utf-8")
    await library.renew(changing.ids["ormes"])
    await library.renewed()
    fault = await library.fault_of(changing.ids["ormes"])
    assert isinstance(fault, CardError)
    assert str(path) in str(fault)
    assert "elm-circle" in await changing.cards("ormes")
    assert await library.fault_of(changing.ids["tilleuls"]) is None
    assert await library.knowledge_of(changing.ids["tilleuls"]) is before
    path.unlink()
    await library.renew(changing.ids["ormes"])
    await library.renewed()
    assert await library.fault_of(changing.ids["ormes"]) is None


async def test_what_nobody_can_be_using_any_more_is_closed(shipped: Knowledge, tmp_path: Path) -> None:
    made, closed = [], []

    def open_own(below: Knowledge, folders: Sequence[Path], organisation: str = "") -> Knowledge:
        number = len(made)
        index = SimpleNamespace(close=lambda: closed.append(number))
        made.append(replace(below, retriever=SimpleNamespace(index=index, settle=lambda: None)))
        return made[-1]

    async def organisations() -> tuple[Organisation, ...]:
        return (Organisation(id="1", name="Ormes"),)

    settings = Settings(knowledge_paths=f"Ormes={tmp_path}", _env_file=None)
    async with Library(settings, shipped, open_own, lambda known: known, organisations) as library:
        await library.knowledge_of("1")
        for _ in range(3):
            await library.renew("1")
            await library.renewed()
        assert await library.knowledge_of("1") is made[4]
    assert closed == [1, 2]


async def _soon(is_so: Callable[[], Awaitable[bool]]) -> None:
    """Waits until it is, as long as a busy machine may need."""
    for _ in range(300):
        if await is_so():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("it is not so after half a minute")


async def test_a_card_changed_by_hand_serves_without_anybody_saying_so(changing: Town) -> None:
    library, folders = changing.program.library, changing.folders
    assert await changing.cards("ormes") == {"elm-circle"}
    own_card(folders["ormes"], "elm-circle", "Cercle des ormes, revu")
    own_card(folders["ormes"], "written", "Écrite à la main")
    own_card(folders["shared"], "for-all", "Pour tous")

    async def serve() -> bool:
        shelf = (await library.knowledge_of(changing.ids["ormes"])).shelf
        told = shelf["elm-circle"].title.fr, "written" in shelf, "for-all" in shelf, "for-all" in library.common.shelf
        return told == ("Cercle des ormes, revu", True, True, True)

    await _soon(serve)
    assert "written" not in (await library.knowledge_of(changing.ids["tilleuls"])).shelf
    (folders["ormes"] / "methods" / "written.md").unlink()

    async def gone() -> bool:
        return await changing.cards("ormes") == {"elm-circle"}

    await _soon(gone)


async def test_a_card_broken_by_hand_is_told_once_and_those_of_before_serve(
    changing: Town, caplog: pytest.LogCaptureFixture
) -> None:
    library, path = changing.program.library, own_card(changing.folders["ormes"], "broken", "Cassée")
    right, one = path.read_text("utf-8"), changing.ids["ormes"]
    before = await library.knowledge_of(one)
    path.write_text(right.replace("\nreview:", "\nrevue:", 1), "utf-8")

    async def told() -> bool:
        return await library.fault_of(one) is not None

    await _soon(told)
    own_card(changing.folders["shared"], "for-all", "Pour tous")

    async def serves_others() -> bool:
        return "for-all" in (await library.knowledge_of(changing.ids["tilleuls"])).shelf

    await _soon(serves_others)
    await library.renewed()
    assert await library.knowledge_of(one) is before
    assert [str(path) in record.getMessage() for record in caplog.records if record.name == "jalon.cards"] == [True]
    path.write_text(right.replace("Cassée", "Réparée"), "utf-8")

    async def mended() -> bool:
        shelf = (await library.knowledge_of(one)).shelf
        return shelf["broken"].title.fr == "Réparée" and "for-all" in shelf

    await _soon(mended)
    assert await library.fault_of(one) is None


class Shelves:
    """Opens cards as a test wants, and counts how often each folder was read."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.fault: JalonError | None = None

    def __call__(self, below: Knowledge, folders: Sequence[Path], organisation: str = "") -> Knowledge:
        self.read.append(organisation)
        if organisation and self.fault is not None:
            raise self.fault
        index = SimpleNamespace(close=lambda: None)
        return replace(below, retriever=SimpleNamespace(index=index, settle=lambda: None))

    async def organisations(self) -> tuple[Organisation, ...]:
        return (Organisation(id="1", name="Ormes"),)


async def test_cards_that_were_wrong_from_the_start_are_read_again_once_they_have_changed(
    shipped: Knowledge, tmp_path: Path
) -> None:
    shelves, settings = Shelves(), Settings(knowledge_paths=f"Ormes={tmp_path}", _env_file=None)
    path = own_card(tmp_path, "wrong", "Fausse")
    shelves.fault = CardError([f"{path}:1: wrong"])
    async with Library(settings, shipped, shelves, lambda known: known, shelves.organisations, looks=0.02) as library:
        for _ in range(3):
            with pytest.raises(CardError, match="wrong"):
                await library.knowledge_of("1")
            await asyncio.sleep(0.1)
        assert shelves.read == ["", "ormes"]
        shelves.fault = None
        own_card(tmp_path, "wrong", "Juste")

        async def serves() -> bool:
            return await library.fault_of("1") is None

        await _soon(serves)
        await library.knowledge_of("1")
    assert shelves.read == ["", "ormes", "ormes"]


async def test_what_failed_for_another_reason_than_the_cards_is_tried_again(shipped: Knowledge, tmp_path: Path) -> None:
    shelves, settings = Shelves(), Settings(knowledge_paths=f"Ormes={tmp_path}", _env_file=None)
    made = Library(settings, shipped, shelves, lambda known: known, shelves.organisations, looks=0.02, tries=0.1)
    async with made as library:
        before = await library.knowledge_of("1")
        shelves.fault = IndexFaultError("another process holds it")
        own_card(tmp_path, "new", "Nouvelle")

        async def told() -> bool:
            return await library.fault_of("1") is not None

        await _soon(told)
        assert await library.knowledge_of("1") is before
        shelves.fault = None

        async def serves() -> bool:
            return await library.knowledge_of("1") is not before

        await _soon(serves)


async def test_folders_are_found_by_the_name_of_their_organisation_in_any_case(tmp_path: Path) -> None:
    settings = Settings(knowledge_paths=f"CFA Évry={tmp_path}", _env_file=None)
    assert folders_of(settings, "cfa evry") == (tmp_path,)
    with pytest.raises(InputError, match="no folder of Autre, but of: CFA Évry"):
        folders_of(settings, "Autre")
    known = [Organisation(id="1", name="cfa évry"), Organisation(id="2", name="Autre")]
    assert (unknown_owners(settings, known), unknown_owners(settings, known[1:])) == ((), ("CFA Évry",))
