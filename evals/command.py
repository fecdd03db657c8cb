"""`jalon eval`: what got better and what got worse. It comes with the source, not with the installed program."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.cli.commands import LocalCommand, LocalGroup
from assistant.cli.words import text
from assistant.errors import InputError

app = typer.Typer(
    cls=LocalGroup,
    help=text("Mesure ce qui va mieux et ce qui va moins bien.", "Measure what got better and what got worse."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
_FILE = text("FICHIER", "FILE")


@app.callback()
def evaluate() -> None:
    """One command may become several: its name has to be given."""


Suites = Annotated[
    list[str] | None,
    typer.Option("--suite", help=text("Une seule suite ; répétable.", "One suite only; repeatable."), metavar="NAME"),
]
Tier = Annotated[Literal["offline"], typer.Option("--tier", help=text("Sans modèle de langue.", "Without a model."))]
Accept = Annotated[
    bool,
    typer.Option(
        "--accept", help=text("Ces résultats deviennent la référence.", "These results become the accepted ones.")
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help=text("Le rapport complet, en JSON.", "The whole report, as JSON."), metavar=_FILE),
]


@app.command(
    cls=LocalCommand,
    help=text(
        "Joue les cas et compare aux résultats acceptés.", "Play the cases, hold them against what was accepted."
    ),
)
def run(suite: Suites = None, tier: Tier = "offline", accept: Accept = False, out: Out = None) -> None:
    """Exit 0 when every score is the accepted one, 1 when one is not."""
    try:
        import pydantic_evals  # noqa: F401
    except ModuleNotFoundError:
        raise InputError(
            text(
                "les évaluations demandent les outils de développement : lancez « make install-dev »",
                "the evals need the tools of developers: run `make install-dev`",
            )
        ) from None
    raise typer.Exit(_run(suite, tier, accept=accept, out=out))


def _run(names: list[str] | None, tier: str, *, accept: bool, out: Path | None) -> int:
    from assistant.runtime import open_knowledge
    from assistant.settings import Settings
    from evals.gate.baseline import differences, read_baseline, scores_of, write_baseline
    from evals.gate.running import run as play
    from evals.gate.telling import table, told
    from evals.readme import keep
    from evals.suites import SUITES
    from evals.suites.suite import Bench

    unknown = [name for name in names or () if name not in SUITES]
    if unknown:
        raise InputError(
            text(
                f"il n’y a pas de suite « {unknown[0]} » : {', '.join(SUITES)}",
                f'there is no suite "{unknown[0]}": {", ".join(SUITES)}',
            )
        )
    with tempfile.TemporaryDirectory() as folder:
        knowledge = open_knowledge(Settings(data_dir=Path(folder), model=None, embedding_model=None, _env_file=None))
        bench = Bench(knowledge, Path(folder))
        report = asyncio.run(play(names or list(SUITES), bench, tier=tier, progress=sys.stderr.isatty()))
    if out:
        out.write_text(report.model_dump_json(indent=1), "utf-8")
    if accept:
        write_baseline(tier, scores_of(report))
        if not names:
            keep("evals", table(report))
    found = differences(read_baseline(tier), report)
    said = told(report, found)
    sys.stdout.write(said)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as page:
            page.write(said)
    return 1 if found else 0
