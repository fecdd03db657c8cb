"""What the doctor sees models do: each is asked one thing, and what is told was seen."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.cli.words import french, text
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.engine.completion import Asker, Trial

_SENTENCE = "Une personne apprend un geste de son métier, en le faisant sous les yeux de quelqu’un qui le sait."
_SENTENCES = 16


def embeddings(settings: Settings) -> str:
    """What makes vectors, and how fast."""
    from assistant.runtime import check_engine, open_embeddings

    check_engine(settings)
    if settings.embedding_model is None:
        return text("ceux de Jalon, sans réseau", "Jalon’s own, no network")
    hosted = open_embeddings(settings)
    hosted.load()
    began = time.perf_counter()
    rows = hosted.vectors([f"{_SENTENCE} {number}" for number in range(_SENTENCES)])
    speed = _SENTENCES / max(time.perf_counter() - began, 0.001)
    where, size = _where(hosted.base_url), len(rows[0])
    return text(
        f"{hosted.name} ({where}) répond ; {size} dimensions ; {speed:.0f} textes/s",
        f"{hosted.name} ({where}) answers; {size} dimensions; {speed:.0f} texts/s",
    )


def engine(settings: Settings) -> str:
    """The engine: the rules, or the model of the settings, asked alone."""
    from assistant.runtime import check_engine, open_askers

    check_engine(settings)
    if settings.model is None:
        return text("hors ligne, sans clé ni réseau", "offline, no key and no network")
    return _seen(open_askers(settings)[0])


def fallbacks(settings: Settings) -> list[tuple[str, Callable[[Settings], str]]]:
    """The models that stand in, each asked alone."""
    if settings.model is None:
        return []
    return [
        (text(f"relais {name}", f"fallback {name}"), partial(_fallback, place))
        for place, name in enumerate(settings.fallback_models, 1)
    ]


def _fallback(place: int, settings: Settings) -> str:
    from assistant.runtime import open_askers

    return _seen(open_askers(settings)[place])


def _seen(asker: "Asker") -> str:
    trial = asyncio.run(asker.trial())
    where = _where(asker.address)
    answers = text(f"{trial.model} ({where}) répond", f"{trial.model} ({where}) answers")
    speed = text(f"{_figure(trial.speed)} jetons/s", f"{_figure(trial.speed)} tokens/s")
    return text(" ; ", "; ").join((answers, _way(trial), _stream(trial), _length(trial), speed))


def _way(trial: "Trial") -> str:
    return text(f"JSON {_WAYS_FR[trial.way]}", f"JSON {_WAYS_EN[trial.way]}")


def _stream(trial: "Trial") -> str:
    if trial.first is None:
        return text("répond d’un bloc, pas au fil de l’eau", "answers in one piece, does not stream")
    return text(
        f"au fil de l’eau, premiers mots après {_figure(trial.first, 1)} s",
        f"streams, first words after {_figure(trial.first, 1)} s",
    )


def _length(trial: "Trial") -> str:
    if trial.context is None:
        return text("longueur de contexte inconnue", "length of its context not known")
    length = f"{trial.context:,}"
    return text(f"contexte de {length.replace(',', chr(0x202F))} jetons", f"context of {length} tokens")


def _figure(value: float, decimals: int = 0) -> str:
    told = f"{value:.{decimals}f}"
    return told.replace(".", ",") if french() else told


def _where(address: str | None) -> str:
    return bare(address) if address else text("son fournisseur", "its provider")


def bare(address: str) -> str:
    """An address without the name and the password that may stand in it."""
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


_WAYS_EN = {
    "schema": "by schema",
    "object_schema": "by object and schema",
    "object": "by object",
    "tool": "by tool",
    "text": "in plain text",
}
_WAYS_FR = {
    "schema": "par schéma",
    "object_schema": "par objet et schéma",
    "object": "par objet",
    "tool": "par outil",
    "text": "en texte",
}
