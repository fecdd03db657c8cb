"""French or English."""

import pytest

from assistant.language.detect import detect


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
