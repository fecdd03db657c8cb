"""Levels of objectives, tasks and questions."""

from pathlib import Path

import pytest

from assistant.language.bloom import read_level
from assistant.models.terms import Language
from evals.levels.measuring import weighted_kappa

LABELLED = Path(__file__).parent / "labelled"


@pytest.mark.parametrize(
    ("text", "bloom"),
    [
        ("Identifier les parties d'une fleur", "remember"),
        ("Identifier les causes d'une panne", "analyze"),
        ("Rédiger un compte rendu", "apply"),
        ("Rédiger un plan de communication", "create"),
        ("Construire un graphique", "apply"),
        ("Construire une séquence pédagogique", "create"),
        ("Demonstrate an understanding of accounting", "understand"),
        ("Demonstrate how to perform CPR", "apply"),
        ("Develop an awareness of risk", "understand"),
        ("Discuss whether the policy worked", "evaluate"),
        ("Critically discuss the role of the media", "evaluate"),
        ("Créer un raccourci vers le serveur", "apply"),
        ("Créer une charte de l'atelier", "create"),
        ("Établir le tarif d'une prestation", "evaluate"),
        ("Distinguer les types de bois", "understand"),
        ("Inspecter une échelle avant de monter", "apply"),
        ("Trier les appels reçus", "analyze"),
        ("Jauger un chargement", "apply"),
        ("Tell a fake note from a real one", "analyze"),
        ("Pick the right yarn for a pattern", "analyze"),
        ("Isolate a pump before a repair", "apply"),
        ("Make a splint from a branch", "apply"),
        ("Size up a job before quoting", "evaluate"),
        ("Pick apart a flawed budget", "analyze"),
    ],
)
def test_the_complement_decides_the_level(text, bloom):
    assert read_level(text).bloom == bloom


@pytest.mark.parametrize(
    ("text", "bloom", "verb"),
    [
        ("Comparez deux offres et justifiez votre choix", "evaluate", "justifier"),
        ("List and explain three causes", "understand", "explain"),
        ("Choisir un fournisseur, puis négocier le prix et rédiger un contrat", "create", "rédiger"),
    ],
)
def test_the_most_demanding_of_several_performances_wins(text, bloom, verb):
    reading = read_level(text)
    assert (reading.bloom, reading.verb) == (bloom, verb)


@pytest.mark.parametrize(
    "text", ["Expliquer comment concevoir et évaluer un module", "Explain how to design and evaluate a course"]
)
def test_a_governed_verb_does_not_raise_the_level(text):
    assert read_level(text).bloom == "understand"


@pytest.mark.parametrize(
    ("text", "bloom"),
    [
        ("Consider the two designs below. Explain how each works.", "understand"),
        ("Using examples, discuss the functions of management.", "understand"),
        ("With reference to the text, list three reasons.", "remember"),
        ("À partir des données ci-dessous, calculez la moyenne.", "apply"),
        ("Lisez le texte. Citez deux arguments.", "remember"),
    ],
)
def test_what_sets_the_scene_is_not_the_task(text, bloom):
    assert read_level(text).bloom == bloom


@pytest.mark.parametrize("text", ["Rewrite the law in your own words", "Réécrivez la loi avec vos propres mots"])
def test_in_ones_own_words_is_understanding(text):
    assert read_level(text).bloom == "understand"


@pytest.mark.parametrize(
    ("text", "bloom"),
    [
        ("Quelles sont les étapes de la mitose ?", "remember"),
        ("Why does ice float?", "understand"),
        ("How would you classify these rocks?", "understand"),
        ("How would you improve the service?", "create"),
        ("What is the difference between A and B?", "analyze"),
        ("Do you agree that rules should change?", "evaluate"),
        ("Un train parcourt 240 km en 2 h. Quelle est sa vitesse ?", "apply"),
        ("Faut-il interdire les téléphones ?", "evaluate"),
        ("Pourquoi faut-il purger un radiateur ?", "understand"),
        ("In what year was it signed?", "remember"),
    ],
)
def test_questions_are_read_by_their_form(text, bloom):
    reading = read_level(text)
    assert reading.bloom == bloom
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("text", "language", "level"),
    [
        ("la gestion des stocks", "fr", "apply"),
        ("Analyse des causes de panne", "fr", "analyze"),
        ("Evaluation of three suppliers", "en", "evaluate"),
    ],
)
def test_a_noun_of_doing_has_the_level_of_its_verb_and_is_told_to_be_none(text: str, language: Language, level: str):
    reading = read_level(text, language)
    assert (reading.bloom, reading.verb) == (level, None)
    assert [finding.check for finding in reading.findings] == ["A2"]


def test_a_noun_phrase_that_does_nothing_has_no_level_and_is_told_so():
    reading = read_level("les stocks et leurs rayons", "fr")
    assert (reading.bloom, reading.verb, reading.admitted) == (None, None, ())
    assert [finding.check for finding in reading.findings] == ["A2"]


@pytest.mark.parametrize(
    ("text", "language", "level"),
    [
        ("Write a summary of the chapter", "en", "understand"),
        ("Write a review of the film", "en", "evaluate"),
        ("Write the definition of torque", "en", "remember"),
        ("Dresser l'arbre des causes de l'accident", "fr", "analyze"),
        ("Faire un schéma du circuit d'air", "fr", "understand"),
        ("Rédiger un récit de voyage", "fr", "create"),
        ("Draw the skeleton from memory", "en", "remember"),
    ],
)
def test_a_plain_verb_has_the_level_of_what_it_makes(text: str, language: Language, level: str):
    assert read_level(text, language).bloom == level


@pytest.mark.parametrize(
    ("text", "language", "level"),
    [
        ("The dosage is calculated without a mistake.", "en", "apply"),
        ("Les devis sont comparés sur trois critères.", "fr", "analyze"),
        ("Given ten sentences, the learner can classify them.", "en", "understand"),
    ],
)
def test_a_passive_or_a_setting_hides_no_performance(text: str, language: Language, level: str):
    assert read_level(text, language).bloom == level


@pytest.mark.parametrize(
    ("text", "check", "said"),
    [
        ("Comprendre le RGPD", "A3", "expliquer"),
        ("Être capable de maîtriser Excel", "A3", "utiliser"),
        ("Aborder la réglementation", "A1", "formateur"),
        ("Know the safety rules", "A3", "list"),
        ("Students will be aware of the risks", "A3", "explain"),
        ("Cover the basics of tax", "A1", "trainer"),
    ],
)
def test_what_nobody_can_see_is_found_with_what_to_do(text, check, said):
    reading = read_level(text)
    assert not reading.observable
    (finding,) = reading.findings
    assert (finding.check, finding.where, finding.severity) == (check, "text", "block")
    assert said in finding.message + finding.fix


def test_a_vague_verb_beside_a_clear_one_is_still_found():
    reading = read_level("Comprendre et appliquer la procédure", "fr")
    assert reading.bloom == "apply"
    assert [finding.check for finding in reading.findings] == ["A3"]


@pytest.mark.parametrize(
    "text", ["Utiliser un extincteur", "Présenter un budget", "Weld a joint", "Désosser une volaille"]
)
def test_a_clear_objective_has_no_finding(text):
    reading = read_level(text)
    assert reading.observable
    assert reading.findings == ()
    assert reading.bloom in reading.admitted


@pytest.mark.parametrize("text", ["", " ", "?", "12", "😀", "«", "- "])
def test_nothing_is_read_from_nothing(text):
    assert read_level(text).verb is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_labelled_objectives_and_questions_are_read_as_people_do(language):
    rows = [line.split("\t") for line in (LABELLED / f"bloom.{language}.tsv").read_text("utf-8").splitlines()]
    pairs = [(level, read_level(text).bloom or "apply") for level, text in rows]
    assert len(pairs) >= 240
    assert sum(label == read for label, read in pairs) / len(pairs) >= 0.9
    assert weighted_kappa(pairs) >= 0.9
