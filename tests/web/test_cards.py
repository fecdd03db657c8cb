"""The pages of the knowledge base: browse, search, read, ask for one's module."""

import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from httpx import AsyncClient, Response

from assistant.runtime import Program, open_program
from assistant.web import running
from assistant.web.pages.cards import router as cards
from evals.models.drafting import briefs, draft
from evals.suites.suite import without_model
from tests.web.browsing import browsing
from tests.web.driving import Server
from tests.web.wire import ask

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory, furnish: Callable[[Path], Path]) -> AsyncIterator[Program]:
    """A program with one module."""
    async with open_program(without_model(furnish(tmp_path_factory.mktemp("data")))) as opened:
        running.start(opened)
        await opened.store.save(await draft(briefs()[0], opened.knowledge), thread="t")
        yield opened
        running.stop(opened)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pages(program: Program) -> AsyncIterator[AsyncClient]:
    """A browser without scripts."""
    async with browsing(cards) as client:
        yield client


def _links(reply: Response) -> list[str]:
    return re.findall(r'<h3><a href="/methods/([\w-]+)\?', reply.text)


async def test_every_card_can_be_browsed_in_the_language_that_is_asked_for(pages: AsyncClient, program: Program):
    reply = await pages.get("/methods", params={"lang": "fr"})
    assert set(_links(reply)) == set(program.knowledge.shelf)
    assert '<html lang="fr">' in reply.text
    assert "Role play" in (await pages.get("/methods", params={"lang": "en"})).text


async def test_filters_leave_the_cards_that_serve(pages: AsyncClient, program: Program):
    asked = {"lang": "en", "kind": "method", "modality": "remote", "people": "30", "minutes": "30", "bloom": "analyze"}
    found = _links(await pages.get("/methods", params=asked))
    wanted = {
        card.id
        for card in program.knowledge.shelf.values()
        if card.kind == "method"
        and "remote" in card.modalities
        and "analyze" in card.bloom
        and card.group_size.min <= 30 <= card.group_size.max
        and card.minutes.min <= 30
    }
    assert set(found) == wanted
    assert wanted


async def test_a_problem_finds_cards_best_first_with_what_they_say_of_it(pages: AsyncClient):
    reply = await pages.get("/methods", params={"lang": "fr", "q": "mes stagiaires décrochent après le déjeuner"})
    assert _links(reply)[:3]
    assert len(_links(reply)) <= 12
    assert "<blockquote>" in reply.text


async def test_what_no_card_answers_is_said(pages: AsyncClient):
    reply = await pages.get("/methods", params={"lang": "en", "q": "zzzz qqqq"})
    assert _links(reply) == []
    assert "No card answers that." in reply.text


@pytest.mark.parametrize("wrong", [{"people": "beaucoup"}, {"bloom": "x"}, {"people": "-3"}, {"kind": "'; drop"}])
async def test_an_address_changed_by_hand_shows_all_cards(pages: AsyncClient, program: Program, wrong: dict[str, str]):
    assert len(_links(await pages.get("/methods", params=wrong))) == len(program.knowledge.shelf)


async def test_every_card_has_a_page_in_both_languages_without_a_placeholder(pages: AsyncClient, program: Program):
    for language in ("fr", "en"):
        for card in program.knowledge.shelf.values():
            reply = await pages.get(f"/methods/{card.id}", params={"lang": language})
            assert reply.status_code == 200
            assert card.title.text(language).replace("&", "&amp;").replace("'", "&#39;") in reply.text
            assert not re.search(r"\{\w+\}", re.sub(r"<style.*?</style>", "", reply.text))


async def test_links_lead_both_ways(pages: AsyncClient, program: Program):
    linked = [(card.id, relation.card) for card in program.knowledge.shelf.values() for relation in card.relations]
    for one, other in linked[:20]:
        assert f'href="/methods/{other}?' in (await pages.get(f"/methods/{one}")).text
        assert f'href="/methods/{one}?' in (await pages.get(f"/methods/{other}")).text


async def test_a_card_is_argued_for_a_module_in_facts_of_its_brief(pages: AsyncClient, program: Program):
    (module,) = await program.store.modules()
    asked = {"lang": "fr", "module": module.id}
    chosen = (await program.store.get(module.id)).methods[0].card
    assert "déjà dans votre module" in (await pages.get(f"/methods/{chosen}", params=asked)).text
    reply = await pages.get("/methods/flipped-classroom", params=asked)
    assert "servirait mal" in reply.text
    assert "tout se passe en une fois" in reply.text
    assert "O1" in (await pages.get("/methods/observed-gesture", params=asked)).text
    assert "se passe d’outil" in (await pages.get("/methods/virtual-reality", params=asked)).text
    assert "n’existe plus" in (await pages.get("/methods/debate", params={"lang": "fr", "module": "m-none"})).text


async def test_a_card_that_is_not_there_says_where_to_look(pages: AsyncClient):
    reply = await pages.get("/methods/..%2f..%2fetc%2fpasswd")
    assert reply.status_code == 404
    reply = await pages.get("/methods/no-such-card", params={"lang": "en"})
    assert (reply.status_code, "no such card" in reply.text) == (404, True)


async def test_the_pages_are_served_with_their_style_and_without_scripts(server: Server):
    reply = ask(server, "GET", "/methods")
    assert reply.status == 200
    assert "script-src" not in reply.headers["content-security-policy"]
    assert "style-src 'self'" in reply.headers["content-security-policy"]
    assert ask(server, "GET", "/static/pages.css").status == 200
    assert ask(server, "GET", "/static/..%2frendering.py").status == 404
    assert ask(server, "POST", "/methods/proposals", {"Origin": "https://evil.example"}).status == 403
