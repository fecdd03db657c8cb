"""Commands whose help is in the language of the locale, and how they are declared."""

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from assistant.cli.words import french, help_in_french, text


class LocalCommand(TyperCommand):
    """A command."""

    def get_help(self, ctx: Any) -> str:
        """The page of `--help`."""
        page = super().get_help(ctx)
        return help_in_french(page) if french() else page


class LocalGroup(TyperGroup):
    """A command that holds others."""

    def get_help(self, ctx: Any) -> str:
        """The page of `--help`."""
        page = super().get_help(ctx)
        return help_in_french(page) if french() else page


def group(fr: str, en: str, **more: Any) -> typer.Typer:
    """A command that holds others, with its help in both languages."""
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
    """An option."""
    return typer.Option(flag, help=text(fr, en), **more)


def argument(name: str, fr: str, en: str) -> Any:
    """An argument."""
    return typer.Argument(metavar=name, help=text(fr, en))
