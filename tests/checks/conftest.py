"""One clean module in each language, with the cards that it cites: no check fires on them."""
# ruff: noqa: E501 - modules are tables; a row is read in one line.

from datetime import UTC, date, datetime
from typing import Any

import pytest

from assistant.models.brief import Assumption, Brief, Source
from assistant.models.knowledge import Card, Section
from assistant.models.module import (
    Assessment,
    Day,
    Impact,
    Item,
    MethodChoice,
    Module,
    Objective,
    Option,
    Provenance,
    RubricRow,
    RunnerUp,
    Sequence,
    StepPlan,
    ToolUse,
)

FRENCH_TURN = (
    "Je forme des préparateurs de commandes d'un entrepôt à réagir à un départ de feu. 3h30 en présentiel, ils seront 12, "
    "la plupart n'ont jamais touché un extincteur. À la fin ils doivent savoir donner l'alerte, choisir le bon extincteur, "
    "l'utiliser et évacuer leur zone. On a eu deux débuts de feu sur les chargeurs de batteries l'an dernier et personne "
    "n'a bougé. J'ai un bac à feu et six extincteurs d'entraînement, une salle et la cour. Je veux les voir faire."
)
ENGLISH_TURN = (
    "I train warehouse pickers to react when a fire starts. 3.5 hours on site, there will be 12 of them, most have never "
    "touched an extinguisher. By the end they must be able to raise the alarm, choose the right extinguisher, use it and "
    "evacuate their area. We had two small fires on the battery chargers last year and nobody moved. I have a fire tray "
    "and six training extinguishers, a room and the yard. I want to see them do it."
)


@pytest.fixture
def turns() -> dict[str, tuple[str, ...]]:
    """What the trainer wrote, by language."""
    return {"fr": (FRENCH_TURN,), "en": (ENGLISH_TURN,)}


@pytest.fixture
def french() -> Module:
    """A clean module in French."""
    return french_module()


@pytest.fixture
def english() -> Module:
    """A clean module in English."""
    return english_module()


@pytest.fixture
def modules() -> dict[str, Module]:
    """Both, by language."""
    return {"fr": french_module(), "en": english_module()}


@pytest.fixture
def cards() -> dict[str, Card]:
    """The shelf that both modules cite."""
    shelf = (
        method("demonstration-practice", "Démonstration–pratique guidée", "Demonstration and guided practice", 20),
        method("case-study", "Étude de cas", "Case study", 30),
        method("simulation", "Mise en situation", "Simulation", 30),
        method("role-play", "Jeu de rôle", "Role play", 30),
        method("gamification", "Ludification", "Gamification", 15),
        method("flipped-classroom", "Classe inversée", "Flipped classroom", 45, needs=("prior_work",)),
        method("personal-reflection", "Retour individuel", "Personal reflection", 5),
        format_("self-positioning", "Auto-positionnement", "Self-positioning", ("remember", "understand", "apply")),
        format_("observed-gesture", "Geste observé", "Observed performance", ("apply", "analyze")),
        format_("simulation-graded", "Mise en situation notée", "Graded simulation", ("apply", "analyze", "evaluate")),
        format_("mcq", "QCM", "Multiple choice", ("remember", "understand")),
        format_("mcq-justified", "QCM justifié", "Justified multiple choice", ("understand", "apply", "analyze")),
        format_("action-plan", "Plan d'action", "Action plan", ("apply", "analyze", "evaluate", "create")),
        tool("voting", "Vote en ligne", "Online voting", ("network",)),
        tool("collaborative-board", "Tableau partagé", "Shared board", ("network", "account", "personal_data")),
    )
    return {card.id: card for card in shelf}


def method(name: str, fr: str, en: str, shortest: int, needs: tuple[str, ...] = ()) -> Card:
    return card(
        name,
        "method",
        fr,
        en,
        learning_types=("practice",),
        minutes={"min": shortest, "max": 180},
        preconditions=[{"need": need, "why": {"fr": "un travail avant", "en": "work before"}} for need in needs],
        steps=[
            {
                "phase": phase,
                "minutes": 10,
                "learning_type": "practice",
                "grouping": "pairs",
                "trainer": {"fr": "montre le geste", "en": "shows it"},
                "learners": {"fr": "s'entraînent", "en": "practise"},
            }
            for phase in ("activate", "demonstrate", "apply", "integrate")
        ],
    )


def format_(name: str, fr: str, en: str, bloom: tuple[str, ...]) -> Card:
    return card(name, "assessment", fr, en, bloom=bloom, moments=("formative", "summative"))


def tool(name: str, fr: str, en: str, requires: tuple[str, ...]) -> Card:
    return card(name, "tool", fr, en, requires=requires, fallback={"fr": "à main levée", "en": "a show of hands"})


def card(name: str, kind: str, fr: str, en: str, **more: Any) -> Card:
    sections = {
        "fr": (Section(key="when", heading="Quand l'utiliser", text=f"- {fr} : le résultat attendu se voit.", line=9),),
        "en": (Section(key="when", heading="When to use it", text=f"- {en}: the result can be seen.", line=30),),
    }
    row = {
        "id": name,
        "kind": kind,
        "title": {"fr": fr, "en": en},
        "summary": {"fr": f"{fr}, en bref.", "en": f"{en}, in brief."},
        "review": date(2027, 1, 1),
        "bloom": ("remember", "understand", "apply", "analyze", "evaluate", "create"),
        "sections": sections,
    }
    return Card.model_validate({**row, **more})


def step(minutes: int, trainer: str, learners: str) -> StepPlan:
    return StepPlan(minutes=minutes, trainer=trainer, learners=learners)


def provenance() -> Provenance:
    return Provenance(engine="offline")


def french_module() -> Module:
    """The module of the design example, made to obey every check."""
    return Module(
        id="m-fr",
        version=1,
        created_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        brief=french_brief(),
        methods=(
            MethodChoice(
                card="demonstration-practice",
                title="Démonstration–pratique guidée",
                role="main",
                reasons=("Quatre gestes à faire, et « la plupart n'ont jamais touché un extincteur ».",),
                quote="Démonstration–pratique guidée : le résultat attendu se voit.",
                score=0.9,
            ),
            MethodChoice(
                card="simulation",
                title="Mise en situation",
                role="support",
                reasons=("Vous voulez « les voir faire ».",),
                quote="Mise en situation : le résultat attendu se voit.",
                score=0.8,
            ),
        ),
        runners_up=(
            RunnerUp(
                card="flipped-classroom",
                title="Classe inversée",
                failed=("Rien ne dit qu'ils ont un temps et un support pour travailler avant la séance.",),
            ),
        ),
        objectives=french_objectives(),
        progression=(Day(day=1, sequences=french_sequences()),),
        assessments=french_assessments(),
        tools=(
            ToolUse(
                card="voting",
                objectives=("O2",),
                why="Voir d'un coup d'œil les désaccords du groupe.",
                fallback="Voter à main levée, cartons de couleur en main.",
                new=True,
            ),
        ),
        impact=french_impact(),
        left_to_trainer=("Les six situations de la troisième séquence : prenez-les dans l'entrepôt.",),
        provenance=provenance(),
    )


def french_brief() -> Brief:
    said = {
        "subject": "réagir à un départ de feu",
        "audience": "des préparateurs de commandes d'un entrepôt",
        "audience_level": "la plupart n'ont jamais touché un extincteur",
        "duration_minutes": "3h30",
        "group_size_max": "ils seront 12",
        "modality": "en présentiel",
        "work_context": "deux débuts de feu sur les chargeurs de batteries l'an dernier et personne n'a bougé",
        "assessment_wishes": "Je veux les voir faire",
    }
    skills = ("donner l'alerte", "choisir le bon extincteur", "l'utiliser", "évacuer leur zone")
    means = ("un bac à feu", "six extincteurs d'entraînement", "une salle et la cour")
    return Brief(
        language="fr",
        title="Réagir à un départ de feu",
        subject="réagir à un départ de feu",
        audience="préparateurs de commandes d'un entrepôt",
        audience_level="beginner",
        prerequisites=(),
        duration_minutes=210,
        days=(210,),
        group_size_min=12,
        group_size_max=12,
        modality="onsite",
        competencies=("donner l'alerte", "choisir le bon extincteur", "utiliser un extincteur", "évacuer leur zone"),
        work_context="deux débuts de feu sur les chargeurs de batteries l'an dernier, et personne n'a bougé",
        assessment_wishes="Je veux les voir faire",
        resources=("un bac à feu", "six extincteurs d'entraînement", "une salle et la cour"),
        accessibility=(),
        constraints=(),
        sources=(
            *(Source(field=field, quote=quote, turn=0) for field, quote in said.items()),
            *(Source(field="competencies", quote=quote, turn=0) for quote in skills),
            *(Source(field="resources", quote=quote, turn=0) for quote in means),
        ),
        assumptions=tuple(
            Assumption(field=field, value=value, reason="Rien n'a été dit à ce sujet.")
            for field, value in (
                ("title", "Réagir à un départ de feu"),
                ("prerequisites", ()),
                ("accessibility", ()),
                ("constraints", ()),
            )
        ),
    )


def french_objectives() -> tuple[Objective, ...]:
    rows = (
        ("Donner l'alerte", "donner", "apply", "procedure", "face à un départ de feu simulé, sans attendre de consigne",
         "message complet (quoi, où, qui) en moins d'une minute"),
        ("Choisir l'extincteur adapté au feu", "choisir", "analyze", "decision",
         "à partir de six situations prises dans l'entrepôt", "cinq bons choix sur six, chacun justifié en une phrase"),
        ("Utiliser un extincteur", "utiliser", "apply", "gesture", "sur le bac à feu, avec un extincteur d'entraînement",
         "les étapes de la grille, dans l'ordre, sans aide"),
        ("Évacuer sa zone", "évacuer", "apply", "gesture", "depuis son poste habituel, au signal",
         "par l'itinéraire prévu, sans rien oublier de la grille"),
    )  # fmt: skip
    return tuple(
        Objective.model_validate(
            {
                "id": f"O{number}",
                "statement": statement,
                "verb": verb,
                "bloom": level,
                "performance": kind,
                "condition": condition,
                "criterion": criterion,
                "competency": number - 1,
            }
        )
        for number, (statement, verb, level, kind, condition, criterion) in enumerate(rows, start=1)
    )


def french_sequences() -> tuple[Sequence, ...]:
    access = "Aucun aménagement connu à prévoir ; place au premier rang pour qui le demande."
    return (
        Sequence(
            id="S1", kind="opening", title="Ouverture : et si c'était ce matin ?", start="08:30", minutes=20,
            objectives=("O1",), learning_type="discussion", grouping="individual", accessibility=access,
            assessments=("A1",), methods=("personal-reflection",),
            steps=(
                step(12, "raconte l'un des deux débuts de feu et s'arrête avant la fin", "écrivent seuls ce qu'ils auraient fait"),
                step(8, "recueille sans corriger", "comparent leurs réponses à deux"),
            ),
        ),
        Sequence(
            id="S2", kind="activity", title="Donner l'alerte", start="08:50", minutes=30, objectives=("O1",),
            methods=("demonstration-practice",), learning_type="collaboration", grouping="pairs", accessibility=access,
            assessments=("A2",), feedback="L'observateur du binôme coche la grille pendant l'essai et la rend aussitôt.",
            steps=(
                step(5, "montre une alerte complète, une fois en temps réel, une fois commentée", "redisent les étapes"),
                step(17, "passe dans les binômes avec la grille", "s'entraînent à tour de rôle sur trois situations"),
                step(8, "reprend l'oubli le plus fréquent et répond aux questions", "disent ce qu'ils garderont"),
            ),
        ),
        Sequence(
            id="S3", kind="activity", title="Choisir le bon extincteur", start="09:20", minutes=40, objectives=("O2",),
            methods=("case-study",), learning_type="inquiry", grouping="groups", accessibility=access, tools=("voting",),
            assessments=("A2",), feedback="Le groupe voisin discute chaque choix ; le formateur tranche à la mise en commun.",
            steps=(
                step(5, "distribue six situations de l'entrepôt", "forment des groupes de quatre"),
                step(20, "demande pourquoi celui-là et pas l'autre", "classent et justifient par écrit en une phrase"),
                step(15, "garde le désaccord ouvert jusqu'à la mise en commun", "confrontent leurs choix"),
            ),
        ),
        Sequence(id="B1", kind="break", title="Pause", start="10:00", minutes=10),
        Sequence(
            id="S4", kind="activity", title="Utiliser un extincteur", start="10:10", minutes=50, objectives=("O3",),
            methods=("demonstration-practice",), learning_type="practice", grouping="pairs", accessibility=access,
            assessments=("A2",), feedback="Le formateur corrige sur le moment ; le binôme rend la grille après chaque passage.",
            steps=(
                step(8, "montre le geste deux fois, puis étape par étape", "disent les étapes avant de les faire"),
                step(30, "corrige sur le moment, un point à la fois", "font 24 passages de 75 secondes au bac, grille en main"),
                step(12, "mène le débriefing et répond aux dernières questions", "nomment un point à reprendre"),
            ),
        ),
        Sequence(
            id="S5", kind="activity", title="Au signal : la minute et la zone", start="11:00", minutes=35,
            objectives=("O1", "O2", "O3", "O4"), methods=("simulation",), learning_type="production", grouping="groups",
            accessibility=access, assessments=("A3",), feedback="Le formateur observe avec la grille et la rend à chacun.",
            steps=(
                step(5, "donne les rôles aux deux demi-groupes", "prennent leur poste ou la grille"),
                step(20, "déclenche le signal et n'intervient pas", "alertent, choisissent, agissent ou évacuent"),
                step(10, "fait le bilan, grille en main", "disent ce qui les a retenus"),
            ),
        ),
        Sequence(id="B2", kind="break", title="Pause", start="11:35", minutes=10),
        Sequence(
            id="S6", kind="closing", title="Clôture : et lundi ?", start="11:45", minutes=15,
            objectives=("O1", "O2", "O3", "O4"), learning_type="discussion", grouping="individual", accessibility=access,
            assessments=("A4",), methods=("personal-reflection",),
            steps=(step(15, "rend les grilles et nomme un acquis", "écrivent la première chose qu'ils feront à leur poste"),),
        ),
    )  # fmt: skip


def french_assessments() -> tuple[Assessment, ...]:
    everything = ("O1", "O2", "O3", "O4")
    return (
        Assessment(
            id="A1", moment="diagnostic", instrument="self-positioning", bloom="apply", objectives=everything, minutes=8,
            title="Positionnement", description="Vous voyez de la fumée sur un chargeur. Écrivez ce que vous faites.",
            mastery="Aucun seuil : ces réponses règlent le rythme.",
        ),
        Assessment(
            id="A2", moment="formative", instrument="observed-gesture", bloom="analyze", objectives=("O1", "O2", "O3"),
            minutes=0, title="Grille du binôme", description="Grilles tenues par le binôme, rendues aussitôt.",
            mastery="Tous les points cochés une fois.",
            items=(
                Item(
                    stem="Un chargeur fume et personne n'est là. Que faites-vous d'abord ?",
                    objective="O1",
                    options=(
                        Option(text="Je donne l'alerte tout de suite", correct=True, feedback="Les secours ont besoin de temps."),
                        Option(text="Je vais chercher mon chef d'équipe", correct=False, feedback="Le feu grandit pendant ce temps."),
                        Option(text="Je termine la commande en cours", correct=False, feedback="Rien ne presse autant que l'alerte."),
                    ),
                ),
            ),
        ),
        Assessment(
            id="A3", moment="summative", instrument="simulation-graded", bloom="analyze", objectives=everything, minutes=20,
            title="Mise en situation", description="Observation en situation, une grille par apprenant.",
            mastery="Tous les points marqués comme essentiels.",
            rubric=(
                RubricRow(criterion="Donne l'alerte", essential=True,
                          bands=("attend une consigne, ou oublie le lieu", "quoi, où, qui, en moins d'une minute",
                                 "et s'assure qu'on l'a compris")),
                RubricRow(criterion="Utilise l'extincteur", essential=True,
                          bands=("saute une étape de la grille", "fait toutes les étapes dans l'ordre",
                                 "sans hésiter, l'issue derrière soi")),
            ),
        ),
        Assessment(
            id="A4", moment="transfer", instrument="action-plan", bloom="apply", objectives=everything, minutes=0,
            title="Plan d'action", description="Chacun écrit ce qu'il vérifiera à son poste, puis en parle avec son chef.",
            mastery="Une action faite dans le mois.",
        ),
    )  # fmt: skip


def french_impact() -> tuple[Impact, ...]:
    return (
        Impact(level=1, indicator="Part de satisfaits", formula="réponses favorables / réponses reçues",
               instrument="questionnaire", moment="à la clôture", target="quatre sur cinq", owner="formateur"),
        Impact(level=2, indicator="Gain sur la grille",
               formula="points acquis à la fin moins points acquis au début, divisés par le nombre de points",
               instrument="même grille avant et après", moment="début et fin", target="tous les essentiels", owner="formateur"),
        Impact(level=3, indicator="Alertes données à temps", formula="alertes en moins d'une minute / exercices menés",
               instrument="exercice au poste", moment="à trois mois", target="toutes", owner="chef d'équipe"),
    )  # fmt: skip


def english_module() -> Module:
    """The same module in English."""
    access = "No adaptation known to be needed; front-row seats for whoever asks."
    everything = ("O1", "O2", "O3", "O4")
    rows = (
        ("Raise the alarm", "raise", "apply", "procedure", "facing a simulated fire, without waiting for instructions",
         "complete message (what, where, who) in less than a minute"),
        ("Choose the extinguisher that suits the fire", "choose", "analyze", "decision",
         "given six situations taken from the warehouse", "five right choices out of six, each justified in a sentence"),
        ("Use an extinguisher", "use", "apply", "gesture", "on the fire tray, with a training extinguisher",
         "every step of the checklist, in order, unaided"),
        ("Evacuate the work area", "evacuate", "apply", "gesture", "from the usual work station, at the signal",
         "by the planned route, with nothing on the checklist forgotten"),
    )  # fmt: skip
    said = {
        "subject": "react when a fire starts",
        "audience": "warehouse pickers",
        "audience_level": "most have never touched an extinguisher",
        "duration_minutes": "3.5 hours",
        "group_size_max": "there will be 12 of them",
        "modality": "on site",
        "work_context": "two small fires on the battery chargers last year and nobody moved",
        "assessment_wishes": "I want to see them do it",
    }
    brief = Brief(
        language="en", title="Reacting when a fire starts", subject="react when a fire starts", audience="warehouse pickers",
        audience_level="beginner", prerequisites=(), duration_minutes=210, days=(210,), group_size_min=12, group_size_max=12,
        modality="onsite",
        competencies=("raise the alarm", "choose the right extinguisher", "use an extinguisher", "evacuate their area"),
        work_context="two small fires on the battery chargers last year, and nobody moved",
        assessment_wishes="I want to see them do it",
        resources=("a fire tray", "six training extinguishers", "a room and the yard"), accessibility=(), constraints=(),
        sources=(
            *(Source(field=field, quote=quote, turn=0) for field, quote in said.items()),
            *(Source(field="competencies", quote=quote, turn=0)
              for quote in ("raise the alarm", "choose the right extinguisher", "use it", "evacuate their area")),
            *(Source(field="resources", quote=quote, turn=0)
              for quote in ("a fire tray", "six training extinguishers", "a room and the yard")),
        ),
        assumptions=tuple(
            Assumption(field=field, value=value, reason="Nothing was said about it.")
            for field, value in (("title", "Reacting when a fire starts"), ("prerequisites", ()), ("accessibility", ()), ("constraints", ()))
        ),
    )  # fmt: skip
    sequences = (
        Sequence(
            id="S1", kind="opening", title="Opening: what if it were this morning?", start="08:30", minutes=20,
            objectives=("O1",), learning_type="discussion", grouping="individual", accessibility=access,
            assessments=("A1",), methods=("personal-reflection",),
            steps=(
                step(12, "tells one of the two fires and stops before the end", "write alone what they would have done"),
                step(8, "collects the answers without correcting them", "compare their answers in pairs"),
            ),
        ),
        Sequence(
            id="S2", kind="activity", title="Raising the alarm", start="08:50", minutes=30, objectives=("O1",),
            methods=("demonstration-practice",), learning_type="collaboration", grouping="pairs", accessibility=access,
            assessments=("A2",), feedback="The observer of the pair ticks the checklist during the run and hands it back at once.",
            steps=(
                step(5, "shows a complete alarm, once at real speed, once with comments", "say the steps back"),
                step(17, "goes from pair to pair with the checklist", "take turns on three situations"),
                step(8, "comes back to the most common omission and answers their questions", "say what they will keep"),
            ),
        ),
        Sequence(
            id="S3", kind="activity", title="Choosing the right extinguisher", start="09:20", minutes=40, objectives=("O2",),
            methods=("case-study",), learning_type="inquiry", grouping="groups", accessibility=access, tools=("voting",),
            assessments=("A2",), feedback="The next group discusses each choice; the trainer settles it in the plenary.",
            steps=(
                step(5, "hands out six situations from the warehouse", "form groups of four"),
                step(20, "asks why this one and why not the other", "sort them and justify each in a written sentence"),
                step(15, "keeps the disagreement open until the plenary", "compare their choices"),
            ),
        ),
        Sequence(id="B1", kind="break", title="Break", start="10:00", minutes=10),
        Sequence(
            id="S4", kind="activity", title="Using an extinguisher", start="10:10", minutes=50, objectives=("O3",),
            methods=("demonstration-practice",), learning_type="practice", grouping="pairs", accessibility=access,
            assessments=("A2",), feedback="The trainer corrects on the spot; the partner hands the checklist back after each run.",
            steps=(
                step(8, "shows the movement twice, then step by step", "say the steps before doing them"),
                step(30, "corrects on the spot, one point at a time", "have 24 turns of 75 seconds at the tray, checklist in hand"),
                step(12, "leads the debrief and answers the last questions", "name one point to work on"),
            ),
        ),
        Sequence(
            id="S5", kind="activity", title="At the signal: the minute and the area", start="11:00", minutes=35,
            objectives=everything, methods=("simulation",), learning_type="production", grouping="groups",
            accessibility=access, assessments=("A3",), feedback="The trainer observes with the grid and gives it to each learner.",
            steps=(
                step(5, "gives the roles to the two half-groups", "take their station or the grid"),
                step(20, "gives the signal and does not step in", "raise the alarm, choose, act or evacuate"),
                step(10, "sums up, grid in hand", "say what held them back"),
            ),
        ),
        Sequence(id="B2", kind="break", title="Break", start="11:35", minutes=10),
        Sequence(
            id="S6", kind="closing", title="Closing: and on Monday?", start="11:45", minutes=15, objectives=everything,
            learning_type="discussion", grouping="individual", accessibility=access, assessments=("A4",),
            methods=("personal-reflection",),
            steps=(step(15, "hands the grids back and names one success", "write the first thing they will do back at work"),),
        ),
    )  # fmt: skip
    assessments = (
        Assessment(
            id="A1", moment="diagnostic", instrument="self-positioning", bloom="apply", objectives=everything, minutes=8,
            title="Self-positioning", description="You see smoke on a charger. Write what you do, in order.",
            mastery="No threshold: these answers set the pace.",
        ),
        Assessment(
            id="A2", moment="formative", instrument="observed-gesture", bloom="analyze", objectives=("O1", "O2", "O3"),
            minutes=0, title="Partner's checklist", description="Checklists held by the partner and handed back at once.",
            mastery="Every point ticked once.",
            items=(
                Item(
                    stem="A charger is smoking and nobody is around. What do you do first?",
                    objective="O1",
                    options=(
                        Option(text="I raise the alarm straight away", correct=True, feedback="Help needs time to come."),
                        Option(text="I go and look for my team leader", correct=False, feedback="The fire grows meanwhile."),
                        Option(text="I finish the order I am picking", correct=False, feedback="Nothing is as urgent as the alarm."),
                    ),
                ),
            ),
        ),
        Assessment(
            id="A3", moment="summative", instrument="simulation-graded", bloom="analyze", objectives=everything, minutes=20,
            title="Simulation", description="Observation in a simulated fire, one grid for each learner.",
            mastery="Every point marked as essential.",
            rubric=(
                RubricRow(criterion="Raises the alarm", essential=True,
                          bands=("waits for instructions, or forgets the place", "what, where, who, in less than a minute",
                                 "and makes sure it was understood")),
                RubricRow(criterion="Uses the extinguisher", essential=True,
                          bands=("skips a step of the checklist", "does every step in order",
                                 "without hesitating, way out behind them")),
            ),
        ),
        Assessment(
            id="A4", moment="transfer", instrument="action-plan", bloom="apply", objectives=everything, minutes=0,
            title="Action plan", description="Everyone writes what they will check at their station and tells their team leader.",
            mastery="One action done within the month.",
        ),
    )  # fmt: skip
    return Module(
        id="m-en", version=1, created_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC), brief=brief,
        methods=(
            MethodChoice(card="demonstration-practice", title="Demonstration and guided practice", role="main",
                         reasons=("Four things to do, and “most have never touched an extinguisher”.",),
                         quote="Demonstration and guided practice: the result can be seen.", score=0.9),
            MethodChoice(card="simulation", title="Simulation", role="support",
                         reasons=("You want to “see them do it”.",),
                         quote="Simulation: the result can be seen.", score=0.8),
        ),
        runners_up=(
            RunnerUp(card="flipped-classroom", title="Flipped classroom",
                     failed=("Nothing says that they have the time and the means to work before the session.",)),
        ),
        objectives=tuple(
            Objective.model_validate(
                {"id": f"O{number}", "statement": row[0], "verb": row[1], "bloom": row[2], "performance": row[3],
                 "condition": row[4], "criterion": row[5], "competency": number - 1}
            )
            for number, row in enumerate(rows, start=1)
        ),
        progression=(Day(day=1, sequences=sequences),),
        assessments=assessments,
        tools=(
            ToolUse(card="voting", objectives=("O2",), why="To see at a glance where the group disagrees.",
                    fallback="Vote by a show of hands, with coloured cards.", new=True),
        ),
        impact=(
            Impact(level=1, indicator="Share of satisfied learners", formula="favourable answers / answers received",
                   instrument="questionnaire", moment="at the closing", target="four out of five", owner="trainer"),
            Impact(level=2, indicator="Gain on the checklist",
                   formula="points achieved at the end minus points achieved at the start, divided by all points",
                   instrument="same checklist before and after", moment="start and end", target="all essentials", owner="trainer"),
            Impact(level=3, indicator="Alarms raised in time", formula="alarms within a minute / drills held",
                   instrument="drill at the station", moment="after three months", target="all of them", owner="team leader"),
        ),
        left_to_trainer=("The six situations of the third sequence: take them from the warehouse.",),
        provenance=provenance(),
    )  # fmt: skip
