"""Labelled texts, and how well their level is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import yaml

from assistant.language.bloom import read_level
from assistant.models.terms import BLOOM_ORDER, Bloom, Language, rank
from assistant.models.value import Value

FOLDER = Path(__file__).parent
SetName = Literal["tuned", "held_out"]


class Labelled(Value):
    """A text with its level."""

    lang: Language
    kind: Literal["objective", "question", "task"]
    bloom: Bloom
    also: tuple[Bloom, ...] = ()
    """Levels that another expert could defend; they count as wrong in the accuracy."""
    text: str


class _File(Value):
    items: tuple[Labelled, ...]


@dataclass(frozen=True)
class Reading:
    """How well a set of texts is read."""

    texts: int
    accuracy: float
    """Share of the texts that are given the expert's level."""
    defensible: float
    """Share of the texts that are given the expert's level or another that could be defended."""
    kappa: float
    """Cohen's kappa with quadratic weights (Cohen, 1968): agreement beyond chance, a near miss counting less."""
    wrong: tuple[tuple[Labelled, Bloom | None], ...]


@cache
def labelled(name: SetName) -> tuple[Labelled, ...]:
    """The texts of one file. Raises pydantic's ValidationError."""
    return _File.model_validate(yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)).items


def measure(items: Sequence[Labelled]) -> Reading:
    """Read every text; one without a level counts as the lowest."""
    read = [(item, read_level(item.text, item.lang).bloom) for item in items]
    pairs = [(item.bloom, level or BLOOM_ORDER[0]) for item, level in read]
    return Reading(
        texts=len(items),
        accuracy=sum(item.bloom == level for item, level in read) / len(read),
        defensible=sum(level in {item.bloom, *item.also} for item, level in read) / len(read),
        kappa=weighted_kappa(pairs),
        wrong=tuple((item, level) for item, level in read if level not in {item.bloom, *item.also}),
    )


def weighted_kappa(pairs: Sequence[tuple[Bloom, Bloom]]) -> float:
    """Agreement of two raters, -1 to 1."""
    seen = np.zeros((len(BLOOM_ORDER), len(BLOOM_ORDER)))
    for one, other in pairs:
        seen[rank(one), rank(other)] += 1
    places = np.arange(len(BLOOM_ORDER))
    weights = (places[:, None] - places[None, :]) ** 2
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()
    return float(1 - (weights * seen).sum() / (weights * chance).sum())
