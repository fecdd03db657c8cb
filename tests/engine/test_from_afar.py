"""What people who meet on a screen are asked to do can be done on a screen."""

import re

import pytest

from assistant.models.terms import Language
from tests.engine.progression_cases import brief, sequences, shelf, texts, write

REMOTE = sorted(card.id for card in shelf().values() if card.kind == "method" and "remote" in card.modalities)
ROOM: dict[Language, str] = {
    "fr": r"\bmurs?\b|\bau tableau\b|\btables?\b|\bfeutres\b|\bchaises?\b|main levée|lèvent la main|dans la salle\b"
    r"|feuilles? blanches?|enveloppes|gommettes",
    "en": r"\bwalls?\b|\bon the board\b|\btables?\b|\bmarkers\b|\bchairs\b|empty chair|show of hands|raise a hand"
    r"|\bin the room\b|round the room|blank (?:sheet|paper)|envelopes|in the middle of the room",
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", REMOTE)
def test_no_method_run_on_a_screen_speaks_of_a_room(name: str, language: Language) -> None:
    asked = brief(modality="remote", language=language, people=10)
    days = write(asked, chosen=(name,))
    said = [text for text in texts(sequences(days)) if re.search(ROOM[language], text)]
    assert said == []
