"""The review desk, heard in the conversation: submitting, decisions, comments, edits made there."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.conversation import Conversations
from assistant.desk import Desk
from assistant.errors import ConflictError
from assistant.mail import News, Post
from assistant.models.desk import LOCAL, Person
from assistant.models.module import Module
from assistant.review.places import text_at
from assistant.runtime import Program
from tests.graph.talking import EVERYTHING_EN, Talk, plain
from tests.graph.talks import share_of_practice

CAMILLE = Person(id="camille", organisation=LOCAL, name="Camille", role="designer")


@pytest.fixture
def desk(program: Program) -> Desk:
    return program.desk


async def sent_back(talk: Talk, desk: Desk, why: str = "Rien n’évalue O2.") -> Module:
    """A first draft that was submitted, taken and sent back."""
    module = await talk.to_draft()
    await talk.says("soumets")
    await desk.decide(CAMILLE, module.id, "take", seen=module.content_hash)
    await desk.decide(CAMILLE, module.id, "request_changes", seen=module.content_hash, why=why)
    return module


async def test_a_draft_that_is_submitted_is_in_the_queue_of_the_designers(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    answer = await talk.says("soumettre à relecture")
    assert answer.phase == "submitted"
    assert "soumis à relecture (version 1)" in plain(answer.say)
    review = await desk.review(CAMILLE, module.id)
    assert (review.status, review.version) == ("submitted", 1)
    (decision,) = (await desk.open(CAMILLE, module.id)).decisions
    assert (decision.action, decision.by, decision.content_hash) == ("submit", LOCAL, module.content_hash)


async def test_designers_are_written_to_when_a_draft_is_submitted_in_the_conversation(program: Program):
    told: list[News] = []

    class Kept(Post):
        def tell(self, news: News) -> None:
            told.append(news)

    context = program.conversations.context
    writing = replace(context, post=Kept(program.store, context.clock, None))
    talk = Talk(Conversations(writing, program.conversations.checkpoints))
    module = await talk.to_draft()
    assert told == []
    await talk.says("soumets", "soumets")
    (news,) = told
    assert (news.what, news.by.id, news.review.module, news.review.status) == ("submit", LOCAL, module.id, "submitted")


async def test_what_is_submitted_already_is_not_submitted_twice(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    await talk.says("soumets")
    again = await talk.says("soumets")
    assert "déjà soumis à relecture (version 1)" in plain(again.say)
    assert "c'est la dernière version qui sera relue" in plain(again.say)
    assert len((await desk.open(CAMILLE, module.id)).decisions) == 1


async def test_a_change_after_the_submission_is_what_the_designers_read(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    await talk.says("soumets", "plus de pratique")
    review = await desk.review(CAMILLE, module.id)
    assert (review.status, review.version) == ("submitted", 2)
    assert "(version 2)" in plain((await talk.says("soumets")).say)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (("take",), "déjà en relecture (version 1)"),
        (("take", "approve"), "est approuvé (version 1)"),
        (("withdraw",), "retiré de la relecture"),
    ],
)
async def test_a_trainer_is_told_why_nothing_is_submitted(talk: Talk, desk: Desk, steps: tuple[str, ...], said: str):
    module = await talk.to_draft()
    await talk.says("soumets")
    for step in steps:
        await desk.decide(CAMILLE, module.id, step, seen=module.content_hash, why="Relu.")  # type: ignore[arg-type]
    before = await desk.review(CAMILLE, module.id)
    answer = await talk.says("soumets")
    assert said in plain(answer.say)
    assert await desk.review(CAMILLE, module.id) == before


async def test_an_approval_that_a_change_has_overtaken_says_which_version_was_signed(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    await talk.says("soumets")
    await desk.decide(CAMILLE, module.id, "take", seen=module.content_hash)
    await desk.decide(CAMILLE, module.id, "approve", seen=module.content_hash, why="Bon pour moi.")
    await talk.says("plus de pratique")
    said = plain((await talk.says("soumets")).say)
    assert "La version 1 est approuvée, et le module a changé depuis (version 2)" in said
    assert f"/desk/{module.id}" in said


async def test_a_version_that_was_gone_back_to_is_the_one_that_is_submitted(talk: Talk, desk: Desk):
    first = await talk.to_draft()
    await talk.says("plus de pratique", "annule")
    answer = await talk.says("soumets")
    assert "soumis à relecture (version 3)" in plain(answer.say)
    opened = await desk.open(CAMILLE, first.id)
    assert opened.review.version == 3
    assert opened.module.progression == first.progression
    assert answer.module == opened.module


async def test_going_back_while_designers_read_takes_them_along(talk: Talk, desk: Desk):
    first = await talk.to_draft()
    await talk.says("plus de pratique", "soumets")
    answer = await talk.says("annule")
    assert "redevient la version 1" in plain(answer.say)
    opened = await desk.open(CAMILLE, first.id)
    assert opened.review.version == 3
    assert opened.module.progression == first.progression
    assert answer.module == opened.module


async def test_a_decision_is_told_with_its_reason_and_once(talk: Talk, desk: Desk):
    await sent_back(talk, desk)
    answer = await talk.says("c'est quoi la classe inversée ?")
    told = "Camille a demandé des changements (version 1) : « Rien n'évalue O2. »"
    assert plain(answer.says[0]) == told
    assert "commencé la relecture" not in plain(answer.say)
    assert told not in plain((await talk.says("merci")).say)


async def test_a_module_that_was_sent_back_is_submitted_again(talk: Talk, desk: Desk):
    module = await sent_back(talk, desk)
    assert (await talk.says("soumets")).phase == "submitted"
    assert (await desk.review(CAMILLE, module.id)).status == "submitted"


async def test_comments_arrive_with_their_element_and_their_words(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    goal = module.objectives[0]
    await desk.comment(CAMILLE, module.id, "À préciser.", where="O1", words=goal.statement.split()[0])
    await desk.comment(CAMILLE, module.id, "Un peu court.")
    answer = await talk.says("merci")
    said = plain(answer.say)
    assert "Camille a fait 2 remarques :" in said
    assert f"- **O1**, « {plain(goal.statement.split()[0])} » : À préciser." in said
    assert "- **Le module** : Un peu court." in said
    assert "Appliquer les remarques" in answer.suggestions


async def test_a_comment_is_shown_as_text_and_at_a_length_that_can_be_read(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    await desk.comment(CAMILLE, module.id, "![x](http://ailleurs.example/x.png) <b>gras</b>\n\n# Titre " + "mot " * 400)
    said = (await talk.says("merci")).says[0]
    assert "![x](" not in said
    assert "<b>" not in said
    assert "\n#" not in said
    assert len(said) < 600


async def test_many_comments_are_counted_and_the_page_has_the_rest(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    for number in range(13):
        await desk.comment(CAMILLE, module.id, f"Point {number}.")
    said = plain((await talk.says("merci")).says[0])
    assert "Camille a fait 13 remarques :" in said
    assert "Point 9." in said
    assert "Point 10." not in said
    assert f"… et 3 de plus : [les lire sur la page du module](/desk/{module.id})" in said


async def test_comments_of_several_people_bear_their_names_and_settled_ones_are_not_told(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    paul = Person(id="paul", organisation=LOCAL, name="Paul", role="designer")
    first = await desk.comment(CAMILLE, module.id, "Déjà vu.")
    await desk.settle(CAMILLE, module.id, first.id, done=True)
    second = await desk.comment(CAMILLE, module.id, "Trop long ?", where="S1")
    await desk.comment(paul, module.id, "Non, je trouve.", parent=second.id)
    said = plain((await talk.says("merci")).says[0])
    assert "2 remarques sont arrivées :" in said
    assert "(Camille) : Trop long ?" in said
    assert "(Paul), en réponse : Non, je trouve." in said
    assert "Déjà vu" not in said


async def test_only_what_came_since_is_told(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    await desk.comment(CAMILLE, module.id, "Première.")
    await talk.says("merci")
    await desk.comment(CAMILLE, module.id, "Seconde.")
    said = plain((await talk.says("merci")).say)
    assert "Camille a fait une remarque :" in said
    assert "Seconde." in said
    assert "Première." not in said


async def test_the_desk_is_told_in_the_language_of_the_conversation(talk: Talk, desk: Desk):
    module = await talk.to_draft(EVERYTHING_EN)
    await talk.says("submit for review")
    await desk.decide(CAMILLE, module.id, "take", seen=module.content_hash)
    said = (await talk.says("thanks")).says[0]
    assert said == "Camille has begun the review (version 1)."


async def test_an_edit_made_at_the_desk_is_where_the_trainer_goes_on_from(talk: Talk, desk: Desk):
    first = await talk.to_draft()
    edited = await at_the_desk(desk, first)
    answer = await talk.says("plus de pratique")
    assert "La relecture a modifié le module : version 2." in plain(answer.says[0])
    assert answer.module is not None
    assert answer.module.version == 3
    assert answer.module.brief.title == edited.brief.title
    assert (await talk.says("annule")).module == edited


async def test_an_edit_made_at_the_desk_can_be_undone_and_does_not_come_back(talk: Talk, desk: Desk):
    first = await talk.to_draft()
    await at_the_desk(desk, first)
    answer = await talk.says("annule")
    assert answer.module == first
    assert (await talk.says("merci")).module == first


async def test_a_version_that_was_put_back_at_the_desk_is_told_as_such(talk: Talk, desk: Desk):
    first = await talk.to_draft()
    second = (await talk.says("plus de pratique")).module
    assert second is not None
    await desk.restore(CAMILLE, first.id, 1, seen=2)
    answer = await talk.says("merci")
    assert "La relecture a remis la version 1 en place : c'est maintenant la version 3." in plain(answer.says[0])
    assert answer.fresh
    assert answer.module is not None
    assert answer.module.progression == first.progression


async def test_what_happened_is_told_when_the_conversation_is_opened_again_and_not_with_the_next_answer(
    talk: Talk, desk: Desk
):
    module = await sent_back(talk, desk)
    edited = await at_the_desk(desk, module)
    news = await talk.conversations.news(talk.thread)
    assert news is not None
    assert news.fresh
    assert news.module == edited
    assert "a demandé des changements" in plain(news.say)
    assert await talk.conversations.news(talk.thread) is None
    assert "a demandé des changements" not in plain((await talk.says("merci")).say)


async def test_a_conversation_without_a_draft_has_no_news(talk: Talk):
    assert await talk.conversations.news(talk.thread) is None
    await talk.says("bonjour")
    assert await talk.conversations.news(talk.thread) is None


async def at_the_desk(desk: Desk, module: Module) -> Module:
    """The next version, with another title, made by a designer."""
    return await desk.edit(CAMILLE, module.id, "brief.title", "Réagir vite au feu", seen=module.version)


async def commented(talk: Talk, desk: Desk) -> Module:
    """A draft with a suggested edit, a change that can be made, and a remark that asks for none."""
    module = await talk.to_draft()
    path = "O1.criterion"
    await desk.comment(CAMILLE, module.id, "Plus de pratique.")
    await desk.comment(CAMILLE, module.id, "Très bien vu.", where="O2")
    await desk.comment(CAMILLE, module.id, "", path=path, proposed="sans oublier une seule étape")
    return module


async def test_comments_are_applied_in_one_version_and_the_others_stay_open_with_their_reason(talk: Talk, desk: Desk):
    first = await commented(talk, desk)
    answer = await talk.says("applique les remarques")
    said = plain(answer.say)
    assert answer.module is not None
    assert answer.module.version == 2
    assert text_at(answer.module, "O1.criterion") == "sans oublier une seule étape"
    assert share_of_practice(answer.module) > share_of_practice(first)
    assert "2 remarques appliquées (version 2). Ce qui a changé :" in said
    assert "Très bien vu. → je n'y lis pas de changement à faire" in said
    assert answer.changes
    opened = await desk.open(CAMILLE, first.id)
    settled = {item.text: (item.settled, item.settled_by) for item in opened.comments}
    assert settled == {
        "Plus de pratique.": ("resolved", LOCAL),
        "Très bien vu.": ("open", None),
        "": ("accepted", LOCAL),
    }
    assert opened.review.open_comments == 1
    assert opened.versions[-1].note
    assert "Appliquer les remarques" not in answer.suggestions


async def test_what_the_comments_changed_can_be_gone_back_from(talk: Talk, desk: Desk):
    first = await commented(talk, desk)
    assert (await talk.says("applique les remarques", "annule")).module == first


async def test_going_back_opens_the_comments_again_with_a_line_in_each_discussion(talk: Talk, desk: Desk):
    first = await commented(talk, desk)
    answer = await talk.says("applique les remarques", "annule")
    assert "Les 2 remarques que cette version appliquait sont de nouveau ouvertes." in plain(answer.say)
    assert "Appliquer les remarques" in [plain(text) for text in answer.suggestions]
    opened = await desk.open(CAMILLE, first.id)
    assert opened.review.open_comments == 3
    lines = {item.parent: plain(item.text) for item in opened.comments if item.parent}
    applied = {item.id for item in opened.comments if item.parent is None and item.text != "Très bien vu."}
    line = "La version 2, qui appliquait cette remarque, a été annulée dans la conversation"
    assert lines == dict.fromkeys(applied, f"{line} : la discussion est de nouveau ouverte.")
    # Jalon does not tell the trainer what it has just written for them, and they can be applied again.
    assert "annulée dans la conversation" not in plain((await talk.says("merci")).say)
    assert "2 remarques appliquées" in plain((await talk.says("applique les remarques")).say)


async def test_going_back_leaves_what_somebody_settled_since_as_it_is(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    said = await desk.comment(CAMILLE, module.id, "Plus de pratique.")
    await talk.says("applique les remarques")
    await desk.settle(CAMILLE, module.id, said.id, done=False)
    await desk.settle(CAMILLE, module.id, said.id, done=True)
    answer = await talk.says("annule")
    assert "de nouveau ouverte" not in plain(answer.say)
    assert (await desk.open(CAMILLE, module.id)).review.open_comments == 0


async def test_only_the_comments_that_are_named_are_applied(talk: Talk, desk: Desk):
    first = await commented(talk, desk)
    answer = await talk.says("applique la remarque sur O1")
    assert answer.module is not None
    assert text_at(answer.module, "O1.criterion") == "sans oublier une seule étape"
    assert share_of_practice(answer.module) == share_of_practice(first)
    assert (await desk.review(CAMILLE, first.id)).open_comments == 2
    assert "pas de remarque ouverte sur S1" in plain((await talk.says("applique les remarques sur S1")).say)
    assert "pas de remarque ouverte de Paul" in plain((await talk.says("applique les remarques de Paul")).say)


async def test_a_suggestion_whose_words_have_changed_since_is_left_open(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    await desk.comment(CAMILLE, module.id, "", path="O1.criterion", proposed="sans oublier une seule étape")
    await desk.edit(CAMILLE, module.id, "O1.criterion", "en moins de deux minutes", seen=1)
    answer = await talk.says("applique les remarques")
    assert answer.module is not None
    assert answer.module.version == 2
    assert "les mots à remplacer ont changé depuis" in plain(answer.say)
    assert (await desk.review(CAMILLE, module.id)).open_comments == 1


async def test_a_comment_that_names_no_element_is_about_the_one_where_it_stands(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    lesson = next(item for item in module.sequences() if item.kind == "activity")
    await desk.comment(CAMILLE, module.id, "À raccourcir de 5 minutes.", where=lesson.id)
    answer = await talk.says("applique les remarques")
    assert answer.module is not None
    after = next(item for item in answer.module.sequences() if item.id == lesson.id)
    assert after.minutes == lesson.minutes - 5


async def test_there_may_be_nothing_to_apply(talk: Talk):
    module = await talk.to_draft()
    answer = await talk.says("applique les remarques")
    assert answer.module == module
    assert "Il n'y a pas de remarque ouverte sur ce module" in plain(answer.say)


async def test_a_change_made_at_the_desk_while_a_turn_runs_is_not_overwritten(program: Program, talk: Talk):
    class Meanwhile:
        """The real engine; while it words assessments, a designer edits the draft."""

        def __getattr__(self, name: str) -> Any:
            return getattr(program.engine, name)

        async def assessments(self, *given: Any) -> Any:
            await at_the_desk(program.desk, first)
            return await program.engine.assessments(*given)

    first = await talk.to_draft()
    busy: Any = Meanwhile()
    context = replace(program.conversations.context, engine=busy)
    with pytest.raises(ConflictError):
        await Talk(Conversations(context, program.conversations.checkpoints)).says("plus de pratique")
    answer = await talk.says("plus de pratique")
    assert answer.module is not None
    assert (answer.module.version, answer.module.brief.title) == (3, "Réagir vite au feu")


async def test_a_suggestion_that_already_stands_is_closed_without_a_new_version(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    await desk.comment(CAMILLE, module.id, "", path="O1.criterion", proposed="sans oublier une seule étape")
    await desk.edit(CAMILLE, module.id, "O1.criterion", "sans oublier une seule étape", seen=1)
    answer = await talk.says("applique les remarques")
    assert answer.module is not None
    assert answer.module.version == 2
    assert "Une remarque était déjà appliquée" in plain(answer.say)
    assert (await desk.review(CAMILLE, module.id)).open_comments == 0


async def test_a_comment_that_cannot_be_done_is_left_with_the_reason_of_the_refusal(talk: Talk, desk: Desk):
    module = await talk.to_draft()
    lesson = next(item for item in module.sequences() if item.objectives == ("O3",))
    await desk.comment(CAMILLE, module.id, "À supprimer.", where=lesson.id)
    answer = await talk.says("applique les remarques")
    assert answer.module == module
    assert f"{lesson.id} est la seule à faire travailler O3" in plain(answer.say)
    assert "remarques appliquées" not in plain(answer.say)
    assert (await desk.review(CAMILLE, module.id)).open_comments == 1
