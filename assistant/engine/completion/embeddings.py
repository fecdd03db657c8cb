"""Vectors of texts from any embedding model that litellm reaches."""

import base64
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from assistant.engine.completion.hosted import Access, fault_of, parameters_of, quiet_litellm
from assistant.engine.completion.models import Fault
from assistant.errors import EmbeddingError

_GRACE = 5.0
"""Seconds beyond the time of all tries, after which litellm itself is given up on."""


class HostedEmbeddings:
    """litellm's router: tries again with pauses when the server is busy or the connection breaks."""

    def __init__(self, access: Access) -> None:
        self.name, self.base_url = access.name, access.base_url
        self._access = access
        self._opening = threading.Lock()
        self._router: Any = None

    def vectors(self, texts: Sequence[str]) -> list[Sequence[float]]:
        """One row a text, in their order; waits, from any thread. Raises EmbeddingError.

        One text is a search, which somebody waits for: it gets the time of one try in all.
        """
        self.load()
        tries = 1 + self._access.retries
        patience = self._access.timeout if len(texts) == 1 else self._access.timeout * tries + _GRACE
        try:
            response = _within(patience, lambda: self._router.embedding(model=self.name, input=list(texts)))
        except TimeoutError:
            raise _error("timeout", self.name) from None
        except Exception as error:  # noqa: BLE001 - one place maps whatever litellm lets through
            # Without its cause: what a server says may repeat what it was sent, keys included.
            raise _error(fault_of(error, "text"), self.name) from None
        rows = _rows(response)
        if len(rows) != len(texts) or len({len(row) for row in rows}) != 1 or not rows[0]:
            raise _error("broken", self.name)
        return rows

    def load(self) -> None:
        """Import litellm, which takes seconds, before the first text."""
        with self._opening:
            if self._router is None:
                self._router = _open_router(self._access)


def _within(seconds: float, call: Callable[[], Any]) -> Any:
    """What the call returns or raises, given up on after that time. litellm starts a loop, so it gets a thread."""
    made: Future[Any] = Future()

    def run() -> None:
        try:
            made.set_result(call())
        except BaseException as error:  # noqa: BLE001 - whoever waits raises it
            made.set_exception(error)

    threading.Thread(target=run, name="embeddings", daemon=True).start()
    return made.result(seconds)


def _open_router(access: Access) -> Any:
    litellm = quiet_litellm()
    # Else the client tries again below the router, and a search takes three times as long to give up.
    litellm.DEFAULT_MAX_RETRIES = 0
    told = {"model_name": access.name, "litellm_params": parameters_of(access.name, access)}
    return litellm.Router(model_list=[told], num_retries=access.retries, timeout=access.timeout, disable_cooldowns=True)


def _rows(response: Any) -> list[Sequence[float]]:
    """The vectors in the order of the texts; [] where the answer holds none."""
    import numpy as np

    found: list[tuple[int, Sequence[float]]] = []
    for place, item in enumerate(getattr(response, "data", None) or []):
        told = item if isinstance(item, Mapping) else vars(item)
        row = told.get("embedding")
        try:
            if isinstance(row, str):
                row = np.frombuffer(base64.b64decode(row), dtype="<f4")
            numbers = [float(number) for number in (row if row is not None else [])]
        except (TypeError, ValueError):
            return []
        if not np.isfinite(numbers).all():
            return []
        found.append((int(told.get("index") or 0) if told.get("index") is not None else place, numbers))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _error(fault: Fault, model: str) -> EmbeddingError:
    english, french = _LINES.get(fault, _USELESS)
    return EmbeddingError(english.format(model=model), french.format(model=model))


_LINES: Mapping[Fault, tuple[str, str]] = {
    "unreachable": (
        "the embedding model {model} does not answer: check that its server runs, and JALON_EMBEDDING_BASE_URL",
        "le modèle de vecteurs {model} ne répond pas : vérifiez que son serveur tourne, et JALON_EMBEDDING_BASE_URL",
    ),
    "timeout": (
        "the embedding model {model} took too long: a longer JALON_EMBEDDING_TIMEOUT gives it time",
        "le modèle de vecteurs {model} a été trop long : un JALON_EMBEDDING_TIMEOUT plus grand lui laisse le temps",
    ),
    "key": (
        "the embedding model {model} refused the key: check JALON_EMBEDDING_API_KEY",
        "le modèle de vecteurs {model} a refusé la clé : vérifiez JALON_EMBEDDING_API_KEY",
    ),
    "down": (
        "the server of the embedding model {model} fails: see its log, and JALON_EMBEDDING_BASE_URL",
        "le serveur du modèle de vecteurs {model} est en panne : voyez son journal, et JALON_EMBEDDING_BASE_URL",
    ),
    "quota": (
        "the account of {model} is used up: see its provider",
        "le compte de {model} est épuisé : voyez son fournisseur",
    ),
    "busy": (
        "the embedding model {model} is asked too much at once: it is asked again in a minute",
        "le modèle de vecteurs {model} reçoit trop de demandes à la fois : réessai dans une minute",
    ),
    "unknown": (
        "there is no embedding model {model} there: check JALON_EMBEDDING_MODEL",
        "il n’y a pas de modèle de vecteurs {model} à cette adresse : vérifiez JALON_EMBEDDING_MODEL",
    ),
}
_USELESS = (
    "the embedding model {model} gives no vectors that can be used: check that it is one for embeddings",
    "le modèle {model} ne donne pas de vecteurs utilisables : vérifiez qu’il est fait pour cela",
)
