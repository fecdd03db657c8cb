"""The commands of accounts and their options; each imports what it needs when it runs."""

from typing import Annotated, Literal

from assistant.cli.commands import LocalCommand, argument, group, option
from assistant.cli.words import text

account = group("Les comptes (avec JALON_ACCOUNTS=on).", "Accounts (with JALON_ACCOUNTS=on).")
Role = Literal["trainer", "designer", "administrator"]
_EMAIL = text("ADRESSE", "EMAIL")
Email = Annotated[str, argument(_EMAIL, "Adresse électronique.", "E-mail address.")]
FromStdin = Annotated[
    bool,
    option("--password-stdin", "Lit le mot de passe sur l’entrée standard.", "Read the password from standard input."),
]


@account.command("add", cls=LocalCommand, help=text("Crée un compte.", "Make an account."))
def account_add(
    organisation: Annotated[
        str,
        option("--organisation", "Nom de l’organisation.", "Name of the organisation.", metavar=text("NOM", "NAME")),
    ],
    email: Annotated[
        str, argument(_EMAIL, "Adresse électronique ; sinon, demandée.", "E-mail address; else asked for.")
    ] = "",
    role: Annotated[Role, option("--role", "Rôle.", "Role.")] = "trainer",
    name: Annotated[str, option("--name", "Nom affiché.", "Name that is shown.", metavar=text("NOM", "NAME"))] = "",
    password_stdin: FromStdin = False,
) -> None:
    from assistant.cli.accounts import add as run

    run(email, role, organisation, name, password_stdin)


@account.command("list", cls=LocalCommand, help=text("Liste les comptes.", "List the accounts."))
def account_list() -> None:
    from assistant.cli.accounts import listed as run

    run()


@account.command("password", cls=LocalCommand, help=text("Change un mot de passe.", "Change a password."))
def account_password(email: Email, password_stdin: FromStdin = False) -> None:
    from assistant.cli.accounts import password as run

    run(email, password_stdin)


@account.command(
    "adopt",
    cls=LocalCommand,
    help=text("Donne à un compte ce qui date d’avant les comptes.", "Give an account what was made before accounts."),
)
def account_adopt(email: Email) -> None:
    from assistant.cli.accounts import adopt as run

    run(email)


@account.command("deactivate", cls=LocalCommand, help=text("Ferme un compte.", "Close an account."))
def account_deactivate(email: Email) -> None:
    from assistant.cli.accounts import deactivate as run

    run(email)
