"""The command line: results on standard output, talk on standard error, errors as one line, exit 2."""

from assistant.cli.app import main

__all__ = ["main"]
