"""Commands whose help is in the language of the locale."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from assistant.cli.words import french, help_in_french


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
