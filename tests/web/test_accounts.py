"""Signing in and out, accounts, tokens, forms: what a browser sees, and what it cannot do."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import create_engine, text

from assistant.models.accounts import Account, Changes
from assistant.models.module import Module
from assistant.models.retention import Terms
from assistant.settings import Settings
from assistant.storage.database import open_store
from assistant.storage.urls import database_url
from evals.suites.suite import without_model
from tests.checks.conftest import french_module
from tests.web.signing import ADDRESS, PASSWORD, House, open_house, proof, send, sign_in

_TERM = 36500
"""Days: long enough for whatever the tests do, and over for what was said in 1900."""

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory, furnish: Callable[[Path], Path]) -> AsyncIterator[House]:
    own = tmp_path_factory.mktemp("own")
    changes = {"accounts": True, "knowledge_paths": str(own), "retention_days": _TERM}
    settings = without_model(furnish(tmp_path_factory.mktemp("accounts"))).model_copy(update=changes)
    await _talk_of_another_century(settings)
    async with open_house(settings) as opened:
        yield opened


async def _talk_of_another_century(settings: Settings) -> None:
    """A conversation whose term was over before the server started."""
    store = await open_store(settings.data_dir, None)
    await store.history.save_thread("old", name="1900")
    await store.retention.begin(Terms(days=_TERM), datetime(1900, 1, 1, tzinfo=UTC))
    await store.close()
    engine = create_engine(database_url(settings.data_dir, None))
    with engine.begin() as connection:
        connection.execute(text("update jalon_chat_threads set updated_at = '1900-01-01T00:00:00.000000+00:00'"))
    engine.dispose()


async def test_a_server_that_starts_deletes_what_its_rule_says(house: House):
    for _ in range(500):
        if await house.store.history.thread("old") is None:
            break
        await asyncio.sleep(0.02)
    assert await house.store.history.thread("old") is None


async def test_a_page_sends_a_stranger_to_sign_in_and_back(house: House):
    account = await house.account("anne")
    client = house.browser()
    sent = await client.get("/methods?kind=tool")
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in?next=/methods%3Fkind%3Dtool")
    form = await client.get(sent.headers["location"])
    onward = re.search(r'name="next" value="([^"]+)"', form.text)
    assert onward
    entered = await sign_in(client, "  ANNE@Example.org ", onward=onward[1])
    assert (entered.status_code, entered.headers["location"]) == (303, "/methods?kind=tool")
    assert account.name in (await client.get("/account")).text


async def test_a_program_without_a_session_is_refused_in_json(house: House):
    reply = await house.browser(Accept="application/json").get("/modules/m-1/1")
    assert (reply.status_code, reply.json()) == (401, {"detail": "sign in first"})


async def test_the_form_can_be_filled_by_a_password_manager_and_read_aloud(house: House):
    page = (await house.browser().get("/sign-in")).text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert page.count("<label>") == 2
    french = house.browser(**{"Accept-Language": "fr"})
    assert "Se connecter" in (await french.get("/sign-in")).text


async def test_a_wrong_password_and_an_unknown_address_are_told_alike(house: House):
    await house.account("berthe")
    wrong = await sign_in(house.browser("10.1.1.1"), "berthe@example.org", "not the password")
    unknown = await sign_in(house.browser("10.1.1.2"), "nobody@example.org", "not the password")
    assert wrong.status_code == unknown.status_code == 401
    assert 'role="alert"' in wrong.text

    def shape(text: str) -> str:
        return re.sub(r'name="csrf" value="[^"]+"', "", text).replace("berthe@", "nobody@")

    assert shape(wrong.text) == shape(unknown.text)


async def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites(house: House):
    account = await house.account("chloe")
    cookie = (await sign_in(house.browser(), account.email)).headers["set-cookie"].lower()
    assert "jalon_session=" in cookie
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie


async def test_a_session_that_somebody_planted_is_not_the_one_that_is_used(house: House):
    account = await house.account("denise")
    client = house.browser()
    client.cookies.set("jalon_session", "planted-by-somebody-else", domain="127.0.0.1")
    await sign_in(client, account.email)
    assert client.cookies["jalon_session"] != "planted-by-somebody-else"
    thief = house.browser()
    thief.cookies.set("jalon_session", "planted-by-somebody-else")
    assert (await thief.get("/account")).status_code == 303


async def test_signing_in_again_ends_the_session_that_the_browser_had(house: House):
    account = await house.account("edith")
    client = await house.signed_in(account)
    old = client.cookies["jalon_session"]
    client.cookies.delete("jalon_session")
    page = await client.get("/sign-in")
    body = {"csrf": proof(page), "email": account.email, "password": PASSWORD}
    cookies = {"jalon_session": old, "jalon_browser": client.cookies["jalon_browser"]}
    again = house.browser()
    again.cookies.update(cookies)
    # Its page was made for a browser that nobody was signed in with: the form proves nothing for the session.
    assert (await again.post("/sign-in", data=body)).status_code == 403
    client.cookies.set("jalon_session", old)
    back = await client.get("/sign-in")
    assert back.status_code == 303


async def test_what_is_stored_opens_nothing(house: House):
    account = await house.account("fanny")
    client = await house.signed_in(account)
    everything = json.dumps(await house.store.accounts.personal.everything(account.id), default=str)
    assert client.cookies["jalon_session"] not in everything
    assert "argon2" not in everything


@pytest.mark.parametrize(
    "onward",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/%0d%0aX: y\r\nX: y",
     "javascript:alert(1)", "/\t/evil.example", "evil", "", "/sign-out", "///evil.example"],
)  # fmt: skip
async def test_nobody_is_sent_to_another_site(house: House, onward: str):
    name = f"gus{abs(hash(onward))}"
    account = await house.account(name)
    entered = await sign_in(house.browser(name), account.email, onward=onward)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    client = await house.signed_in(account)
    assert (await client.get("/sign-in", params={"next": onward})).headers["location"] == "/"


async def test_failures_slow_down_an_account_whether_it_exists_or_not(house: House):
    account = await house.account("hilda")
    attempts = house.store.accounts.attempts
    for email in (account.email, "ghost@example.org"):
        at = datetime.now(UTC) - timedelta(minutes=2)
        for number in range(11):
            pause = await attempts.begin(email, f"10.2.{number}.1", at)
            at += timedelta(seconds=pause)
            assert pause == 0 or await attempts.begin(email, f"10.2.{number}.1", at) == 0
        slowed = await sign_in(house.browser("10.2.99.1"), email)
        assert slowed.status_code == 429
        assert int(slowed.headers["retry-after"]) >= 1
        assert 'role="alert"' in slowed.text


async def test_the_pause_grows_and_ends(house: House):
    attempts, at = house.store.accounts.attempts, datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
    waited = []
    for _ in range(9):
        pause = await attempts.begin("ida@example.org", "10.3.0.1", at)
        waited.append(pause)
        at += timedelta(seconds=pause)
        if pause:
            assert await attempts.begin("ida@example.org", "10.3.0.1", at) == 0
    assert waited == [0, 0, 0, 0, 0, 1, 2, 4, 8]
    later = datetime(2030, 1, 1, 9, 30, tzinfo=UTC)
    assert await attempts.begin("ida@example.org", "10.3.0.1", later) == 0


async def test_many_accounts_tried_from_one_address_are_slowed_down_too(house: House):
    attempts, at = house.store.accounts.attempts, datetime(2030, 1, 2, tzinfo=UTC)
    pauses = [await attempts.begin(f"{number}@example.org", "10.4.0.1", at) for number in range(21)]
    assert pauses == [0] * 20 + [1]
    assert await attempts.begin("20@example.org", "10.4.0.2", at) == 0


async def test_attempts_at_the_same_time_are_counted(house: House):
    import asyncio

    attempts, at = house.store.accounts.attempts, datetime(2030, 1, 3, tzinfo=UTC)
    pauses = await asyncio.gather(*(attempts.begin("jo@example.org", f"10.5.0.{n}", at) for n in range(30)))
    assert sum(pause == 0 for pause in pauses) == 5


async def test_a_form_without_its_proof_changes_nothing(house: House):
    account = await house.account("karin", "administrator")
    client, other = await house.signed_in(account), await house.signed_in(await house.account("lea"))
    stolen = proof(await other.get("/account"))
    for given in ({}, {"csrf": ""}, {"csrf": "x"}, {"csrf": stolen}, {"csrf": "é\udcff".encode("utf-8", "replace")}):
        for path in ("/account", "/account/tokens", "/account/erase", "/people", "/sign-out", "/methods/proposals"):
            reply = await client.post(path, data={"name": "Taken over", "language": "en", **given})
            assert reply.status_code == 403, path
            assert "reload" in reply.text or "rechargez" in reply.text
    assert (await client.post("/account", content=b"name=x", headers={"Content-Type": "text/plain"})).status_code == 403
    assert (await client.post("/account")).status_code == 403
    assert (await house.store.accounts.by_id(account.id)) == account


async def test_the_sign_in_form_itself_has_to_be_opened_first(house: House):
    account = await house.account("mona")
    client = house.browser()
    reply = await client.post("/sign-in", data={"email": account.email, "password": PASSWORD})
    assert reply.status_code == 403
    assert "jalon_session" not in client.cookies


async def test_signing_out_ends_the_session_on_the_server(house: House):
    account = await house.account("nina")
    client, elsewhere = await house.signed_in(account), await house.signed_in(account)
    kept = client.cookies["jalon_session"]
    assert (await send(client, "/account", "/sign-out")).status_code == 303
    client.cookies.set("jalon_session", kept)
    assert (await client.get("/account")).status_code == 303
    assert (await elsewhere.get("/account")).status_code == 200


async def test_signing_out_everywhere_ends_every_session(house: House):
    account = await house.account("odile")
    client, elsewhere = await house.signed_in(account), await house.signed_in(account)
    await send(client, "/account", "/sign-out", everywhere="1")
    assert (await elsewhere.get("/account")).status_code == 303


async def test_another_password_ends_the_other_sessions_and_keeps_this_one(house: House):
    account = await house.account("paula")
    client, elsewhere = await house.signed_in(account), await house.signed_in(account)
    new = {"new": "une tout autre phrase", "again": "une tout autre phrase"}
    assert (await send(client, "/account", "/account/password", password="wrong", **new)).status_code == 422
    assert (await elsewhere.get("/account")).status_code == 200
    assert (await send(client, "/account", "/account/password", password=PASSWORD, **new)).status_code == 303
    assert (await client.get("/account")).status_code == 200
    assert (await elsewhere.get("/account")).status_code == 303
    assert (await sign_in(house.browser(), account.email)).status_code == 401
    assert (await sign_in(house.browser(), account.email, "une tout autre phrase")).status_code == 303


@pytest.mark.parametrize(
    ("new", "again"), [("short", "short"), ("a" * 40, "a" * 40), ("une phrase longue", "une autre")]
)
async def test_a_password_that_is_easily_guessed_or_mistyped_is_refused(house: House, new: str, again: str):
    account = await house.account(f"quentin{abs(hash(new))}")
    client = await house.signed_in(account)
    reply = await send(client, "/account", "/account/password", password=PASSWORD, new=new, again=again)
    assert reply.status_code == 422
    assert (await sign_in(house.browser(), account.email)).status_code == 303


async def test_an_invitation_serves_once(house: House):
    admin = await house.signed_in(await house.account("rosa", "administrator"))
    page = await send(admin, "/people", email="new@example.org", name="New <b>", role="designer")
    link = re.search(r"<code>http://127.0.0.1:8000(/welcome/[^<]+)</code>", page.text)
    assert link
    assert "New &lt;b&gt;" in page.text
    client = house.browser()
    entered = await send(client, link[1], password=PASSWORD, again=PASSWORD)
    assert entered.status_code == 303
    assert "New &lt;b&gt;" in (await client.get("/account")).text
    assert (await house.browser().get(link[1])).status_code == 404
    assert (await house.browser().get(link[1][:-2] + "xx")).status_code == 404


async def test_who_is_deactivated_is_out_at_once(house: House):
    admin, account = await house.signed_in(await house.account("sara", "administrator")), await house.account("tess")
    client = await house.signed_in(account)
    token = await _token(client)
    await send(admin, "/people", f"/people/{account.id}", then="close")
    assert (await client.get("/account")).status_code == 303
    assert (await _with(house, token)).status_code == 401
    assert (await sign_in(house.browser(), account.email)).status_code == 401
    await send(admin, "/people", f"/people/{account.id}", then="let_in")
    assert (await sign_in(house.browser(), account.email)).status_code == 303


async def test_a_conversation_that_its_owner_deletes_leaves_nothing_of_what_was_said(house: House):
    # Once the application is there: it imports Chainlit with its warnings spared.
    from assistant.web.history import HistoryLayer

    thread, conversations = str(uuid4()), house.program.conversations
    await house.store.history.save_thread(thread, name="Feu")
    async for _ in conversations.send(thread, "Ma prime dépend de ce module."):
        pass
    assert (await conversations.heard(thread)).turns == ("Ma prime dépend de ce module.",)
    await HistoryLayer().delete_thread(thread)
    assert await conversations.state(thread) is None
    assert await house.store.history.thread(thread) is None


async def test_a_stranger_is_offered_no_page_that_leads_back_to_signing_in(house: House):
    for address in ("/sign-in", "/welcome/none"):
        found = re.search(r"<nav.*?</nav>", (await house.browser().get(address)).text, re.DOTALL)
        assert found
        assert re.findall(r'href="([^"?]*)', found[0]) == [address]
    inside = (await (await house.signed_in(await house.account("gwen"))).get("/account")).text
    assert '<a href="/desk' in inside


async def test_another_date_leaves_a_review_with_the_designer_who_has_left(house: House):
    chief, designer = await house.account("ivan", "administrator"), await house.account("jane", "designer")
    module = await _module_of(house, await house.account("kim"))
    desk, at = house.program.desk, datetime.now(UTC)
    await desk.assign(chief.person, module.id, assignee=designer.id, due=None)
    await house.store.accounts.change(designer.organisation, designer.id, Changes(active=False), by="", at=at)
    client = await house.signed_in(chief)
    page = (await client.get(f"/desk/{module.id}")).text
    held = re.search(r'name="assignee">.*?<option value="([^"]+)" selected>([^<]+)<', page, re.DOTALL)
    assert held
    assert held.groups() == (designer.id, "Jane, qui ne relit plus")
    await send(client, f"/desk/{module.id}", f"/desk/{module.id}/assign", assignee=held[1], due="2026-12-24")
    review = await desk.review(chief.person, module.id)
    assert (review.assignee, str(review.due)) == (designer.id, "2026-12-24")


async def _module_of(house: House, trainer: Account) -> Module:
    user, thread = await house.store.history.ensure_user(trainer.id, {}), str(uuid4())
    await house.store.history.save_thread(thread, user=user["id"])
    return await house.store.save(french_module().model_copy(update={"id": f"m-{thread}"}), thread=thread)


async def test_whoever_has_left_is_still_called_by_name_at_the_desk(house: House):
    trainer, designer = await house.account("hugo"), await house.account("ines", "designer")
    module = await _module_of(house, trainer)
    desk = house.program.desk
    await desk.decide(trainer.person, module.id, "submit", seen=module.content_hash)
    await desk.decide(designer.person, module.id, "take", seen=module.content_hash)
    left = Changes(active=False)
    await house.store.accounts.change(designer.organisation, designer.id, left, by="", at=datetime.now(UTC))
    client = await house.signed_in(trainer)
    for path in ("/desk", f"/desk/{module.id}", f"/desk/{module.id}/history"):
        page = (await client.get(path)).text
        assert "Ines" in page, path
        assert designer.id not in page, path


async def test_an_invitation_that_is_refused_keeps_what_was_typed(house: House):
    client = await house.signed_in(await house.account("wanda", "administrator"))
    typed = {"email": "wanda@example.org", "name": "Wanda Bis", "role": "designer"}
    page = await send(client, "/people", **typed)
    assert page.status_code == 422
    assert all(f'value="{typed[name]}"' in page.text for name in ("email", "name"))
    form = page.text.split("</form>")[0]
    assert '<option value="designer" selected>' in form


async def test_an_organisation_keeps_an_administrator(house: House):
    account = await house.account("uma", "administrator", "Seule")
    await house.account("ulla", "trainer", "Seule")
    client = await house.signed_in(account)
    for fields in ({"then": "close"}, {"then": "role", "role": "trainer"}):
        reply = await send(client, "/people", f"/people/{account.id}", **fields)
        assert reply.status_code == 422
        assert 'role="alert"' in reply.text
    assert (await send(client, "/account", "/account/erase", password=PASSWORD)).status_code == 422
    assert (await house.store.accounts.by_id(account.id)) == account


async def _token(client) -> str:
    page = await send(client, "/account", "/account/tokens", name="a program", days="30")
    found = re.search(r"<code>(jalon_[\w-]+)</code>", page.text)
    assert found
    return found[1]


async def _with(house: House, token: str, path: str = "/modules/m-none/1"):
    return await house.browser(Accept="*/*", Authorization=f"Bearer {token}").get(path)


async def test_a_token_is_shown_once_serves_programs_and_can_be_revoked(house: House):
    account = await house.account("vera")
    client = await house.signed_in(account)
    token = await _token(client)
    assert token not in (await client.get("/account")).text
    assert (await _with(house, token)).status_code == 404
    assert (await _with(house, token, "/account")).status_code == 401
    assert (await _with(house, token, "/chat/user")).status_code == 401
    (kept,) = await house.store.accounts.keys.tokens(account.id)
    assert kept.used_at is not None
    await send(client, "/account", f"/account/tokens/{kept.id}")
    assert (await _with(house, token)).status_code == 401


async def test_a_session_does_not_help_a_token_that_is_wrong(house: House):
    client = await house.signed_in(await house.account("wilma"))
    reply = await client.get("/modules/m-none/1", headers={"Authorization": "Bearer jalon_wrong", "Accept": "*/*"})
    assert reply.status_code == 401


async def test_nobody_revokes_the_token_of_somebody_else(house: House):
    account = await house.account("xenia")
    token = await _token(await house.signed_in(account))
    (kept,) = await house.store.accounts.keys.tokens(account.id)
    other = await house.signed_in(await house.account("yves"))
    assert (await send(other, "/account", f"/account/tokens/{kept.id}")).status_code == 404
    assert (await _with(house, token)).status_code == 404


async def test_an_expired_session_or_token_opens_nothing(house: House):
    account = await house.account("zoe")
    keys, at = house.store.accounts.keys, datetime(2020, 1, 1, tzinfo=UTC)
    client = house.browser()
    client.cookies.set("jalon_session", await keys.sign_in(account, at=at, how="test"))
    assert (await client.get("/account")).status_code == 303
    token = await keys.make_token(account.person, "old", days=30, at=at)
    assert (await _with(house, token)).status_code == 401


async def test_words_sent_from_a_page_of_an_earlier_session_are_shown_and_no_password_is(house: House):
    client = await house.signed_in(await house.account("abbie"))
    sent = {"csrf": "of another session", "text": "Trop <long> ?", "wish": "  ", "password": PASSWORD}
    reply = await client.post("/desk/m-none/comment", data=sent)
    assert (reply.status_code, reply.text.count("<blockquote")) == (403, 1)
    assert "Trop &lt;long&gt; ?" in reply.text
    assert PASSWORD not in reply.text
    assert "<blockquote" not in (await client.post("/desk/m-none/comment", data={"text": " "})).text


async def _ended(house: House, name: str):
    """A browser whose session is over, and that has just been signed in with."""
    account = await house.account(name)
    client = await house.signed_in(account)
    await send(client, "/account", "/sign-out", everywhere="1")
    return account, client


async def test_what_is_sent_once_the_session_has_ended_stays_on_the_page_with_the_way_in_and_back(house: House):
    account, client = await _ended(house, "adele")
    module = await _module_of(house, account)
    page = f"/desk/{module.id}?lang=en&do=comment&for=O1"
    sent = {"csrf": "old", "where": "O1", "text": "Trop <long> ?", "words": "mots cités", "password": "", "again": ""}
    headers = {"Referer": f"{ADDRESS}{page}&done=comment"}
    reply = await client.post(f"/desk/{module.id}/comment", data=sent, headers=headers)
    assert (reply.status_code, reply.text.count("<blockquote")) == (401, 2)
    assert "Trop &lt;long&gt; ?" in reply.text
    assert reply.headers["cache-control"] == "no-store"
    way_in = re.search(r'href="(/sign-in\?next=[^"]+)" target="_blank"', reply.text)
    assert way_in
    form = await client.get(way_in[1])
    onward = re.search(r'name="next" value="([^"]+)"', form.text)
    assert onward
    entered = await sign_in(client, account.email, onward=unescape(onward[1]))
    # Not that the comment before this one was added: this one was not.
    assert entered.headers["location"] == page
    assert "-work" in (await client.get(page)).text


async def test_a_page_read_in_french_says_in_french_that_the_session_has_ended(house: House):
    _, client = await _ended(house, "aglae")
    reply = await client.post("/desk/m-none/comment?lang=fr", data={"text": "Un mot"})
    assert "Votre session est terminée" in reply.text
    assert "Un mot" in reply.text


@pytest.mark.parametrize(
    ("posted", "referer", "onward"),
    [
        ("/desk/m-1/comment", "", "/desk/m-1"),
        ("/desk/m-1/comment", f"{ADDRESS}/desk/m-1/edit?lang=fr", "/desk/m-1"),
        ("/desk/m-1/restore", f"{ADDRESS}/desk/m-1/compare", "/desk/m-1/compare"),
        ("/desk/m-1/comment", "https://evil.example//evil.example/x", "/desk/m-1"),
        ("/desk/m-1/comment", "javascript:alert(1)", "/desk/m-1"),
        ("/people", f"{ADDRESS}/people", "/people"),
    ],
)
async def test_the_way_back_is_a_page_of_this_site_that_opens(house: House, posted: str, referer: str, onward: str):
    headers = {"Referer": referer} if referer else {}
    reply = await house.browser().post(posted, data={"text": "x", "name": "Ana"}, headers=headers)
    assert f'href="/sign-in?next={onward}"' in reply.text
    nothing = await house.browser().post(posted, data={"csrf": "old"}, headers=headers)
    assert (nothing.status_code, nothing.headers["location"]) == (303, f"/sign-in?next={onward}")


async def test_a_session_that_ended_shows_no_password_and_reads_no_flood(house: House):
    sent = {"password": PASSWORD, "new": "a second secret", "again": "a second secret", "email": "a@example.org"}
    reply = await house.browser().post("/account/password", data=sent)
    assert (reply.status_code, reply.headers["location"]) == (303, "/sign-in?next=/account")
    flood = await house.browser().post("/desk/m-1/comment", data={"text": "x" * 300_000})
    assert (flood.status_code, flood.headers["location"]) == (303, "/sign-in?next=/desk/m-1")
    program = await house.browser(Accept="application/json").post("/desk/m-1/comment", data={"text": "x"})
    assert program.status_code == 401


async def test_ones_own_data_is_handed_over_whole_without_secrets(house: House):
    account = await house.account("abel")
    client = await house.signed_in(account)
    reply = await client.get("/account/data.json")
    assert reply.headers["content-disposition"].startswith("attachment")
    told = reply.json()
    assert told["account"][0]["email"] == account.email
    assert {line["act"] for line in told["log"]} >= {"account.add", "sign_in"}
    assert "password" not in told["account"][0]
    assert "hash" not in told["sessions"][0]


async def test_a_deleted_account_leaves_no_name_behind(house: House):
    account = await house.account("basil")
    client = await house.signed_in(account)
    await house.store.history.ensure_user(account.id, {})
    assert (await send(client, "/account", "/account/erase", password="wrong")).status_code == 422
    assert (await send(client, "/account", "/account/erase", password=PASSWORD)).status_code == 303
    assert (await client.get("/account")).status_code == 303
    assert (await sign_in(house.browser(), account.email)).status_code == 401
    left = json.dumps(await house.store.accounts.personal.everything(account.id), default=str)
    assert "asil" not in left
    assert "compte supprimé" in (await house.store.accounts.by_id(account.id)).name  # type: ignore[union-attr]


async def test_the_log_tells_what_was_done_without_secrets(house: House):
    admin = await house.account("cyril", "administrator", "Journal")
    client = await house.signed_in(admin)
    await sign_in(house.browser(), admin.email, "a wrong password")
    token = await _token(client)
    await send(client, "/people", email="dora@example.org", name="Dora", role="trainer")
    lines = await house.store.audit.entries(admin.organisation)
    assert {line.act for line in lines} >= {"sign_in", "sign_in.refused", "token.make", "account.add"}
    told = "".join(line.model_dump_json() for line in lines)
    for secret in (PASSWORD, "a wrong password", token, client.cookies["jalon_session"], "dora", "cyril"):
        assert secret not in told
    assert await house.store.audit.broken() is None


async def test_a_trainer_proposes_no_cards_and_sees_no_accounts(house: House):
    trainer, designer = await house.account("eloi"), await house.account("fred", "designer")
    for path in ("/methods/proposals", "/people"):
        assert (await (await house.signed_in(trainer)).get(path)).status_code == 403
    assert (await (await house.signed_in(designer)).get("/methods/proposals")).status_code == 200
    assert (await (await house.signed_in(designer)).get("/people")).status_code == 403


async def test_every_page_keeps_to_itself(house: House):
    client = await house.signed_in(await house.account("gina", "administrator"))
    for path in ("/account", "/people", "/sign-in", "/methods", "/methods/proposals", "/nowhere", "/account/data.json"):
        headers = (await client.get(path)).headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    for path in ("/account", "/people", "/account/data.json"):
        assert (await client.get(path)).headers["cache-control"] == "no-store"
