"""Whole conversations in a real browser, as trainers have them."""

import json
import signal
import zipfile
from urllib.parse import urlsplit

import pytest

from tests.web.conftest import Arrive
from tests.web.driving import BUTTON, EXCEL, FIRE, Server

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_french_trainer_goes_from_a_first_message_to_a_draft_and_its_documents(arrive: Arrive):
    trainer = await arrive()
    page = trainer.page

    answer = await trainer.says(FIRE)
    assert "?" in answer
    await page.wait_for_selector(BUTTON)
    await page.wait_for_selector(".jalon-brief")
    assert "12 personnes" in await trainer.text(".jalon-brief")

    await trainer.reaches_a_draft()
    assert not await page.locator("#side-view-content").count()
    stages = await page.locator("[data-step-type=tool]").all_inner_texts()
    assert [text.split("\n")[-1].removeprefix("✓").strip() for text in stages] == [
        *("Choix des méthodes", "Objectifs", "Déroulé", "Évaluations", "Contrôle", "Enregistrement"),
    ]
    card = page.locator(".jalon-card")
    assert await card.locator("[role=tab]").all_inner_texts() == [
        *("Objectifs", "Déroulé", "Évaluations", "Méthodes et sources"),
        *[text for text in await card.locator("[role=tab]").all_inner_texts() if text.startswith("Contrôle")],
        "Brief",
    ]
    for tab, expected in (
        ("Objectifs", "O1"),
        ("Déroulé", "09:00"),
        ("Évaluations", "A1"),
        ("Méthodes et sources", "fiche"),
        ("Brief", "12 personnes"),
    ):
        await card.locator(f"[role=tab]:has-text('{tab}')").click()
        assert expected in await trainer.text(".jalon-card [role=tabpanel][data-state=active]")
    await card.locator("[role=tab]:has-text('Déroulé')").click()
    assert "Minutes par type d’apprentissage" in str(await card.locator("[role=img]").get_attribute("aria-label"))

    await trainer.says("plus de pratique")
    cards = page.locator(".jalon-card:has([role=tabpanel])")
    await page.wait_for_selector(".jalon-card:has-text('version 2')")
    # What the reader had opened in the draft before is still open.
    assert (await card.first.locator("[role=tab][aria-selected=true]").inner_text()) == "Déroulé"

    card = cards.first
    async with page.expect_download() as wanted:
        await card.locator("a:has-text('Word')").click()
    download = await wanted.value
    assert download.suggested_filename.endswith("-v1.docx")
    with zipfile.ZipFile(await download.path()) as document:
        assert "word/document.xml" in document.namelist()
    async with page.expect_download() as wanted:
        await card.locator("a:has-text('JSON')").click()
    module = json.loads((await (await wanted.value).path()).read_text())
    assert module["brief"]["group_size_max"] == 12


async def test_an_english_trainer_reads_and_answers_in_english_only(arrive: Arrive):
    trainer = await arrive(locale="en-GB", color_scheme="dark")
    assert "What is your training about?" in str(await trainer.page.get_attribute("#chat-input", "placeholder"))
    await trainer.page.get_by_text("A piece of software").first.wait_for()  # starters come after the page
    assert await trainer.page.evaluate("document.documentElement.classList.contains('dark')")
    await trainer.says(EXCEL)
    await trainer.reaches_a_draft()
    seen = await trainer.text()
    assert "Session plan" in seen
    for french in ("Déroulé", "Évaluations", "Télécharger", "apprenants", "Objectifs", "participants seront"):
        assert french not in seen


async def test_a_click_answers_once_and_the_buttons_of_the_past_go_away(arrive: Arrive):
    trainer = await arrive()
    await trainer.clicks("Une relation difficile")
    await trainer.page.wait_for_selector(BUTTON)
    offered = await trainer.suggestions()
    await trainer.page.locator(BUTTON).first.dblclick(delay=5)
    await trainer.page.wait_for_function("document.querySelectorAll('[data-step-type=user_message]').length > 1")
    await trainer.page.wait_for_function("!document.querySelector('#stop-button')")
    said = await trainer.page.locator("[data-step-type=user_message]").all_inner_texts()
    assert len(said) == 2
    assert said[1].strip() == offered[0]
    left = await trainer.page.locator(".ai-message:has(.flex-wrap > button[id])").count()
    assert left <= 1


async def test_a_conversation_survives_a_reload_and_the_death_of_the_server(arrive: Arrive, server: Server):
    trainer = await arrive()
    await trainer.clicks("Un geste de sécurité")
    await trainer.page.wait_for_selector(BUTTON)
    offered = await trainer.suggestions()
    where = urlsplit(trainer.page.url).path
    assert where.startswith("/chat/thread/")

    await trainer.page.reload()
    await trainer.page.wait_for_selector("[data-step-type=assistant_message]")
    await trainer.page.wait_for_selector(BUTTON)
    assert await trainer.suggestions() == offered
    await trainer.page.wait_for_selector(".jalon-brief:has-text('12 personnes')")

    server.stop(signal.SIGKILL)
    server.start()
    await trainer.open("/")
    await trainer.page.click("#header #sidebar-trigger-button")
    # Other conversations have the same name: this one is known by its address.
    named = trainer.page.locator(f"a[href$='/thread/{where.rpartition('/')[2]}']")
    assert "Réagir à un départ de feu" in await named.inner_text()
    await named.click()
    await trainer.page.wait_for_selector("[data-step-type=assistant_message]")
    await trainer.page.wait_for_selector(BUTTON)
    assert await trainer.page.locator("[data-step-type=user_message]").count() == 1
    answer = await trainer.clicks(offered[0])
    assert answer
    assert len(await trainer.page.locator("[data-step-type=user_message]").all()) == 2


async def test_a_bookmark_opens_a_conversation_in_a_new_browser_at_its_last_question(arrive: Arrive):
    trainer = await arrive()
    for text in ("c’est quoi la classe inversée ?", "c’est quoi un jeu de rôle ?", FIRE):
        await trainer.says(text)
    await trainer.page.wait_for_selector(BUTTON)
    where = urlsplit(trainer.page.url).path
    await trainer.leaves()

    phone = await arrive(size=(390, 844))
    await phone.context.clear_cookies()
    await phone.page.goto(phone.address + where)
    await phone.page.wait_for_selector(BUTTON)
    assert urlsplit(phone.page.url).path == where
    seen = """offered => {
        const last = [...document.querySelectorAll(offered)].pop()?.getBoundingClientRect();
        const composer = document.getElementById('message-composer').getBoundingClientRect();
        return last && last.top > 0 && last.bottom <= composer.top;
    }"""
    await phone.page.wait_for_function(seen, arg=BUTTON)


async def test_two_windows_on_one_conversation_do_not_answer_the_same_question_twice(arrive: Arrive, server: Server):
    first = await arrive()
    await first.clicks("Une relation difficile")
    second = await first.context.new_page()
    await second.goto(first.page.url)
    await second.wait_for_selector(BUTTON)

    offered = await first.suggestions()
    await first.clicks(offered[0])
    await second.click(f"button:has-text('{offered[-1]}')")
    await second.wait_for_selector("text=Cette conversation a continué dans une autre fenêtre")
    await second.wait_for_function("document.querySelectorAll('[data-step-type=user_message]').length === 2")
    said = await second.locator("[data-step-type=user_message]").all_inner_texts()
    assert said[1].strip() == offered[0]


async def test_a_phone_shows_a_long_answer_from_its_top(arrive: Arrive):
    trainer = await arrive(size=(390, 844))
    await trainer.says(FIRE)
    for _ in range(6):
        if await trainer.page.locator("h3:has-text('Voici ce que j’ai compris')").count():
            break
        await trainer.says("je ne sais pas")
    seen = """() => {
        const answer = [...document.querySelectorAll('[data-step-type=assistant_message]')].pop();
        const talk = answer.closest('.overflow-y-auto').getBoundingClientRect();
        const heading = answer.querySelector('h3').getBoundingClientRect();
        return heading.top >= talk.top && heading.bottom < talk.top + 300;
    }"""
    await trainer.page.wait_for_function(seen)


async def test_a_phone_shows_everything_without_moving_sideways(arrive: Arrive):
    trainer = await arrive(size=(390, 844))
    assert await trainer.overflows() <= 0
    await trainer.says(FIRE)
    folded = trainer.page.locator(".jalon-folded")
    await folded.wait_for()
    await folded.locator("summary").click()
    assert "12 personnes" in await trainer.text(".jalon-folded")
    await trainer.reaches_a_draft()
    assert await folded.count() == 0
    card = trainer.page.locator(".jalon-card")
    for tab in await card.locator("[role=tab]").all():
        await tab.click()
        for unfold in await card.locator("[role=tabpanel][data-state=active] button[aria-pressed=false]").all():
            await unfold.click()
        assert await trainer.overflows() <= 0
        assert await card.evaluate("card => card.scrollWidth - card.clientWidth") <= 0


async def test_the_page_is_used_with_the_keyboard_alone(arrive: Arrive):
    trainer = await arrive()
    page = trainer.page
    await page.keyboard.type("Une formation à la plonge pour six commis, une demi-journée en cuisine.")
    await page.wait_for_selector("#chat-submit:not([disabled])")
    await page.keyboard.press("Enter")
    await page.wait_for_selector(BUTTON)
    script = "document.activeElement?.matches('.ai-message .flex-wrap > button[id]')"
    for _ in range(40):
        await page.keyboard.press("Shift+Tab")
        if await page.evaluate(script):
            break
    chosen = str(await page.evaluate("document.activeElement.textContent"))
    await page.keyboard.press("Enter")
    await page.wait_for_function("document.querySelectorAll('[data-step-type=user_message]').length === 2")
    assert (await trainer.text("[data-step-type=user_message]")).strip() == chosen.strip()
    for button in await page.locator("button:visible").all():
        name = (await button.inner_text()).strip() or await button.get_attribute("aria-label")
        assert name, await button.evaluate("button => button.innerHTML")


async def test_a_conversation_keeps_the_name_that_its_trainer_gave_it(arrive: Arrive):
    trainer = await arrive()
    page = trainer.page
    await trainer.says("Je forme des apprentis boulangers au façonnage")
    assert "Toggle theme" not in await trainer.text()
    await page.locator("#sidebar-trigger-button").last.click()
    await page.locator("li[id^=thread-]").first.hover()
    await page.locator("li[id^=thread-] #thread-options").first.click()
    await page.click("[role=menuitem]:has-text('Renommer')")
    await page.fill("[role=dialog] input", "Mon fournil")
    await page.click("[role=dialog] button:has-text('Confirmer')")
    await page.wait_for_selector("li[id^=thread-]:has-text('Mon fournil')")
    await trainer.says("Ils seront 8, une journée en présentiel")
    await page.reload()
    await page.wait_for_selector("li[id^=thread-]:has-text('Mon fournil')")
