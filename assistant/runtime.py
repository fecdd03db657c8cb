"""Builds every object of the program from the settings, and closes it again."""

import os
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from assistant.errors import SettingsError, StorageError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.conversation import Conversations
    from assistant.engine.completion import Asker
    from assistant.engine.protocol import Engine, Shelf
    from assistant.knowledge.retriever import Retriever
    from assistant.storage.database import DatabaseStore

# numpy's threads spin on a small machine (30 to 100 times slower); litellm fetches a price list at import; a forged
# checkpoint must not execute code. Set before any of them is imported.
QUIET = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LANGGRAPH_STRICT_MSGPACK": "true",
    "ANONYMIZED_TELEMETRY": "False",
}


PATTERNS = 5000
"""Regular expressions that are kept compiled."""


def quieten() -> None:
    """Tell the libraries to use one thread and no network; call it before they are imported."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    # Python keeps 512 patterns and compiles the others anew; the rules have a thousand, many of them used in each turn.
    vars(re)["_MAXCACHE"] = PATTERNS


def app_version() -> str:
    """The installed version of Jalon."""
    try:
        return version("jalon")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True)
class Knowledge:
    """The cards and what finds them."""

    shelf: "Shelf"
    retriever: "Retriever"
    index: str


@dataclass(frozen=True)
class Program:
    """Everything that a server or a command needs."""

    settings: Settings
    knowledge: Knowledge
    engine: "Engine"
    store: "DatabaseStore"
    conversations: "Conversations"


def open_knowledge(settings: Settings) -> Knowledge:
    """Read the cards and open (or build) their index. Raises CardError, IndexFaultError."""
    quieten()
    from assistant.knowledge.cards import read_cards
    from assistant.knowledge.embedder import default_embedder
    from assistant.knowledge.index import open_index
    from assistant.knowledge.retriever import Retriever
    from assistant.language import dictionary

    check_engine(settings)
    prepare_data_dir(settings)
    dictionary.keep_in(settings.data_dir / "words")
    shelf = read_cards(*settings.card_folders)
    embedder = default_embedder(settings.data_dir / "encoder")
    index = open_index(settings.data_dir, settings.chroma_url, shelf, embedder)
    return Knowledge(shelf=shelf, retriever=Retriever(index, shelf), index=index.name)


def open_engine(settings: Settings, shelf: "Shelf") -> "Engine":
    """The engine that the settings name; litellm is imported when the model is first asked."""
    check_engine(settings)
    if settings.model is None:
        from assistant.engine.offline.engine import OfflineEngine

        return OfflineEngine(shelf)
    from assistant.engine.completion import Limits
    from assistant.engine.llm.engine import LLMEngine

    return LLMEngine(open_asker(settings), shelf, Limits(settings.model_seconds, settings.model_tokens))


def open_asker(settings: Settings) -> "Asker":
    """Who asks the model of the settings."""
    from assistant.engine.completion import Access, Asker, HostedModels

    access = Access(
        name=settings.model or "",
        base_url=settings.model_base_url,
        api_key=settings.model_api_key,
        fallbacks=settings.fallback_models,
        timeout=settings.model_timeout,
        retries=settings.model_retries,
        parallel=settings.parallel_requests,
    )
    return Asker(HostedModels(access), settings.data_dir / "model", settings.model_base_url)


def check_engine(settings: Settings) -> None:
    """Refuse what this version cannot use: nothing that was asked for is left out in silence."""
    if settings.embedding_model:
        raise SettingsError(
            "JALON_EMBEDDING_MODEL is set, but this version has only its own encoder: unset it",
            "JALON_EMBEDDING_MODEL est réglé, mais cette version n’a que son propre encodeur : retirez-le",
        )
    if settings.model is None and (settings.model_fallbacks or settings.model_base_url):
        raise SettingsError(
            "JALON_MODEL_FALLBACKS or JALON_MODEL_BASE_URL is set without JALON_MODEL: name a model",
            "JALON_MODEL_FALLBACKS ou JALON_MODEL_BASE_URL est réglé sans JALON_MODEL : nommez un modèle",
        )


def prepare_data_dir(settings: Settings) -> None:
    """Make the data folder. Raises StorageError when it cannot be written."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        # A name of its own: two programs may try the folder at once.
        with tempfile.NamedTemporaryFile(dir=settings.data_dir, prefix=".writable-") as probe:
            probe.write(b"ok")
            probe.flush()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise StorageError(
            f"cannot write in {settings.data_dir} ({why}): free space there, or set JALON_DATA_DIR to another folder",
            f"impossible d’écrire dans {settings.data_dir} ({why}) : libérez de la place, ou changez JALON_DATA_DIR",
        ) from error


@asynccontextmanager
async def open_program(settings: Settings, knowledge: Knowledge | None = None) -> AsyncIterator[Program]:
    """The whole program, closed in the reverse order on the way out."""
    quieten()
    from assistant.conversation import Conversations
    from assistant.graph.checkpoints import open_checkpoints
    from assistant.graph.context import Context
    from assistant.storage.database import open_store

    knowledge = knowledge or open_knowledge(settings)
    engine = open_engine(settings, knowledge.shelf)
    store = await open_store(settings.data_dir, settings.database_url)
    try:
        async with open_checkpoints(settings.data_dir, settings.database_url) as checkpoints:
            context = Context(
                engine=engine,
                shelf=knowledge.shelf,
                retriever=knowledge.retriever,
                store=store,
                clock=lambda: datetime.now(UTC),
                index=knowledge.index,
                app=app_version(),
            )
            conversations = Conversations(context, checkpoints, settings.language)
            yield Program(settings, knowledge, engine, store, conversations)
    finally:
        await store.close()
