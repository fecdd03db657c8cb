"""What people do with a draft, and that nothing they typed is lost when it cannot be done."""

import html
import re
from dataclasses import replace
from typing import cast

import pytest

from assistant.engine.protocol import Engine
from assistant.errors import EngineError
from assistant.models.desk import LOCAL, Person, Verdict
from assistant.runtime import Program
from assistant.storage.audit import Detail
from assistant.web import running
from tests.web.desk.conftest import Put
from tests.web.desk.reading import Designer, Seen, words_of
from tests.web.driving import plain

pytestmark = pytest.mark.asyncio(loop_scope="session")
ME = Person(id=LOCAL, organisation=LOCAL, name=LOCAL, role="administrator")
_SAME = "même contenu que la version approuvée"
HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)> "\' onfocus=alert(3) autofocus x="'


async def test_a_review_goes_from_draft_to_approval_with_its_reasons_kept(designer: Designer, put: Put):
    module = await put(findings=())
    await designer.decides(module, "submit", "Prêt à être lu.")
    await designer.decides(module, "take")
    page = await designer.decides(module, "approve")
    assert "La version est approuvée." in page.text
    assert "✓" not in page.text  # what tells it apart is not a sign alone
    history = (await designer.read(module, "history")).text
    assert "Prêt à être lu." in history
    assert history.index("Approuver la version 1") < history.index("Prendre en relecture")
    assert f"empreinte {module.content_hash[:12]}" in history


async def test_approval_names_the_version_and_its_hash(designer: Designer, put: Put):
    module = await put()
    await designer.decides(module, "submit")
    page = await designer.decides(module, "take")
    assert f"version 1, empreinte {module.content_hash[:12]}" in page.text


async def test_a_step_that_needs_a_reason_says_so_beside_its_form(designer: Designer, put: Put):
    module = await put()
    await designer.decides(module, "submit")
    await designer.decides(module, "take")
    page = await designer.decides(module, "request_changes", "  ")
    assert page.status == 422
    assert 'role="alert"' in page.source
    assert "Dites pourquoi" in page.source.split('value="request_changes"')[1].split("</form>")[0]
    assert "Changements demandés" in (await designer.decides(module, "request_changes", "O2 est trop large.")).text


async def test_a_decision_on_a_version_that_changed_keeps_its_reason(designer: Designer, put: Put):
    module = await put()
    await designer.decides(module, "submit")
    await designer.decides(module, "take")
    await designer.does(module, "edit", path="S2.title", text="Autrement", seen="1")
    reason = "O2 ne se voit pas."
    page = await designer.does(module, "decide", action="request_changes", seen=module.content_hash, why=reason)
    assert page.status == 409
    assert f"\n{html.escape(reason)}</textarea>" in page.source
    assert "version plus récente" in page.text


async def test_a_correction_makes_the_next_version(designer: Designer, put: Put, program: Program):
    module = await put()
    page = await designer.does(module, "edit", path="O1.criterion", text="en moins de dix secondes", seen="1")
    assert (page.status, "nouvelle version" in page.text) == (200, True)
    changed = await program.store.get(module.id)
    assert (changed.version, changed.objectives[0].criterion) == (2, "en moins de dix secondes")
    assert changed.objectives[1:] == module.objectives[1:]


async def test_the_second_of_two_corrections_is_told_and_loses_no_word(designer: Designer, put: Put, program: Program):
    module = await put()
    await designer.does(module, "edit", path="S2.title", text="Le premier", seen="1")
    page = await designer.does(module, "edit", path="S2.title", text="Le second, plus long", seen="1")
    assert page.status == 409
    assert "\nLe second, plus long</textarea>" in page.source
    assert "Ce qui s’y trouve maintenant : Le premier" in page.text
    assert "Ce que vous aviez écrit : Le second, plus long" in page.text
    assert (await program.store.get(module.id)).version == 2


async def test_words_that_cannot_stand_there_are_kept_beside_their_form(designer: Designer, put: Put):
    page = await designer.does(await put(), "edit", path="S2.title", text=" ", seen="1", why="trop vague")
    assert page.status == 422
    assert 'aria-invalid="true"' in page.source
    assert 'value="trop vague"' in page.source


async def test_a_suggestion_is_shown_before_and_after_and_accepted(designer: Designer, put: Put, program: Program):
    module = await put()
    page = await designer.does(
        module, "edit", path="O1.criterion", text="en dix secondes", seen="1", then="suggest", why="Le standard."
    )
    beside = page.source.split('id="O1"')[1].split('id="O2"')[0]
    assert f"<del>{html.escape(module.objectives[0].criterion)}</del>" in beside
    assert "<ins>en dix secondes</ins>" in beside
    assert (await program.store.get(module.id)).version == 1
    (comment,) = (await program.desk.open(ME, module.id)).comments
    page = await designer.does(module, "suggestion", comment=comment.id, then="accept", seen="1")
    assert "La proposition est acceptée" in page.text
    assert (await program.store.get(module.id)).objectives[0].criterion == "en dix secondes"


async def test_a_suggestion_is_refused_with_its_reason(designer: Designer, put: Put, program: Program):
    module = await put()
    await designer.does(module, "edit", path="S2.title", text="Vite", seen="1", then="suggest")
    (comment,) = (await program.desk.open(ME, module.id)).comments
    page = await designer.does(module, "suggestion", comment=comment.id, then="refuse", seen="1", reason="Trop court.")
    assert "Proposition refusée : Trop court." in page.text
    assert (await program.store.get(module.id)).version == 1


async def test_a_discussion_is_answered_closed_and_opened_again(designer: Designer, put: Put, program: Program):
    module = await put()
    page = await designer.does(module, "comment", where="S2", text="Trop long ?")
    assert "Trop long ?" in page.source.split('id="S2"')[1].split('id="S3"')[0]
    (comment,) = (await program.desk.open(ME, module.id)).comments
    page = await designer.does(module, "comment", parent=comment.id, text="Non, le feu est rapide.")
    assert page.text.index("Trop long ?") < page.text.index("Non, le feu est rapide.")
    assert "1 échange clos" in (await designer.does(module, "settle", comment=comment.id, done="1")).text
    assert "1 échange ouvert" in (await designer.does(module, "settle", comment=comment.id, done="")).text


async def test_words_copied_from_the_page_are_found_whatever_their_apostrophes(designer: Designer, put: Put):
    module = await put()
    page = await designer.does(module, "comment", where="O1", text="À revoir.", words="« Donner  l'alerte »")
    assert page.status == 200
    assert "<q>Donner l’alerte</q>" in page.source
    page = await designer.does(module, "comment", where="O1", text="Perdu ?", words="ailleurs")
    assert (page.status, "\nPerdu ?</textarea>" in page.source) == (422, True)


async def test_a_review_is_given_with_a_date_and_a_wrong_date_is_kept(designer: Designer, put: Put):
    module = await put()
    assert "3 mars 2031" in (await designer.does(module, "assign", assignee=LOCAL, due="2031-03-03")).text
    page = await designer.does(module, "assign", assignee=LOCAL, due="demain")
    assert (page.status, "Ce que vous aviez écrit : local demain" in page.text) == (422, True)


async def test_versions_are_compared_named_and_restored(designer: Designer, put: Put, program: Program):
    module = await put()
    await designer.does(module, "edit", path="S2.title", text="Donner l’alerte, et vite", seen="1")
    page = await designer.read(module, "compare", old="1", new="2")
    assert page.text.count("1 différence") == 1
    assert "<ins>, et vite</ins>" in page.source
    assert "Version longue" in (await designer.does(module, "label", version="1", label="Version longue")).text
    page = await designer.does(module, "restore", version="1", seen="2")
    assert "La version est restaurée" in page.text
    assert (await program.store.get(module.id)).content_hash == module.content_hash
    late = await designer.does(module, "restore", version="2", seen="2")
    assert (late.status, "version 3" in late.text) == (409, True)


async def test_a_copy_of_the_approved_version_is_named_as_such_and_is_not_the_one_that_was_signed(
    designer: Designer, put: Put
):
    module = await put()
    for step in ("submit", "take", "approve"):
        await designer.decides(module, step, why="Relu.")
    await designer.does(module, "edit", path="S2.title", text="Autre titre", seen="1")
    page = await designer.does(module, "restore", version="1", seen="2")
    marks = [
        ("approved" if 'class="signed"' in item else "same" if _SAME in plain(item) else "") for item in _items(page)
    ]
    assert marks == ["same", "", "approved"]


def _items(page: Seen) -> list[str]:
    """The versions in their list, the latest first."""
    return page.source.partition('<ol class="versions"')[2].partition("</ol>")[0].split("<li>")[1:]


async def test_the_log_tells_in_words_what_was_corrected_named_and_restored(designer: Designer, put: Put):
    module = await put()
    await designer.does(module, "edit", path="S2.title", text="Donner l’alerte, et vite", seen="1")
    await designer.does(module, "label", version="1", label="Version longue")
    await designer.does(module, "restore", version="1", seen="2")
    log = (await designer.read(module, "history")).text.partition("Journal")[2]
    for told in (
        "Correction : S2, le titre version 2",
        "version 1, nom Version longue",
        "Version 1 restaurée version 3",
    ):
        assert told in log
    assert not any(code in log for code in ("S2.title", "restore", "label", "what"))


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            "SSLCertVerificationError 20",
            "n’est pas reconnu (SSL_CERT_FILE nomme un fichier d’autorités reconnues) (20)",
        ),
        ("SSLCertVerificationError 62, gaierror", "celui d’un autre nom, le nom du serveur de courrier est inconnu"),
        ("SMTPAuthenticationError 535", "le serveur de courrier refuse le nom ou le mot de passe (535)"),
        ("RareError 9", "erreur RareError 9"),
    ],
)
async def test_the_log_tells_in_words_why_a_letter_did_not_leave(
    designer: Designer, put: Put, program: Program, fault: str, told: str
):
    module = await put()
    detail: Detail = {"letters": 1, "fault": fault}
    await program.store.audit.add(LOCAL, "", "mail.failed", module.id, program.desk.context.clock(), detail)
    assert told in (await designer.read(module, "history")).text


async def test_a_version_that_the_conversation_went_back_to_is_told_in_words(
    designer: Designer, put: Put, program: Program
):
    module = await put()
    await designer.does(module, "edit", path="S2.title", text="Donner l’alerte, et vite", seen="1")
    await program.store.save(module, thread=f"t-{module.id}", note="restore 1", after=2)
    assert "Version 1 restaurée" in (await designer.read(module, "compare")).text


async def test_what_changed_beside_words_is_compared_in_words(designer: Designer, put: Put):
    module = await put()
    await designer.does(module, "rewrite", wish="S3 à 30 minutes", seen="1", where="S3")
    page = await designer.read(module, "compare")
    assert "La durée changé v1 40 min v2 30 min" in page.text
    assert "Changement demandé au moteur" in page.text


async def test_the_engine_makes_the_change_that_it_is_asked_for(designer: Designer, put: Put, program: Program):
    module = await put()
    page = await designer.does(module, "rewrite", wish="S3 à 30 minutes", seen="1", where="S3")
    assert "Le moteur a fait le changement" in page.text
    changed = await program.store.get(module.id)
    assert next(item.minutes for item in changed.sequences() if item.id == "S3") == 30


async def test_what_the_engine_cannot_do_is_said_with_the_wish_still_there(
    designer: Designer, put: Put, program: Program
):
    module = await put()
    page = await designer.does(module, "rewrite", wish="S99 à 30 minutes", seen="1", where="S3")
    assert page.status == 422
    assert "\nS99 à 30 minutes</textarea>" in page.source
    assert "Ce que le moteur n’a pas fait" in page.text or "Le moteur n’a rien changé" in page.text
    assert (await program.store.get(module.id)).version == 1


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("decide", {"action": "no_step", "seen": "x"}),
        ("edit", {"path": "S2.title", "text": "x", "seen": "one"}),
        ("edit", {"path": "__class__", "text": "x", "seen": "1"}),
        ("comment", {"where": "Z9", "text": "x"}),
        ("rewrite", {"wish": " ", "seen": "1"}),
        ("restore", {"version": "x", "seen": "1"}),
        ("comment", {"where": "S2", "text": "x" * 5001}),
    ],
)
async def test_a_form_changed_by_hand_is_refused_on_the_page(
    designer: Designer, put: Put, program: Program, act: str, typed: dict[str, str]
):
    module = await put()
    page = await designer.does(module, act, **typed)
    assert page.status == 422
    assert "Rien n’a été enregistré." in page.text
    assert (await program.store.get(module.id)).version == 1


async def test_spaces_alone_are_not_shown_as_what_somebody_had_written(designer: Designer, put: Put):
    module = await put()
    page = await designer.does(module, "comment", where="S2", text=" \n ")
    assert page.status == 422
    assert "Ce que vous aviez écrit" not in page.text
    page = await designer.does(module, "edit", path="S2.title", text=" ", seen="1", why="trop vague")
    assert _kept(page) == ["trop vague"]


@pytest.mark.parametrize("where", ["S3", "module", "matrix"])
async def test_what_the_engine_was_asked_and_did_not_do_is_shown_with_the_way_back(
    designer: Designer, put: Put, where: str
):
    module = await put()
    page = await designer.does(module, "rewrite", wish="S99 à 30 minutes", seen="1", where=where)
    assert (page.status, _kept(page)) == (422, ["S99 à 30 minutes"])
    note = page.source.partition('role="status"')[2].partition("</div>")[0]
    anchors = re.findall(r'href="#([^"]+)"', note)
    assert anchors == ["matrix" if where == "matrix" else f"{where}-work"]
    assert all(f'id="{anchor}"' in page.source for anchor in anchors)
    (back,) = re.findall(rf'href="(/desk/{module.id}[^"]*)"', note)
    assert html.unescape(back).endswith(f"#{where}")
    assert (await designer.web.get(html.unescape(back))).status_code == 200


async def test_words_about_an_element_that_is_gone_are_shown_without_a_way_to_a_form_that_is_not_there(
    designer: Designer, put: Put
):
    page = await designer.does(await put(), "comment", where="S99", text="Trop long ?")
    assert (page.status, _kept(page)) == (422, ["Trop long ?"])
    assert "Revenir au module" in page.text
    assert "Revenir au formulaire" not in page.text


async def test_words_about_a_module_that_was_deleted_meanwhile_are_shown(
    designer: Designer, put: Put, program: Program
):
    module = await put()
    gone = module.model_copy(update={"id": "m-gone"})
    page = await designer.does(gone, "comment", where="S2", text="Trop long ?")
    assert (page.status, _kept(page)) == (404, ["Trop long ?"])
    page = await designer.does(gone, "rewrite", where="S2", wish="S2 à 30 minutes", seen="1")
    assert (page.status, _kept(page)) == (404, ["S2 à 30 minutes"])


async def test_words_that_a_fault_of_the_program_met_are_shown_beside_their_form(
    designer: Designer, put: Put, program: Program
):
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise EngineError("the model is not there", "le modèle n’est pas là")

    context = replace(program.desk.context, engine=cast(Engine, Broken()))
    broken = replace(program, desk=replace(program.desk, context=context, contexts=None))
    module = await put()
    running.start(broken)
    try:
        page = await designer.does(module, "rewrite", wish="S3 à 30 minutes", seen="1", where="S3")
    finally:
        running.stop(broken)
    assert (page.status, _kept(page)) == (503, ["S3 à 30 minutes"])
    assert "Le modèle n’est pas là." in page.text
    assert "\nS3 à 30 minutes</textarea>" in page.source


def _kept(page: Seen) -> list[str]:
    """What the page says that somebody had written."""
    return [words_of(text) for text in re.findall(r'<blockquote class="typed">(.*?)</blockquote>', page.source, re.S)]


@pytest.mark.parametrize("act", ["settle", "suggestion"])
async def test_a_discussion_that_is_not_there_is_said_to_be_missing(designer: Designer, put: Put, act: str):
    module = await put()
    assert (await designer.does(module, act, comment="none", then="accept", seen="1", done="1")).status == 404


async def test_hostile_words_are_shown_as_words_wherever_they_stand(designer: Designer, put: Put, program: Program):
    module = await put(HOSTILE)
    await designer.does(module, "edit", path="O1.criterion", text=HOSTILE, seen="1")
    await designer.does(module, "edit", path="O2.criterion", text=HOSTILE, seen="2", then="suggest", why=HOSTILE)
    await designer.does(module, "comment", where="S2", text=HOSTILE)
    await designer.does(module, "label", version="1", label=HOSTILE)
    await designer.decides(module, "submit", HOSTILE)
    pages = [await designer.read(module, part) for part in ("", "compare", "history")]
    pages += [await designer.read(module, do="edit", **{"for": "O1"}), await designer.queue(text="alert(1)")]
    pages += [await designer.does(module, "edit", path="O1.criterion", text=HOSTILE, seen="1")]
    for page in pages:
        assert not page.tags() & {"script", "iframe", "object"}
        assert [name for name in page.attributes() if name.startswith("on") or name in {"autofocus", "style"}] == []
        assert "<script>alert(1)</script>" in page.text


async def test_a_comment_is_handed_out_as_a_case_with_the_draft_before_and_after(
    designer: Designer, put: Put, program: Program
):
    module = await put()
    comment = await program.desk.comment(ME, module.id, "Le critère est trop vague.", where="O1")
    after = await program.desk.edit(ME, module.id, "O1.criterion", "en trente secondes", seen=1)
    page = await designer.read(module)
    assert f"/desk/{module.id}/case?" in page.source
    told = Verdict.model_validate_json((await designer.read(module, "case", comment=comment.id)).source)
    assert (told.decision, told.where, told.why) == ("corrected", "O1", "Le critère est trop vague.")
    assert (told.module, told.corrected) == (await program.store.get(module.id, 1), after)
