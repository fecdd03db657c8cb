"""The doors of the application over HTTP: which are open, to whom, and with which headers."""

import json
from urllib.parse import urlsplit

import pytest

from tests.web.driving import Server
from tests.web.wire import ask, sign_in


def test_another_site_changes_nothing_and_a_borrowed_name_opens_nothing(server: Server):
    assert ask(server, "POST", "/chat/auth/header", {"Origin": "https://evil.example"}).status == 403
    assert ask(server, "POST", "/chat/auth/header", {"Origin": server.address}).status == 200
    for path in ("/", "/healthz", "/chat/", "/modules/m-1/1"):
        assert ask(server, "GET", path, {"Host": "evil.example"}).status == 403


@pytest.mark.parametrize(
    "path",
    [
        *("/chat/docs", "/chat/redoc", "/chat/openapi.json", "/docs", "/openapi.json", "/chat/copilot/index.js"),
        *("/modules/..%2f..%2fetc%2fpasswd/1", "/modules/m-1/1/document.exe", "/modules/m-1/x", "/modules/x'--/1"),
        *("/chat/public/..%2f..%2fchat.secret", "/chat/public/../../chat.secret", "/chat/assets/..%2f..%2fserver.py"),
        *("/chat/project/file/../../jalon.db", "/../../etc/passwd"),
    ],
)
def test_a_door_that_is_closed_or_is_none_opens_nothing(server: Server, path: str):
    reply = ask(server, "GET", path)
    # What is no door at all shows the chat's page, which then says that it knows no such conversation.
    assert reply.status in {400, 401, 404, 422} or reply.text.startswith("<!doctype html>")
    assert "root:" not in reply.text
    assert (server.folder / "chat.secret").read_text().strip() not in reply.text


@pytest.mark.parametrize("identifier", ["x", "1' OR '1'='1", "%00"])
def test_the_history_takes_ids_for_ids_only(server: Server, identifier: str):
    cookie = {"Cookie": sign_in(server)}
    assert ask(server, "GET", f"/chat/project/thread/{identifier.replace(' ', '%20')}", cookie).status in {404, 422}
    body = json.dumps({"threadId": identifier})
    for method in ("DELETE", "PUT"):
        named = json.dumps({"threadId": identifier, "name": "x"}) if method == "PUT" else body
        reply = ask(server, method, "/chat/project/thread", {**cookie, "Content-Type": "application/json"}, named)
        assert reply.status in {404, 422}


def test_pages_name_no_other_host_and_cannot_be_framed(server: Server):
    for path in ("/", "/healthz", "/modules/none/1"):
        policy = ask(server, "GET", path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
    chat = ask(server, "GET", "/chat/").headers
    assert "frame-ancestors 'self'" in chat["content-security-policy"]
    assert f"ws://{urlsplit(server.address).netloc}" in chat["content-security-policy"]
    assert "https:" not in chat["content-security-policy"]
    assert chat["x-content-type-options"] == "nosniff"
    assert chat["referrer-policy"] == "same-origin"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites(server: Server):
    cookie = ask(server, "POST", "/chat/auth/header").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_health_says_that_the_application_can_serve(server: Server):
    reply = ask(server, "GET", "/healthz")
    assert (reply.status, json.loads(reply.text)) == (200, {"status": "ok"})


def test_documents_that_are_not_there_are_named_in_the_readers_language(server: Server):
    reply = ask(server, "GET", "/modules/m-none/1/document.docx", {"Accept-Language": "fr-FR"})
    assert reply.status == 404
    assert "m-none" in json.loads(reply.text)["detail"]


def test_a_form_is_taken_from_a_page_of_this_browser_only(server: Server):
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": server.address}
    page = ask(server, "GET", "/methods/proposals", {"Accept-Language": "fr"})
    assert ask(server, "POST", "/methods/proposals/x", form, "text=x&seen=").status == 403
    assert "rechargez-la" in ask(server, "POST", "/methods/proposals/x?lang=fr", form, "text=x").text
    assert "une seule personne" in page.text


def test_nobody_signs_in_where_there_are_no_accounts(server: Server):
    for path in ("/sign-in", "/account", "/people"):
        assert ask(server, "GET", path).status == 404
