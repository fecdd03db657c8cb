"""Products that trainers name for short: "Teams", without its maker."""

import re

from assistant.models.knowledge import Card

_MAKERS = "Microsoft|Google|Adobe|Apple"
_ROOMS = "virtual-class"
"""Where a group meets: what else such a product can do is seldom what it is had for."""


def names_product(name: str, said: str) -> bool:
    """Whether the words name the product, letter for letter: "Notion", not "une notion"."""
    return re.search(rf"\b{re.escape(name.rstrip('!'))}\b", said) is not None


def is_room_in(card: Card, said: str) -> bool:
    """Whether the words name a product in which a group meets: "Teams", not "two teams"."""
    if card.id != _ROOMS:
        return False
    short = (re.sub(rf"^(?:{_MAKERS}) ", "", name).split()[0] for name in card.examples)
    return any(re.search(rf"\b{re.escape(name)}\b", said) for name in short if name != "Meet")
