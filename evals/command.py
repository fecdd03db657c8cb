"""`jalon eval`: what got better and what got worse. It comes with the source, not with the installed program."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.cli.commands import LocalCommand, LocalGroup
from assistant.cli.words import text
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.models.desk import Verdict
    from assistant.models.module import Module

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
Tier = Annotated[
    Literal["offline", "recorded", "live"],
    typer.Option(
        "--tier",
        help=text(
            "Les règles seules, les réponses enregistrées d’un modèle, ou le modèle de JALON_MODEL.",
            "The rules alone, a model's recorded replies, or the model of JALON_MODEL.",
        ),
    ),
]
Runs = Annotated[
    int,
    typer.Option("--runs", min=1, max=20, help=text("Passages de chaque cas, en direct.", "Runs of each case, live.")),
]
Cases = Annotated[
    list[str] | None,
    typer.Option("--case", help=text("Un seul cas ; répétable.", "One case only; repeatable."), metavar="NAME"),
]
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
FromModule = Annotated[
    Path,
    typer.Option(
        "--from-module",
        help=text(
            "Le module exporté en JSON, ou ce que la page de relecture en fait télécharger.",
            "The module as JSON, or what the review page has you download.",
        ),
        metavar=_FILE,
    ),
]
Decision = Annotated[
    Literal["rejected", "corrected", "accepted"] | None,
    typer.Option("--decision", help=text("Rejeté, corrigé ou accepté.", "What was decided.")),
]
Where = Annotated[str | None, typer.Option("--where", help=text("L’élément : O2, S3, A1…", "The element: O2, S3, A1…"))]
Why = Annotated[
    str | None, typer.Option("--why", help=text("La raison, en une phrase.", "The reason, in one sentence."))
]
OfLine = Annotated[
    str | None, typer.Option("--line", help=text("La ligne du juge qu’elle vise.", "The judge's line it speaks to."))
]
By = Annotated[
    Path | None,
    typer.Option("--corrected", help=text("Le module corrigé, en JSON.", "The corrected module."), metavar=_FILE),
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
def run(
    suite: Suites = None,
    case: Cases = None,
    tier: Tier = "offline",
    runs: Runs = 3,
    accept: Accept = False,
    out: Out = None,
) -> None:
    """Exit 0 when every score is the accepted one, 1 when one is not; a live run blocks nothing."""
    _needs_tools()
    if accept and case:
        raise InputError(
            text("seule une suite entière s’accepte : sans --case", "only a whole suite is accepted: without --case")
        )
    raise typer.Exit(_run(suite or [], case or [], tier, runs, accept=accept, out=out))


@app.command(
    cls=LocalCommand,
    help=text(
        "Enregistre les réponses du modèle de JALON_MODEL qui manquent.",
        "Record the replies of the model of JALON_MODEL that are missing.",
    ),
)
def record() -> None:
    """Only what changed is asked: a model on this machine takes minutes for a draft."""
    _needs_tools()
    from evals.tiers import record as ask

    asked = ask(progress=sys.stderr.isatty())
    said = ", ".join(f"{name} {count}" for name, count in sorted(asked.items()))
    sys.stdout.write(f"{said or text('rien ne manquait', 'nothing was missing')}\n")


@app.command(
    cls=LocalCommand,
    help=text(
        "Fait un cas de la décision d’un concepteur sur un module, sans les noms.",
        "Make a case of a designer's decision about a module, without names.",
    ),
)
def add(
    from_module: FromModule,
    decision: Decision = None,
    where: Where = None,
    why: Why = None,
    line: OfLine = None,
    corrected: By = None,
) -> None:
    """What was taken out is said, for somebody to read the case before it is committed."""
    _needs_tools()
    from assistant.knowledge.cards import read_cards
    from assistant.models.desk import Verdict
    from assistant.settings import read_settings
    from evals.judge.judging import lines
    from evals.reviewed.adding import add as add_case
    from evals.reviewed.adding import read_module

    names = [one.id for one in lines()]
    if line is not None and line not in names:
        raise InputError(
            text(
                f"le juge n’a pas de ligne « {line} » : {', '.join(names)}",
                f'the judge has no line "{line}": {", ".join(names)}',
            )
        )
    cards = read_cards(*read_settings().card_folders).values()
    known = tuple(name for card in cards for name in (card.title.fr, card.title.en, *card.examples))
    told = _verdict(read_module(from_module), decision, where, why)
    other = read_module(corrected) if corrected else told.corrected
    added = add_case(
        told.module,
        decision=told.decision,
        where=told.where,
        why=told.why,
        line=line,
        corrected=other.module if isinstance(other, Verdict) else other,
        known=known,
    )
    gone = ", ".join(added.replaced) or text("rien", "nothing")
    sys.stdout.write(
        text(
            f"{added.case.id} : ajouté à evals/cases/reviewed.yaml. Retiré : {gone}.\n"
            "Relisez le cas avant de le valider.\n",
            f"{added.case.id}: added to evals/cases/reviewed.yaml. Taken out: {gone}.\n"
            "Read the case before you commit it.\n",
        )
    )


def _verdict(handed: "Module | Verdict", decision: str | None, where: str | None, why: str | None) -> "Verdict":
    """What was decided: what the file of the review desk says, and the options before it. Raises InputError."""
    from assistant.models.desk import Verdict

    given = {name: value for name, value in (("decision", decision), ("where", where), ("why", why)) if value}
    if isinstance(handed, Verdict):
        return handed.model_copy(update=given)
    missing = [f"--{name}" for name in ("decision", "where", "why") if name not in given]
    if missing:
        names = ", ".join(missing)
        raise InputError(text(f"un module seul ne dit pas ce qui est décidé : {names}", f"a module needs {names}"))
    return Verdict.model_validate({**given, "module": handed})


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


def _run(names: list[str], cases: list[str], tier: str, runs: int, *, accept: bool, out: Path | None) -> int:
    from evals.gate.baseline import differences, read_baseline, scores_of, write_baseline
    from evals.gate.runs import save, write
    from evals.gate.telling import by_score, table, told
    from evals.readme import keep
    from evals.suites import SUITES
    from evals.tiers import play

    unknown = [name for name in names if name not in SUITES]
    if unknown:
        raise InputError(
            text(
                f"il n’y a pas de suite « {unknown[0]} » : {', '.join(SUITES)}",
                f'there is no suite "{unknown[0]}": {", ".join(SUITES)}',
            )
        )
    shown = sys.stderr.isatty()
    outcome = play(tier, names, only=cases, runs=runs, accepting=accept, progress=shown)  # type: ignore[arg-type]  # typer checked it
    report, found = outcome.report, outcome.found
    if not cases:  # what was tried on a few cases is no point of the trend
        save(report)
    if out:
        write(report, out)
    if accept and not outcome.stale:
        write_baseline(tier, scores_of(report))
        found = differences(read_baseline(tier), report)
        if not names and tier == "offline":
            keep("evals", f"{table(report)}\n\n{by_score(report)}")
    said = told(report, found, outcome.stale, outcome.notes)
    sys.stdout.write(said)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as page:
            page.write(said)
    return 1 if outcome.blocks and (found or outcome.stale) else 0
