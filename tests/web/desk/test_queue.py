"""The queue: found, narrowed, sorted, page by page; what is late and what was approved is said."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from assistant.models.desk import LOCAL, Person
from assistant.runtime import Program
from tests.web.desk.conftest import Put
from tests.web.desk.reading import Designer

pytestmark = pytest.mark.asyncio(loop_scope="session")
ME = Person(id=LOCAL, organisation=LOCAL, name=LOCAL, role="administrator")


def _word() -> str:
    return "z" + "".join(letter for letter in uuid4().hex if letter.isalpha())


async def test_words_of_a_title_find_a_module_in_any_case_and_without_accents(designer: Designer, put: Put):
    word = _word()
    await put(f"Éteindre {word}")
    await put(f"Allumer {word}")
    assert (await designer.queue(text=f"eteindre {word.upper()}")).titles() == [f"Éteindre {word}"]
    assert set((await designer.queue(text=word)).titles()) == {f"Éteindre {word}", f"Allumer {word}"}


async def test_a_status_leaves_its_modules_and_counts_the_others(designer: Designer, put: Put):
    word = _word()
    sent, _ = await put(f"Soumis {word}"), await put(f"Gardé {word}")
    await designer.decides(sent, "submit")
    page = await designer.queue(text=word, status="submitted")
    assert page.titles() == [f"Soumis {word}"]
    assert "Tous 2" in page.text
    assert "Brouillon 1" in page.text
    assert 'aria-current="true">Soumis' in page.source


async def test_what_is_mine_and_what_is_nobodys_are_told_apart(designer: Designer, put: Put):
    word = _word()
    mine, free = await put(f"À moi {word}"), await put(f"Libre {word}")
    await designer.does(mine, "assign", assignee=LOCAL, due="")
    assert (await designer.queue(text=word, assignee="me")).titles() == [mine.brief.title]
    assert (await designer.queue(text=word, assignee="nobody")).titles() == [free.brief.title]


async def test_what_is_late_is_marked_in_words_and_comes_first(designer: Designer, put: Put):
    word, today = _word(), datetime.now(tz=UTC).date()
    await put(f"Sans date {word}")
    late, soon = await put(f"En retard {word}"), await put(f"Bientôt {word}")
    await designer.does(late, "assign", assignee="", due=str(today - timedelta(days=2)))
    await designer.does(soon, "assign", assignee="", due=str(today + timedelta(days=2)))
    page = await designer.queue(text=word)
    assert page.titles() == [f"En retard {word}", f"Bientôt {word}", f"Sans date {word}"]
    assert page.text.count("en retard de 2 jours") == 1
    assert (await designer.queue(text=word, overdue="1")).titles() == [f"En retard {word}"]


async def test_twenty_five_modules_make_a_page_and_the_filters_stay(designer: Designer, put: Put):
    word = _word()
    for number in range(27):
        await put(f"Numéro {number:02} {word}")
    first = await designer.queue(text=word, order="title")
    assert (len(first.titles()), "Page 1 sur 2" in first.text) == (25, True)
    second = await designer.queue(text=word, order="title", page="2")
    assert second.titles() == [f"Numéro 25 {word}", f"Numéro 26 {word}"]
    assert f"text={word}" in second.source.split('rel="prev"')[1][:200]


async def test_an_approved_module_that_changed_says_which_version_was_approved(
    designer: Designer, put: Put, program: Program
):
    word = _word()
    module = await put(f"Signé {word}", findings=())
    for action in ("submit", "take", "approve"):
        await designer.decides(module, action)
    assert "modifié depuis" not in (await designer.queue(text=word)).text
    await program.desk.edit(ME, module.id, "S2.title", "Un autre titre", seen=1)
    assert "approuvé : version 1, modifié depuis" in (await designer.queue(text=word)).text


async def test_filters_that_leave_nothing_say_what_to_do(designer: Designer):
    page = await designer.queue(text=_word())
    assert page.titles() == []
    assert "Enlevez un filtre" in page.text


@pytest.mark.parametrize(
    "wrong", [{"page": "-1"}, {"status": "nope"}, {"order": "'"}, {"page": "x"}, {"written": "de"}]
)
async def test_an_address_changed_by_hand_shows_the_queue(designer: Designer, put: Put, wrong: dict[str, str]):
    word = _word()
    await put(f"Là {word}")
    assert (await designer.queue(text=word, **wrong)).titles() == [f"Là {word}"]


async def test_the_desk_says_that_it_has_one_user_in_the_language_of_the_page(designer: Designer):
    assert "Un seul utilisateur, sur cette machine seulement" in (await designer.queue()).text
    assert "A single user, on this machine only" in (await designer.queue(lang="en")).text
