"""French or English."""

import pytest

from assistant.language.detect import detect, is_in


@pytest.mark.parametrize(
    "text",
    [
        "le feedback du manager",
        "un serious game pour l'onboarding",
        "ils savent deja utiliser excel",
        "vendeurs debutants",
        "12 personnes",
        "pas de prerequis",
        "remplace A2 par un QCM",
        "plutot 3 demi journees",
        "une formation sur le storytelling et le pitch",
        "Comparez mitose et méiose",
        "le brainstorming, le design thinking et le scrum",
        "chauffeurs livreurs poids lourds",
    ],
)
def test_french_is_recognised(text):
    assert detect(text) == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "train my team on Excel",
        "a course on savoir-faire for chefs",
        "12 people",
        "no prerequisites",
        "Compare mitosis and meiosis",
        "actually make it 20",
        "warehouse forklift drivers",
        "sounds good to me",
        "Calculate average velocity.",
        "a workshop about haute cuisine",
    ],
)
def test_english_is_recognised(text):
    assert detect(text) == "en"


@pytest.mark.parametrize("text", ["", "ok", "12", "Excel", "3h30", "Teams", "😀", "S3 40"])
def test_too_little_says_nothing(text):
    assert detect(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Prüfen Sie den Druck am Manometer, bevor Sie den Feuerlöscher auslösen.",
        "Der Mitarbeiter öffnet das Ventil und schließt die Leitung.",
        "Compruebe la presión del manómetro antes de activar el extintor.",
        "Controllate la pressione del manometro prima di azionare l'estintore.",
        "O funcionário abre a válvula e fecha a linha de gás.",
        "Controleer de druk op de manometer voordat je de brandblusser gebruikt.",
    ],
)
def test_a_third_language_is_neither_french_nor_english(text):
    assert not is_in(text, "fr")
    assert not is_in(text, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Consignez le disjoncteur puis contrôlez l'absence de tension au VAT.", "fr"),
        ("Façonnez la baguette en trois tours, soudure dessous.", "fr"),
        ("Ouvrez Salesforce, le pipeline et le dashboard du jour.", "fr"),
        ("Deburr the edge, then square the stock in the vice.", "en"),
        ("She aliquots the plasma and labels each cryovial.", "en"),
        ("Excel", "fr"),
        ("Teams, Slack", "en"),
    ],
)
def test_the_words_of_a_trade_do_not_make_another_language(text, language):
    assert is_in(text, language)
    assert len(text) < 20 or not is_in(text, "en" if language == "fr" else "fr")
