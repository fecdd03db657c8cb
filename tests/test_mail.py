"""Letters about drafts, as a server gets them, and what becomes of an act when no letter can be sent."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, update

from assistant.desk import Desk
from assistant.engine.offline.engine import OfflineEngine
from assistant.errors import SettingsError
from assistant.graph.context import Context
from assistant.graph.redrafting import Said
from assistant.mail import Post, Server
from assistant.mail.sending import may_log_in
from assistant.models.desk import Action, Person, Review
from assistant.models.module import Module
from assistant.runtime import Knowledge, check_mail, open_post
from assistant.settings import Settings, read_settings
from assistant.storage.database import open_store
from assistant.storage.tables import accounts
from assistant.storage.urls import database_url
from tests.mailing import IN_URL, SECRET, MailServer
from tests.test_desk import ADA, ANA, EVE, PAUL, THEO, ZOE, Clock, draft_of, move_in


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with MailServer().listening() as server:
        yield server


# A desk that writes


@dataclass
class Office:
    """A desk with its post, and the draft of a trainer on it."""

    desk: Desk
    post: Post
    draft: Module
    database: Any

    async def take(self, one: Person, action: Action, why: str = "") -> Review:
        return await self.desk.decide(one, self.draft.id, action, seen=self.draft.content_hash, why=why)

    async def faults(self) -> list[dict[str, Any]]:
        await self.post.close()
        return [one.detail for one in await self.desk.history(ADA) if one.act == "mail.failed"]


@pytest.fixture
async def office(knowledge: Knowledge, tmp_path: Path, mail: MailServer) -> AsyncIterator[Office]:
    async def heard(_thread: str) -> Said:
        return Said()

    store, clock = await open_store(tmp_path, None), Clock()
    database = create_engine(database_url(tmp_path, None))
    with database.begin() as connection:
        for one in (THEO, ZOE, EVE, ANA, PAUL, ADA):
            move_in(connection, one)
    url = SecretStr(f"smtp://jalon:{IN_URL}@127.0.0.1:{mail.port}")
    post = Post(store, clock, Server(url, "Jalon <jalon@example.org>"), "https://jalon.example.org/")
    engine = OfflineEngine(knowledge.shelf)
    context = Context(engine, knowledge.shelf, knowledge.retriever, store, clock, post=post)
    desk = Desk(store, context, heard)
    yield Office(desk, post, await draft_of(desk, THEO), database)
    mail.gate.set()
    await post.close()
    await store.close()
    database.dispose()


async def test_a_trainer_who_submits_is_announced_to_the_designers_with_a_link(office: Office, mail: MailServer):
    await office.take(THEO, "submit")
    assert await office.faults() == []
    assert set(mail.by_receiver()) == {"ana", "paul", "ada"}
    sender, receivers, message = mail.letters[0]
    assert (sender, len(receivers)) == ("jalon@example.org", 1)
    assert message["From"] == "Jalon <jalon@example.org>"
    assert message["Subject"] == "À relire\u00a0: Réagir à un départ de feu"
    body = message.get_content()
    assert "Theo soumet le module «\u00a0Réagir à un départ de feu\u00a0»" in body
    assert "https://jalon.example.org/desk/m-theo\n" in body
    assert mail.logins == [f"\0jalon\0{SECRET}".encode()]


async def test_a_decision_comes_to_its_trainer_with_its_reason_in_their_language(office: Office, mail: MailServer):
    await office.take(THEO, "submit")
    await office.take(ANA, "take")
    await office.post.close()
    with office.database.begin() as connection:
        connection.execute(update(accounts).where(accounts.c.id == "theo").values(language="en"))
    mail.letters.clear()
    await office.take(ANA, "request_changes", "Le critère de O1 est vague.\nEt S3 est longue.")
    await office.post.close()
    assert set(mail.by_receiver()) == {"theo"}
    body = mail.by_receiver()["theo"].get_content()
    assert "Hello Theo,\n" in body
    assert "Ana has reviewed your module" in body
    assert "> Le critère de O1 est vague.\n> Et S3 est longue.\n" in body


async def test_a_discussion_comes_to_its_people_the_author_and_those_it_names(office: Office, mail: MailServer):
    first = await office.desk.comment(ANA, office.draft.id, "Trop long ?", where="S3")
    await office.post.close()
    assert set(mail.by_receiver()) == {"theo"}
    mail.letters.clear()
    await office.desk.comment(PAUL, office.draft.id, "Je trouve. @ada, ton avis ? @zoe", parent=first.id)
    await office.post.close()
    subjects = {name: message["Subject"] for name, message in mail.by_receiver().items()}
    assert {name: subject.partition("\u00a0")[0] for name, subject in subjects.items()} == {
        "theo": "Une réponse",
        "ana": "Une réponse",
        "ada": "On vous cite",
    }
    assert "(S3)" in mail.by_receiver()["ana"].get_content()


async def test_a_suggestion_says_which_words_it_would_put_for_which(office: Office, mail: MailServer):
    await office.desk.comment(ANA, office.draft.id, "", path="O1.criterion", proposed="en trente secondes")
    await office.post.close()
    body = mail.by_receiver()["theo"].get_content()
    assert "\n> en trente secondes\n" in body
    assert "Au lieu de\u00a0:\n> " in body


async def test_an_act_is_done_before_the_server_has_answered_and_closing_waits_for_the_letter(
    office: Office, mail: MailServer
):
    mail.gate.clear()
    assert (await office.take(THEO, "submit")).status == "submitted"
    closing = asyncio.create_task(office.post.close())
    await asyncio.sleep(0)
    assert not closing.done()
    assert mail.letters == []
    mail.gate.set()
    await closing
    assert len(mail.letters) == 3


# What people type


async def test_no_name_and_no_title_adds_a_header_or_a_receiver(office: Office, mail: MailServer):
    hostile = "Feu\r\nBcc: eve@example.org\r\n\r\nPayez ici\u2028\x0bX-Other: {who} {0}"
    titled = await draft_of(office.desk, ZOE, hostile)
    zoe = ZOE.model_copy(update={"name": hostile})
    await office.desk.decide(zoe, titled.id, "submit", seen=titled.content_hash)
    assert await office.faults() == []
    assert len(mail.letters) == 3
    for _, receivers, message in mail.letters:
        assert receivers == [message["To"]]
        assert {"Bcc", "X-Other"}.isdisjoint(message)
        assert "Feu Bcc: eve@example.org Payez ici X-Other: {who} {0}" in message["Subject"]
        assert not any(line.startswith(("Payez", "Bcc")) for line in message.get_content().splitlines())


async def test_no_comment_ends_a_letter_or_passes_for_its_text(office: Office, mail: MailServer):
    text = "Fin.\r\n.\r\nMAIL FROM:<eve@example.org>\r\n\u2028Ouvrir le module :\rhttp://ailleurs.example"
    await office.desk.comment(ANA, office.draft.id, text)
    assert await office.faults() == []
    assert len(mail.letters) == 1
    body = mail.letters[0][2].get_content().splitlines()
    for line in (".", "MAIL FROM:<eve@example.org>", "Ouvrir le module :", "http://ailleurs.example"):
        assert f"> {line}" in body
        assert line not in body


# Servers that fail


async def test_a_dead_server_costs_one_line_of_the_log_and_no_act(office: Office, unused_port: int):
    office.post.server = Server(SecretStr(f"smtp://jalon:{IN_URL}@127.0.0.1:{unused_port}"), "jalon@example.org")
    assert (await office.take(THEO, "submit")).status == "submitted"
    assert await office.faults() == [{"letters": 3, "fault": "ConnectionRefusedError"}]
    assert (await office.desk.review(ANA, office.draft.id)).status == "submitted"


@pytest.fixture
async def unused_port() -> int:
    listening = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port: int = listening.sockets[0].getsockname()[1]
    listening.close()
    await listening.wait_closed()
    return port


async def test_a_server_that_says_nothing_is_given_up(office: Office, mail: MailServer):
    mail.gate.clear()
    office.post.server = Server(SecretStr(f"smtp://127.0.0.1:{mail.port}"), "jalon@example.org", seconds=0.1)
    await office.take(THEO, "submit")
    assert [one["fault"] for one in await office.faults()] == ["SMTPServerDisconnected"]


async def test_a_refused_password_is_told_without_what_the_server_says_of_it(office: Office, mail: MailServer):
    mail.refuses = b"AUTH"
    await office.take(THEO, "submit")
    assert [one["fault"] for one in await office.faults()] == ["SMTPAuthenticationError 535"]
    assert mail.letters == []


async def test_the_others_get_their_letter_where_one_address_is_refused(office: Office, mail: MailServer):
    mail.refuses = b"paul@"
    await office.take(THEO, "submit")
    assert await office.faults() == [{"letters": 1, "fault": "SMTPRecipientsRefused"}]
    assert set(mail.by_receiver()) == {"ana", "ada"}


@pytest.mark.parametrize(
    ("host", "encrypted", "allowed"),
    [("mail.example.org", True, True), ("mail.example.org", False, False), ("127.0.0.1", False, True)],
)
def test_a_password_is_told_in_the_open_to_this_machine_alone(host: str, encrypted: bool, allowed: bool):
    assert may_log_in(host, encrypted=encrypted) == allowed


@pytest.mark.parametrize(
    ("accounts", "url", "writes"),
    [(True, "smtp://127.0.0.1", True), (False, "smtp://127.0.0.1", False), (True, None, False)],
)
async def test_letters_need_accounts_and_a_server(office: Office, accounts: bool, url: str | None, writes: bool):
    told = {"accounts": accounts, "smtp_url": url, "mail_from": "jalon@example.org" if url else None}
    settings = Settings(**told, _env_file=None)  # type: ignore[arg-type]
    assert (open_post(settings, office.desk.store).server is not None) == writes


async def test_without_a_server_nobody_is_written_to(office: Office, mail: MailServer):
    office.post.server = None
    await office.take(THEO, "submit")
    assert await office.faults() == []
    assert mail.letters == []


async def test_a_server_that_offers_to_encrypt_and_does_not_gets_no_letter(office: Office, mail: MailServer):
    mail.offers = "STARTTLS"
    await office.take(THEO, "submit")
    assert [one["fault"] for one in await office.faults()] == ["SMTPResponseException 454"]
    assert (mail.letters, mail.logins) == ([], [])


# Whom a comment names


async def test_a_comment_keeps_the_ids_of_colleagues_and_the_text_as_typed(office: Office):
    text = "@Paul @théo @eve @quelqu’un"
    said = await office.desk.comment(ANA, office.draft.id, text)
    assert (said.mentions, said.text) == (("paul", "theo"), text)


# Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", f"http://jalon:{IN_URL}@mail.example.org"),
        ("SMTP_URL", f"smtp://jalon:{IN_URL}@"),
        ("SMTP_URL", f"smtps://jalon:{IN_URL}@mail.example.org:99999"),
        ("MAIL_FROM", "Jalon"),
        ("MAIL_FROM", "Jalon <jalon@example.org>\nBcc: eve@example.org"),
    ],
)
def test_a_wrong_setting_is_named_in_both_languages_without_its_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"JALON_{name}", value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    accepted = {"SMTP_URL": ("smtp://user", "smtp://utilisateur"), "MAIL_FROM": ("example.org", "exemple.fr")}[name]
    for line, part in zip((str(caught.value), caught.value.french), accepted, strict=True):
        assert f"JALON_{name}" in line
        assert part in line
    assert IN_URL not in f"{caught.value} {caught.value.french} {caught.value.__cause__}"


@pytest.mark.parametrize("half", [{"smtp_url": "smtp://127.0.0.1"}, {"mail_from": "jalon@example.org"}])
def test_half_of_what_letters_need_is_refused(half: dict[str, str]):
    with pytest.raises(SettingsError, match="JALON_SMTP_URL and JALON_MAIL_FROM together"):
        check_mail(Settings(**half, _env_file=None))  # type: ignore[arg-type]


def test_the_address_of_a_mail_server_is_not_shown():
    url = f"smtps://jalon:{IN_URL}@mail.example.org"
    settings = Settings(smtp_url=url, mail_from="Jalon <jalon@example.org>", _env_file=None)  # type: ignore[arg-type]
    check_mail(settings)
    assert IN_URL not in repr(settings)
