"""Past runs, kept beside the source: what a trend is drawn from, and what a report is read beside."""

import gzip
from pathlib import Path

from pydantic import ValidationError

from assistant.errors import InputError
from assistant.settings import PROJECT_ROOT
from evals.gate.report import Report

FOLDER = PROJECT_ROOT / ".evals"
KEPT = 30
"""Runs of a tier that are kept: the oldest goes when one more comes."""


def save(report: Report, folder: Path | None = None) -> Path:
    """Keep the run; the file's name says when, which tier and of which commit."""
    folder = folder or FOLDER
    folder.mkdir(exist_ok=True)
    stamp = report.stamp
    path = folder / f"{stamp.at:%Y%m%dT%H%M%S}-{stamp.tier}-{stamp.commit or 'archive'}.json.gz"
    write(report, path)
    for old in _of_tier(folder, stamp.tier)[:-KEPT]:
        old.unlink(missing_ok=True)
    return path


def past(tier: str, folder: Path | None = None) -> tuple[Report, ...]:
    """The runs of a tier, the oldest first; files that cannot be read any more are passed over."""
    found = []
    for path in _of_tier(folder or FOLDER, tier):
        try:
            found.append(load(path))
        except InputError:
            continue
    return tuple(found)


def write(report: Report, path: Path) -> None:
    """The report as JSON, compressed where the name ends in .gz."""
    text = report.model_dump_json(indent=1).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)


def load(path: Path) -> Report:
    """A saved report. Raises InputError."""
    try:
        data = path.read_bytes()
        return Report.model_validate_json(gzip.decompress(data) if path.suffix == ".gz" else data)
    except FileNotFoundError:
        raise InputError(f"there is no report {path}: `jalon eval run --out {path.name}` writes one") from None
    except (OSError, EOFError, ValidationError) as error:
        raise InputError(
            f"{path} is no report of this version ({type(error).__name__}): run the evals again"
        ) from error


def _of_tier(folder: Path, tier: str) -> list[Path]:
    return sorted(folder.glob(f"*-{tier}-*.json.gz"))
