"""Cards of one's own in the browser: a text is handed in, completed, approved, and the card serves."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from httpx import AsyncClient, Response

from assistant.knowledge.cards import TO_COMPLETE
from assistant.runtime import Program, open_program
from assistant.settings import PROJECT_ROOT
from assistant.web import running
from assistant.web.pages.cards import router as cards
from assistant.web.pages.proposals import router as proposals
from evals.suites.suite import without_model
from tests.owning import card_text
from tests.web.asking import by_words
from tests.web.browsing import browsing

pytestmark = pytest.mark.asyncio(loop_scope="module")
TEXT = """# Les arêtes de poisson

Un groupe cherche ensemble les causes d'un problème.

## Pièges

- Un coupable.
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    """A program with a folder of cards of its own."""
    own = str(tmp_path_factory.mktemp("own"))
    settings = without_model(tmp_path_factory.mktemp("data")).model_copy(update={"knowledge_paths": own})
    async with open_program(settings, by_words()) as opened:
        running.start(opened)
        yield opened
        running.stop(opened)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pages(program: Program) -> AsyncIterator[AsyncClient]:
    """A browser without scripts."""
    async with browsing(proposals, cards) as client:
        yield client


def _own(program: Program) -> Path:
    return program.settings.card_folders[-1]


async def _handed(pages: AsyncClient, text: str = TEXT, name: str = "aretes.md", kind: str = "method") -> Response:
    return await pages.post("/methods/proposals?lang=fr", files={"file": (name, text.encode())}, data={"kind": kind})


def _seen(reply: Response) -> str:
    found = re.search(r'name="seen" value="(\w+)"', reply.text)
    assert found
    return found[1]


async def test_a_text_becomes_a_card_once_it_is_complete(pages: AsyncClient, program: Program):
    reply = await _handed(pages)
    address = str(reply.url)
    assert "aretes-de-poisson" in address
    assert "Un coupable." in reply.text
    refused = await pages.post(address, data={"text": TEXT, "seen": _seen(reply), "then": "approve"})
    assert refused.status_code == 422
    whole = (PROJECT_ROOT / "knowledge_base" / "methods" / "debate.md").read_text("utf-8")
    done = await pages.post(address, data={"text": whole, "seen": _seen(refused), "then": "approve"})
    assert "est approuvée" in done.text
    await program.library.renewed()
    assert (await pages.get("/methods/aretes-de-poisson")).status_code == 200
    assert (_own(program) / "methods" / "aretes-de-poisson.md").read_text("utf-8") == whole


async def test_what_somebody_else_saved_meanwhile_is_not_overwritten(pages: AsyncClient, program: Program):
    reply = await _handed(pages, TEXT.replace("Les arêtes", "Autres arêtes"))
    address = str(reply.url)
    await pages.post(address, data={"text": "first", "seen": _seen(reply)})
    late = await pages.post(address, data={"text": "second <b>", "seen": _seen(reply)})
    assert late.status_code == 409
    assert "second &lt;b&gt;" in late.text
    path = _own(program) / "proposals" / "methods" / "autres-aretes-de-poisson.md"
    assert path.read_text("utf-8") == "first"


@pytest.mark.parametrize(("name", "text"), [("a.md", ""), ("a.exe", "MZ\x00\x01"), ("a.docx", "PK\x03\x04broken")])
async def test_a_file_that_cannot_be_read_says_why(pages: AsyncClient, name: str, text: str):
    reply = await _handed(pages, text, name)
    assert reply.status_code == 400
    assert 'role="alert"' in reply.text


async def test_words_of_a_text_are_shown_and_never_run(pages: AsyncClient):
    reply = await _handed(pages, "# Attaque\n\n<script>alert(1)</script> une méthode qui range les causes.\n")
    assert "<script>" not in reply.text
    assert TO_COMPLETE["fr"] in reply.text


async def test_cards_that_cannot_be_read_again_are_told_and_those_of_before_serve(pages: AsyncClient, program: Program):
    broken = _own(program) / "methods" / "broken.md"
    broken.parent.mkdir(exist_ok=True)
    broken.write_text(card_text("Cassée").replace("\nreview:", "\nrevue:", 1), "utf-8")
    await program.library.renew("local")
    await program.library.renewed()
    told = (await pages.get("/methods/proposals", params={"lang": "fr"})).text
    assert "n’ont pas pu être relues" in told
    assert (await pages.get("/methods/role-play")).status_code == 200
    broken.unlink()
    await program.library.renew("local")
    await program.library.renewed()
    assert "n’ont pas pu être relues" not in (await pages.get("/methods/proposals", params={"lang": "fr"})).text
