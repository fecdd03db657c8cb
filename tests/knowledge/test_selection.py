import re
from collections.abc import Mapping
from typing import Any

import pytest

from assistant.knowledge.circumstances import Circumstances
from assistant.knowledge.needs import judge
from assistant.knowledge.reasons import Advocate
from assistant.knowledge.retriever import Retriever
from assistant.knowledge.scoring import weigh
from assistant.knowledge.selection import Choice, choose_methods
from assistant.models.brief import Assumption, Brief, Source
from assistant.models.knowledge import Card, Need
from assistant.models.module import Directives

Shelf = Mapping[str, Card]
QUOTED = (
    "audience",
    "audience_level",
    "work_context",
    "assessment_wishes",
    "resources",
    "constraints",
    "accessibility",
)


def brief(*competencies: str, level_said: str = "", **facts: Any) -> Brief:
    """A brief of half a day on site with twelve learners, but for the facts given; texts are the trainer's words."""
    values: dict[str, Any] = {
        "language": "fr",
        "title": "Le module",
        "subject": "le module",
        "audience": "des salariés",
        "audience_level": "mixed",
        "prerequisites": (),
        "duration_minutes": 210,
        "group_size_max": 12,
        "modality": "onsite",
        "work_context": "",
        "assessment_wishes": "",
        "resources": (),
        "accessibility": (),
        "constraints": (),
        "competencies": competencies,
    } | facts
    values.setdefault("days", (values["duration_minutes"],))
    values.setdefault("group_size_min", values["group_size_max"])
    sources = []
    for name in QUOTED:
        texts = values[name] if isinstance(values[name], tuple) else (values[name],)
        if name == "audience_level":
            texts = (level_said,)
        sources += [Source(field=name, quote=text, turn=0) for text in texts if text]  # type: ignore[arg-type]
    assumed = () if values["resources"] else (Assumption(field="resources", value=(), reason="Rien n'est dit."),)
    return Brief.model_validate(values | {"sources": tuple(sources), "assumptions": assumed})


FIRE = brief(
    "donner l'alerte",
    "choisir le bon extincteur",
    "utiliser un extincteur",
    "évacuer leur zone",
    title="Réagir à un départ de feu",
    subject="réagir à un départ de feu",
    audience_level="beginner",
    level_said="la plupart n'ont jamais touché un extincteur",
    work_context="On a eu deux débuts de feu sur les chargeurs l'an dernier et personne n'a bougé",
    assessment_wishes="Je veux les voir faire",
    resources=("un bac à feu et six extincteurs d'entraînement", "une salle et la cour"),
)


def choose(one: Brief, shelf: Shelf, retriever: Retriever, **directives: Any) -> Choice:
    return choose_methods(one, Directives(**directives), shelf, retriever)


@pytest.mark.parametrize(
    ("one", "cards"),
    [
        (FIRE, {"demonstration-practice", "simulation"}),
        (
            brief("poser un garrot", "masser un adulte", audience="agents de sécurité", audience_level="beginner"),
            {"demonstration-practice", "simulation"},
        ),
        (
            brief("annoncer un refus à un client", "calmer un client agressif", audience="conseillers", language="fr"),
            {"role-play"},
        ),
        (
            brief("diagnostiquer une panne", "choisir la réparation", audience_level="advanced", duration_minutes=420),
            {"case-study", "problem-based-learning"},
        ),
        (
            brief("build a pivot table", "filter a list", language="en", resources=("laptops with Excel",)),
            {"demonstration-practice", "worked-examples", "workshop"},
        ),
        (brief("expliquer le principe de la TVA", "distinguer deux taux"), {"peer-instruction"}),
        (
            brief("concevoir une campagne", "rédiger un plan d'action", duration_minutes=840, days=(420, 420)),
            {"workshop", "project-based-learning"},
        ),
        (
            brief("remettre en question ses stéréotypes", audience_level="intermediate", duration_minutes=420),
            {"debate", "photolangage", "co-development"},
        ),
        (
            brief("recognise a phishing email", "report an incident", language="en", modality="async"),
            {"micro-learning", "worked-examples", "retrieval-practice"},
        ),
        (
            brief("expliquer la corrélation", duration_minutes=90, group_size_max=200, constraints=("en amphi",)),
            {"peer-instruction", "interactive-lecture"},
        ),
        (brief("mener un entretien de recadrage", group_size_max=1), {"coaching"}),
        (
            brief(
                "expliquer la TVA",
                modality="hybrid",
                days=(105, 105),
                constraints=("ils ont une heure chez eux avant chaque séance",),
            ),
            {"flipped-classroom"},
        ),
    ],
)
def test_a_designer_would_put_these_among_the_first_three(
    shelf: Shelf, retriever: Retriever, one: Brief, cards: set[str]
) -> None:
    assert cards & {row.card for row in choose(one, shelf, retriever).ranking[:3]}


@pytest.mark.parametrize(
    ("one", "never"),
    [
        (brief("expliquer la corrélation", group_size_max=200), {"jigsaw", "role-play", "case-study"}),
        (brief("mener un entretien", group_size_max=1), {"jigsaw", "role-play", "debate", "world-cafe"}),
        (brief("poser un garrot", modality="async"), {"demonstration-practice", "role-play", "simulation"}),
        (brief("rédiger un plan", duration_minutes=60), {"project-based-learning"}),
    ],
)
def test_what_cannot_be_run_is_not_chosen(shelf: Shelf, retriever: Retriever, one: Brief, never: set[str]) -> None:
    choice = choose(one, shelf, retriever)
    assert not never & {method.card for method in choice.methods}


def test_one_method_is_main_and_few_support_it(shelf: Shelf, retriever: Retriever) -> None:
    roles = [method.role for method in choose(FIRE, shelf, retriever).methods]
    assert roles[0] == "main"
    assert 1 <= roles.count("support") <= 2


def test_reasons_name_facts_of_the_brief_in_the_trainers_words(shelf: Shelf, retriever: Retriever) -> None:
    said = " ".join(choose(FIRE, shelf, retriever).methods[0].reasons)
    for words in ("Je veux les voir faire", "un bac à feu et six extincteurs", "12 personnes"):
        assert words in said.replace("’", "'").replace("\u00a0", " ")


def test_no_reason_is_given_twice(shelf: Shelf, retriever: Retriever) -> None:
    reasons = [reason for method in choose(FIRE, shelf, retriever).methods for reason in method.reasons]
    assert len(set(reasons)) == len(reasons)
    assert all(method.reasons for method in choose(FIRE, shelf, retriever).methods)


def test_a_quote_is_a_sentence_of_the_card_in_the_briefs_language(shelf: Shelf, retriever: Retriever) -> None:
    for method in choose(FIRE, shelf, retriever).methods:
        assert method.quote in shelf[method.card].section("when", "fr")


def test_runners_up_say_what_fails(shelf: Shelf, retriever: Retriever) -> None:
    choice = choose(FIRE, shelf, retriever)
    assert len(choice.runners_up) == 2
    assert all(runner.failed for runner in choice.runners_up)
    assert not {runner.card for runner in choice.runners_up} & {method.card for method in choice.methods}


def test_an_excluded_method_is_gone(shelf: Shelf, retriever: Retriever) -> None:
    choice = choose(FIRE, shelf, retriever, excluded_methods=("demonstration-practice",))
    everything = [*choice.methods, *choice.runners_up, *choice.ranking]
    assert "demonstration-practice" not in {row.card for row in everything}


def test_a_chosen_method_leads_and_says_what_to_watch(shelf: Shelf, retriever: Retriever) -> None:
    choice = choose(FIRE, shelf, retriever, chosen_methods=("flipped-classroom",))
    assert (choice.methods[0].card, choice.methods[0].role) == ("flipped-classroom", "main")
    assert any(reason.startswith("À surveiller") for reason in choice.methods[0].reasons)


def test_a_method_that_the_trainer_refuses_is_not_chosen(shelf: Shelf, retriever: Retriever) -> None:
    refusing = brief("calmer un client agressif", constraints=("surtout pas de jeu de rôle",))
    choice = choose(refusing, shelf, retriever)
    assert "role-play" not in {method.card for method in choice.methods}
    failed = {runner.card: " ".join(runner.failed) for runner in choice.runners_up}
    assert "surtout pas de jeu de rôle" in failed["role-play"]


def test_a_draft_in_english_is_argued_in_english(shelf: Shelf, retriever: Retriever) -> None:
    one = brief("lift a patient", "use a hoist", language="en", resources=("two hoists",), audience_level="beginner")
    texts = [reason for method in choose(one, shelf, retriever).methods for reason in method.reasons]
    texts += [sentence for runner in choose(one, shelf, retriever).runners_up for sentence in runner.failed]
    assert not [text for text in texts if re.search(r"[éèàç]|« ", text)]


@pytest.mark.parametrize(
    ("need", "facts", "state"),
    [
        ("prior_work", {}, "fails"),
        ("prior_work", {"constraints": ("ils peuvent lire avant la séance",)}, "holds"),
        ("prior_work", {"days": (105, 105)}, "holds"),
        ("prior_work", {"days": (105, 105), "constraints": ("pas de travail avant la séance",)}, "fails"),
        ("several_sessions", {}, "fails"),
        ("several_sessions", {"modality": "async"}, "holds"),
        ("digital_access", {"modality": "remote"}, "holds"),
        ("digital_access", {"constraints": ("pas de réseau",)}, "fails"),
        ("digital_access", {}, "unknown"),
        ("experience", {"audience_level": "beginner"}, "fails"),
        ("experience", {"audience_level": "advanced"}, "holds"),
        ("equipment", {"resources": ("trois mannequins",)}, "holds"),
        ("equipment", {"constraints": ("aucun matériel sur place",)}, "fails"),
        ("equipment", {}, "unknown"),
        ("equipment", {"work_context": "chacun connaît son poste et l'atelier d'écriture leur a plu"}, "unknown"),
        ("equipment", {"resources": ("trois postes",), "constraints": ("aucun matériel numérique",)}, "holds"),
        ("space", {"constraints": ("en amphi",)}, "fails"),
        ("real_cases", {"work_context": "trois réclamations par semaine"}, "holds"),
        ("trust", {"work_context": "il y a des tensions dans le groupe"}, "fails"),
        ("trust", {"group_size_max": 80}, "fails"),
        ("deliverable", {}, "fails"),
        ("expert", {}, "holds"),
    ],
)
def test_a_precondition_is_tested_on_the_brief(need: Need, facts: dict[str, Any], state: str) -> None:
    assert judge(need, Circumstances(brief("poser un garrot", **facts))).state == state


def test_evidence_is_in_the_trainers_own_words() -> None:
    words = "Il y a la place ; par contre, pas de réseau dans la salle du fond, jamais."
    found = judge("digital_access", Circumstances(brief("trier des pièces", constraints=(words,))))
    assert found.evidence
    assert found.evidence in words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("utiliser un extincteur", "gesture"),
        ("utiliser Excel", "tool_use"),
        ("gérer une réclamation", "relational"),
        ("choisir le bon outil de coupe", "decision"),
        ("expliquer la TVA", "concept"),
        ("rédiger un plan de communication", "creation"),
        ("remettre en question ses préjugés", "attitude"),
    ],
)
def test_the_verb_and_its_object_say_what_kind_of_doing_it_is(text: str, kind: str) -> None:
    assert Circumstances(brief(text)).goals[0].kind == kind


LEVELS = (
    ("n'ont jamais", (), "Des débutants"),
    (
        "n'ont jamais",
        ("la plupart n'ont jamais touché un extincteur",),
        "« la plupart n'ont jamais touché un extincteur »",
    ),
    ("beginner", (), "Des débutants"),
    ("des débutants", (), "« des débutants »"),
)


@pytest.mark.parametrize(("said", "constraints", "words"), LEVELS)
def test_the_level_is_quoted_by_a_whole_clause_or_named(
    said: str, constraints: tuple[str, ...], words: str, shelf: Shelf, retriever: Retriever
) -> None:
    facts: dict[str, Any] = {"audience_level": "beginner", "level_said": said, "constraints": constraints}
    choice = choose_methods(brief("façonner une baguette", **facts), Directives(), shelf, retriever)
    spoken = " ".join(reason.replace("’", "'").replace("\u00a0", " ") for reason in choice.methods[0].reasons)
    assert words in spoken
    assert "« n'ont jamais »" not in spoken


@pytest.mark.parametrize(
    ("need", "unfit"),
    [
        ("deux personnes sourdes", r"voix haute"),
        ("un saisonnier lit mal le français", r"sous-titr|hauteur"),
        ("une personne intolérante au lactose", r"."),
    ],
)
def test_an_adaptation_is_a_reason_only_for_a_need_that_it_meets(
    shelf: Shelf, retriever: Retriever, need: str, unfit: str
) -> None:
    for goal in ("façonner une baguette", "citer les règles de tri", "refuser une demande à un client"):
        choice = choose_methods(brief(goal, accessibility=(need,)), Directives(), shelf, retriever)
        told = [
            reason.partition("\u00a0: ")[2] for method in choice.methods for reason in method.reasons if need in reason
        ]
        assert not [text for text in told if re.search(unfit, text)]


def test_what_is_said_to_be_missing_is_not_quoted_as_there() -> None:
    told = Circumstances(brief("souder", resources=("trois postes TIG",), constraints=("aucun matériel numérique",)))
    assert told.shows("equipment") == "trois postes TIG"
    assert Circumstances(brief("tailler un olivier", constraints=("pas de salle",))).shows("space") is None


def test_the_place_where_people_work_is_no_method_that_is_refused(shelf: Shelf) -> None:
    case = Circumstances(brief("souder un joint d'angle", constraints=("aucun téléphone dans l'atelier",)))
    assert case.mentions(shelf["workshop"]) is None
    refused = Circumstances(brief("souder un joint d'angle", constraints=("pas de jeu de rôle",)))
    assert refused.mentions(shelf["role-play"]) == ("pas de jeu de rôle", False)


def test_an_adaptation_is_given_once_for_all_the_needs(shelf: Shelf, retriever: Retriever) -> None:
    needs = ("une personne malentendante", "une personne qui a mal au dos")
    choice = choose_methods(brief("façonner une baguette", accessibility=needs), Directives(), shelf, retriever)
    for method in choice.methods:
        adaptations = [reason.partition("\u00a0: ")[2] for reason in method.reasons if "malentendante" in reason]
        assert len(adaptations) == len(set(adaptations)) <= 1


@pytest.mark.parametrize("people", [6, 12, 20])
def test_an_exchange_is_rehearsed_even_where_role_plays_are_refused(
    people: int, shelf: Shelf, retriever: Retriever
) -> None:
    asked = brief(
        "accueillir un client",
        "proposer un produit en plus",
        "encaisser un client",
        audience="des vendeurs en boulangerie",
        audience_level="beginner",
        group_size_max=people,
        constraints=("Pas de jeu de rôle",),
    )
    names = [method.card for method in choose_methods(asked, Directives(), shelf, retriever).methods]
    assert "role-play" not in names
    assert "photolangage" not in names
    assert {"simulation", "demonstration-practice", "coaching"} & set(names)


def test_the_same_words_speak_once_against_a_method(shelf: Shelf, retriever: Retriever):
    words = "la plupart n'ont jamais touché une caisse et ne se connaissent pas"
    one = brief(
        "appliquer la procédure de caisse", "contrôler un retour", audience_level="beginner", level_said=words,
        work_context=words,
    )  # fmt: skip
    advocate = Advocate(Circumstances(one))
    against = {row.card.id: advocate.oppose(row, None) for row in weigh(Circumstances(one), shelf, retriever)}
    assert any(words[:30].replace("'", "’") in sentence for said in against.values() for sentence in said)
    for said in against.values():
        quotes = re.findall("«([^»]+)»", " ".join(said))
        assert len(quotes) == len(set(quotes)), said
    assert against["peer-tutoring"][0].startswith("Demande"), "the card's own precondition"


@pytest.mark.parametrize(
    ("language", "subject", "goals"),
    [
        ("fr", "recevoir un usager en colère", ("laisser parler", "reformuler", "proposer une suite")),
        ("en", "receiving an angry visitor", ("let them speak", "rephrase", "offer a next step")),
    ],
)
def test_what_is_said_in_a_talk_is_rehearsed_with_somebody(
    language: Any, subject: str, goals: tuple[str, ...], shelf: Shelf, retriever: Retriever
) -> None:
    chosen = choose(brief(*goals, subject=subject, language=language, duration_minutes=150), shelf, retriever)
    assert chosen.methods[0].card == "role-play"
