"""A draft on the desk: all of it, with where it comes from, what does not hold, and drawings that need no script."""

import re
from dataclasses import replace

import pytest
from fastapi import FastAPI, Response
from httpx import ASGITransport, AsyncClient

from assistant.errors import ForbiddenError
from assistant.models.retention import FOREVER, Terms
from assistant.models.review import Finding
from assistant.runtime import Program
from assistant.web import running
from assistant.web.pages.desk.doors import desk_router
from tests.web.desk.conftest import EMPTY, Put
from tests.web.desk.reading import Designer, words_of
from tests.web.driving import plain

pytestmark = pytest.mark.asyncio(loop_scope="session")
CHARTS = ("bloom", "learning", "grouping", "load")


async def test_every_text_of_a_draft_is_on_its_page(designer: Designer, put: Put):
    module = await put()
    page = await designer.read(module)
    texts = [text for item in module.objectives for text in (item.statement, item.criterion)]
    texts += [text for item in module.sequences() for step in item.steps for text in (step.trainer, step.learners)]
    texts += [row.criterion for item in module.assessments for row in item.rubric]
    texts += [item.description for item in module.assessments]
    texts += [*module.left_to_trainer, *(row.formula for row in module.impact)]
    assert [text for text in texts if " ".join(plain(text).split()) not in page.text] == []


async def test_each_fact_of_the_request_has_its_words_or_says_that_it_is_supposed(designer: Designer, put: Put):
    module = await put()
    page = await designer.read(module)
    assert [source.quote for source in module.brief.sources if plain(source.quote) not in page.text] == []
    assert [item.reason for item in module.brief.assumptions if plain(item.reason) not in page.text] == []
    assert page.source.count('class="supposed"') == len({item.field for item in module.brief.assumptions})


async def test_a_method_leads_to_its_card_with_what_the_card_says(designer: Designer, put: Put):
    module = await put()
    page = await designer.read(module)
    for choice in module.methods:
        assert f'href="/methods/{choice.card}?' in page.source
        assert plain(choice.quote) in page.text


async def test_a_finding_stands_beside_its_element_and_what_belongs_to_none_on_top(designer: Designer, put: Put):
    beside = Finding(check="A6", severity="block", where="O2", message="Sans critère.", fix="Ajoutez-en un.")
    above = Finding(check="D2", severity="unknown", where="module", message="On ne sait pas.", fix="Regardez.")
    fact = Finding(check="A12", severity="warn", where="duration_minutes", message="Trop court.", fix="Allongez.")
    page = await designer.read(await put(findings=(above, beside, fact)))
    ordered = [page.text.index(words) for words in ("On ne sait pas.", "Trop court.", "Sans critère.")]
    assert ordered == sorted(ordered)
    assert "Sans critère." in page.source.split('id="O2"')[1].split('id="O3"')[0]
    assert "Trop court." in page.source.split('id="duration"')[1].split('id="group_size"')[0]
    assert "Bloquant Sans critère. À faire : Ajoutez-en un." in page.text


async def test_an_empty_cell_of_the_matrix_proposes_a_wish_that_a_button_sends(designer: Designer, put: Put):
    module = await put()
    bare = tuple(item.model_copy(update={"objectives": ("O1",)}) for item in module.assessments)
    page = await designer.read(await put(assessments=bare))
    row = page.source.split('class="matrix"')[1].split("</table>")[0]
    assert 'class="hole"' in row
    assert re.search(r'name="wish" value="Ajoute une évaluation', row.split("#O2")[1])
    assert 'class="hole"' not in (await designer.read(module)).source


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ("Ici se liront les objectifs", "Ici se lira, pour chaque objectif", "Ici se verront les jours")),
        ("en", ("The objectives will stand here", "Where each objective is practised", "The days will show here")),
    ],
)
async def test_a_part_that_is_not_written_yet_says_what_will_stand_there(
    designer: Designer, put: Put, language: str, told: tuple[str, ...]
):
    page = await designer.read(await put(**EMPTY), lang=language)
    parts = re.findall(r'<section id="(\w+)"(.*?)</section>', page.source, re.DOTALL)
    said = {name: words_of(source) for name, source in parts if 'class="to-come"' in source}
    assert list(said) == ["methods", "objectives", "matrix", "overview", "progression", "assessments", "tools"]
    assert all(any(words in text for text in said.values()) for words in told)
    assert not page.tags() & {"table", "svg", "figure"}
    assert "to-come" not in (await designer.read(await put(), lang=language)).source


@pytest.mark.parametrize("wish", ["Plus de pratique", "sur deux jours", "rédige-le", "write it again", "go"])
async def test_a_change_asked_for_in_an_empty_module_writes_it(
    designer: Designer, put: Put, program: Program, wish: str
):
    module = await put(**EMPTY)
    page = await designer.does(module, "rewrite", wish=wish, seen="1")
    assert (page.status, "Le moteur a fait le changement" in page.text) == (200, True)
    written = await program.store.get(module.id)
    assert all((written.objectives, written.progression, written.assessments))


@pytest.mark.parametrize(("language", "named"), [("fr", "Rédiger le module"), ("en", "Draft the module")])
async def test_a_button_on_an_empty_module_has_it_written(
    designer: Designer, put: Put, program: Program, language: str, named: str
):
    module = await put(**EMPTY)
    page = await designer.read(module, lang=language)
    form = re.search(r'<form method="post" action="[^"]*/rewrite[^"]*"(.*?)</form>', page.source, re.DOTALL)
    assert form
    assert f"<button>{named}</button>" in form[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
    page = await designer.does(module, "rewrite", **fields)
    assert page.status == 200
    assert f"<button>{named}</button>" not in page.source
    written = await program.store.get(module.id)
    assert all((written.objectives, written.progression, written.assessments))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", CHARTS)
async def test_charts_are_drawings_without_scripts_or_other_files(designer: Designer, put: Put, name: str, theme: str):
    module = await put()
    reply = await designer.web.get(f"/desk/{module.id}/charts/{name}-{theme}.svg")
    assert reply.headers["content-type"].startswith("image/svg+xml")
    assert "<script" not in reply.text
    named = re.findall(r"https?://[\w./-]+", reply.text)
    assert set(named) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


async def test_every_chart_has_its_numbers_in_a_table(designer: Designer, put: Put):
    module = await put()
    page = await designer.read(module)
    tables = re.findall(r'class="numbers">(.*?)</table>', page.source, re.DOTALL)
    sums = [sum(int(n) for n in re.findall(r"<td>(\d+)</td>", table)) for table in tables]
    worked = sum(item.minutes for item in module.sequences() if item.kind != "break")
    assert sums == [len(module.objectives) + len(module.assessments), worked, worked, worked]
    alternatives = [words_of(alt) for alt in re.findall(r'<img src="/desk[^>]*alt="([^"]*)"', page.source)]
    assert len(set(alternatives) - {""}) == len(CHARTS)


async def test_an_earlier_version_is_there_to_be_read_and_not_to_be_changed(designer: Designer, put: Put):
    module = await put()
    await designer.does(module, "edit", path="S2.title", text="Autrement", seen="1")
    page = await designer.read(module, version="1")
    assert "Vous lisez la version 1" in page.text
    assert 'method="post"' not in page.source
    assert "Autrement" in (await designer.read(module)).text


async def test_an_earlier_version_has_the_discussions_of_its_time_and_says_which_review_stands_where(
    designer: Designer, put: Put, program: Program
):
    module = await put(findings=())
    await designer.does(module, "comment", where="S2", text="Trop long ?")
    await designer.does(module, "edit", path="S2.title", text="Autrement", seen="1")
    await designer.does(module, "edit", path="S3.title", text="Autrement aussi", seen="2")
    await designer.does(module, "comment", where="S2", text="Bien mieux.")
    latest, second = await designer.read(module), await designer.read(module, version="2")
    assert all(words in latest.text for words in ("Trop long ?", "Bien mieux.", "2 échanges ouverts"))
    assert "Bien mieux." not in second.text
    assert "sur la version 1 Trop long ?" in second.text
    assert "1 échange porte sur une version plus récente" in second.text
    assert "sur la version 1" not in (await designer.read(module, version="1")).text
    headline = words_of(second.source.split('class="headline"')[1].partition("</p>")[0])
    stored = [await program.store.get(module.id, version) for version in (2, 3)]
    assert stored[0].content_hash[:12] in headline
    assert not any(words in headline for words in ("depuis", "Brouillon", "échange"))
    standing = words_of(second.source.split('id="standing"')[1].partition("</section>")[0])
    assert "Où en est la relecture, à la version 3" in standing
    assert f"Version 3 Empreinte {stored[1].content_hash[:12]}" in standing
    assert "Document Word, version 2" in standing


async def test_the_version_that_was_approved_says_so_and_not_that_it_is_another(designer: Designer, put: Put):
    module = await put(findings=())
    for step in ("submit", "take", "approve"):
        await designer.decides(module, step)
    await designer.does(module, "edit", path="S2.title", text="Autrement", seen="1")
    changed = "ce que vous lisez n’est pas la version 1"
    assert changed in (await designer.read(module)).text
    approved = await designer.read(module, version="1")
    assert changed not in approved.text
    assert "approuvé : version 1" in words_of(approved.source.split('class="headline"')[1].partition("</p>")[0])


@pytest.mark.parametrize("path", ["/desk/m-none", "/desk/m-none/compare", "/desk/m-none/history", "/desk/..%2fx"])
async def test_what_is_not_there_is_said_on_a_page(designer: Designer, path: str):
    reply = await designer.web.get(path)
    assert reply.status_code == 404
    assert path == "/desk/..%2fx" or "Ce module n’est pas là" in plain(reply.text)


async def test_an_english_page_of_a_french_module_says_which_words_are_french(designer: Designer, put: Put):
    page = await designer.read(await put(), lang="en")
    assert '<html lang="en">' in page.source
    assert '<h1 lang="fr">' in page.source
    assert "Where the review stands" in page.text


async def test_no_page_has_a_script_or_a_placeholder(designer: Designer, put: Put):
    module = await put()
    for part, query in (("", {}), ("", {"do": "edit", "for": "S2"}), ("compare", {}), ("history", {})):
        for language in ("fr", "en"):
            source = (await designer.read(module, part, lang=language, **query)).source
            assert "<script" not in source
            assert not re.search(r"\{\w*\}| style=| on\w+=", source)


async def test_what_somebody_may_not_do_is_said_on_a_page_in_their_language():
    router = desk_router()

    @router.get("/closed")
    async def closed() -> Response:
        raise ForbiddenError("ask a designer", "demandez à un concepteur")

    app = FastAPI()
    app.include_router(router)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://jalon") as web:
        french = await web.get("/desk/closed", headers={"accept-language": "fr"})
        english = await web.get("/desk/closed?lang=en")
    assert (french.status_code, "Demandez à un concepteur." in french.text) == (403, True)
    assert "Ask a designer." in english.text


@pytest.mark.parametrize(("terms", "is_told"), [(FOREVER, False), (Terms(days=20), True), (Terms(days=400), False)])
async def test_a_module_that_is_soon_deleted_says_from_when(
    program: Program, designer: Designer, put: Put, terms: Terms, is_told: bool
):
    module = await put(f"Bientôt {terms.days}")
    ruled = replace(program, desk=replace(program.desk, terms=terms))
    running.start(ruled)
    try:
        page, queue = await designer.read(module), await designer.queue(text=module.brief.title)
    finally:
        running.stop(ruled)
    assert ("Ce module sera supprimé à partir du" in page.text) is is_told
    assert ("supprimé à partir du" in queue.text) is is_told
