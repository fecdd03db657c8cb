"""A card and those that it is linked with, as a drawing that needs no script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from assistant.language.wording import clip
from assistant.models.knowledge import Card
from assistant.models.terms import CardKind, Language, Tie

WIDTH, HEIGHT = 720, 420
_REACH = (265, 160)
"""Half the width and the height of the ellipse on which linked cards stand."""
_LONGEST = 30
"""Characters of a name in the drawing."""


@dataclass(frozen=True)
class Link:
    """A card that is linked with another, as seen from the latter."""

    card: str
    kind: CardKind
    title: str
    tie: Tie
    why: str
    outward: bool
    """Whether the card that is read says so; else the other one does."""


@dataclass(frozen=True)
class Node:
    """Where a linked card stands in the drawing."""

    link: Link
    x: int
    y: int
    label: str


def links_of(card: Card, cards: Mapping[str, Card], language: Language) -> tuple[Link, ...]:
    """What the card says of others, then what others say of it; each other card once."""
    found: dict[str, Link] = {}
    for relation in card.relations:
        if other := cards.get(relation.card):
            found[other.id] = _link(other, relation.tie, relation.why.text(language), language, outward=True)
    for other in cards.values():
        for relation in other.relations:
            if relation.card == card.id and other.id not in found:
                found[other.id] = _link(other, relation.tie, relation.why.text(language), language, outward=False)
    return tuple(found.values())


def _link(other: Card, tie: Tie, why: str, language: Language, *, outward: bool) -> Link:
    return Link(other.id, other.kind, other.title.text(language), tie, why, outward)


def placed(links: Sequence[Link]) -> tuple[Node, ...]:
    """The linked cards around the one that is read, beginning at the top."""
    nodes = []
    for place, link in enumerate(links):
        angle = 2 * pi * place / len(links) - pi / 2
        x, y = WIDTH / 2 + _REACH[0] * cos(angle), HEIGHT / 2 + _REACH[1] * sin(angle)
        nodes.append(Node(link, round(x), round(y), clip(link.title, _LONGEST)))
    return tuple(nodes)
