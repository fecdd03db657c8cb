"""Reading what is handed in, writing what was asked for."""

import json
import sys
from pathlib import Path
from typing import Any

from assistant.cli.words import text
from assistant.errors import InputError

LARGEST = 5_000_000
"""Bytes of a file that is read."""
_BINARY = {"docx"}


def read_text(path: Path) -> str:
    """A text file, or standard input for `-`; a byte order mark is no part of it. Raises InputError."""
    content = _read(path)
    try:
        decoded = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            text(f"{path} n’est pas un texte en UTF-8 : enregistrez-le ainsi", f"{path} is not UTF-8: save it as UTF-8")
        ) from error
    if not decoded.strip():
        raise InputError(text(f"{path} est vide", f"{path} is empty"))
    return decoded


def _read(path: Path) -> bytes:
    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(
            text(f"impossible de lire {path} : {why_unread(error)}", f"cannot read {path}: {why_unread(error)}")
        ) from error
    except ValueError as error:  # a NUL character in a path
        raise InputError(text("ce nom de fichier est impossible", "this file name is impossible")) from error
    if len(content) > LARGEST:
        limit = LARGEST // 1_000_000
        raise InputError(text(f"{path} dépasse {limit} Mo : coupez-le", f"{path} is over {limit} MB: shorten it"))
    return content


def write(document: bytes, out: Path | None, form: str) -> None:
    """Write to the file, whole or not at all, or to standard output."""
    if out is None or str(out) == "-":
        if form in _BINARY and sys.stdout.isatty():
            raise InputError(
                text(f"{form} ne s’affiche pas : ajoutez --out FICHIER", f"{form} cannot be shown: add --out FILE")
            )
        sys.stdout.buffer.write(document)
        sys.stdout.buffer.flush()
        return
    aside = out.with_name(out.name + ".part")
    try:
        if out.exists() and not out.is_file():
            # A pipe or a device is written to as it is; a folder refuses here.
            out.write_bytes(document)
            return
        aside.write_bytes(document)
        aside.replace(out)
    except OSError as error:
        aside.unlink(missing_ok=True) if aside.exists() else None
        raise InputError(
            text(f"impossible d’écrire {out} : {why_unread(error)}", f"cannot write {out}: {why_unread(error)}")
        ) from error


def form_of(form: str | None, out: Path | None, default: str) -> str:
    """The format asked for: by --format, else by the ending of --out. Raises InputError for an unknown ending."""
    from assistant.export import FORMATS

    if form or out is None or str(out) == "-" or not out.suffix:
        return form or default
    ending = out.suffix.lower().removeprefix(".").replace("markdown", "md")
    if ending not in FORMATS:
        known = ", ".join(FORMATS)
        raise InputError(
            text(
                f"aucun format ne finit en .{ending} : {known} (ou dites-le avec --format)",
                f"no format ends in .{ending}: {known} (or say it with --format)",
            )
        )
    return ending


def load_data(path: Path) -> Any:
    """A YAML or JSON document. Raises InputError with the line."""
    import yaml

    source = read_text(path)
    try:
        if path.suffix.lower() in {".yaml", ".yml"} or not source.lstrip().startswith(("{", "[")):
            return yaml.load(source, Loader=yaml.CSafeLoader)
        return json.loads(source)
    except (ValueError, yaml.YAMLError) as error:
        line = " ".join(str(error).replace('in "<unicode string>", ', "").split())
        raise InputError(text(f"{path} est mal formé : {line}", f"{path} is malformed: {line}")) from error
    except RecursionError as error:
        raise InputError(text(f"{path} est trop imbriqué", f"{path} is nested too deeply")) from error


def why_unread(error: OSError) -> str:
    """Why a file could not be read or written."""
    known = {
        "FileNotFoundError": "il n’existe pas",
        "IsADirectoryError": "c’est un dossier",
        "NotADirectoryError": "son dossier n’en est pas un",
        "PermissionError": "l’accès est refusé",
    }
    english = (error.strerror or str(error)).lower()
    return text(known.get(type(error).__name__, english), english)
