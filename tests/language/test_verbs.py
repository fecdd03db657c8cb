"""The verb that a phrase is about."""

import pytest

from assistant.language.verbs import leading_verb


@pytest.mark.parametrize(
    ("phrase", "lemma", "complement"),
    [
        ("utiliser un extincteur", "utiliser", "un extincteur"),
        ("- 3) évaluer les risques.", "évaluer", "les risques"),
        ("evaluer un risque", "évaluer", "un risque"),
        ("qu'ils sachent utiliser un extincteur", "utiliser", "un extincteur"),
        ("être capable d'évacuer", "évacuer", ""),
        ("ils choisissent l'outil", "choisir", "l'outil"),
        ("Les stagiaires rédigent un compte rendu", "rédiger", "un compte rendu"),
        ("À l'issue du module, l'apprenant sera capable de correctement utiliser un EPI", "utiliser", "un EPI"),
        ("mettre rapidement en place une procédure", "mettre en place", "une procédure"),
        ("Prendre en charge un patient", "prendre en charge", "un patient"),
        ("faire la différence entre A et B", "faire la différence", "entre A et B"),
        ("je veux que mes vendeurs sachent relancer un devis", "relancer", "un devis"),
        ("former des managers à donner du feedback", "donner", "du feedback"),
        ("aider les résidents à se lever", "aider", "les résidents à se lever"),
        ("savoir l'anglais", "savoir", "l'anglais"),
        ("employer les bons mots", "employer", "les bons mots"),
        ("Comparez deux offres", "comparer", "deux offres"),
        ("Désosser une volaille", "désosser", "une volaille"),
        ("comment poser un carreau", "poser", "un carreau"),
    ],
)
def test_the_french_verb_is_found(phrase, lemma, complement):
    found = leading_verb(phrase, "fr")
    assert found is not None
    assert (found.lemma, found.complement) == (lemma, complement)
    assert phrase[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("phrase", "lemma", "complement"),
    [
        ("Weld a joint", "weld", "a joint"),
        ("to be able to use X", "use", "X"),
        ("they can use X", "use", "X"),
        ("using X", "use", "X"),
        ("know how to set up a stand", "set up", "a stand"),
        ("Carry out a risk assessment", "carry out", "a risk assessment"),
        ("By the end of the course, students will be able to critically evaluate research", "evaluate", "research"),
        ("be familiar with Excel", "be familiar", "with Excel"),
        ("Analyze the data", "analyze", "the data"),
        ("I want them to de-escalate conflicts", "de-escalate", "conflicts"),
        ("Groom a horse", "groom", "a horse"),
    ],
)
def test_the_english_verb_is_found(phrase, lemma, complement):
    found = leading_verb(phrase, "en")
    assert found is not None
    assert (found.lemma, found.complement) == (lemma, complement)


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        ("la gestion des stocks", "fr"),
        ("Analyse des besoins", "fr"),
        ("Excel", "fr"),
        ("les gestes qui sauvent", "fr"),
        ("", "fr"),
        ("Risk assessment", "en"),
        ("the handling of complaints", "en"),
        ("Excel basics", "en"),
    ],
)
def test_a_noun_phrase_has_no_leading_verb(phrase, language):
    assert leading_verb(phrase, language) is None


def test_a_reflexive_verb_is_told_from_its_plain_one():
    presented, own = leading_verb("se présenter au client", "fr"), leading_verb("s'approprier l'outil", "fr")
    assert presented is not None
    assert own is not None
    assert (presented.lemma, presented.reflexive) == ("se présenter", True)
    assert (own.lemma, own.reflexive) == ("s'approprier", True)
