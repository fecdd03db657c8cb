"""Ranking digital tools for what learners have to do."""

import json as json_module
from collections.abc import Iterable
from typing import get_args

from assistant.cli.words import french, text
from assistant.errors import InputError
from assistant.models.terms import Asked, Barrier, Bloom, Language, LearningType, Modality
from assistant.settings import read_settings


def rank(
    doing: LearningType,
    level: Bloom,
    modality: Modality,
    without: list[str],
    cannot: list[str],
    group: int | None,
    json: bool,
) -> None:
    """Print the tools that serve, best first, none at all among them, then those that are kept out."""
    from assistant.knowledge.cards import read_cards
    from assistant.tooling.ranking import Situation, rank_tools

    _known(without, get_args(Asked), "--without")
    _known(cannot, get_args(Barrier), "--cannot")
    asked = {"learning_type": doing, "bloom": level, "modality": modality, "group": group}
    situation = Situation.model_validate({**asked, "without": set(without), "barriers": set(cannot)})
    language: Language = "fr" if french() else "en"
    ranking = rank_tools(situation, read_cards(*read_settings().card_folders), language)
    if json:
        print(json_module.dumps(ranking.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    for row in ranking.tools:
        print(f"{row.score:.2f}  {row.title}{f'  [{row.card}]' if row.card else ''}")
        print(f"      {' '.join(row.why)}")
        print(f"      {text('Sinon : ', 'Otherwise: ')}{row.fallback}")
    if ranking.left_out:
        print(text("\nÉcartés :", "\nLeft out:"))
    for out in ranking.left_out:
        print(f"      {out.title}  [{out.card}] {' '.join(out.why)}")


def _known(given: Iterable[str], names: tuple[str, ...], option: str) -> None:
    for name in given:
        if name not in names:
            listed = ", ".join(names)
            raise InputError(
                text(
                    f"{option} ne connaît pas « {name} » : choisissez parmi {listed}",
                    f"{option} does not know “{name}”: choose among {listed}",
                )
            )
