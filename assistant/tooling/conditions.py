"""What a brief says of tools: those that are there, what nobody may be asked for, what somebody cannot do with ease."""

import re
from collections.abc import Mapping, Sequence

from assistant.language import lemmas
from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.language.products import is_room_in, names_product
from assistant.language.signs import REFUSAL, refuses_film, shown
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.terms import Asked, Barrier, Bloom, LearningType, Performance
from assistant.tooling.ranking import Situation

_KNOWN_AS: Mapping[str, Barrier] = {
    "hearing": "hearing",
    "sight": "sight",
    "reading": "reading",
    "mobility": "movement",
}
"""Needs as `selection.yaml` knows them → what a tool can ask too much of."""
_REFUSED_BY: Mapping[Asked, tuple[str, ...]] = {
    "account": ("no_account",),
    "network": ("no_network", "weak_network"),
    "personal_data": ("no_personal_data",),
    "equipment": ("no_devices",),
}
"""Signs in the trainer's words that something may not be asked for."""
_FILMS = frozenset({"interactive-video", "screencast", "video-recorder"})
_MEETING = frozenset({"virtual-class", "lms"})
"""Where people who are apart meet."""
_THIN = 3
"""A name that keeps fewer than one word in so many says too little: "à faire, en cours, fait"."""


def situated(
    brief: Brief,
    learning_type: LearningType,
    bloom: Bloom,
    performance: Performance | None = None,
    owned: frozenset[str] = frozenset(),
) -> Situation:
    """What learners do, under the conditions of the brief."""
    return Situation(
        learning_type=learning_type,
        bloom=bloom,
        performance=performance,
        modality=brief.modality,
        without=refused(brief),
        barriers=barriers(brief),
        group=brief.group_size_max,
        owned=owned,
    )


def refused(brief: Brief) -> frozenset[Asked]:
    """What the trainer says that nobody may be asked for."""
    return frozenset(thing for thing, signs in _REFUSED_BY.items() if any(shown(brief, sign) for sign in signs))


def barriers(brief: Brief) -> frozenset[Barrier]:
    """What somebody in the group cannot do with ease."""
    told, rows = _needs(brief), table("selection.yaml")
    known = rows["adapts"][brief.language]
    found = {barrier for name, barrier in _KNOWN_AS.items() if re.search(known[name]["need"], told)}
    reads_little = re.search(rows["reads_little"][brief.language], told)
    return frozenset(found | ({"reading"} if reads_little else set()))


def eases(adaptation: str, brief: Brief) -> bool:
    """Whether an adaptation answers a need that was told."""
    known, told, plain = table("selection.yaml")["adapts"][brief.language], _needs(brief), fold(adaptation)
    return any(re.search(row["need"], told) and re.search(row["by"], plain.replace("’", "'")) for row in known.values())


def _needs(brief: Brief) -> str:
    return fold(" ".join(brief.accessibility)).replace("’", "'")


def owned(brief: Brief, shelf: Mapping[str, Card]) -> tuple[str, ...]:
    """Tool cards that the trainer's own words name."""
    without = unwanted(brief)
    cards = (card for card in shelf.values() if card.kind == "tool" and card.id not in without)
    return tuple(card.id for card in cards if is_owned(card, brief, shelf))


def unwanted(brief: Brief) -> frozenset[str]:
    """Tools with which films are made, where the trainer wants no film."""
    return _FILMS if refuses_film(brief) or shown(brief, "no_video") else frozenset()


def is_owned(card: Card, brief: Brief, shelf: Mapping[str, Card]) -> bool:
    """Whether the trainer's own words name the tool, one of its other names or one of its products.

    A wish for a poll is no voting tool; a wish for a quiz in some product is that product.
    """
    said = " ".join((*brief.resources, *brief.constraints))
    told = lemmas.content_stems(said, brief.language)
    wished = lemmas.content_stems(brief.assessment_wishes, brief.language)
    names, products = (card.title.text(brief.language), *card.aliases.texts(brief.language)), _products(card, shelf)
    if _any_in(names, told, brief) or _any_in(products, told | wished, brief) or is_room_in(card, said):
        return True
    return any(_has(card, names, products, remark, brief) for remark in brief.remarks)


def _products(card: Card, shelf: Mapping[str, Card]) -> tuple[str, ...]:
    """What the tool is had as; where a group meets can do much else, and is seldom had for it."""
    others = {name for place in _MEETING - {card.id} if place in shelf for name in shelf[place].examples}
    return tuple(name for name in card.examples if name not in others)


def _any_in(names: Sequence[str], told: frozenset[str], brief: Brief) -> bool:
    stems = ((name, lemmas.content_stems(name, brief.language)) for name in names)
    return any(found <= told for name, found in stems if len(found) * _THIN >= len(name.split()))


def _has(card: Card, names: Sequence[str], products: Sequence[str], remark: str, brief: Brief) -> bool:
    """Whether a sentence that no field took says that the tool is there: "Nous avons Moodle", "We use video calls"."""
    plain = fold(remark).replace("’", "'")
    having: str = table("selection.yaml")["having"][brief.language]
    if not re.search(having, plain) or re.search(REFUSAL[brief.language], plain):
        return False
    if is_room_in(card, remark) or any(names_product(name, remark) for name in products):
        return True
    return card.id in _MEETING and _any_in(names, lemmas.content_stems(remark, brief.language), brief)
