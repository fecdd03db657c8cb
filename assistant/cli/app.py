"""The commands and their options; each imports what it needs when it runs."""

import sys
from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from assistant.cli.account import account
from assistant.cli.commands import LocalCommand
from assistant.cli.options import argument, group, option
from assistant.cli.words import text
from assistant.models.terms import Asked, Barrier, Bloom, LearningType, Modality

app = group(
    "Jalon : l’ingénieur pédagogique de chaque formateur.",
    "Jalon: an instructional designer for every trainer.",
    name="jalon",
)
kb = group("La base de connaissances.", "The knowledge base.")
app.add_typer(kb, name="kb")
app.add_typer(account, name="account")

_FILE = text("FICHIER", "FILE")
Lang = Literal["fr", "en"]
Kind = Literal["method", "tool", "assessment", "design"]
Form = Annotated[
    Literal["json", "md", "docx"] | None,
    option("--format", "Format ; sinon, celui de --out.", "Format; else that of --out."),
]
Out = Annotated[Path | None, option("--out", "Fichier à écrire.", "File to write.", metavar=_FILE)]
OfKind = Annotated[Kind | None, option("--kind", "Une seule sorte de fiches.", "One kind of cards only.")]
OwnFolder = Annotated[
    Path | None,
    option(
        "--folder",
        "Dossier de vos fiches ; sinon, le dernier de JALON_KNOWLEDGE_PATHS.",
        "Folder of your own cards; else the last of JALON_KNOWLEDGE_PATHS.",
        metavar=text("DOSSIER", "FOLDER"),
    ),
]
OfOrganisation = Annotated[
    str,
    option(
        "--organisation",
        "Avec les fiches de cette organisation (JALON_KNOWLEDGE_PATHS).",
        "With the cards of that organisation (JALON_KNOWLEDGE_PATHS).",
        metavar=text("NOM", "NAME"),
    ),
]
InLang = Annotated[Lang | None, option("--lang", "Langue.", "Language.")]
AsJson = Annotated[bool, option("--json", "En JSON.", "As JSON.")]


Documents = Annotated[
    list[Path] | None,
    option(
        "--document",
        "Document à lire (DOCX, PDF, PPTX, XLSX, texte) ; répétable.",
        "Document to read (DOCX, PDF, PPTX, XLSX, text); repeatable.",
        metavar=_FILE,
    ),
]


def _version(asked: bool) -> None:
    if asked:
        from assistant.runtime import app_version

        print(f"jalon {app_version()}")
        raise typer.Exit


@app.callback()
def jalon(
    version: Annotated[bool, option("--version", "La version.", "The version.", callback=_version, is_eager=True)] = (
        False
    ),
) -> None:
    """Options that come before the command."""


@app.command(cls=LocalCommand, help=text("Ouvre l’application web.", "Start the web application."))
def serve(
    host: Annotated[
        str, option("--host", "Adresse d’écoute.", "Address to listen on.", metavar=text("ADRESSE", "ADDRESS"))
    ] = "127.0.0.1",
    port: Annotated[int, option("--port", "Port.", "Port.", metavar="N", min=1, max=65535)] = 8000,
    open_to_all: Annotated[
        bool,
        option(
            "--open-to-all",
            "Sans comptes, servir aussi à qui atteint l’adresse.",
            "Without accounts, serve whoever reaches the address.",
        ),
    ] = False,
) -> None:
    from assistant.cli.server import serve as run

    run(host, port, open_to_all)


@app.command(cls=LocalCommand, help=text("Le même entretien, dans le terminal.", "The same interview, in a terminal."))
def chat(
    lang: Annotated[Lang | None, option("--lang", "Langue du début.", "Language to start in.")] = None,
    jsonl: Annotated[bool, option("--jsonl", "Un objet JSON par ligne.", "One JSON object a line.")] = False,
    state: Annotated[
        Path | None,
        option("--state", "Reprend (et garde) la conversation.", "Resume (and keep) the conversation.", metavar=_FILE),
    ] = None,
    document: Documents = None,
    organisation: OfOrganisation = "",
) -> None:
    from assistant.cli.chat import chat as run

    run(lang, jsonl, state, document or [], organisation)


@app.command(cls=LocalCommand, help=text("Rédige un module depuis un fichier.", "Draft a module from a file."))
def draft(
    brief: Annotated[
        Path,
        argument("BRIEF", "Brief : .yaml, .json, .md, ou un programme.", "Brief: .yaml, .json, .md, or a syllabus."),
    ],
    format: Form = None,  # noqa: A002
    out: Out = None,
    document: Documents = None,
    organisation: OfOrganisation = "",
) -> None:
    from assistant.cli.documents import draft as run

    run(brief, format, out, document or [], organisation)


@app.command(cls=LocalCommand, help=text("Contrôle un module.", "Check a module."))
def check(
    module: Annotated[Path, argument("MODULE", "Module en JSON.", "Module as JSON.")],
    format: Annotated[  # noqa: A002
        Literal["text", "json"], option("--format", "Format du rapport.", "Format of the report.")
    ] = "text",
    organisation: OfOrganisation = "",
) -> None:
    from assistant.cli.documents import check as run

    raise typer.Exit(run(module, format, organisation))


@app.command(
    cls=LocalCommand, help=text("Exporte un module (fichier ou numéro).", "Export a module (a file or an id).")
)
def export(
    module: Annotated[str, argument("MODULE", "Fichier JSON ou numéro.", "JSON file or id.")],
    format: Form = None,  # noqa: A002
    out: Out = None,
    organisation: OfOrganisation = "",
) -> None:
    from assistant.cli.documents import export as run

    run(module, format, out, organisation)


@app.command(cls=LocalCommand, help=text("Cherche dans les fiches.", "Search the cards."))
def search(
    query: Annotated[str, argument(text("TEXTE", "QUERY"), "Ce que vous cherchez.", "What you are looking for.")],
    kind: OfKind = None,
    lang: InLang = None,
    k: Annotated[int, option("-k", "Combien de fiches.", "How many cards.", metavar="N", min=1, max=100)] = 5,
    json: AsJson = False,
    organisation: OfOrganisation = "",
) -> None:
    from assistant.cli.cards import search as run

    run(query, kind, lang, k, json, organisation)


@kb.command("check", cls=LocalCommand, help=text("Valide les fiches.", "Validate the cards."))
def kb_check(organisation: OfOrganisation = "") -> None:
    from assistant.cli.cards import check as run

    raise typer.Exit(run(organisation))


@kb.command(
    "tools",
    cls=LocalCommand,
    help=text("Classe les outils pour ce que les apprenants ont à faire.", "Rank tools for what learners have to do."),
)
def kb_tools(
    doing: Annotated[LearningType, option("--for", "Ce que les apprenants font.", "What learners do.")],
    level: Annotated[Bloom, option("--level", "Niveau de Bloom visé.", "Bloom level aimed at.")],
    modality: Annotated[Modality, option("--modality", "Modalité.", "How they meet.")] = "onsite",
    without: Annotated[
        list[str] | None,
        option(
            "--without",
            "Ce que l’on ne peut demander ; répétable.",
            "What nobody may be asked for; repeatable.",
            metavar="|".join(get_args(Asked)),
        ),
    ] = None,
    cannot: Annotated[
        list[str] | None,
        option(
            "--cannot",
            "Ce que quelqu’un ne peut pas faire ; répétable.",
            "What somebody cannot do; repeatable.",
            metavar="|".join(get_args(Barrier)),
        ),
    ] = None,
    group: Annotated[int | None, option("--group", "Effectif.", "Group size.", metavar="N", min=1)] = None,
    json: AsJson = False,
) -> None:
    from assistant.cli.tools import rank as run

    run(doing, level, modality, without or [], cannot or [], group, json)


@kb.command(
    "add",
    cls=LocalCommand,
    help=text(
        "Propose une fiche d’après un texte (Markdown, PDF, DOCX).", "Propose a card from a text (Markdown, PDF, DOCX)."
    ),
)
def kb_add(
    file: Annotated[Path, argument(_FILE, "Le texte.", "The text.")],
    kind: Annotated[Kind, option("--kind", "Sorte de fiche.", "Kind of card.")] = "method",
    id: Annotated[str, option("--id", "Identifiant ; sinon, d’après le titre.", "Id; else from the title.")] = "",  # noqa: A002
    folder: OwnFolder = None,
    organisation: OfOrganisation = "",
) -> None:
    from assistant.cli.proposals import add as run

    run(file, kind, id, folder, organisation)


@kb.command(
    "proposals",
    cls=LocalCommand,
    help=text("Fiches proposées, et ce qui leur manque.", "Proposed cards, and what they lack."),
)
def kb_proposals(folder: OwnFolder = None, organisation: OfOrganisation = "") -> None:
    from assistant.cli.proposals import listed as run

    run(folder, organisation)


@kb.command("approve", cls=LocalCommand, help=text("Approuve une fiche complète.", "Approve a complete card."))
def kb_approve(
    id: Annotated[str, argument("ID", "Identifiant de la fiche.", "Id of the card.")],  # noqa: A002
    folder: OwnFolder = None,
    organisation: OfOrganisation = "",
) -> None:
    from assistant.cli.proposals import approve as run

    raise typer.Exit(run(id, folder, organisation))


@kb.command("sync", cls=LocalCommand, help=text("Met l’index à jour.", "Bring the index up to date."))
def kb_sync(organisation: OfOrganisation = "") -> None:
    from assistant.cli.cards import sync as run

    run(organisation)


@kb.command("list", cls=LocalCommand, help=text("Liste les fiches.", "List the cards."))
def kb_list(kind: OfKind = None, json: AsJson = False, organisation: OfOrganisation = "") -> None:
    from assistant.cli.cards import list_cards as run

    run(kind, json, organisation)


@app.command(
    cls=LocalCommand,
    help=text(
        "Niveau de Bloom d’un objectif, d’une question ou d’une tâche.",
        "Bloom level of an objective, question or task.",
    ),
)
def bloom(
    objective: Annotated[
        str | None, argument(text("TEXTE", "OBJECTIVE"), "Le texte à lire.", "The text to read.")
    ] = None,
    file: Annotated[
        Path | None,
        option(
            "--file", "Un par ligne ; - pour l’entrée standard.", "One a line; - for standard input.", metavar=_FILE
        ),
    ] = None,
    lang: InLang = None,
    json: AsJson = False,
) -> None:
    from assistant.cli.cards import bloom as run

    run(objective, file, lang, json)


@app.command(cls=LocalCommand, help=text("JSON Schema d’un brief ou d’un module.", "JSON Schema of a brief or module."))
def schema(
    what: Annotated[Literal["brief", "module"], argument("brief|module", "Ce qui est décrit.", "What is described.")],
) -> None:
    from assistant.cli.documents import schema as run

    run(what)


@app.command(
    cls=LocalCommand,
    help=text(
        "Supprime ce que personne ne touche plus (JALON_RETENTION_DAYS).",
        "Delete what nobody touches any more (JALON_RETENTION_DAYS).",
    ),
)
def tidy(
    dry_run: Annotated[
        bool,
        option("--dry-run", "Montre ce qui partirait, ne supprime rien.", "Show what would go, delete nothing."),
    ] = False,
) -> None:
    from assistant.cli.tidying import tidy as run

    run(dry_run)


@app.command(cls=LocalCommand, help=text("Ce qui est réglé, joignable, manquant.", "What is set, reachable, missing."))
def doctor() -> None:
    from assistant.cli.doctor import doctor as run

    raise typer.Exit(run())


def _add_what_comes_with_the_source() -> None:
    """Commands of other packages (`jalon.commands`), where those packages are there.

    Every installed package is looked at for them, which a command of our own need not wait for.
    """
    if set(sys.argv[1:2]) & _own_names():
        return
    from importlib.metadata import entry_points

    for command in entry_points(group="jalon.commands"):
        try:
            app.add_typer(command.load(), name=command.name)
        except ModuleNotFoundError:
            continue  # an installed program has no evals


def _own_names() -> set[str]:
    groups = {str(group.name) for group in app.registered_groups}
    commands = app.registered_commands
    return groups | {str(one.name or getattr(one.callback, "__name__", "")) for one in commands}


def main() -> None:
    """Run a command and leave with its exit code."""
    from assistant.cli.door import run

    _add_what_comes_with_the_source()
    sys.exit(run(app))
