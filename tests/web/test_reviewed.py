"""A trainer who comes back to a conversation finds there what the review desk did meanwhile."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from assistant.models.desk import LOCAL, Comment
from assistant.review.editing import reword
from assistant.storage.database import open_store
from tests.web.conftest import Arrive
from tests.web.driving import FIRE, Server

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def at_the_desk(server: Server, thread: str) -> None:
    """A designer comments on a module, and gives it another title."""
    store = await open_store(server.folder, None)
    (known,) = await store.modules(thread=thread)
    module = await store.get(known.id)
    said = {"id": str(uuid4()), "module": module.id, "version": 1, "where": "S1", "by": "camille", "name": "Camille"}
    await store.reviews.comment(LOCAL, Comment.model_validate({**said, "at": datetime.now(UTC), "text": "Bien court."}))
    retitled = reword(module, "brief.title", "Réagir vite au feu")
    await store.save(retitled, thread=thread, note="brief.title", by="camille", after=1)
    await store.close()


async def test_a_trainer_who_comes_back_finds_the_comments_and_the_latest_draft(arrive: Arrive, server: Server):
    trainer = await arrive()
    await trainer.says(FIRE)
    await trainer.reaches_a_draft()
    await at_the_desk(server, trainer.page.url.rpartition("/")[2])

    await trainer.page.reload()
    await trainer.page.wait_for_selector(".jalon-card:has-text('version 2')")
    told = await trainer.text("[data-step-type=assistant_message]")
    assert "La relecture a modifié le module : version 2." in told
    assert "Bien court." in told
    await trainer.page.wait_for_selector("button:has-text('Appliquer les remarques')")

    await trainer.page.reload()
    await trainer.page.wait_for_selector(".jalon-card:has-text('version 2')")
    assert (await trainer.text()).count("Bien court.") == 1
    assert "Bien court." not in await trainer.says("merci")
