"""What a trainer says of the situation decides between methods that train the same things."""

from collections.abc import Mapping
from typing import Any

import pytest

from assistant.knowledge.retriever import Retriever
from assistant.knowledge.selection import Choice, choose_methods
from assistant.models.brief import Assumption, Brief
from assistant.models.knowledge import Card
from assistant.models.module import Directives

Shelf = Mapping[str, Card]


def told(*remarks: str, **facts: Any) -> Brief:
    """A brief of half a day on site with fourteen people of some experience, and what the trainer also said."""
    values: dict[str, Any] = {
        "language": "fr",
        "title": "Le module",
        "subject": "le module",
        "audience": "des salariés",
        "audience_level": "intermediate",
        "prerequisites": (),
        "duration_minutes": 210,
        "group_size_max": 14,
        "modality": "onsite",
        "work_context": "",
        "assessment_wishes": "",
        "resources": (),
        "accessibility": (),
        "constraints": (),
        "remarks": remarks,
    } | facts
    values.setdefault("days", (values["duration_minutes"],))
    values.setdefault("group_size_min", values["group_size_max"])
    assumed = (Assumption(field="resources", value=(), reason="Rien n'est dit."),)
    return Brief.model_validate(values | {"assumptions": assumed})


def choose(brief: Brief, shelf: Shelf, retriever: Retriever) -> Choice:
    return choose_methods(brief, Directives(), shelf, retriever)


def names(brief: Brief, shelf: Shelf, retriever: Retriever) -> list[str]:
    return [method.card for method in choose(brief, shelf, retriever).methods]


RULES = ("retrouver une règle", "expliquer la règle à un collègue")
TALKS = ("annoncer un refus", "répondre à une objection")
STANCES = ("reconnaître ses préjugés", "écouter un autre point de vue")


@pytest.mark.parametrize(
    ("brief", "main"),
    [
        (told("Le règlement du port : cinq chapitres indépendants.", competencies=RULES, group_size_max=20), "jigsaw"),
        (told("L'écornage, ça divise les éleveurs.", competencies=("défendre une position",)), "debate"),
        (
            told("Il nous faut des idées neuves pour la vitrine.", competencies=("proposer une vitrine",)),
            "brainstorming",
        ),
        (
            told("Le maire attend leurs propositions.", competencies=("proposer des règles",), group_size_max=60),
            "world-cafe",
        ),
        (told("Les caristes et les acheteurs ne s'écoutent pas.", competencies=STANCES, group_size_max=30), "fishbowl"),
        (told("J'ai une banque d'images.", competencies=STANCES), "photolangage"),
        (
            told(
                "Un ancien marin accepte de venir raconter son naufrage.",
                competencies=("repérer le moment où l'on se met en danger",),
                duration_minutes=60,
            ),
            "storytelling",
        ),
        (
            told(
                "Le directeur de la laiterie est d'accord pour nous recevoir.",
                competencies=("décrire une tournée de collecte", "décider de deux améliorations"),
                duration_minutes=420,
            ),
            "field-visit",
        ),
        (
            told(
                "Un seul pont élévateur pour tout le groupe.",
                "On peut le faire dans n'importe quel ordre.",
                competencies=("contrôler un frein", "changer une roue"),
                audience_level="beginner",
                group_size_max=18,
            ),
            "station-rotation",
        ),
        (
            told(
                "Chacune est seule dans son agence.",
                "Elles veulent travailler sur leurs situations.",
                competencies=("poser une limite", "décider ce que l'on délègue"),
                group_size_max=8,
            ),
            "co-development",
        ),
        (
            told(
                "J'ai dix minutes chaque matin.",
                "Ils doivent citer les codes de tête.",
                competencies=("citer les codes",),
                duration_minutes=840,
                days=(420, 420),
            ),
            "retrieval-practice",
        ),
        (
            told(
                "Ils aiment les concours et s'endorment dès qu'on rappelle la règle.",
                competencies=("citer les panneaux", "remettre les étapes dans l'ordre"),
                duration_minutes=60,
                group_size_max=24,
            ),
            "gamification",
        ),
        (
            told(
                "Toujours les mêmes erreurs, malgré les rappels.",
                "J'en ai noté trente erreurs réelles.",
                competencies=("corriger une facture", "éviter un doublon"),
            ),
            "learning-by-error",
        ),
        (
            told("J'ai trois boîtes d'un jeu sur la filière.", competencies=("décider d'un niveau de stock",)),
            "serious-game",
        ),
        (
            told(
                "Ils connaissent les notions une à une, il leur manque une vue d'ensemble.",
                competencies=("ordonner ce qu'ils ont appris",),
                duration_minutes=60,
            ),
            "mind-map",
        ),
        (
            told(
                "Une commune attend vraiment une exposition pour juin.",
                "Quatre jours répartis sur trois mois.",
                competencies=("concevoir l'exposition", "tenir un budget"),
                duration_minutes=1680,
                days=(420,) * 4,
            ),
            "project-based-learning",
        ),
        (
            told(
                "Chacun repart avec son livret prêt à imprimer.",
                competencies=("trier l'information", "rédiger en phrases courtes"),
                duration_minutes=420,
                group_size_max=9,
            ),
            "workshop",
        ),
        (
            told(
                "Impossible de les arrêter plus de dix minutes d'affilée.",
                competencies=("noter un relevé", "corriger une saisie"),
                modality="async",
                group_size_max=80,
            ),
            "micro-learning",
        ),
        (
            told(
                "On leur paie deux heures avant la séance pour voir les vidéos.",
                competencies=("calculer une marge", "interpréter un écart"),
                duration_minutes=150,
            ),
            "flipped-classroom",
        ),
        (
            told(
                "Le luthier part en retraite dans un an.",
                competencies=("choisir le bois", "régler une âme"),
                group_size_max=1,
                duration_minutes=2100,
                days=(210,) * 10,
            ),
            "mentoring",
        ),
        (
            told(
                "It really divides the team.", language="en", competencies=("defend a position", "answer an objection")
            ),
            "debate",
        ),
        (
            told(
                "The handbook has four independent sections.",
                language="en",
                competencies=("find the right rule", "explain it to a colleague"),
                group_size_max=24,
            ),
            "jigsaw",
        ),
        (
            told(
                "We own two copies of a management game on hotels.",
                language="en",
                competencies=("decide on a price together", "understand how choices affect others"),
            ),
            "serious-game",
        ),
        (
            told(
                "Nobody can say why the bees die.",
                language="en",
                competencies=("sort sources", "put a diagnosis together"),
                duration_minutes=420,
            ),
            "problem-based-learning",
        ),
        (
            told(
                "The lighthouse keeper has offered to come and tell the story.",
                language="en",
                competencies=("spot the moment one cuts corners",),
                duration_minutes=60,
            ),
            "storytelling",
        ),
        (
            told(
                "Some repair clocks in their sleep, others have never held a screwdriver.",
                language="en",
                competencies=("clean a movement", "set a spring"),
                audience_level="mixed",
            ),
            "peer-tutoring",
        ),
    ],
)
def test_the_situation_calls_for_its_method(shelf: Shelf, retriever: Retriever, brief: Brief, main: str) -> None:
    assert names(brief, shelf, retriever)[0] == main


@pytest.mark.parametrize(
    ("brief", "never"),
    [
        (told("Ils ont horreur de se donner en spectacle.", competencies=TALKS), {"role-play", "simulation"}),
        (
            told(assessment_wishes="Surtout pas de jeux de rôle ni de mises en situation", competencies=TALKS),
            {"role-play", "simulation"},
        ),
        (
            told(
                "They hate acting in front of others.",
                language="en",
                competencies=("say no to a guest", "announce a delay"),
            ),
            {"role-play", "simulation"},
        ),
        (
            told(
                "Pas d'exemples inventés, ils décrochent.",
                competencies=("diagnostiquer une panne", "choisir une réparation"),
            ),
            {"simulation", "serious-game", "escape-game"},
        ),
        (
            told(
                "La décision est prise, le site ferme en mai.",
                competencies=("expliquer les raisons", "dire ses inquiétudes"),
                group_size_max=40,
            ),
            {"world-cafe", "brainstorming", "debate"},
        ),
        (
            told(
                "Je voudrais un débat.",
                "Signaler n'est pas une option, c'est la loi.",
                competencies=("reconnaître les signes", "savoir à qui transmettre"),
            ),
            {"debate", "brainstorming"},
        ),
        (
            told(
                "Leur cheffe sera dans la salle.",
                "J'aimerais essayer le codéveloppement.",
                competencies=STANCES,
                group_size_max=8,
            ),
            {"co-development", "photolangage", "role-play"},
        ),
        (
            told(
                "Their manager will be sitting in.",
                language="en",
                competencies=("question a habit", "listen to another view"),
            ),
            {"co-development", "debate", "role-play"},
        ),
        (
            told(
                "Chaque étape reprend le résultat de la précédente.",
                "J'avais pensé à une classe puzzle.",
                competencies=("calculer une dose",),
                audience_level="beginner",
                group_size_max=20,
            ),
            {"jigsaw"},
        ),
        (
            told(
                "One of them had a panic attack in an escape room.",
                language="en",
                competencies=("recognise a fraud", "report it"),
            ),
            {"escape-game", "serious-game"},
        ),
        (
            told(
                "Un collègue est mort sur ce chantier en mars.",
                competencies=("repérer un danger", "oser arrêter le poste"),
            ),
            {"role-play", "storytelling", "gamification"},
        ),
        (
            told(
                "La centrale est à trois heures de route et la visite est refusée.",
                competencies=("décrire le circuit",),
            ),
            {"field-visit"},
        ),
        (
            told(
                "Personne ne leur paiera le temps de lire avant.",
                "J'aurais adoré une classe inversée.",
                competencies=RULES,
                duration_minutes=420,
            ),
            {"flipped-classroom"},
        ),
    ],
)
def test_the_situation_rules_methods_out(shelf: Shelf, retriever: Retriever, brief: Brief, never: set[str]) -> None:
    assert not never & set(names(brief, shelf, retriever))


@pytest.mark.parametrize(
    "remark",
    [
        "Le directeur leur a parlé de la formation hier.",
        "Il n'y a qu'une journée possible.",
        "Certains viennent de loin, d'autres habitent à côté.",
        "Rien ne les divise, au contraire.",
        "Chaque service a son logiciel.",
    ],
)
def test_ordinary_words_change_no_choice(shelf: Shelf, retriever: Retriever, remark: str) -> None:
    plain, more = told(competencies=TALKS), told(remark, competencies=TALKS)
    assert names(plain, shelf, retriever) == names(more, shelf, retriever)


def test_a_call_is_argued_with_the_trainers_words(shelf: Shelf, retriever: Retriever) -> None:
    brief = told("Le règlement du port : cinq chapitres indépendants.", competencies=RULES, group_size_max=20)
    assert any("cinq chapitres indépendants" in reason for reason in choose(brief, shelf, retriever).methods[0].reasons)


def test_a_method_that_is_ruled_out_is_left_out_with_those_words(shelf: Shelf, retriever: Retriever) -> None:
    brief = told("Je voudrais un débat.", "Signaler n'est pas une option.", competencies=STANCES)
    failed = {row.card: " ".join(row.failed) for row in choose(brief, shelf, retriever).runners_up}
    assert "Signaler n’est pas une option" in failed["debate"]


def test_a_method_named_in_passing_is_no_wish(shelf: Shelf, retriever: Retriever) -> None:
    plain = told(competencies=TALKS)
    passing = told("Ils ont tous eu la conférence et un serious game l'an dernier.", competencies=TALKS)
    wished = told("Je voudrais un world café.", competencies=TALKS, group_size_max=24)
    assert names(plain, shelf, retriever) == names(passing, shelf, retriever)
    worth = {row.card: row.score for row in choose(wished, shelf, retriever).ranking}
    without = told(competencies=TALKS, group_size_max=24)
    assert (
        worth["world-cafe"] > {row.card: row.score for row in choose(without, shelf, retriever).ranking}["world-cafe"]
    )


def test_work_that_each_has_begun_is_the_work_that_a_critique_needs(shelf: Shelf, retriever: Retriever) -> None:
    said, goals = "Chaque graveur a une planche commencée, à reprendre.", ("corriger son trait",)
    with_work = choose(told(said, competencies=goals, group_size_max=8), shelf, retriever)
    without = choose(told(competencies=goals, group_size_max=8), shelf, retriever)
    needs = {row.card: row.needs["prior_work"] for row in with_work.ranking if "prior_work" in row.needs}
    assert with_work.methods[0].card == "critique-session"
    assert any("une planche commencée" in reason for reason in with_work.methods[0].reasons)
    assert needs["critique-session"] == "holds"
    assert needs["flipped-classroom"] == "fails"
    assert {row.card: row.needs for row in without.ranking}["critique-session"]["prior_work"] == "fails"


def test_a_few_minutes_at_a_time_leave_no_room_for_what_is_longer(shelf: Shelf, retriever: Retriever) -> None:
    length = Assumption(field="duration_minutes", value=420, reason="Nobody told.")
    brief = told("I can have ten minutes of each Monday briefing.", language="en", competencies=("name the signals",))
    untold = brief.model_copy(update={"assumptions": (*brief.assumptions, length), "duration_minutes": 420})
    chosen = [method.card for method in choose(untold, shelf, retriever).methods]
    assert chosen
    assert all(shelf[card].minutes.min <= 20 for card in chosen)
    failed = {row.card: row.failed for row in choose(untold, shelf, retriever).runners_up}
    assert any("ten minutes of each Monday" in reason for reasons in failed.values() for reason in reasons)


def test_a_quarter_of_an_hour_is_spent_on_one_practice(shelf: Shelf, retriever: Retriever) -> None:
    brief = told(
        "The quarter of an hour before opening, every other Tuesday.",
        language="en",
        competencies=("fit the mask", "put the steps in order"),
        duration_minutes=15,
        group_size_max=8,
    )
    assert names(brief, shelf, retriever)[0] == "spaced-practice"


def test_a_method_that_is_not_wanted_is_refused(shelf: Shelf, retriever: Retriever) -> None:
    brief = told("We don't want a role play.", language="en", competencies=("say no to a guest", "announce a delay"))
    assert "role-play" not in names(brief, shelf, retriever)


@pytest.mark.parametrize("remark", ["Leur cheffe ne sera pas là.", "Le directeur ne participera pas à la journée."])
def test_a_superior_who_stays_away_rules_nothing_out(shelf: Shelf, retriever: Retriever, remark: str) -> None:
    assert names(told(remark, competencies=TALKS), shelf, retriever) == names(
        told(competencies=TALKS), shelf, retriever
    )
