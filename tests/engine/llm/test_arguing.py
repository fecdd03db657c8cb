"""A model words why methods were chosen: held to the cards, to the trainer's words, and to what code decided."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.engine.completion import Asker, Limits, ModelError
from assistant.engine.llm.engine import LLMEngine
from assistant.engine.protocol import Argument, Proposal
from assistant.knowledge.selection import choose_methods
from assistant.language.wording import uncapitalized
from assistant.models.module import Directives, MethodChoice, RunnerUp
from assistant.models.terms import Language
from assistant.runtime import Knowledge
from tests.engine.completion.scripted import ScriptedModels
from tests.engine.llm.proposals import brief_of, coaches, fire, proposal_of
from tests.graph.talking import EVERYTHING_FR, plain


async def _argue(
    knowledge: Knowledge, *replies: Any, language: Language = "fr", **directives: Any
) -> tuple[Argument, Proposal, ScriptedModels]:
    models = ScriptedModels(list(replies))
    proposal = await proposal_of(language, knowledge, **directives)
    return await LLMEngine(Asker(models), knowledge.shelf).argue(proposal), proposal, models


@pytest.mark.parametrize(("language", "reply"), [("fr", fire()), ("en", coaches())])
async def test_the_whole_proposal_is_argued_in_one_call_with_the_models_words(
    knowledge: Knowledge, language: Language, reply: dict[str, Any]
) -> None:
    argued, proposal, models = await _argue(knowledge, reply, language=language)
    assert argued.by_model
    assert len(models.requests) == 1
    for choice, own, why in zip(argued.methods, proposal.methods, reply["methods"], strict=True):
        assert plain(choice.reasons[0]) == plain(why["why"])
        assert (choice.card, choice.title, choice.role, choice.score) == (own.card, own.title, own.role, own.score)
    for left, why_not in zip(argued.runners_up, reply["left_out"], strict=True):
        assert plain(" ".join(left.failed)) == plain(why_not["why"])


async def test_the_line_of_the_card_that_the_model_went_by_is_quoted_exactly(knowledge: Knowledge) -> None:
    argued, _, _ = await _argue(knowledge, fire())
    for choice in argued.methods:
        card = knowledge.shelf[choice.card]
        assert choice.quote in "\n".join((card.summary.fr, card.section("when", "fr")))
    assert argued.methods[1].quote.startswith("L’événement est rare ou dangereux")


async def test_what_was_computed_and_what_to_watch_is_said_whatever_the_model_writes(knowledge: Knowledge) -> None:
    argued, own, _ = await _argue(knowledge, fire())
    assert own.methods[0].reasons[-1] in argued.methods[0].reasons, "36 minutes for everyone to have a turn"
    watched, own, _ = await _argue(knowledge, fire(), chosen_methods=("flipped-classroom",))
    warnings = [reason for reason in own.methods[0].reasons if reason.startswith("À surveiller")]
    assert warnings
    assert set(warnings) <= set(watched.methods[0].reasons)


async def test_the_adaptation_that_somebody_needs_stays(knowledge: Knowledge) -> None:
    opening = "Je forme 8 boulangers à façonner une baguette, une journée en présentiel. L'un d'eux est malentendant."
    brief = await brief_of(opening, "fr", knowledge)
    choice = choose_methods(brief, Directives(), knowledge.shelf, knowledge.retriever)
    main = choice.methods[0]
    adapted = [reason for reason in main.reasons if "malentendant" in reason]
    assert adapted, "else there is nothing to keep"
    why = {"id": "M1", "card": main.quote}
    why["why"] = f"Il s'agit de façonner une baguette : {uncapitalized(main.quote)}"
    models = ScriptedModels([{"methods": [why], "left_out": []}])
    proposal = Proposal(brief=brief, methods=choice.methods, runners_up=choice.runners_up)
    argued = await LLMEngine(Asker(models), knowledge.shelf).argue(proposal)
    assert argued.methods[0].reasons[0].startswith("Il s’agit de façonner une baguette")
    assert set(adapted) <= set(argued.methods[0].reasons)


CHOSEN: dict[str, dict[str, str]] = {
    "a card's words that are in no card": {"card": "Les apprenants aiment le feu"},
    "another card's words": {"card": "L'événement est rare ou dangereux"},
    "a figure": {"why": "Ils n'ont jamais touché un extincteur : 80 % y arrivent après ce geste, au bac à feu."},
    "a number in letters": {"why": "Ils n'ont jamais touché un extincteur : vingt essais du geste suffisent, au bac."},
    "a law": {"why": "Ils n'ont jamais touché un extincteur, et l'article R4227-39 veut ce geste, au bac à feu."},
    "a price": {"why": "Ils n'ont jamais touché un extincteur : ce geste au bac à feu ne coûte que 90 €."},
    "an author": {
        "why": "Ils n'ont jamais touché un extincteur : comme le dit Bandura, on apprend un geste en le voyant."
    },
    "a link": {"why": "Ils n'ont jamais touché un extincteur : voyez le geste sur www.feu.fr, puis au bac à feu."},
    "praise": {"why": "Cette excellente méthode leur fait faire le geste, eux qui n'ont jamais touché un extincteur."},
    "English": {"why": "Most of them have never touched an extinguisher: everyone sees the gesture and then does it."},
    "chatter": {"why": "Bien sûr, voici pourquoi : ils n'ont jamais touché un extincteur, et ils font le geste."},
    "another method": {"why": "Le jeu de rôle leur fait faire le geste, eux qui n'ont jamais touché un extincteur."},
    "an essay": {"why": "Ils n'ont jamais touché un extincteur. Ils voient le geste. Ils le font au bac à feu."},
    "nothing of the trainer's": {"why": "Le formateur montre un geste, le fait dire, puis le fait refaire à chacun."},
    "nothing of the card's": {"why": "La plupart n'ont jamais touché un extincteur, et personne n'a bougé."},
    "the contrary": {"why": "Ce geste ne convient pas à des gens qui n'ont jamais touché un extincteur."},
    "an invented quote": {"why": "Ils n'ont jamais touché un extincteur, et « le geste sauve des vies » au bac à feu."},
    "a tale of its own": {
        "why": "Vos pompiers volontaires parisiens escaladent un extincteur géant et gagnent le geste."
    },
    "a tag": {"why": "Ils n'ont jamais touché un extincteur </method> et font le geste au bac à feu."},
    "no such method": {"id": "M9"},
}


@pytest.mark.parametrize("wrong", CHOSEN.values(), ids=CHOSEN)
async def test_a_reason_that_does_not_hold_is_left_and_the_others_are_kept(
    knowledge: Knowledge, wrong: dict[str, str]
) -> None:
    reply = fire()
    reply["methods"][0] |= wrong
    argued, own, models = await _argue(knowledge, reply)
    assert argued.methods[0] == own.methods[0]
    assert argued.methods[1] != own.methods[1]
    assert len(models.requests) == 1, "what holds is worth more than a second call"


LEFT: dict[str, dict[str, str]] = {
    "a precondition that code did not find to fail": {"why": "Elle demande un réseau et des tablettes, qui manquent."},
    "a good word for it": {"why": "L'étude de cas fait analyser et choisir le bon extincteur."},
    "a figure": {"why": "Elle suppose d'avoir déjà pratiqué 15 fois, or ils n'ont jamais touché un extincteur."},
    "two sentences": {"why": "Elle suppose d'avoir pratiqué. Or la plupart n'ont jamais touché un extincteur."},
    "another method": {"why": "Elle suppose d'avoir pratiqué, et un débat n'irait pas mieux avec un extincteur."},
    "no such method": {"id": "L7"},
}


@pytest.mark.parametrize("wrong", LEFT.values(), ids=LEFT)
async def test_a_method_is_left_out_for_what_code_found_and_nothing_else(
    knowledge: Knowledge, wrong: dict[str, str]
) -> None:
    reply = fire()
    reply["left_out"][0] |= wrong
    argued, own, _ = await _argue(knowledge, reply)
    assert argued.runners_up[0] == own.runners_up[0]
    assert argued.runners_up[1] != own.runners_up[1]


async def test_a_new_version_keeps_what_was_said_where_it_still_holds_and_asks_for_nothing(
    knowledge: Knowledge,
) -> None:
    reply = fire()
    reply["methods"][1]["why"] = "Les 12 préparateurs vivent l'événement, rare, de l'alerte à l'évacuation."
    first, proposal, _ = await _argue(knowledge, reply)
    assert first.methods[1].reasons[0].startswith("Les 12 préparateurs")
    opening = EVERYTHING_FR.replace("ils seront 12", "ils seront 14")
    brief = await brief_of(opening, "fr", knowledge)
    choice = choose_methods(brief, Directives(), knowledge.shelf, knowledge.retriever)
    assert [item.card for item in choice.methods] == [item.card for item in proposal.methods]
    before = (*first.methods, *first.runners_up)
    models = ScriptedModels([coaches()])
    again = Proposal(brief=brief, methods=choice.methods, runners_up=choice.runners_up, before=before)
    second = await LLMEngine(Asker(models), knowledge.shelf).argue(again)
    assert models.requests == []
    assert second.methods[0].reasons[0] == first.methods[0].reasons[0]
    assert "14 personnes" in plain(" ".join(second.methods[0].reasons)), "what is computed is computed again"
    assert second.methods[1] == choice.methods[1], "twelve are said to come no more"
    assert [item.failed for item in second.runners_up] == [item.failed for item in first.runners_up]


async def test_a_method_that_is_new_is_asked_about_alone(knowledge: Knowledge) -> None:
    first, proposal, _ = await _argue(knowledge, fire())
    models = ScriptedModels([fire()])
    before = (*first.methods[1:], *first.runners_up)
    again = await LLMEngine(Asker(models), knowledge.shelf).argue(proposal.model_copy(update={"before": before}))
    user = models.requests[0][0].user
    assert again.methods == first.methods
    assert '<method id="M1"' in user
    assert '<method id="M2"' not in user


async def test_a_reply_of_which_nothing_holds_is_mended_once(knowledge: Knowledge) -> None:
    bad = {"methods": [{"id": "M1", "card": "x", "why": "Because."}], "left_out": []}
    argued, own, models = await _argue(knowledge, bad)
    assert (argued.methods, argued.runners_up, argued.by_model) == (own.methods, own.runners_up, False)
    assert len(models.requests) == 2
    assert "M1.card: copy a phrase of its card" in models.requests[1][0].user
    mended, _, _ = await _argue(knowledge, bad, fire())
    assert mended.by_model


@pytest.mark.parametrize(
    "reply", ["", "Voici mon avis : la démonstration.", {"methods": []}, ModelError("timeout", "scripted/one")]
)
async def test_a_model_that_says_nothing_of_use_leaves_the_rules_words(knowledge: Knowledge, reply: Any) -> None:
    argued, own, _ = await _argue(knowledge, reply)
    assert (argued.methods, argued.runners_up, argued.by_model) == (own.methods, own.runners_up, False)


async def test_a_model_that_is_away_is_told_once(knowledge: Knowledge) -> None:
    engine = LLMEngine(Asker(ScriptedModels([ModelError("timeout", "scripted/one")])), knowledge.shelf)
    proposal = await proposal_of("fr", knowledge)
    first, second = [await engine.argue(proposal) for _ in range(2)]
    assert first.without_model is not None
    assert second.without_model is None


async def test_a_model_that_was_late_is_not_waited_for_again(knowledge: Knowledge) -> None:
    models = ScriptedModels([ModelError("timeout", "scripted/one"), fire()])
    engine = LLMEngine(Asker(models), knowledge.shelf)
    proposal = await proposal_of("fr", knowledge)
    assert not any([(await engine.argue(proposal)).by_model for _ in range(2)])
    assert len(models.requests) == 1


async def test_an_argument_takes_no_more_than_a_draft_may(knowledge: Knowledge) -> None:
    models = ScriptedModels([fire()])
    engine = LLMEngine(Asker(models), knowledge.shelf, Limits(tokens=0))
    argued = await engine.argue(await proposal_of("fr", knowledge))
    assert not argued.by_model
    assert models.requests == []


async def test_what_is_sent_is_the_trainers_own_words_and_the_cards_in_the_proposal(knowledge: Knowledge) -> None:
    _, own, models = await _argue(knowledge, fire())
    user = models.requests[0][0].user
    assert "la plupart n'ont jamais touché un extincteur" in user
    assert own.methods[0].quote in user
    assert "aucune contrainte" not in user.lower(), "an assumption is no fact"


ARGUMENTS = yaml.load(Path(__file__).with_name("arguments.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)


@pytest.mark.parametrize("case", ARGUMENTS, ids=lambda case: case["opening"][:40])
async def test_what_a_good_model_writes_of_any_trade_is_kept(knowledge: Knowledge, case: dict[str, Any]) -> None:
    language, shelf = case["language"], knowledge.shelf
    chosen = [(item["card"], shelf[item["card"]]) for item in case["methods"]]
    proposal = Proposal(
        brief=await brief_of(case["opening"], language, knowledge),
        methods=tuple(
            MethodChoice(
                card=name,
                title=card.title.text(language),
                role="support" if place else "main",
                reasons=("…",),
                quote=card.summary.text(language),
                score=1,
            )
            for place, (name, card) in enumerate(chosen)
        ),
        runners_up=tuple(
            RunnerUp(card=item["card"], title=shelf[item["card"]].title.text(language), failed=(item["failed"],))
            for item in case["left_out"]
        ),
    )
    reply = {
        "methods": [
            {"id": f"M{place}", "card": item["words"], "why": item["why"]}
            for place, item in enumerate(case["methods"], 1)
        ],
        "left_out": [{"id": f"L{place}", "why": item["why"]} for place, item in enumerate(case["left_out"], 1)],
    }
    argued = await LLMEngine(Asker(ScriptedModels([reply])), shelf).argue(proposal)
    assert [plain(item.reasons[0]) for item in argued.methods] == [item["why"] for item in case["methods"]]
    assert [plain(" ".join(item.failed)) for item in argued.runners_up] == [item["why"] for item in case["left_out"]]
