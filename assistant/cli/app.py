"""The commands and their options; each imports what it needs when it runs."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.cli.words import FRENCH, text
from assistant.errors import JalonError

app = typer.Typer(
    name="jalon",
    help=text(
        "Jalon : l’ingénieur pédagogique de chaque formateur.", "Jalon: an instructional designer for every trainer."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
kb = typer.Typer(help=text("La base de connaissances.", "The knowledge base."), no_args_is_help=True)
app.add_typer(kb, name="kb")

Lang = Literal["fr", "en"]
Kind = Literal["method", "tool", "assessment"]
DraftFormat = Literal["json", "md", "docx"]
Out = Annotated[Path | None, typer.Option("--out", help=text("Fichier à écrire.", "File to write."))]


@app.command(help=text("Ouvre l’application web.", "Start the web application."))
def serve(
    host: Annotated[str, typer.Option(help=text("Adresse d’écoute.", "Address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=text("Port.", "Port."))] = 8000,
) -> None:
    from assistant.cli.server import serve as run

    run(host, port)


@app.command(help=text("Le même entretien, dans le terminal.", "The same interview, in the terminal."))
def chat(
    lang: Annotated[Lang | None, typer.Option(help=text("Langue du début.", "Language to start in."))] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help=text("Un objet JSON par ligne.", "One JSON object a line."))
    ] = False,
    state: Annotated[
        Path | None,
        typer.Option(help=text("Reprend (et garde) la conversation.", "Resume (and keep) the conversation.")),
    ] = None,
) -> None:
    from assistant.cli.chat import chat as run

    run(lang, jsonl, state)


@app.command(help=text("Rédige un module depuis un fichier.", "Draft a module from a file."))
def draft(
    brief: Annotated[Path, typer.Argument(help=text("Brief : .yaml, .json ou .md.", "Brief: .yaml, .json or .md."))],
    format: Annotated[DraftFormat, typer.Option("--format")] = "json",  # noqa: A002
    out: Out = None,
) -> None:
    from assistant.cli.documents import draft as run

    run(brief, format, out)


@app.command(help=text("Contrôle un module.", "Check a module."))
def check(
    module: Annotated[Path, typer.Argument(help=text("Module en JSON.", "Module as JSON."))],
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",  # noqa: A002
) -> None:
    from assistant.cli.documents import check as run

    raise typer.Exit(run(module, format))


@app.command(help=text("Exporte un module (fichier ou numéro).", "Export a module (file or id)."))
def export(
    module: Annotated[str, typer.Argument(help=text("Fichier JSON ou numéro.", "JSON file or id."))],
    format: Annotated[DraftFormat, typer.Option("--format")] = "md",  # noqa: A002
    out: Out = None,
) -> None:
    from assistant.cli.documents import export as run

    run(module, format, out)


@app.command(help=text("Cherche dans les fiches.", "Search the cards."))
def search(
    query: Annotated[str, typer.Argument(help=text("Ce que vous cherchez.", "What you are looking for."))],
    kind: Annotated[Kind | None, typer.Option()] = None,
    lang: Annotated[Lang | None, typer.Option()] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100)] = 5,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    from assistant.cli.cards import search as run

    run(query, kind, lang, k, json)


@kb.command("check", help=text("Valide les fiches.", "Validate the cards."))
def kb_check() -> None:
    from assistant.cli.cards import check as run

    run()


@kb.command("sync", help=text("Met l’index à jour.", "Bring the index up to date."))
def kb_sync() -> None:
    from assistant.cli.cards import sync as run

    run()


@kb.command("list", help=text("Liste les fiches.", "List the cards."))
def kb_list(
    kind: Annotated[Kind | None, typer.Option()] = None, json: Annotated[bool, typer.Option("--json")] = False
) -> None:
    from assistant.cli.cards import list_cards as run

    run(kind, json)


@app.command(
    help=text(
        "Niveau de Bloom d’un objectif, d’une question ou d’une tâche.",
        "Bloom level of an objective, question or task.",
    )
)
def bloom(
    objective: Annotated[str | None, typer.Argument()] = None,
    file: Annotated[
        Path | None,
        typer.Option(help=text("Un par ligne ; - pour l’entrée standard.", "One a line; - for standard input.")),
    ] = None,
    lang: Annotated[Lang | None, typer.Option()] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    from assistant.cli.cards import bloom as run

    run(objective, file, lang, json)


@app.command(help=text("JSON Schema d’un brief ou d’un module.", "JSON Schema of a brief or a module."))
def schema(what: Annotated[Literal["brief", "module"], typer.Argument()]) -> None:
    from assistant.cli.documents import schema as run

    run(what)


@app.command(help=text("Ce qui est réglé, joignable, manquant.", "What is configured, reachable, missing."))
def doctor() -> None:
    from assistant.cli.doctor import doctor as run

    raise typer.Exit(run())


def main() -> None:
    """Run a command; every fault that Jalon names becomes one line on standard error and exit code 2."""
    try:
        app()
    except JalonError as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def fail(message: str) -> None:
    """Print the fault and leave with exit code 2."""
    label = "erreur : " if FRENCH else "error: "
    print(label + message, file=sys.stderr)
    sys.exit(2)
