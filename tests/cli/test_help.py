"""Help in the language of the locale, at once."""

import os
import subprocess
import sys

import pytest

from tests.cli.conftest import Jalon, is_one_line, started

COMMANDS = ["", "serve", "chat", "draft", "check", "export", "search", "bloom", "schema", "doctor", "kb"]
COMMANDS += ["kb check", "kb sync", "kb list"]
ENGLISH = ("Usage: ", "Options:", "Commands:", "Arguments:", "Show this", "required", "default: ", "COMMAND")


PAGES = """
import sys
from functools import partial
from assistant.cli.app import app
from assistant.cli.door import run

for command in sys.argv[1:]:
    code = run(partial(app, args=[*command.split(), "--help"]))
    print(f"[{code}]", end="\\f")
"""


@pytest.mark.parametrize(("locale", "french"), [("fr_FR.UTF-8", True), ("en_US.UTF-8", False), ("C", False)])
def test_every_page_of_help_is_in_one_language(locale: str, french: bool) -> None:
    command = [sys.executable, "-c", PAGES, *COMMANDS]
    environment = {**os.environ, "LC_ALL": locale}
    shown = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    pages = shown.stdout.split("\f")[:-1]
    assert len(pages) == len(COMMANDS)
    for page in pages:
        assert page.endswith("[0]")
        assert ("Usage : " in page) == french
        assert ("Usage: " in page) != french
        strange = ENGLISH if french else ("Affiche", "Commandes", "obligatoire")
        assert not [word for word in strange if word in page.replace("COMMANDE", "")]


@pytest.mark.parametrize(
    ("variables", "french"),
    [
        ({"LANG": "fr_CA.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:en"}, True),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "en"}, False),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "de_DE.UTF-8"}, False),
        ({}, False),
    ],
)
def test_the_language_is_that_of_the_locale(variables: dict[str, str], french: bool) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    shown = started("--help", env={**kept, **variables})
    assert ("Usage : " in shown.stdout) == french


def test_help_imports_no_large_library() -> None:
    code = (
        "import sys; from assistant.cli.app import app; from assistant.cli.door import run\n"
        "from functools import partial; run(partial(app, args=['--help']))\n"
        "print([name for name in sys.argv[1].split() if name in sys.modules])"
    )
    large = "pydantic pydantic_settings sqlalchemy langgraph chromadb chainlit litellm numpy rich yaml docx asyncio"
    shown = subprocess.run([sys.executable, "-c", code, large], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "[]"


def test_the_version_is_told(jalon: Jalon) -> None:
    assert jalon("--version").out.startswith("jalon ")


def test_no_command_shows_the_help_and_is_a_fault(jalon: Jalon) -> None:
    outcome = jalon()
    assert outcome.code == 2
    assert "Usage: " in outcome.err


@pytest.mark.parametrize(
    ("line", "english", "french"),
    [
        ("frobnicate", "No such command 'frobnicate'", "la commande 'frobnicate' n’existe pas"),
        ("drft x", "Did you mean 'draft'", "proches : 'draft'"),
        ("check", "Missing argument", "il manque l’argument"),
        ("check a b", "unexpected extra argument", "en trop : b"),
        ("check --formt json a", "--format", "l’option --formt n’existe pas"),
        ("check --format xml a", "'text', 'json'", "au choix : 'text', 'json'"),
        ("draft a --format xlsx", "'json', 'md', 'docx'", "au choix : 'json', 'md', 'docx'"),
        ("search a --kind book", "'method', 'tool', 'assessment'", "au choix : 'method', 'tool', 'assessment'"),
        ("search a -k 0", "greater than or equal to 1", "au moins 1"),
        ("search a -k many", "valid integer", "un nombre entier est attendu"),
        ("serve --port 99999", "less than or equal to 65535", "au plus 65535"),
        ("export a --out", "requires an argument", "attend une valeur"),
        ("schema card", "'brief', 'module'", "au choix : 'brief', 'module'"),
    ],
)
def test_a_wrong_line_is_explained_in_one(
    jalon: Jalon, monkeypatch: pytest.MonkeyPatch, line: str, english: str, french: str
) -> None:
    is_one_line(jalon(*line.split()), "error: ", english, "--help")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    is_one_line(jalon(*line.split()), "erreur : ", french, "--help")
