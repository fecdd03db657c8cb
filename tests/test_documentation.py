"""What the documentation says is what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.checks import catalogue
from assistant.settings import PROJECT_ROOT, Settings
from evals.judge.judging import JudgeSettings

READMES = ("README.md", "README.fr.md")


def _text(name: str) -> str:
    return (PROJECT_ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", READMES)
def test_every_setting_that_a_readme_names_exists(name: str) -> None:
    named = {found.lower() for found in re.findall(r"`JALON_([A-Z_]+)`", _text(name))}

    assert named
    # The judge is a part of the evals, with settings of its own.
    assert named <= set(Settings.model_fields) | {f"judge_{name}" for name in JudgeSettings.model_fields}


@pytest.mark.parametrize(
    "name",
    [
        *READMES,
        "docs/checks.md",
        "docs/checks.fr.md",
        "docs/shapes.md",
        "docs/api.md",
        "docs/api.fr.md",
        "CHANGELOG.md",
    ],
)
def test_every_link_between_documents_leads_somewhere(name: str) -> None:
    folder = (PROJECT_ROOT / name).parent
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", _text(name)) if "://" not in link]

    assert [link for link in links if not (folder / link).exists()] == []


def test_the_pages_of_checks_are_those_of_the_catalogue() -> None:
    script = PROJECT_ROOT / "scripts" / "document_checks.py"

    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", [*READMES, "CHANGELOG.md"])
def test_the_number_of_checks_that_is_announced_is_right(name: str) -> None:
    announced = re.search(r"(\d+) (?:checks|contrôles)\b", _text(name))

    assert announced is not None
    assert int(announced[1]) == len(catalogue())


@pytest.mark.parametrize("name", READMES)
def test_every_folder_that_a_readme_names_is_there(name: str) -> None:
    named = set(re.findall(r"`((?:assistant|knowledge_base|evals|docs)/[\w/.-]*)`", _text(name)))

    assert [path for path in named if not Path(PROJECT_ROOT / path).exists()] == []
