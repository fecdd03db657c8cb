"""The seam to language models: one request, one answer, or a fault with a plain sentence."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, Protocol

from assistant.engine.completion.values import Completion, Prompt, Way
from assistant.errors import EngineError

Fault = Literal[
    "unreachable",
    "timeout",
    "key",
    "quota",
    "busy",
    "context",
    "declined",
    "unknown",
    "format",
    "broken",
    "down",
    "spent",
]
"""Why there is no answer.

"format": the server does not know that way of asking for JSON; "broken": the answer is of no use; "down": the server
says that it fails, or is none of the kind; "spent": the time or
the tokens that were set for it are used up.
"""
Heard = Callable[[str], None]
"""Called with each piece of an answer while it is written, before anybody knows whether it is good."""


class ModelError(EngineError):
    """A model gave no answer that can be used. Its lines never hold a key or what a server said word for word."""

    def __init__(self, fault: Fault, model: str) -> None:
        english, french = _LINES[fault]
        super().__init__(english.format(model=model), french.format(model=model))
        self.fault = fault
        self.model = model


_LINES: Mapping[Fault, tuple[str, str]] = {
    "unreachable": (
        "the model {model} does not answer: check that its server runs, and JALON_MODEL_BASE_URL",
        "le modèle {model} ne répond pas : vérifiez que son serveur tourne, et JALON_MODEL_BASE_URL",
    ),
    "timeout": (
        "the model {model} took too long: a longer JALON_MODEL_TIMEOUT gives it time",
        "le modèle {model} a été trop long : un JALON_MODEL_TIMEOUT plus grand lui laisse le temps",
    ),
    "key": (
        "the model {model} refused the key: check JALON_MODEL_API_KEY",
        "le modèle {model} a refusé la clé : vérifiez JALON_MODEL_API_KEY",
    ),
    "quota": (
        "the account of {model} is used up: see its provider",
        "le compte de {model} est épuisé : voyez son fournisseur",
    ),
    "busy": (
        "the model {model} is asked too much at once: try again in a minute",
        "le modèle {model} reçoit trop de demandes à la fois : réessayez dans une minute",
    ),
    "context": (
        "this is too long for the model {model}",
        "c’est trop long pour le modèle {model}",
    ),
    "declined": (
        "the model {model} declined to answer",
        "le modèle {model} a refusé de répondre",
    ),
    "unknown": (
        "there is no model {model} there: check JALON_MODEL",
        "il n’y a pas de modèle {model} à cette adresse : vérifiez JALON_MODEL",
    ),
    "format": (
        "the model {model} cannot be asked in this way",
        "le modèle {model} ne peut pas être interrogé de cette manière",
    ),
    "broken": (
        "the model {model} gave an answer that cannot be used",
        "le modèle {model} a donné une réponse inutilisable",
    ),
    "down": (
        "the server of {model} fails, or it is at another address: see its log, and JALON_MODEL_BASE_URL",
        "le serveur de {model} est en panne, ou à une autre adresse : voyez son journal, et JALON_MODEL_BASE_URL",
    ),
    "spent": (
        "the time or the tokens set for {model} are used up: see JALON_MODEL_SECONDS and JALON_MODEL_TOKENS",
        "le temps ou les jetons prévus pour {model} sont épuisés : voyez JALON_MODEL_SECONDS et JALON_MODEL_TOKENS",
    ),
}


class Models(Protocol):
    """The models of the settings, the first one and those that stand in for it."""

    name: str
    """`provider/name` of the first."""

    async def complete(
        self, prompt: Prompt, *, way: Way, schema: dict[str, Any], most: int, heard: Heard | None = None
    ) -> Completion:
        """One answer of at most that many tokens. Raises ModelError when none of the models gives one."""

    async def context(self) -> int | None:
        """Tokens that the first model takes; None where nobody knows."""
