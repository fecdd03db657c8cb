"""What a trainer sees when something goes wrong."""

import contextlib
import sqlite3

import pytest

from tests.web.conftest import Arrive
from tests.web.driving import BUTTON, FIRE, Server

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_turn_that_fails_says_so_in_a_sentence_and_the_next_message_works(arrive: Arrive, server: Server):
    trainer = await arrive()
    await trainer.says("Je forme des apprentis boulangers au façonnage")
    await trainer.page.wait_for_selector(BUTTON)
    offered = await trainer.suggestions()
    with contextlib.closing(sqlite3.connect(server.folder / "checkpoints.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = await trainer.says("Ils seront 9, une journée en présentiel")
        other.execute("ROLLBACK")
    assert "Ce message n’a pas abouti" in said
    assert "Rien n’est perdu" in said
    assert await trainer.suggestions() == offered
    await trainer.says("Ils seront 9, une journée en présentiel")
    assert "9 personnes" in await trainer.text(".jalon-brief")


async def test_an_address_of_a_conversation_that_is_gone_is_explained_in_french(arrive: Arrive):
    trainer = await arrive()
    await trainer.open("/chat/thread/00000000-0000-4000-8000-000000000000")
    await trainer.page.wait_for_selector("[data-sonner-toast]:has-text('Cette conversation n’est plus là')")
    assert "Couldn't" not in await trainer.text()


async def test_a_first_draft_is_told_in_a_few_lines_above_its_card(arrive: Arrive):
    trainer = await arrive()
    await trainer.says(FIRE)
    await trainer.reaches_a_draft()
    told = trainer.page.locator("[data-step-type=assistant_message] .prose:has-text('Voici votre module')").last
    assert "l’apprenant sera capable" not in await told.inner_text()
    assert await told.locator("li").count() <= 3
    assert "onglet" in await told.inner_text()


async def test_the_arrow_to_the_end_swallows_no_click_on_a_suggested_answer(arrive: Arrive):
    trainer = await arrive(size=(1280, 560))
    await trainer.says(FIRE)
    await trainer.page.wait_for_selector(BUTTON)
    scroll = """([offered, up]) => {
        const last = [...document.querySelectorAll(offered)].pop();
        const talk = last.closest('.overflow-y-auto');
        talk.scrollTop = talk.scrollHeight - talk.clientHeight - up;
    }"""
    reached = """offered => {
        const last = [...document.querySelectorAll(offered)].pop(), place = last.getBoundingClientRect();
        const composer = document.getElementById('message-composer').getBoundingClientRect();
        if (!document.querySelector('button > .lucide-arrow-down') || place.bottom > composer.top) return null;
        return last.contains(document.elementFromPoint(place.left + 8, (place.top + place.bottom) / 2));
    }"""
    seen = []
    # The arrow stays for a while when one scrolls down again.
    for up in (200, *range(40, -1, -10)):
        await trainer.page.evaluate(scroll, [BUTTON, up])
        for _ in range(4):
            seen.append(await trainer.page.evaluate(reached, BUTTON))
            await trainer.page.wait_for_timeout(25)
    assert True in seen
    assert False not in seen
