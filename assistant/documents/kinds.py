"""What a file is, by what it holds, whatever its name says; and what a packed one may hold."""

import io
import re
import zipfile
import zlib

from assistant.documents.blocks import UnreadableError
from assistant.documents.limits import PARTS, UNPACKED

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "xl/workbook.xml": "xlsx",
}
_OTHER = re.compile(
    rb"\s*(?:\{\\rtf|<!doctype html|<html|<\?xml|\x89PNG|GIF8|\xff\xd8\xff|MZ|\x7fELF|%!PS|Rar!|7z\xbc|\x1f\x8b)",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED_WIDE = re.compile(rb"<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)|\x00<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)")
_PIECE = 1 << 18


def kind_of(content: bytes) -> str:
    """ "pdf", "docx", "pptx", "xlsx" or "text". Raises UnreadableError for anything else."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError("empty")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(_OLE):
        # A document with a password is packed in an old file of its own.
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise UnreadableError("password" if locked else "old_office")
    if content.startswith(b"PK"):
        return _packed(content)
    if _OTHER.match(content[:200]):
        raise UnreadableError("wrong_type")
    return "text"


def _packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            kind = next((kind for part, kind in _MAIN.items() if part in names), None)
            if kind is None:
                raise UnreadableError("wrong_type" if "mimetype" in names else "archive")
            if len(names) > PARTS:
                raise UnreadableError("too_large")
            if any(info.flag_bits & 0x1 for info in archive.infolist()):
                raise UnreadableError("password")
            _unpack(archive)
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise UnreadableError("macros")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError("corrupt") from error
    return kind


def _unpack(archive: zipfile.ZipFile) -> None:
    """Count what is really packed, whatever is announced; refuse what declares entities: no document needs any."""
    total = 0
    for info in archive.infolist():
        told, end = info.filename.lower().endswith((".xml", ".rels", ".vml")), b""
        with archive.open(info) as part:
            while piece := part.read(_PIECE):
                total += len(piece)
                if total > UNPACKED:
                    raise UnreadableError("too_large")
                if told and (_DECLARED.search(end + piece) or _DECLARED_WIDE.search(end + piece)):
                    raise UnreadableError("corrupt")
                end = piece[-32:]
