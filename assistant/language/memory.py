"""What was worked out about a sentence, remembered for as long as there is room."""

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_SENTENCE = 400
"""Characters of the longest text that is remembered: whole pages come once, and weigh."""


class _Remembered(Generic[P, R]):
    """A pure function of texts that remembers its answers about short ones."""

    def __init__(self, work: Callable[P, R], most: int) -> None:
        self._work = work
        self._known = lru_cache(maxsize=most)(work)
        update_wrapper(self, work)

    def __call__(self, *texts: P.args, **others: P.kwargs) -> R:
        for text in texts:
            if len(text) > _SENTENCE:  # type: ignore[arg-type]  # texts, by the decorator's contract
                return self._work(*texts, **others)
        return self._known(*texts, **others)  # type: ignore[arg-type]

    def forget(self) -> None:
        """Work everything out anew."""
        self._known.cache_clear()


def remembered(most: int) -> Callable[[Callable[P, R]], _Remembered[P, R]]:
    """Remember the answers about that many sentences.

    A change leaves most of a draft as it was, and drafts have sentences in common.
    """
    return lambda work: _Remembered(work, most)
