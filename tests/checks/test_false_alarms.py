"""What trainers legitimately write stays silent."""

import pytest

from assistant.checks import check, interview
from assistant.checks.dialogue import Exchange
from assistant.models.module import Item, Option


def fired(module, cards, name):
    return [finding.message for finding in check(module, cards) if finding.check == name]


def with_objective(module, **changes):
    first = module.objectives[0].model_copy(update=changes)
    return module.model_copy(update={"objectives": (first, *module.objectives[1:])})


def with_texts(module, *texts):
    sequence = module.progression[0].sequences[1].model_copy(update={"materials": texts})
    day = module.progression[0].model_copy(
        update={"sequences": (module.progression[0].sequences[0], sequence, *module.progression[0].sequences[2:])}
    )
    return module.model_copy(update={"progression": (day,)})


def with_item(module, stem, right, *wrong):
    options = (
        Option(text=right, correct=True, feedback="–"),
        *(Option(text=text, correct=False, feedback="–") for text in wrong),
    )
    item = Item(stem=stem, options=options, objective="O1")
    first = module.assessments[1].model_copy(update={"items": (item,)})
    return module.model_copy(update={"assessments": (module.assessments[0], first, *module.assessments[2:])})


STATEMENTS = [
    ("fr", "Présenter un budget à la direction", "apply"),
    ("fr", "Présenter les résultats du trimestre à son équipe", "apply"),
    ("fr", "Identifier les causes d'une panne", "analyze"),
    ("fr", "Former un nouveau collègue au poste", "apply"),
    ("fr", "Traiter une réclamation", "apply"),
    ("fr", "Parcourir le chantier avant l'ouverture", "apply"),
    ("fr", "Peser le pour et le contre d'un recrutement", "evaluate"),
    ("fr", "Choisir un extincteur et justifier son choix", "evaluate"),
    ("fr", "Se présenter à un client", "apply"),
    ("fr", "Mettre en œuvre le plan de nettoyage", "apply"),
    ("fr", "Prendre en charge un appel et un courriel", "apply"),
    ("fr", "Animer un atelier et une réunion", "apply"),
    ("fr", "Rédiger un cahier des charges et une offre", "create"),
    ("fr", "Donner un feedback à un pair", "apply"),
    ("fr", "Introduire une sonde dans l'aliment", "apply"),
    ("fr", "Poser un diagnostic", "analyze"),
    ("en", "Present a budget to the board", "apply"),
    ("en", "Introduce a guest speaker", "apply"),
    ("en", "Identify the causes of a breakdown", "analyze"),
    ("en", "Cover a wound with a sterile dressing", "apply"),
    ("en", "Stack pallets safely", "apply"),
    ("fr", "Aborder un client hésitant", "apply"),
    ("en", "Check brakes and lights", "apply"),
    ("en", "Teach a colleague how to close the till", "apply"),
    ("en", "Handle questions and complaints", "apply"),
    ("en", "Help a resident to stand up", "apply"),
    ("en", "Build a dashboard", "create"),
    ("fr", "Développer une application", "create"),
    ("fr", "Améliorer un processus de commande", "create"),
    ("fr", "Intégrer une image dans une page", "apply"),
    ("en", "Set up a meeting and a call", "apply"),
]


@pytest.mark.parametrize(("language", "statement", "level"), STATEMENTS)
@pytest.mark.parametrize("name", ["A1", "A2", "A3", "A4"])
def test_a_legitimate_objective_is_left_alone(name, language, statement, level, modules, cards):
    module = with_objective(modules[language], statement=statement, bloom=level)
    assert not [finding for finding in check(module, cards) if finding.check == name and finding.severity != "unknown"]


VAGUE = [
    ("fr", "Être capable de comprendre la procédure"),
    ("fr", "Savoir utiliser un extincteur"),
    ("fr", "Apprendre à poser un garrot"),
    ("fr", "Sensibiliser les participants aux gestes barrières"),
    ("fr", "Intégrer les enjeux du tri"),
    ("fr", "Développer sa confiance en soi"),
    ("fr", "Faire comprendre l'enjeu du tri"),
    ("fr", "Permettre aux agents de trier"),
    ("fr", "Connaissance des produits"),
    ("fr", "Gestion du stress"),
    ("en", "Know how to close a till"),
    ("en", "Learn to use an extinguisher"),
    ("en", "Become familiar with the tool"),
    ("en", "Develop their self-confidence"),
    ("en", "Raise awareness of risks"),
    ("en", "Enable staff to sort waste"),
    ("en", "Knowledge of the products"),
    ("en", "Stress management"),
]


@pytest.mark.parametrize(("language", "statement"), VAGUE)
def test_what_nobody_can_see_or_what_the_trainer_does_is_no_objective(language, statement, modules, cards):
    module = with_objective(modules[language], statement=statement)
    found = [item for item in check(module, cards) if item.check in {"A1", "A2", "A3"} and item.severity == "block"]
    assert len(found) == 1


LEVELS = [
    ("fr", "Identifier les causes d'une panne", "analyze"),
    ("fr", "Utiliser un extincteur", "apply"),
    ("fr", "Rédiger un plan de nettoyage", "create"),
    ("fr", "Expliquer la règle à un collègue", "understand"),
    ("fr", "Citer les cinq étapes", "remember"),
    ("fr", "Diagnostiquer une panne", "analyze"),
    ("fr", "Justifier un choix devant un jury", "evaluate"),
    ("fr", "Ébavurer une pièce", "apply"),
    ("en", "Identify the causes of a breakdown", "analyze"),
    ("en", "Use an extinguisher", "apply"),
    ("en", "Design a training plan", "create"),
    ("en", "Explain the rule to a colleague", "understand"),
    ("en", "List the five steps", "remember"),
    ("en", "Justify a choice to a panel", "evaluate"),
]


@pytest.mark.parametrize(("language", "statement", "level"), LEVELS)
def test_a_level_that_the_verb_admits_is_left_alone(language, statement, level, modules, cards):
    assert not fired(with_objective(modules[language], statement=statement, bloom=level), cards, "A7")


CONDITIONS = [
    ("fr", "à partir d'un dossier de deux pages"),
    ("fr", "dos au mur, sans aide"),
    ("fr", "muni de ses gants, devant un pair"),
    ("fr", "seul, au poste habituel"),
    ("fr", "l'extincteur à la main, face au bac à feu"),
    ("fr", "d'après un plan coté"),
    ("en", "given a two-page file"),
    ("en", "unaided, at the usual station"),
    ("en", "sharing their screen"),
    ("en", "from memory"),
]


@pytest.mark.parametrize(("language", "condition"), CONDITIONS)
def test_a_condition_in_plain_words_is_left_alone(language, condition, modules, cards):
    assert not fired(with_objective(modules[language], condition=condition), cards, "A5")


CRITERIA = [
    ("fr", "sans erreur", True),
    ("fr", "toutes les étapes, dans l'ordre", True),
    ("fr", "conforme à la fiche de poste", True),
    ("fr", "un engagement daté, vérifiable par un collègue", True),
    ("fr", "80 % de bonnes réponses", True),
    ("fr", "en moins d'une minute", True),
    ("fr", "correctement", False),
    ("fr", "de façon satisfaisante", False),
    ("fr", "avec une attitude positive", False),
    ("en", "without error", True),
    ("en", "every step, in order", True),
    ("en", "within the tolerance on the drawing", True),
    ("en", "one fact and one request clearly said", True),
    ("en", "properly", False),
    ("en", "in a satisfactory manner", False),
    ("en", "with a positive attitude", False),
]


@pytest.mark.parametrize(("language", "criterion", "is_measurable"), CRITERIA)
def test_a_criterion_is_judged_by_whether_two_observers_would_agree(language, criterion, is_measurable, modules, cards):
    assert bool(fired(with_objective(modules[language], criterion=criterion), cards, "A6")) is not is_measurable


TEXTS = [
    ("fr", "un feedback écrit pour chaque participant"),
    ("fr", "un test de connaissances de dix minutes"),
    ("fr", "le support du serious game et les cartes du world café"),
    ("fr", "Microsoft Power BI Desktop, version de la salle"),
    ("fr", "la grille « Ready for take-off, are you really ready? » du constructeur"),
    ("fr", "complètent la phrase « Lundi, je commencerai par… » sur un carton"),
    ("fr", "un planning sur 14 jours, de 8 h 30 à 12 h 00"),
    ("fr", "deux articles de presse de 400 mots"),
    ("fr", "le chapitre 3 du manuel et les annexes 1 et 2"),
    ("fr", "un compte rendu de 2 pages, relu en 10 minutes"),
    ("fr", "le règlement intérieur du site"),
    ("fr", "un arrêté fictif de deux pages"),
    ("fr", "trois lignes à compléter, une fiche à définir en équipe"),
    ("fr", "un devis fictif à chiffrer par les apprenants"),
    ("fr", "des cas vus en mars et en mai"),
    ("fr", "une fiche par personne (12 en tout, 2 de réserve)"),
    ("en", "a résumé of the café's menu for each table"),
    ("en", "the 2 annexes and chapter 3 of the manual"),
    ("en", "sticky notes, pens, a wall you may write on"),
    ("en", "the rules of the site and the code of conduct"),
    ("en", "cards that may be sorted in 10 minutes"),
    ("en", "finish the sentence “On Monday I will…” on a card"),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
@pytest.mark.parametrize("name", ["H3", "J1", "J2"])
def test_ordinary_words_are_neither_inventions_nor_foreign_nor_left_over(name, language, text, modules, cards):
    assert not fired(with_texts(modules[language], text), cards, name)


def test_what_the_trainer_named_is_no_invention(french, cards):
    brief = french.brief.model_copy(update={"constraints": ("respecter l'article R. 4227-28 et la norme NF EN 3",)})
    module = with_texts(
        french.model_copy(update={"brief": brief}), "un rappel de l'article R4227-28", "la norme NF EN 3"
    )
    assert not fired(module, cards, "H3")


STEMS = [
    ("fr", "Que faites-vous quand l'alarme ne sonne pas ?", ("Je préviens", "J'attends", "Je sors")),
    ("fr", "Quel extincteur choisissez-vous si le feu n'est pas visible ?", ("La poudre", "La mousse", "De l'eau")),
    ("fr", "Un client n'est pas content. Que dites-vous d'abord ?", ("Je redis", "J'explique", "Je promets")),
    ("fr", "Quelle est la première chose à vérifier ?", ("La goupille", "La date", "Le poids")),
    ("en", "What do you do when the alarm does not ring?", ("Warn them", "Wait here", "Go away")),
    ("en", "Which extinguisher do you take if the fire cannot be seen?", ("Powder", "Foam", "Water")),
    ("en", "A customer is not happy. What do you say first?", ("Rephrase", "Explain it", "Promise it")),
]


@pytest.mark.parametrize(("language", "stem", "options"), STEMS)
@pytest.mark.parametrize("name", ["E1", "E2"])
def test_a_fair_question_is_left_alone(name, language, stem, options, modules, cards):
    assert not fired(with_item(modules[language], stem, *options), cards, name)


def test_a_question_that_helps_to_answer_is_one_question():
    exchange = Exchange(say="Combien seront-ils ? (« une dizaine ? » me suffit)", asked="group_size")
    assert interview((exchange,)) == ()


def test_goals_said_of_several_people_are_the_trainers_own_words(french, cards, turns):
    turn = "Je veux qu'ils laissent parler, qu'ils reformulent et qu'ils proposent une suite."
    brief = french.brief.model_copy(update={"competencies": ("laisser parler", "reformuler", "proposer une suite")})
    doubted = check(french.model_copy(update={"brief": brief}), cards, turns=(*turns["fr"], turn))
    assert not [finding.message for finding in doubted if finding.check == "H2" and finding.where == "competencies"]
