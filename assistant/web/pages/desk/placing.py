"""What the places of a draft are called, for people who have never seen a path."""

import re

from assistant.models.terms import Language
from assistant.review.places import element_of, label_of
from assistant.web.pages.rendering import words


def place_name(path: str, language: Language) -> str:
    """ "S3.steps.2.trainer" is "étape 2, le formateur"."""
    names = words(language)["desk"]["places"]
    named = names.get(label_of(path)) or names.get(re.sub(r"\W+", "_", path))
    numbers = [part for part in path.split(".") if part.isdigit()]
    return str(named).format(*numbers, *"?" * 3) if named else path.partition(".")[2] or path


def full_name(path: str, language: Language) -> str:
    """The same, with its element: "S3, étape 2, le formateur"."""
    element, name = element_of(path), place_name(path, language)
    return name if element == "module" else f"{element}, {name}"
