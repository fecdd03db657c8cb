"""The order of objectives: the trainer's, unless one plainly rests on another."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language import lemmas
from assistant.models.terms import Bloom, Language, rank

_KNOWING = 1  # remember and understand
_JUDGING = 3  # analyse and above


@dataclass(frozen=True)
class Place:
    """What decides where an objective stands."""

    thing: str
    bloom: Bloom


def ordered(places: Sequence[Place], language: Language) -> tuple[int, ...]:
    """Indexes in the order to teach: stable, what another rests on comes before it."""
    stems = [lemmas.content_stems(place.thing, language) for place in places]
    left = list(range(len(places)))
    done: list[int] = []
    while left:
        ready = next(
            (i for i in left if not any(j != i and _rests_on(places, stems, i, j) for j in left)),
            left[0],
        )
        left.remove(ready)
        done.append(ready)
    return tuple(done)


def _rests_on(places: Sequence[Place], stems: Sequence[frozenset[str]], later: int, earlier: int) -> bool:
    """To judge or create a thing rests on knowing or using the same thing."""
    same = stems[later] and stems[later] == stems[earlier]
    high, low = rank(places[later].bloom), rank(places[earlier].bloom)
    return bool(same) and high > low and (low <= _KNOWING or high >= _JUDGING)
