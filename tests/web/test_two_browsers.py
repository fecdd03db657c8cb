"""A trainer and designers with accounts, each in a browser: from the first message to the approval, and after it."""

import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.web.driving import FIRE, Server, Trainer
from tests.web.meeting import Reviewer, arrive, as_trainer, invite, place_in

pytestmark = pytest.mark.asyncio(loop_scope="session")
CRITERION = "en moins d’une minute, sans oublier la zone"
REASON = "La séance est trop longue, et un critère ne se mesure pas."


@pytest_asyncio.fixture(loop_scope="session")
async def served(tmp_path: Path, furnish: Callable[[Path], Path]) -> AsyncIterator[Server]:
    folder = furnish(tmp_path / "data")
    people = {"Anne": "trainer", "Camille": "designer", "Dominique": "designer"}
    await invite(folder, {name: (role, "CFA des Ormes") for name, role in people.items()})
    await invite(folder, {"Sacha": ("designer", "Ailleurs")})
    server = Server(folder, {"JALON_ACCOUNTS": "on"})
    server.start()
    yield server
    server.stop()


async def test_a_module_goes_from_the_first_message_to_its_approval_and_on(served: Server, browser: Browser):
    anne = await as_trainer(browser, served, "Anne")
    await writes_and_submits(anne)
    camille = Reviewer(await arrive(browser, served, "Camille", "/desk"))
    await takes_it(camille)
    await says_what_does_not_hold(camille)
    dominique = Reviewer(await arrive(browser, served, "Dominique", address_of(camille.page)))
    await correct_at_the_same_time(camille, dominique)
    await sends_it_back(camille)
    await hears_the_review_and_follows_it(anne)
    await compares_and_restores(camille)
    approved = await approves(camille)
    await changes_it_once_more(anne)
    await is_told_of_the_change(camille, approved)
    await finds_nothing(await arrive(browser, served, "Sacha", "/desk"), served, address_of(camille.page))
    assert anne.faults + camille.faults + dominique.faults == []
    for page in (anne.page, camille.page, dominique.page):
        await page.context.close()


def address_of(page: Page) -> str:
    """The path of the module that a page of the desk is about."""
    found = re.search(r"/desk/[\w-]+", page.url)
    assert found
    return found.group()


async def writes_and_submits(anne: Trainer) -> None:
    await anne.says(FIRE)
    await anne.says("rédige maintenant")
    await anne.says("oui")
    await anne.page.wait_for_selector(".jalon-card [role=tabpanel]")
    assert "soumis à relecture (version 1)" in await anne.says("soumets")


async def takes_it(camille: Reviewer) -> None:
    line = await camille.finds("feu")
    assert "Soumis" in line
    assert "version 1" in line
    await camille.reads()
    assert await camille.fact("Formateur") == "Anne"
    await camille.decides("Prendre en relecture")
    await camille.sees("Vous relisez ce module.")
    assert await camille.fact("Confié à") == "Vous"


async def says_what_does_not_hold(camille: Reviewer) -> None:
    title = await camille.page.locator("#S2 h4 span").last.inner_text()
    await camille.comments("S2", "À raccourcir de 5 minutes.", title)
    assert title in await camille.page.locator("#S2 .thread q").inner_text()
    await camille.suggests("O1", "Le critère de réussite", CRITERION, "Plus facile à observer.")
    assert CRITERION in await camille.page.locator("#O1 .thread ins").inner_text()
    assert CRITERION not in await camille.page.locator("#O1 .body").inner_text()


async def correct_at_the_same_time(camille: Reviewer, dominique: Reviewer) -> None:
    """The one who comes second is told so, finds the words again, and sends them with both versions in sight."""
    for one, words in ((camille, "Agir tout de suite"), (dominique, "Réagir sans attendre")):
        await place_in(await one.corrects("S2"), "Le titre").get_by_role("textbox").first.fill(words)
    for one in (dominique, camille):
        form = place_in(one.page.get_by_role("region", name="Corriger : S2", exact=True), "Le titre")
        await form.get_by_role("button", name="Enregistrer la correction").click()
        await one.page.wait_for_load_state()
    await dominique.sees("La correction est faite")
    await camille.sees("Rien n’a été enregistré.", role="alert")
    await camille.sees("le module en est à la version 2", role="alert")
    form = place_in(camille.page.get_by_role("region", name="Corriger : S2", exact=True), "Le titre")
    assert "Réagir sans attendre" in await form.inner_text()
    assert await form.get_by_role("textbox").first.input_value() == "Agir tout de suite"
    await form.get_by_role("button", name="Enregistrer la correction").click()
    await camille.sees("La correction est faite")
    assert await camille.fact("Version") == "3"


async def sends_it_back(camille: Reviewer) -> None:
    await camille.decides("Demander des changements", REASON)
    await camille.sees("Les changements sont demandés.")
    assert await camille.fact("État") == "Changements demandés"


async def hears_the_review_and_follows_it(anne: Trainer) -> None:
    """The page is open meanwhile: what the designers do comes to it unasked, each thing once."""
    await anne.page.get_by_text(REASON).wait_for()
    told = await anne.text()
    assert f"Camille a demandé des changements (version 3) : « {REASON} »" in told
    assert "Camille a modifié le module : version 3" in told
    assert told.count("À raccourcir de 5 minutes.") == 1
    assert CRITERION in told
    assert "Camille" not in await anne.says("merci")
    made = await anne.says("applique les remarques")
    assert "2 remarques appliquées (version 4)" in made
    assert "soumis à relecture (version 4)" in await anne.says("soumets")


async def compares_and_restores(camille: Reviewer) -> None:
    await camille.opens("← Tous les modules")
    assert "Soumis" in await camille.finds("feu")
    await camille.reads()
    await camille.decides("Prendre en relecture")
    await camille.sees("Vous relisez ce module.")
    await camille.opens("Versions et comparaison")
    changed = camille.page.get_by_role("row").filter(has_text=CRITERION)
    assert await changed.locator("ins").count()
    await camille.page.get_by_role("button", name="Restaurer la version 3").click()
    await camille.sees("La version est restaurée")
    await camille.page.locator(".back a").click()
    assert await camille.fact("Version") == "5"


async def approves(camille: Reviewer) -> str:
    """The version is approved by its number and its hash, which is returned."""
    digest = await camille.fact("Empreinte")
    await camille.decides("Approuver la version 5", "Relu avec Dominique.")
    await camille.sees("La version est approuvée.")
    signed = await camille.fact("Approbation")
    assert "version 5" in signed
    assert digest in signed
    await camille.page.get_by_text("approuvé : version 5", exact=True).wait_for()
    return digest


async def changes_it_once_more(anne: Trainer) -> None:
    await anne.page.get_by_text("Relu avec Dominique.").wait_for()
    assert "Camille a approuvé la version 5 : « Relu avec Dominique. »" in await anne.text()
    assert "C’est fait (version 6)" in await anne.says("on sera 10")


async def is_told_of_the_change(camille: Reviewer, approved: str) -> None:
    await camille.page.reload()
    await camille.page.get_by_text("approuvé : version 5, modifié depuis").wait_for()
    assert approved in await camille.fact("Approbation")
    assert await camille.fact("Empreinte") != approved
    await camille.opens("← Tous les modules")
    assert "approuvé : version 5, modifié depuis" in await camille.finds("feu")
    await camille.reads()


async def finds_nothing(page: Page, served: Server, module: str) -> None:
    """Somebody of another organisation, with the right address too."""
    await page.get_by_role("heading", name="Rien à relire pour l’instant").wait_for()
    for path in (module, f"{module}/compare", f"{module}/history"):
        reply = await page.goto(served.address + path)
        assert reply
        assert reply.status == 404
        await page.get_by_role("heading", name="Ce module n’est pas là").wait_for()
    await page.context.close()
