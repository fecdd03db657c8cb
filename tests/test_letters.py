"""Who gets a letter about a draft, and what it says."""

from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from assistant.mail import News
from assistant.mail.letters import letter
from assistant.mail.news import told
from assistant.models.accounts import Account
from assistant.models.desk import Action, Person, Proposed, Review, Role
from assistant.models.terms import Language
from tests.test_desk import ANA, NOW, PAUL, THEO

REVIEW = Review(
    module="m-theo",
    organisation="rive",
    author="theo",
    thread="t",
    title="Évacuer l’entrepôt",
    language="fr",
    version=2,
    content_hash="h",
    status="submitted",
    since=NOW,
    updated_at=NOW,
)


def account(
    name: str, role: Role = "trainer", *, active: bool = True, language: Language = "fr", organisation: str = "rive"
) -> Account:
    return Account(
        id=name,
        organisation=organisation,
        email=f"{name}@example.org",
        name=name.capitalize(),
        role=role,
        language=language,
        active=active,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        has_password=True,
    )


PEOPLE = (
    account("theo"),
    account("zoe"),
    account("ana", "designer"),
    account("paul", "designer"),
    account("gone", "designer", active=False),
    account("ada", "administrator"),
)


def news(what: Any, by: Person = ANA, **more: Any) -> News:
    return News(what=what, by=by, review=more.pop("review", REVIEW), **more)


def assigned(assignee: str) -> Review:
    return REVIEW.model_copy(update={"assignee": assignee})


@pytest.mark.parametrize(
    ("happened", "names"),
    [
        (news("submit", THEO), {"ana", "paul", "ada"}),
        (news("submit", ANA), {"paul", "ada"}),
        (news("submit", THEO, review=assigned("paul")), {"paul"}),
        (news("submit", THEO, review=assigned("gone")), {"ana", "paul", "ada"}),
        *((news(step), {"theo"}) for step in get_args(Action) if step != "submit"),
        (news("withdraw", THEO), set()),
        (news("comment"), {"theo"}),
        (news("comment", THEO), set()),
        (news("comment", mentions=("paul", "ana")), {"theo", "paul"}),
        (news("comment", mentions=("zoe", "gone", "eve")), {"theo"}),
        (news("answer", THEO, discussion=("ana", "theo", "zoe")), {"ana"}),
        (news("answer", PAUL, discussion=("ana", "paul"), mentions=("ada",)), {"ana", "ada", "theo"}),
    ],
)
def test_those_are_told_whom_it_concerns_and_who_may_open_the_module(happened: News, names: set[str]):
    assert {one.id for one in told(happened, PEOPLE)} == names


# What a letter says


SUGGESTED = Proposed(path="O1.criterion", before="vite", after="en trente secondes")
EVERY = [
    *(news(step, text="Parce que.") for step in get_args(Action)),
    news("comment", text="Ah ?", where="O1"),
    news("comment", proposed=SUGGESTED, where="O1"),
    news("answer", text="Oui.", where="methods"),
    news("comment", text="@theo", mentions=("theo",)),
]


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("happened", EVERY, ids=lambda one: one.what)
def test_every_letter_is_written_in_both_languages(happened: News, language: Language):
    written = letter(happened, account("theo", language=language), "https://jalon.example.org")
    assert "Évacuer l’entrepôt" in written.subject
    assert "\n" not in written.subject
    for said in (happened.text, "Ana", "Évacuer l’entrepôt", "Theo", "https://jalon.example.org/desk/m-theo"):
        assert said in written.body
    assert "{" not in written.subject + written.body
    assert "methods" not in written.body
    assert ("Bonjour" in written.body) == (language == "fr")


def test_without_an_address_of_the_pages_there_is_no_link():
    body = letter(news("approve"), account("theo"), None).body
    assert "Ouvrir le module" not in body
    assert "desk/" not in body
