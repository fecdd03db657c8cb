"""Parts of the pages that need no page: the brief's rows, the browser's language, cookies behind a proxy."""

from typing import Any

import pytest

from assistant.models.terms import Language
from assistant.web.brief import has_no_question_left, rows, title_of
from assistant.web.labels import card_labels, page, spoken
from assistant.web.security import SameOrigin, SecurityHeaders

BRIEF: dict[str, Any] = {
    "subject": "l'accueil téléphonique",
    "audience": "standardistes",
    "duration_minutes": 420,
    "days": [420],
    "competencies": ["orienter un appel", "calmer un appelant"],
    "assumptions": [{"field": "resources", "value": [], "reason": "Rien n’a été annoncé."}],
}


def test_the_brief_so_far_says_what_is_known_what_is_proposed_and_what_is_open():
    states = {row["name"]: row["state"] for row in rows(BRIEF, "fr")}
    assert states["Sujet"] == states["Durée"] == states["Actions visées"] == "said"
    assert states["Moyens"] == "proposed"
    assert states["Effectif"] == "open"
    assert "Prérequis" not in states
    values = {row["name"]: row["value"] for row in rows(BRIEF, "fr")}
    assert values["Actions visées"] == ["Orienter un appel", "Calmer un appelant"]
    assert values["Sujet"] == "l’accueil téléphonique"


def test_once_no_question_is_left_the_brief_shows_what_the_draft_will_assume():
    told = {**BRIEF, "assumptions": [], "group_size_min": 8, "group_size_max": 8, "modality": "onsite"}
    assert not has_no_question_left("interview", "resources", told, "fr")
    assert not has_no_question_left("interview", None, {**told, "modality": None}, "fr")
    assert has_no_question_left("interview", None, told, "fr")
    assert has_no_question_left("methods", None, BRIEF, "fr")
    assert {row["state"] for row in rows(told, "fr", proposing=True)} == {"said", "proposed"}
    assert {row["name"]: row["state"] for row in rows(told, "fr", proposing=True)}["Moyens"] == "proposed"


def test_only_what_is_always_shown_counts_as_a_step_of_the_brief():
    more = {**BRIEF, "accessibility": ["une personne malentendante"], "constraints": ["pas de vidéo"]}
    assert sum(row["counts"] for row in rows(more, "fr")) == sum(row["counts"] for row in rows(BRIEF, "fr"))


def test_a_conversation_is_called_by_its_title_else_by_its_subject():
    assert title_of({"title": "Répondre au téléphone", "subject": "l’accueil"}) == "Répondre au téléphone"
    assert title_of({"subject": "l’accueil"}) == "L’accueil"
    assert title_of({}) == ""


@pytest.mark.parametrize(
    ("browser", "expected"),
    [("fr-FR", "fr"), ("fr", "fr"), ("FR-CA", "fr"), (None, "fr"), ("en-GB", "en"), ("de", "en")],
)
def test_the_pages_speak_french_to_french_browsers_and_english_to_others(browser: str | None, expected: Language):
    assert spoken(browser) == expected


def test_both_languages_have_every_word_of_the_pages():
    assert shape(page("fr")) == shape(page("en"))
    assert shape(card_labels("fr")) == shape(card_labels("en"))


@pytest.mark.parametrize(
    ("public", "scheme", "secure"),
    [
        ("", "http", False),
        ("", "https", True),
        ("https://jalon.example", "http", True),
        ("http://j.example", "http", False),
    ],
)
async def test_cookies_of_an_encrypted_page_are_secure(public: str, scheme: str, secure: bool):
    sent = await served(SecurityHeaders(cookie_giver, "/chat", public), request(scheme=scheme))
    assert (b"secure" in dict(sent["headers"])[b"set-cookie"].lower()) is secure


@pytest.mark.parametrize(
    ("host", "origin", "public", "served_at", "status"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000", "", "127.0.0.1", 200),
        ("localhost:8000", None, "", "127.0.0.1", 200),
        ("[::1]:8000", "http://[::1]:8000", "", "::1", 200),
        ("127.0.0.1:8000", "http://127.0.0.1:9000", "", "127.0.0.1", 403),
        ("evil.example", "http://evil.example", "", "127.0.0.1", 403),
        ("jalon.example", "https://jalon.example", "https://jalon.example", "127.0.0.1", 200),
        ("127.0.0.1:8000", "https://jalon.example", "https://jalon.example", "127.0.0.1", 200),
        ("nas.local:8000", "http://nas.local:8000", "", "192.168.1.7", 200),
        ("nas.local:8000", "http://evil.example", "", "192.168.1.7", 403),
    ],
)
async def test_a_change_is_asked_by_the_applications_own_pages_only(
    host: str, origin: str | None, public: str, served_at: str, status: int
):
    asked = request(method="POST", host=host, origin=origin, server=served_at)
    assert (await served(SameOrigin(cookie_giver, public), asked))["status"] == status


def shape(words: Any) -> Any:
    match words:
        case dict():
            return {key: shape(value) for key, value in words.items()}
        case list():
            return [shape(item) for item in words if isinstance(item, dict)]
        case _:
            return None


def request(
    *, method: str = "GET", scheme: str = "http", host: str = "localhost", origin: str | None = None, server: str = ""
) -> dict[str, Any]:
    headers = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin else [])]
    return {
        "type": "http",
        "method": method,
        "scheme": scheme,
        "path": "/",
        "headers": headers,
        "server": (server or "127.0.0.1", 8000),
    }


async def cookie_giver(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"set-cookie", b"token=1; HttpOnly")]})
    await send({"type": "http.response.body", "body": b""})


async def served(app: Any, scope: dict[str, Any]) -> dict[str, Any]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]
