"""The outer door of the terminal: streams in UTF-8, faults as one line, exit codes."""

import gc
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from typing import Any

from assistant.cli.words import fault_in_french, french, text
from assistant.errors import JalonError

BAD_INPUT = 2
INTERRUPTED = 130


def run(app: Callable[..., Any]) -> int:
    """Run a command line and return its exit code: 0 done, 1 blocking findings, 2 a fault, 130 interrupted."""
    _speak_utf8()
    usual = gc.get_threshold()
    # Importing makes hundreds of thousands of objects that stay: looking through them at each step takes a fifth of it.
    gc.set_threshold(50_000, 20, 20)
    try:
        code = _outcome(app)
        sys.stdout.flush()
    except BrokenPipeError:
        # `jalon … | head`: the reader has what it wanted, and nothing may be flushed to it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        gc.set_threshold(*usual)
    return code


def _outcome(app: Callable[..., Any]) -> int:
    from typer import Abort, TyperException

    try:
        return int(app(standalone_mode=False) or 0)
    except JalonError as error:
        return say(error.line(french=french()))
    except TyperException as error:
        return _misused(error)
    except (KeyboardInterrupt, Abort):
        print(file=sys.stderr)
        return INTERRUPTED
    except SystemExit as leaving:
        # The library leaves at once when a pipe is closed; that is no fault of anybody's.
        if isinstance(leaving.__context__, BrokenPipeError):
            raise leaving.__context__ from None
        raise
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the outer door: a defect is reported, not shown
        return say(_report(error))


def _misused(error: Any) -> int:
    """A wrong option or argument; a command without any prints its help, like `--help` but on standard error."""
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message(), file=sys.stderr)
        return BAD_INPUT
    message = " ".join(error.format_message().replace("Value error, ", "").split())
    path = error.ctx.command_path if getattr(error, "ctx", None) else "jalon"
    told = fault_in_french(message) if french() else message.rstrip(".")
    return say(told + text(f" (aide : {path} --help)", f" (help: {path} --help)"))


def say(message: str) -> int:
    """Print a fault as one line on standard error."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    more = text(f" (et {len(lines) - 1} autres)", f" (and {len(lines) - 1} more)") if len(lines) > 1 else ""
    print(text("erreur : ", "error: ") + (lines[0] if lines else "?") + more, file=sys.stderr)
    return BAD_INPUT


def _report(error: Exception) -> str:
    told = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="jalon-", suffix=".txt", delete=False, encoding="utf-8", errors="replace"
        ) as file:
            file.write("".join(traceback.format_exception(error)))
    except OSError:
        return text(f"défaut de Jalon ({told}), signalez-le", f"a defect in Jalon ({told}), please report it")
    return text(
        f"défaut de Jalon ({told}) : signalez-le avec le fichier {file.name}",
        f"a defect in Jalon ({told}): please report it with the file {file.name}",
    )


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale says: what programs send and get is UTF-8."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
