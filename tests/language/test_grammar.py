"""Articles, conjugation, inflection and phrases."""

import pytest

from assistant.language import grammar


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("qu'ils sachent utiliser un extincteur", "utiliser un extincteur"),
        ("savoir choisir X", "choisir X"),
        ("être capable d'évacuer", "évacuer"),
        ("ils choisissent l'outil", "choisir l'outil"),
        ("ils se présentent au client", "se présenter au client"),
        ("la rédaction d'un plan", "rédiger un plan"),
        ("gestion des stocks", "gérer les stocks"),
        ("gestion de conflits", "gérer des conflits"),
        ("mise en œuvre du plan de formation", "mettre en œuvre le plan de formation"),
        ("l'utiliser", "l'utiliser"),
        ("Ne pas confondre A et B", "ne pas confondre A et B"),
        ("apprendre à souder et à meuler", "souder et meuler"),
        ("nettoyer, ranger et fermer l'atelier", "nettoyer, ranger et fermer l'atelier"),
        ("la négociation commerciale", None),
        ("Excel", None),
    ],
)
def test_a_french_goal_becomes_an_infinitive_phrase(text, expected):
    assert grammar.infinitive_phrase(text, "fr") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to be able to use X", "use X"),
        ("they can use X", "use X"),
        ("using X", "use X"),
        ("complaint handling", "handle complaints"),
        ("winter pruning", "prune in winter"),
        ("night driving", "drive at night"),
        ("stock management", "manage stock"),
        ("the negotiation of contracts", "negotiate contracts"),
        ("Excel", None),
    ],
)
def test_an_english_goal_becomes_an_infinitive_phrase(text, expected):
    assert grammar.infinitive_phrase(text, "en") == expected


@pytest.mark.parametrize(
    ("phrase", "de", "to"),
    [
        ("utiliser X", "d'utiliser X", "à utiliser X"),
        ("le feu", "du feu", "au feu"),
        ("les outils", "des outils", "aux outils"),
        ("l'extincteur", "de l'extincteur", "à l'extincteur"),
        ("des outils", "d'outils", "à des outils"),
        ("les évaluer", "de les évaluer", "à les évaluer"),
        ("hiérarchiser", "de hiérarchiser", "à hiérarchiser"),
        ("habiller", "d'habiller", "à habiller"),
    ],
)
def test_small_words_contract_and_elide(phrase, de, to):
    assert (grammar.de(phrase), grammar.to(phrase)) == (de, to)


def test_que_elides_before_a_vowel_only():
    assert [grammar.que("il parte"), grammar.que("le feu prenne")] == ["qu'il parte", "que le feu prenne"]


@pytest.mark.parametrize(
    ("noun", "definite", "indefinite"),
    [
        ("extincteur", "l'extincteur", "un extincteur"),
        ("fiche réflexe", "la fiche réflexe", "une fiche réflexe"),
        ("incendie", "l'incendie", "un incendie"),
        ("hauteur", "la hauteur", "une hauteur"),
        ("réunion", "la réunion", "une réunion"),
        ("camion", "le camion", "un camion"),
        ("plaintes", "les plaintes", "des plaintes"),
        ("processus", "le processus", "un processus"),
        ("les outils", "les outils", "les outils"),
    ],
)
def test_articles_agree(noun, definite, indefinite):
    assert (grammar.article(noun), grammar.article(noun, definite=False)) == (definite, indefinite)


@pytest.mark.parametrize(
    ("infinitive", "singular", "plural", "imperative"),
    [
        ("utiliser X", "utilise X", "utilisent X", "utilisez X"),
        ("finir", "finit", "finissent", "finissez"),
        ("faire un tri", "fait un tri", "font un tri", "faites un tri"),
        ("dire non", "dit non", "disent non", "dites non"),
        ("être", "est", "sont", "soyez"),
        ("avoir", "a", "ont", "ayez"),
        ("prendre", "prend", "prennent", "prenez"),
        ("surprendre", "surprend", "surprennent", "surprenez"),
        ("mettre en œuvre", "met en œuvre", "mettent en œuvre", "mettez en œuvre"),
        ("tenir", "tient", "tiennent", "tenez"),
        ("prévenir", "prévient", "préviennent", "prévenez"),
        ("voir", "voit", "voient", "voyez"),
        ("savoir", "sait", "savent", "sachez"),
        ("aller", "va", "vont", "allez"),
        ("lire", "lit", "lisent", "lisez"),
        ("écrire", "écrit", "écrivent", "écrivez"),
        ("conduire", "conduit", "conduisent", "conduisez"),
        ("répondre", "répond", "répondent", "répondez"),
        ("ouvrir", "ouvre", "ouvrent", "ouvrez"),
        ("accueillir", "accueille", "accueillent", "accueillez"),
        ("répartir", "répartit", "répartissent", "répartissez"),
        ("partir", "part", "partent", "partez"),
        ("éteindre", "éteint", "éteignent", "éteignez"),
        ("résoudre", "résout", "résolvent", "résolvez"),
        ("gérer", "gère", "gèrent", "gérez"),
        ("créer", "crée", "créent", "créez"),
        ("peser", "pèse", "pèsent", "pesez"),
        ("appeler", "appelle", "appellent", "appelez"),
        ("acheter", "achète", "achètent", "achetez"),
        ("nettoyer", "nettoie", "nettoient", "nettoyez"),
        ("se présenter", "se présente", "se présentent", "présentez-vous"),
        ("s'entraîner", "s'entraîne", "s'entraînent", "entraînez-vous"),
        ("se souvenir de X", "se souvient de X", "se souviennent de X", "souvenez-vous de X"),
        ("l'utiliser", "l'utilise", "l'utilisent", "utilisez-le"),
        ("ne pas courir", "ne court pas", "ne courent pas", "ne courez pas"),
        ("ne plus oublier X", "n'oublie plus X", "n'oublient plus X", "n'oubliez plus X"),
        ("choisir et régler X", "choisit et règle X", "choisissent et règlent X", "choisissez et réglez X"),
        (
            "apprendre à lire et écrire",
            "apprend à lire et écrire",
            "apprennent à lire et écrire",
            "apprenez à lire et écrire",
        ),
    ],
)
def test_french_verbs_are_conjugated(infinitive, singular, plural, imperative):
    assert grammar.third_singular(infinitive) == singular
    assert grammar.third_plural(infinitive) == plural
    assert grammar.imperative_plural(infinitive) == imperative


@pytest.mark.parametrize(
    ("phrase", "gerund", "third"),
    [
        ("use an X", "using an X", "uses an X"),
        ("lie down", "lying down", "lies down"),
        ("set up a stand", "setting up a stand", "sets up a stand"),
        ("refer a client", "referring a client", "refers a client"),
        ("travel", "travelling", "travels"),
        ("carry a load", "carrying a load", "carries a load"),
        ("be", "being", "is"),
        (
            "plan, run and review a project",
            "planning, running and reviewing a project",
            "plans, runs and reviews a project",
        ),
        (
            "explain the structure and function of X",
            "explaining the structure and function of X",
            "explains the structure and function of X",
        ),
    ],
)
def test_english_verbs_are_inflected(phrase, gerund, third):
    assert (grammar.gerund(phrase), grammar.third_singular(phrase, "en")) == (gerund, third)
    assert grammar.third_plural(phrase, "en") == phrase


@pytest.mark.parametrize(
    ("phrase", "language", "expected"),
    [
        ("utiliser un extincteur", "fr", "l'utilisation d'un extincteur"),
        ("éteindre le feu", "fr", "l'extinction du feu"),
        ("répondre à une réclamation", "fr", "la réponse à une réclamation"),
        ("prendre en charge un patient", "fr", "la prise en charge d'un patient"),
        ("envoyer et suivre un devis", "fr", None),
        ("cirer des chaussures", "fr", None),
        ("negotiate a contract", "en", "the negotiation of a contract"),
        ("handle complaints", "en", "handling complaints"),
    ],
)
def test_an_action_becomes_a_noun_when_its_noun_is_known(phrase, language, expected):
    assert grammar.nominal(phrase, language) == expected


@pytest.mark.parametrize(
    ("phrase", "language", "expected"),
    [
        ("évacuer leur zone", "fr", "évacuer sa zone"),
        ("organiser leur équipe", "fr", "organiser son équipe"),
        ("former leurs stagiaires", "fr", "former ses stagiaires"),
        ("leur expliquer les règles", "fr", "leur expliquer les règles"),
        ("aider les clients dans leur choix", "fr", "aider les clients dans leur choix"),
        ("evacuate their area", "en", "evacuate the learner's own area"),
        ("help customers with their orders", "en", "help customers with their orders"),
    ],
)
def test_the_trainers_plural_becomes_one_learner(phrase, language, expected):
    assert grammar.possessive_shift(phrase, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Donner", "donner"),
        ("L'alerte", "l'alerte"),
        ("Excel avancé", "Excel avancé"),
        ("RGPD : bases", "RGPD : bases"),
    ],
)
def test_names_and_acronyms_keep_their_capital(text, expected):
    assert grammar.uncapitalized(text) == expected


def test_the_first_letter_takes_the_capital():
    assert grammar.capitalized("« évacuer »") == "« Évacuer »"


@pytest.mark.parametrize(
    ("items", "language", "expected"),
    [(("a", "b", "c"), "fr", "a, b et c"), (("a", "b"), "en", "a and b"), (("a",), "fr", "a"), ((), "fr", "")],
)
def test_items_are_listed(items, language, expected):
    assert grammar.listing(items, language) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (grammar.amount(4, "situation", "situations", "fr"), "quatre situations"),
        (grammar.amount(1, "fiche", "fiches", "fr"), "une fiche"),
        (grammar.amount(0, "fiche", "fiches", "fr"), "aucune fiche"),
        (grammar.amount(16, "case", "cases", "en"), "sixteen cases"),
        (grammar.amount(17, "case", "cases", "en"), "17 cases"),
    ],
)
def test_amounts_are_in_words_up_to_sixteen(amount, expected):
    assert amount == expected


def test_a_long_phrase_is_cut_where_a_reader_pauses():
    phrase = "utiliser un extincteur à eau pulvérisée dans la zone de charge des batteries de l'entrepôt"
    assert grammar.clip(phrase, 10) == "utiliser un extincteur à eau pulvérisée"
    assert grammar.clip(phrase, 50) == phrase


@pytest.mark.parametrize(
    ("phrase", "words", "expected"),
    [
        ("write a comment that can be acted on", 7, "write a comment"),
        ("write a comment that can be acted on by the author", 9, "write a comment"),
        ("deal calmly with a customer who complains about the price", 7, "deal calmly with a customer"),
        ("faire « comme il faut » une demande à son chef", 4, "faire « comme il faut »"),
        ("hand the case over to the next shift in writing", 6, "hand the case"),
        ("repérer une situation qui relève du bien-être au travail", 6, "repérer une situation"),
        ("expliquer la règle, qui a changé, avec un exemple tiré du service", 8, "expliquer la règle, qui a changé"),
    ],
)
def test_a_phrase_is_not_cut_inside_a_clause(phrase, words, expected):
    assert grammar.clip(phrase, words) == expected
