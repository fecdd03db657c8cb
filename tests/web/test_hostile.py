"""What strangers send to a conversation: messages that are none, markup, other hosts."""

from urllib.parse import urlsplit

import pytest
from socketio.exceptions import ConnectionError as Refused

from tests.web.conftest import Arrive
from tests.web.driving import FIRE, Server
from tests.web.wire import Wire

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_no_page_asks_anything_of_another_host(arrive: Arrive, server: Server):
    trainer = await arrive()
    await trainer.says(FIRE)
    await trainer.says(
        "Le sujet : ![logo](https://example.org/x.png) <img src=https://example.org/y.png> et [a](http://a.example)"
    )
    await trainer.says("en fait 12 personnes")
    await trainer.reaches_a_draft()
    for tab in await trainer.page.locator(".jalon-card [role=tab]").all():
        await tab.click()
    await trainer.page.reload()
    await trainer.page.wait_for_selector(".jalon-card [role=tabpanel]")
    await trainer.page.click("#readme-button")
    hosts = {urlsplit(url).netloc for url in trainer.requests if urlsplit(url).scheme in {"http", "https", "ws", "wss"}}
    assert hosts == {urlsplit(server.address).netloc}
    page = await trainer.page.evaluate("fetch('/chat/').then(reply => reply.text())")
    assert "https://" not in page
    assert "http://" not in page


async def test_markup_in_a_title_is_text(arrive: Arrive):
    trainer = await arrive()
    await trainer.says("Accueil <script>window.hacked = 1</script> <img src=x onerror='window.hacked = 2'> au magasin")
    await trainer.says("Le titre : « <b onmouseover=window.hacked=3>Accueillir</b> »")
    assert "<img src=x" in await trainer.text("[data-step-type=user_message] >> nth=0")
    await trainer.page.reload()
    await trainer.page.wait_for_selector("[data-step-type=assistant_message]")
    assert await trainer.page.evaluate("window.hacked") is None
    assert await trainer.page.locator(".message-content img, .message-content b[onmouseover]").count() == 0


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("🔥🔥🔥 🧯", "?"),
        ("…!!!", "?"),
        ("\u202eأريد تدريب فريقي على السلامة\u202c", "?"),
        ("\x01\x02\x03\x04\x05\x06\x07\x08" * 30, "?"),
        ("PK\x03\x04\x14\x00\x08\ufffd\ufffd\x00\x00\x00" * 20, "?"),
    ],
    ids=["emoji", "punctuation", "right-to-left", "control", "binary"],
)
async def test_a_message_that_is_none_gets_a_clear_answer(server: Server, message: str, expected: str):
    async with Wire(server) as wire:
        answer = await wire.says(message)
        assert expected in answer
        assert "référence" not in answer
        assert "Traceback" not in answer
        again = await wire.says("Une demi-journée sur l’accueil téléphonique, pour 8 standardistes")
        assert "8" in again


async def test_an_enormous_message_is_read_as_far_as_it_is_read(server: Server):
    async with Wire(server) as wire:
        answer = await wire.says("Je forme huit soudeurs à lire un plan. " + "bla bla 🙂 " * 18_000)
        assert "20" in answer
        assert "référence" not in answer


async def test_a_lone_surrogate_and_a_nul_do_not_break_a_conversation(server: Server):
    async with Wire(server) as wire:
        answer = await wire.says("Une formation à l’accueil\ud83d pour 8 agents\x00, une journée")
        assert "référence" not in answer
        assert "8" in answer


async def test_a_page_of_another_site_gets_no_websocket(server: Server):
    for origin in ("https://evil.example", "http://127.0.0.1:1", "null"):
        with pytest.raises(Refused):
            await Wire(server, origin=origin).__aenter__()
