"""Documents dropped into the page: read, said, and gone."""

import asyncio
from pathlib import Path

import pytest

from tests.documents.building import Page, pdf, pdf_of, word
from tests.web.conftest import Arrive
from tests.web.driving import Server, Trainer, plain
from tests.web.wire import ask, sign_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

SYLLABUS = word(
    [
        {"title": "Tailler la vigne en hiver"},
        {"h1": "Public visé"},
        {"p": "Ouvriers viticoles saisonniers"},
        {"h1": "Durée"},
        {"p": "2 jours, en présentiel"},
        {"h1": "Objectifs pédagogiques"},
        {"ul": ["Choisir les bois à garder", "Couper sans abîmer le cep"]},
    ]
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def attaches(trainer: Trainer, name: str, content: bytes, kind: str = _WORD) -> None:
    """Choose a file, and wait until the page holds it; a page that is not yet connected does not take it."""
    picker = trainer.page.locator("input[type=file]").first
    for _ in range(20):
        await picker.wait_for(state="attached")
        async with trainer.page.expect_response(lambda reply: "/project/file" in reply.url) as answered:
            await picker.set_input_files([{"name": name, "mimeType": kind, "buffer": content}])
        if (await answered.value).ok:
            break
        await asyncio.sleep(0.3)
    await trainer.page.wait_for_selector("#attachments")
    await trainer.page.wait_for_selector("#chat-submit:not([disabled])")


async def sends(trainer: Trainer) -> str:
    """Send what is attached, with nothing said, and read the answer."""
    before = await trainer._answers()
    await trainer.page.click("#chat-submit")
    return plain(await trainer._hears(before))


def _left(server: Server) -> list[Path]:
    """What is left of uploads on the disk."""
    return [path for path in (server.folder / "chat" / ".files").rglob("*") if path.is_file()]


async def test_a_syllabus_dropped_without_a_word_is_read_and_shown_with_its_passages(arrive: Arrive, server: Server):
    trainer = await arrive()
    await attaches(trainer, "taille.docx", SYLLABUS)

    said = await sends(trainer)

    assert (
        "J’ai lu « taille.docx » : j’y ai trouvé le sujet, le public, la durée, la modalité et deux compétences."
        in said
    )
    assert await trainer.text("[data-step-type=user_message]") == "📄 taille.docx"
    brief = plain(await trainer.page.locator(".jalon-brief").inner_text())
    assert "Ouvriers viticoles saisonniers" in brief
    assert "taille.docx, § Public visé" in brief
    assert _left(server) == []


async def test_a_message_and_its_document_survive_a_reload_without_a_link_to_the_file(arrive: Arrive, server: Server):
    trainer = await arrive()
    await trainer.page.click("#chat-input")
    await attaches(trainer, "taille.docx", SYLLABUS)
    said = plain(await trainer.says("Voici le programme, mais en une journée."))
    assert "taille.docx" in said
    assert "Il indique 2 jours ; je garde ce que vous m’avez dit : une journée." in said

    await trainer.page.reload()
    await trainer.page.wait_for_selector("[data-step-type=assistant_message]")

    assert (
        await trainer.text("[data-step-type=user_message]")
        == "Voici le programme, mais en une journée.\n📄 taille.docx"
    )
    assert await trainer.page.locator("a[href*='project/file']").count() == 0
    assert "Tailler" in await trainer.text("#root") or "tailler" in await trainer.text("#root")
    await trainer.says("il y aura 8 personnes")
    assert _left(server) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("scan.pdf", pdf_of([Page()]), "ne contient que des images"),
        ("vieux.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "ancien format d’Office"),
        ("photo.png", b"\x89PNG\r\n\x1a\n1234", "n’est pas d’un format que je lis"),
        ("gros.txt", b"mot " * 3_000_000, "trop lourd"),
    ],
    ids=["scan", "old", "picture", "large"],
)
async def test_what_cannot_be_read_is_said_with_what_to_do(
    arrive: Arrive, server: Server, name: str, content: bytes, said: str
):
    trainer = await arrive()
    await attaches(trainer, name, content, "application/octet-stream")

    assert said in await sends(trainer)
    assert _left(server) == []


async def test_a_document_gives_its_name_to_the_conversation(arrive: Arrive):
    trainer = await arrive()
    await attaches(
        trainer,
        "taille.pdf",
        pdf([{"title": "Tailler la vigne"}, {"h1": "Durée"}, {"p": "2 jours"}]),
        "application/pdf",
    )
    await sends(trainer)
    await trainer.page.locator("#sidebar-trigger-button").last.click()

    await trainer.page.wait_for_selector("li[id^=thread-]:has-text('Tailler la vigne')")


async def test_files_come_in_and_never_go_out(server: Server):
    cookie = {"Cookie": sign_in(server)}

    assert ask(server, "GET", "/chat/project/file/x?session_id=y", cookie).status == 404
    assert (
        ask(server, "POST", "/chat/project/file?session_id=none", {**cookie, "Origin": "https://evil.example"}).status
        == 403
    )


async def test_an_upload_beyond_what_is_read_is_refused_before_it_is_taken(server: Server):
    connection = ask(server, "POST", "/chat/project/file?session_id=none", {"Expected": "x"}, "x" * 22_100_000)

    assert connection.status == 413
