"""The desk in a real Chromium: for everybody (axe, both themes, phone and screen), by keyboard alone, and on paper."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from assistant.models.desk import LOCAL, Person
from assistant.models.module import Module
from assistant.models.review import Finding
from assistant.runtime import Program
from tests.web.desk.conftest import EMPTY, Put
from tests.web.driving import plain

pytestmark = pytest.mark.asyncio(loop_scope="session")
ME = Person(id=LOCAL, organisation=LOCAL, name=LOCAL, role="administrator")
FINDINGS = tuple(
    Finding(check="A6", severity=severity, where=where, message="Sans critère.", fix="Ajoutez-en un.")
    for severity, where in (("block", "O2"), ("warn", "module"), ("unknown", "S2"))
)
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
PARTS = ("?do=edit&for=O1", "?do=comment&for=S2", "/compare", "/history")


async def _arrive(browser: Browser, **options: Any) -> Page:
    context = await browser.new_context(**{"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(20_000)
    return await context.new_page()


async def _busy(program: Program, put: Put) -> Module:
    """A module with everything on it: findings, a suggestion, a discussion that is closed, two versions, a date."""
    module, desk = await put(findings=FINDINGS), program.desk
    await desk.decide(ME, module.id, "submit", seen=module.content_hash)
    await desk.decide(ME, module.id, "take", seen=module.content_hash)
    await desk.edit(ME, module.id, "S2.title", "Donner l’alerte, et vite", seen=1)
    await desk.comment(ME, module.id, "Trop long ?", where="S2")
    await desk.comment(ME, module.id, "", path="O1.criterion", proposed="en dix secondes")
    closed = await desk.comment(ME, module.id, "Vu.", where="S2")
    await desk.settle(ME, module.id, closed.id, done=True)
    return module


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_no_page_shuts_anybody_out_or_overflows(
    browser: Browser, address: str, program: Program, put: Put, theme: str, width: int
):
    module = await _busy(program, put)
    page = await _arrive(browser, color_scheme=theme, viewport={"width": width, "height": 900})
    for path in ("/desk", "/desk?text=zzzz", "/desk/none", *(f"/desk/{module.id}{part}" for part in PARTS)):
        await page.goto(address + path)
        await _lets_everybody_in(page, path)
    await page.context.close()


async def _lets_everybody_in(page: Page, where: str) -> None:
    found = await Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.response["violations"] == [], f"{where}:\n{found.generate_report()}"
    wide = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - window.innerWidth"
    assert await page.evaluate(wide) <= 0, where


def _short(drafted: Module) -> dict[str, object]:
    """What a draft has of each kind, once: axe needs seconds for a whole one."""
    day = drafted.progression[0]
    return {
        **EMPTY,
        "objectives": drafted.objectives[:1],
        "progression": (day.model_copy(update={"sequences": day.sequences[:4]}),),
        "assessments": drafted.assessments[:1],
        "findings": FINDINGS,
    }


async def _send(page: Page, form: str, words: str) -> int:
    """Write in a form and send it; the status of what comes back."""
    await page.locator(form).locator("textarea").first.fill(words)
    async with page.expect_response(lambda reply: reply.request.method == "POST") as sent:
        await page.locator(form).locator("button").first.click()
    await page.wait_for_load_state()
    return (await sent.value).status


@pytest.mark.parametrize(
    ("state", "path", "written", "status"),
    [
        ("empty", "", "", 200),
        ("ask panel", "?do=ask&for=S3", "", 200),
        ("older version", "?version=1", "", 200),
        ("second of two corrections", "?do=edit&for=S2", "Les seconds mots", 409),
        ("nothing said", "?do=comment&for=S3", "  ", 422),
        ("not done by the engine", "?do=ask&for=S3", "S99 à 30 minutes, s’il vous plaît", 422),
        ("deleted meanwhile", "?do=comment&for=S3", "Trop long ?", 404),
    ],
)
async def test_no_state_of_a_draft_shuts_anybody_out_or_overflows(
    browser: Browser,
    address: str,
    program: Program,
    put: Put,
    drafted: Module,
    state: str,
    path: str,
    written: str,
    status: int,
):
    module = await put(**(EMPTY if state == "empty" else _short(drafted)))
    page = await _arrive(browser)
    if state == "older version":
        await program.desk.comment(ME, module.id, "Trop long ?", where="S2")
        await program.desk.edit(ME, module.id, "S2.title", "Les premiers mots", seen=1)
    await page.goto(f"{address}/desk/{module.id}{path}")
    if status == 409:
        await program.desk.edit(ME, module.id, "S2.title", "Les premiers mots", seen=1)
    if status == 404:
        away = "[...document.forms].forEach(form => form.setAttribute('action', '/desk/m-gone/comment'))"
        await page.evaluate(away)
    if written:
        assert await _send(page, ".work form", written) == status
    for width in (390, 1280):
        await page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            await page.emulate_media(color_scheme=theme)
            await _lets_everybody_in(page, f"{state}, {width}, {theme}")
    await page.context.close()


async def test_a_review_is_done_by_keyboard_alone(browser: Browser, address: str, put: Put):
    module = await put(findings=())
    page = await _arrive(browser)
    await page.goto(f"{address}/desk/{module.id}?do=comment&for=S2#S2-work")
    # The keyboard starts where the address leads, once the browser has gone there: after the page has loaded.
    await page.wait_for_function("scrollY > 0")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.matches('#S2-work textarea')")
    await page.keyboard.insert_text("Trop long.")
    for _ in range(2):
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**done=comment**")
    assert "Trop long." in await page.locator("#S2 .thread").inner_text()
    assert await page.locator("[role=status]").first.inner_text() == "Votre commentaire est enregistré."
    await page.context.close()


async def test_two_people_at_once_the_second_is_told_with_their_words_there(browser: Browser, address: str, put: Put):
    module = await put()
    first, second = await _arrive(browser), await _arrive(browser)
    for page in (first, second):
        await page.goto(f"{address}/desk/{module.id}?do=edit&for=S2#S2-work")
    for page, words in ((first, "Les premiers mots"), (second, "Les seconds mots")):
        form = page.locator("#S2-work form", has=page.locator("[value='S2.title']"))
        await form.locator("textarea").fill(words)
        await form.get_by_role("button", name="Enregistrer la correction").click()
        await page.wait_for_load_state()
    assert "Les premiers mots" in await first.locator("#S2 h4").inner_text()
    assert "Rien n’a été enregistré." in await second.get_by_role("alert").inner_text()
    kept = second.locator("#S2-work form", has=second.locator("[value='S2.title']")).locator("textarea")
    assert await kept.input_value() == "Les seconds mots"
    for page in (first, second):
        await page.context.close()


async def test_on_paper_there_is_the_draft_and_nothing_to_click(browser: Browser, address: str, put: Put):
    module = await put()
    page = await _arrive(browser)
    await page.goto(f"{address}/desk/{module.id}")
    await page.emulate_media(media="print")
    for name in (".toc", ".desk-work", ".ways", ".tools", "header.top"):
        assert not await page.locator(name).first.is_visible(), name
    last = module.assessments[-1].rubric[0].bands[0]
    assert await page.get_by_text(last).first.is_visible()
    assert plain(module.left_to_trainer[0]) in plain(await page.locator("#left").inner_text())
    await page.context.close()
