"""How commands, their options and their arguments are declared, in both languages."""

from typing import Any

import typer

from assistant.cli.commands import LocalGroup
from assistant.cli.words import text


def group(fr: str, en: str, **more: Any) -> typer.Typer:
    """Commands under one name."""
    return typer.Typer(
        cls=LocalGroup,
        help=text(fr, en),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        **more,
    )


def option(flag: str, fr: str, en: str, **more: Any) -> Any:
    """An option with its help."""
    return typer.Option(flag, help=text(fr, en), **more)


def argument(name: str, fr: str, en: str) -> Any:
    """An argument with its help."""
    return typer.Argument(metavar=name, help=text(fr, en))
