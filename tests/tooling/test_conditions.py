"""What a trainer's words say of tools: what is there, what nobody may be asked for, what somebody cannot do."""

from collections.abc import Mapping
from typing import Any

import pytest

from assistant.interview.assumptions import brief_from
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.terms import Language
from assistant.tooling.conditions import barriers, eases, owned, refused


def told(language: Language, **facts: Any) -> Brief:
    subject = {"fr": "tenir un registre", "en": "keeping a register"}[language]
    stated = {"language": language, "subject": subject, "duration_minutes": 210, "modality": "remote"}
    return brief_from({**stated, **facts})


REFUSED: tuple[tuple[Language, str, set[str]], ...] = (
    ("fr", "pas de compte à créer", {"account"}),
    ("fr", "aucun compte", {"account"}),
    ("fr", "personne ne peut ouvrir de compte en ligne", {"account"}),
    ("fr", "pas de compte rendu à faire", set()),
    ("fr", "sans compter les pauses", set()),
    ("fr", "pas de comptes clients dans les exemples", set()),
    ("fr", "aucune donnée personnelle ne sort de la maison", {"personal_data"}),
    ("fr", "la réunion sur les données personnelles est un jeudi", set()),
    ("fr", "ni ordinateur ni téléphone", {"network", "equipment"}),
    ("fr", "les téléphones sont interdits dans l’atelier", {"equipment"}),
    ("fr", "une mauvaise connexion", {"network"}),
    ("fr", "chacun a son ordinateur", set()),
    ("en", "nobody may be asked to open an account", {"account"}),
    ("en", "no accounts", {"account"}),
    ("en", "no account managers in the room", set()),
    ("en", "they cannot have a bank account in the example", set()),
    ("en", "no personal data leaves the house", {"personal_data"}),
    ("en", "the talk on personal data is on Thursday", set()),
    ("en", "no computers, no phones", {"network", "equipment"}),
    ("en", "phones are banned in the workshop", {"equipment"}),
    ("en", "a poor connection", {"network"}),
    ("en", "one laptop each", set()),
)


@pytest.mark.parametrize(("language", "said", "found"), REFUSED)
def test_what_nobody_may_be_asked_for_is_read_in_the_words(language: Language, said: str, found: set[str]) -> None:
    assert refused(told(language, constraints=(said,))) == found


@pytest.mark.parametrize(
    ("language", "need", "found"),
    [
        ("fr", "l’une des participantes est aveugle", {"sight"}),
        ("fr", "un participant est sourd", {"hearing"}),
        ("fr", "plusieurs lisent très mal le français", {"reading"}),
        ("fr", "deux stagiaires parlent peu français", {"reading"}),
        ("fr", "une personne en fauteuil", {"movement"}),
        ("en", "one of them is blind", {"sight"}),
        ("en", "one of them is deaf", {"hearing"}),
        ("en", "two of them read little English", {"reading"}),
        ("en", "one person in a wheelchair", {"movement"}),
        ("en", "one of them stammers", set()),
    ],
)
def test_what_somebody_cannot_do_with_ease_is_a_barrier(language: Language, need: str, found: set[str]) -> None:
    assert barriers(told(language, accessibility=(need,))) == found


@pytest.mark.parametrize(
    ("language", "need", "eased"),
    [
        ("fr", "une personne sourde", True),
        ("fr", "une personne aveugle", False),
        ("en", "one is deaf", True),
        ("en", "one is blind", False),
    ],
)
def test_an_adaptation_answers_the_need_that_was_told_and_no_other(
    language: Language, need: str, eased: bool, shelf: Mapping[str, Card]
) -> None:
    captions = shelf["virtual-class"].adaptation
    assert captions is not None
    assert eases(captions.text(language), told(language, accessibility=(need,))) is eased


HAD: tuple[tuple[Language, dict[str, Any], set[str]], ...] = (
    ("fr", {"remarks": ("Nous avons Moodle et un grand bureau.",)}, {"lms"}),
    ("fr", {"remarks": ("On a Zoom et Trello.",)}, {"virtual-class", "project-board"}),
    ("fr", {"remarks": ("On utilise la visio tous les lundis.",)}, {"virtual-class"}),
    ("fr", {"remarks": ("On n’a pas Zoom.",)}, set()),
    ("fr", {"remarks": ("On a du mal avec Zoom.",)}, set()),
    ("fr", {"remarks": ("Avant, c’était sur Zoom.",)}, set()),
    ("fr", {"remarks": ("Nous avons une notion à faire passer.",)}, set()),
    ("fr", {"resources": ("un espace Moodle",)}, {"lms"}),
    ("fr", {"resources": ("une situation en cours",)}, set()),
    ("fr", {"resources": ("un caméscope",)}, {"video-recorder"}),
    ("fr", {"resources": ("un caméscope",), "constraints": ("pas de vidéo",)}, set()),
    ("en", {"remarks": ("We use video calls.",)}, {"virtual-class"}),
    ("en", {"remarks": ("We have Zoom and Trello.",)}, {"virtual-class", "project-board"}),
    ("en", {"remarks": ("We have no Zoom.",)}, set()),
    ("en", {"remarks": ("They have trouble with Zoom.",)}, set()),
    ("en", {"resources": ("a Moodle course",)}, {"lms"}),
    ("en", {"resources": ("a camcorder",)}, {"video-recorder"}),
    ("en", {"resources": ("a camcorder",), "remarks": ("No video, they hate it.",)}, set()),
)


@pytest.mark.parametrize(("language", "facts", "found"), HAD)
def test_a_tool_is_there_when_the_trainer_says_so(
    language: Language, facts: dict[str, Any], found: set[str], shelf: Mapping[str, Card]
) -> None:
    # A room and its parts are had together.
    assert set(owned(told(language, **facts), shelf)) - {"breakout-rooms", "live-captions"} == found
