"""Builds every object of the program from the settings, and closes it again."""

import os
import re
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import SettingsError, StorageError
from assistant.library import Knowledge as Knowledge  # noqa: PLC0414 - whoever opens it has it from here
from assistant.library import Library, folders_of, key_of
from assistant.settings import Settings, provider_keys

if TYPE_CHECKING:
    from assistant.conversation import Conversations
    from assistant.desk import Desk
    from assistant.engine.completion import Access, Asker, HostedEmbeddings
    from assistant.engine.protocol import Engine, Shelf
    from assistant.knowledge.embedder import Embedder
    from assistant.knowledge.indexed import Indexed
    from assistant.mail import Post
    from assistant.models.knowledge import Card
    from assistant.models.retention import Terms
    from assistant.storage.database import DatabaseStore
    from assistant.tidying import Tidying

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
class Program:
    """Everything that a server or a command needs."""

    settings: Settings
    library: Library
    engine: "Engine"
    store: "DatabaseStore"
    conversations: "Conversations"
    desk: "Desk"
    tidying: "Tidying"

    @property
    def knowledge(self) -> Knowledge:
        """The cards that serve everybody."""
        return self.library.common


def open_knowledge(settings: Settings, organisation: str = "") -> Knowledge:
    """Read the cards and open (or build) their index: those that serve everybody, and an organisation's own over them.

    Where the embedding model of the settings gives no vectors, the search goes on by words and says why. Raises
    CardError, IndexFaultError, and InputError where no folder is that organisation's.
    """
    common = open_own(settings, open_shipped(settings), settings.card_folders[1:])
    return open_own(settings, common, folders_of(settings, organisation), organisation) if organisation else common


def open_shipped(settings: Settings) -> Knowledge:
    """The cards that ship with Jalon. Raises CardError, IndexFaultError."""
    quieten()
    from assistant.knowledge.derived import Derived
    from assistant.knowledge.embedder import default_embedder
    from assistant.knowledge.index import open_index
    from assistant.knowledge.retriever import Retriever
    from assistant.knowledge.shelf import open_shelf
    from assistant.language import dictionary

    check_engine(settings)
    prepare_data_dir(settings)
    dictionary.keep_in(settings.data_dir / "words")
    shelf = open_shelf([settings.knowledge_base], Derived(settings.data_dir / "cards"))

    def indexed(embedder: "Embedder") -> "Indexed":
        return open_index(settings.data_dir, settings.chroma_url, shelf, embedder)

    if settings.embedding_model is not None:
        return _by_model(settings, shelf, indexed)
    index = indexed(default_embedder(settings.data_dir / "encoder"))
    return Knowledge(shelf, Retriever(index, shelf), index.name, indexed)


def open_own(settings: Settings, below: Knowledge, folders: "Sequence[Path]", organisation: str = "") -> Knowledge:
    """Cards of one's own over those below; just those below where the folders are empty.

    `organisation` is the name of the one whose cards they are; "" = everybody's. Raises CardError, IndexFaultError.
    """
    from assistant.knowledge.derived import Derived
    from assistant.knowledge.index import open_index
    from assistant.knowledge.layers import Layered
    from assistant.knowledge.retriever import Retriever
    from assistant.knowledge.shelf import open_shelf
    from assistant.knowledge.words_only import WordsOnly

    whose = key_of(organisation)
    own = open_shelf(folders, Derived(settings.data_dir / "cards"), below.shelf, f"own-{whose}")
    if not own:
        return below
    shelf = {**below.shelf, **own}

    def over(index: "Indexed") -> "Indexed":
        if not index.meaningful:
            return Layered(index, WordsOnly(own))
        above = open_index(settings.data_dir, settings.chroma_url, own, index.embedder, over=index.name, whose=whose)
        return Layered(index, above)

    def indexed(embedder: "Embedder") -> "Indexed":
        return over(below.indexed(embedder) if below.indexed else below.retriever.index)

    if settings.embedding_model is not None:
        return _by_model(settings, shelf, indexed)
    index = over(below.retriever.index)
    return Knowledge(shelf, Retriever(index, {**below.retriever.local.cards, **own}), index.name, indexed)


def _by_model(settings: Settings, shelf: "Mapping[str, Card]", indexed: "Callable[[Embedder], Indexed]") -> Knowledge:
    """With the vectors of the embedding model of the settings, which may be away."""
    from assistant.knowledge.remote import RemoteEmbedder
    from assistant.knowledge.retriever import Retriever
    from assistant.knowledge.steady import Steady
    from assistant.knowledge.words_only import WordsOnly

    remote = RemoteEmbedder(open_embeddings(settings), settings.data_dir / "embeddings")
    search = Steady(lambda: Retriever(indexed(remote), shelf), Retriever(WordsOnly(shelf), shelf))
    return Knowledge(shelf, search, search.index.name, indexed)


def open_engine(settings: Settings, shelf: "Shelf", asker: "Asker | None" = None) -> "Engine":
    """The engine that the settings name; litellm is imported when the model is first asked.

    `asker` is who asks the model already, for other cards.
    """
    check_engine(settings)
    if settings.model is None:
        from assistant.engine.offline.engine import OfflineEngine

        return OfflineEngine(shelf)
    from assistant.engine.completion import Limits
    from assistant.engine.llm.engine import LLMEngine

    limits = Limits(settings.model_seconds, settings.model_tokens)
    return LLMEngine(asker or open_asker(settings), shelf, limits, questions=settings.model_questions)


def open_asker(settings: Settings) -> "Asker":
    """Who asks the model of the settings, and those that stand in for it."""
    return _open_asker(settings, settings.model or "", settings.fallback_models)


def open_askers(settings: Settings) -> "tuple[Asker, ...]":
    """Who asks each of these models alone, so that none answers for another."""
    names = (settings.model or "", *settings.fallback_models)
    return tuple(_open_asker(settings, name, ()) for name in names)


def _open_asker(settings: Settings, name: str, fallbacks: tuple[str, ...]) -> "Asker":
    from assistant.engine.completion import Access, Asker, HostedModels

    # Address and key are for the provider of the first model.
    own = name.partition("/")[0] == (settings.model or "").partition("/")[0]
    address = settings.model_base_url if own else None
    access = Access(
        name=name,
        base_url=address,
        api_key=settings.model_api_key if own else None,
        fallbacks=fallbacks,
        timeout=settings.model_timeout,
        retries=settings.model_retries,
        parallel=settings.parallel_requests,
        secrets=provider_keys(),
    )
    one_by_one = access.parallel == 1
    return Asker(HostedModels(access), settings.data_dir / "model", address, one_by_one=one_by_one)


def open_embeddings(settings: Settings) -> "HostedEmbeddings":
    """Who asks the embedding model of the settings."""
    from assistant.engine.completion import HostedEmbeddings

    return HostedEmbeddings(embedding_access(settings))


def embedding_access(settings: Settings) -> "Access":
    """How the embedding model is reached; address and key are the model's where the provider is the same."""
    from assistant.engine.completion import Access

    name = settings.embedding_model or ""
    same = bool(settings.model) and name.partition("/")[0] == (settings.model or "").partition("/")[0]
    elsewhere = settings.embedding_base_url not in {None, settings.model_base_url}
    return Access(
        name=name,
        base_url=settings.embedding_base_url or (settings.model_base_url if same else None),
        # A key goes nowhere but where it was set for.
        api_key=settings.embedding_api_key or (settings.model_api_key if same and not elsewhere else None),
        timeout=settings.embedding_timeout,
        retries=settings.embedding_retries,
    )


def check_engine(settings: Settings) -> None:
    """Refuse what cannot be used: nothing that was asked for is left out in silence."""
    if settings.embedding_model is None and (settings.embedding_base_url or settings.embedding_api_key):
        raise SettingsError(
            "JALON_EMBEDDING_BASE_URL or JALON_EMBEDDING_API_KEY is set without JALON_EMBEDDING_MODEL: name one",
            "JALON_EMBEDDING_BASE_URL ou JALON_EMBEDDING_API_KEY est réglé sans JALON_EMBEDDING_MODEL : nommez-en un",
        )
    if settings.model is None and (settings.model_fallbacks or settings.model_base_url):
        raise SettingsError(
            "JALON_MODEL_FALLBACKS or JALON_MODEL_BASE_URL is set without JALON_MODEL: name a model",
            "JALON_MODEL_FALLBACKS ou JALON_MODEL_BASE_URL est réglé sans JALON_MODEL : nommez un modèle",
        )


def check_accounts(settings: Settings) -> None:
    """Refuse settings of a provider that cannot be asked. Raises SettingsError."""
    named = settings.oidc_issuer and settings.oidc_client_id and settings.oidc_organisation
    asked = settings.oidc_issuer or settings.oidc_client_id or settings.oidc_client_secret or settings.oidc_organisation
    if asked and not (named and settings.accounts):
        raise SettingsError(
            "for OpenID Connect, set JALON_ACCOUNTS=on, JALON_OIDC_ISSUER, JALON_OIDC_CLIENT_ID and "
            "JALON_OIDC_ORGANISATION together",
            "pour OpenID Connect, réglez ensemble JALON_ACCOUNTS=on, JALON_OIDC_ISSUER, JALON_OIDC_CLIENT_ID et "
            "JALON_OIDC_ORGANISATION",
        )


def check_mail(settings: Settings) -> None:
    """Refuse half of what letters need. Raises SettingsError."""
    if bool(settings.smtp_url) != bool(settings.mail_from):
        raise SettingsError(
            "to have letters sent, set JALON_SMTP_URL and JALON_MAIL_FROM together",
            "pour que Jalon envoie du courrier, réglez ensemble JALON_SMTP_URL et JALON_MAIL_FROM",
        )


def check_retention(settings: Settings) -> None:
    """Refuse terms by which what was approved would go before drafts do. Raises SettingsError."""
    days, approved = settings.retention_days, settings.retention_approved_days
    if approved is not None and (days is None or approved < days):
        raise SettingsError(
            "JALON_RETENTION_APPROVED_DAYS is a longer term than JALON_RETENTION_DAYS: set both, in that order",
            "JALON_RETENTION_APPROVED_DAYS est une durée plus longue que JALON_RETENTION_DAYS : "
            "réglez les deux, dans cet ordre",
        )


def terms_of(settings: Settings) -> "Terms":
    """How long what nobody touches is kept. Raises SettingsError."""
    from assistant.models.retention import Terms

    check_retention(settings)
    return Terms(days=settings.retention_days, approved_days=settings.retention_approved_days)


@asynccontextmanager
async def open_tidying(settings: Settings) -> "AsyncIterator[Tidying]":
    """What deletes by rule, without the rest of the program."""
    from assistant.graph.checkpoints import open_checkpoints
    from assistant.storage.database import open_store

    terms = terms_of(settings)
    prepare_data_dir(settings)
    store = await open_store(settings.data_dir, settings.database_url)
    try:
        async with open_checkpoints(settings.data_dir, settings.database_url) as checkpoints:
            yield _tidying(settings, store, terms, checkpoints.adelete_thread)
    finally:
        await store.close()


def _tidying(
    settings: Settings, store: "DatabaseStore", terms: "Terms", forget: "Callable[[str], Awaitable[None]]"
) -> "Tidying":
    from assistant.tidying import Tidying

    return Tidying(store, terms, forget, settings.data_dir / "model" / "answers", _now)


def open_post(settings: Settings, store: "DatabaseStore") -> "Post":
    """Who writes to people; without accounts or a mail server, nobody is written to."""
    from assistant.mail import Post, Server

    server = None
    if settings.accounts and settings.smtp_url and settings.mail_from:
        server = Server(settings.smtp_url, settings.mail_from)
    return Post(store, _now, server, settings.public_url)


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
async def open_program(
    settings: Settings, knowledge: Knowledge | None = None, engine: "Engine | None" = None
) -> AsyncIterator[Program]:
    """The whole program, closed in the reverse order on the way out; the engine is the one that the settings name,
    and `knowledge` the cards that ship with Jalon, unless others are given."""
    quieten()
    from assistant.conversation import Conversations
    from assistant.desk import Desk
    from assistant.graph.checkpoints import open_checkpoints
    from assistant.graph.context import Context
    from assistant.storage.database import open_store

    check_mail(settings)
    terms = terms_of(settings)
    shipped = knowledge or open_shipped(settings)
    asker = cache(lambda: open_asker(settings) if settings.model else None)
    store = await open_store(settings.data_dir, settings.database_url)
    post = open_post(settings, store)

    def context(known: Knowledge) -> Context:
        return Context(
            engine=engine or open_engine(settings, known.shelf, asker()),
            shelf=known.shelf,
            retriever=known.retriever,
            store=store,
            clock=_now,
            index=known.index,
            app=app_version(),
            post=post,
        )

    try:
        library = Library(settings, shipped, partial(open_own, settings), context, store.accounts.organisations)
        async with open_checkpoints(settings.data_dir, settings.database_url) as checkpoints, library:
            common = library.context
            conversations = Conversations(common, checkpoints, settings.language, library.context_of)
            desk = Desk(store, common, conversations.heard, library.context_of, terms)
            tidying = _tidying(settings, store, terms, conversations.forget)
            yield Program(settings, library, common.engine, store, conversations, desk, tidying)
    finally:
        await post.close()
        await store.close()


def _now() -> datetime:
    return datetime.now(UTC)
