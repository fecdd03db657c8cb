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
Old = Annotated[Path, typer.Argument(help=text("Le rapport d’avant.", "The report of before."), metavar=_FILE)]
New = Annotated[Path, typer.Argument(help=text("Le rapport d’après.", "The report of after."), metavar=_FILE)]
Of = Annotated[
    Path | None,
    typer.Argument(help=text("Un rapport ; sinon le dernier passage.", "A report; else the last run."), metavar=_FILE),
]
Against = Annotated[
    Path | None,
    typer.Option(
        "--against",
        help=text("Le rapport à mettre en regard.", "The report to read beside."),
        metavar=_FILE,
    ),
]
Page = Annotated[Path, typer.Option("--out", help=text("La page à écrire.", "The page to write."), metavar=_FILE)]


@app.command(
    cls=LocalCommand,
    help=text(
        "Joue les cas et compare aux résultats acceptés.", "Play the cases, hold them against what was accepted."
    ),
)
def run(suite: Suites = None, tier: Tier = "offline", accept: Accept = False, out: Out = None) -> None:
    """Exit 0 when every score is the accepted one, 1 when one is not."""
    _needs_tools()
    raise typer.Exit(_run(suite, tier, accept=accept, out=out))


@app.command(
    cls=LocalCommand,
    help=text("Dit ce qui diffère entre deux rapports.", "Say what differs between two reports."),
)
def compare(old: Old, new: New) -> None:
    """Exit 0 when every score is the same, 1 when one is not."""
    _needs_tools()
    from evals.gate.baseline import differences, scores_of
    from evals.gate.runs import load
    from evals.gate.telling import told

    before, after = load(old), load(new)
    found = differences(scores_of(before), after)
    sys.stdout.write(told(after, found))
    raise typer.Exit(1 if found else 0)


@app.command(
    cls=LocalCommand,
    help=text(
        "Écrit la page du dernier passage : tendance, écarts, pires cas d’abord.",
        "Write the page of the last run: trend, differences, the worst cases first.",
    ),
)
def report(of: Of = None, against: Against = None, out: Page = Path("evals.html"), tier: Tier = "offline") -> None:
    """The page of a run beside an earlier one."""
    _needs_tools()
    from evals.gate.page import page
    from evals.gate.runs import load, past

    runs = past(tier)
    if of is None and not runs:
        raise InputError(
            text("aucun passage n’est gardé : lancez « jalon eval run »", "no run is kept: run `jalon eval run`")
        )
    shown = load(of) if of else runs[-1]
    before = [run for run in runs if run.stamp.at < shown.stamp.at]
    beside = load(against) if against else before[-1] if before else None
    out.write_text(page(shown, before, beside), "utf-8")
    sys.stdout.write(f"{out}\n")


def _needs_tools() -> None:
    try:
        import pydantic_evals  # noqa: F401
    except ModuleNotFoundError:
        raise InputError(
            text(
                "les évaluations demandent les outils de développement : lancez « make install-dev »",
                "the evals need the tools of developers: run `make install-dev`",
            )
        ) from None


def _run(names: list[str] | None, tier: str, *, accept: bool, out: Path | None) -> int:
    from assistant.runtime import open_knowledge
    from assistant.settings import Settings
    from evals.gate.baseline import differences, read_baseline, scores_of, write_baseline
    from evals.gate.running import run as play
    from evals.gate.runs import FOLDER, save, write
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
    # The index is named by what is in it: it is built once for all runs on the same cards.
    settings = Settings(data_dir=FOLDER / "knowledge", model=None, embedding_model=None, _env_file=None)
    with tempfile.TemporaryDirectory() as folder:
        knowledge = open_knowledge(settings)
        bench = Bench(knowledge, Path(folder))
        report = asyncio.run(play(names or list(SUITES), bench, tier=tier, progress=sys.stderr.isatty()))
    save(report)
    if out:
        write(report, out)
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
