"""Everything that can be set, read once from the environment or a `.env` file; nothing else reads the environment."""

import difflib
import os
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as SourceError

from assistant.errors import SettingsError
from assistant.models.terms import Language

PROJECT_ROOT = Path(__file__).resolve().parent.parent
"""Folder that holds `knowledge_base/` and `prompts/`."""
PREFIX = "JALON_"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
"""Names of this machine."""
_SECRET = re.compile(r"(?:API_?KEY|_TOKEN|_SECRET|ACCESS_KEY)$")
_MAILBOX = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)
_KEY = 16
"""Characters from which the value of such a variable is a key."""
_ACCEPTED = {
    "data_dir": ("a folder that Jalon may write in", "un dossier où Jalon peut écrire"),
    "language": ("fr or en", "fr ou en"),
    "model": ("provider/name, or nothing for the offline engine", "fournisseur/nom, ou rien pour le moteur hors ligne"),
    "model_base_url": ("http://… or https://…", "http://… ou https://…"),
    "model_fallbacks": ("provider/name, provider/name…", "fournisseur/nom, fournisseur/nom…"),
    "model_timeout": ("seconds, from 1 to 3600", "des secondes, de 1 à 3600"),
    "model_retries": ("0 to 10", "de 0 à 10"),
    "model_parallel": ("1 to 32 requests at the same time", "de 1 à 32 demandes à la fois"),
    "model_seconds": ("seconds, from 0 to 86400", "des secondes, de 0 à 86400"),
    "model_tokens": ("tokens, 0 or more", "des jetons, 0 ou plus"),
    "model_questions": ("on or off", "on ou off"),
    "embedding_model": (
        "provider/name, or nothing for the one that ships",
        "fournisseur/nom, ou rien pour celui d’ici",
    ),
    "embedding_base_url": ("http://… or https://…", "http://… ou https://…"),
    "embedding_timeout": ("seconds, from 1 to 3600", "des secondes, de 1 à 3600"),
    "embedding_retries": ("0 to 10", "de 0 à 10"),
    "chroma_url": ("http://host:port", "http://hôte:port"),
    "public_url": ("http://… or https://…", "http://… ou https://…"),
    "knowledge_paths": (
        f"folders separated by {os.pathsep}, NAME=FOLDER for one that is an organisation's own",
        f"des dossiers séparés par {os.pathsep}, NOM=DOSSIER pour celui d’une organisation",
    ),
    "accounts": ("on or off", "on ou off"),
    "retention_days": (
        "days, from 1 to 36500, or nothing: everything is kept",
        "des jours, de 1 à 36500, ou rien : tout est gardé",
    ),
    "retention_approved_days": (
        "days, from 1 to 36500, or nothing: what was approved is kept",
        "des jours, de 1 à 36500, ou rien : ce qui a été approuvé est gardé",
    ),
    "oidc_issuer": ("https://… of an OpenID Connect provider", "https://… d’un fournisseur OpenID Connect"),
    "oidc_create": ("on or off", "on ou off"),
    "smtp_url": (
        "smtp://user:password@host:587 or smtps://…, special characters of the password as %XX",
        "smtp://utilisateur:mot-de-passe@hôte:587 ou smtps://…, les caractères spéciaux du mot de passe en %XX",
    ),
    "mail_from": ("jalon@example.org or Jalon <jalon@example.org>", "jalon@exemple.fr ou Jalon <jalon@exemple.fr>"),
}
"""What each setting accepts, in English and in French."""


@dataclass(frozen=True)
class CardFolder:
    """A folder of cards, and whom it serves."""

    path: Path
    organisation: str = ""
    """Name of the organisation whose cards these are; "" = they serve everybody."""


class Settings(BaseSettings):
    """Frozen settings; each field is the environment variable `JALON_<FIELD>`, an empty one counts as not set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        protected_namespaces=(),
    )

    data_dir: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("jalon")))
    """Everything that is written: database, checkpoints, index, chat files."""
    language: Language = "fr"
    """Language of the first screen; the conversation then follows the trainer."""
    model: str | None = None
    """`provider/name` for litellm; None = the offline engine."""
    model_base_url: str | None = None
    model_api_key: SecretStr | None = None
    model_fallbacks: str = ""
    """Comma-separated models tried in order when the first fails."""
    model_timeout: float = Field(default=120.0, ge=1, le=3600)
    """Seconds for one try at a model."""
    model_retries: int = Field(default=2, ge=0, le=10)
    """More tries at the same model, with growing pauses."""
    model_parallel: int | None = Field(default=None, ge=1, le=32)
    """Requests at the same time; None = one where the model runs on this machine, else four."""
    model_seconds: float = Field(default=300.0, ge=0, le=86400)
    """What one draft may take of the model's time; what is left then is written without it."""
    model_tokens: int = Field(default=60_000, ge=0)
    """Tokens that one draft may take, sent and received together."""
    model_questions: bool = True
    """Whether the model words the questions of the interview: each costs a call."""
    embedding_model: str | None = None
    """`provider/name` for litellm; None = the embedder in the package, without network."""
    embedding_base_url: str | None = None
    embedding_api_key: SecretStr | None = None
    embedding_timeout: float = Field(default=20.0, ge=1, le=3600)
    """Seconds for one try at some cards; for a search, which somebody waits for, in all."""
    embedding_retries: int = Field(default=2, ge=0, le=10)
    """More tries, with growing pauses."""
    database_url: str | None = None
    """SQLAlchemy URL; None = SQLite in `data_dir`."""
    chroma_url: str | None = None
    """`http://host:port` of a Chroma server; None = embedded in `data_dir`."""
    public_url: str | None = None
    """`https://jalon.example.org`: the address that browsers use, where a proxy stands before the application."""
    knowledge_paths: str = ""
    """More folders of cards, separated by the system's path separator; later ones override by id.

    `NAME=FOLDER` is the folder of the organisation of that name, and serves no other.
    """
    accounts: bool = False
    """Whether people sign in; off = one person, who reaches Jalon on this machine only."""
    retention_days: int | None = Field(default=None, ge=1, le=36500)
    """Days after which a conversation or a module that nobody touches is deleted; None = never."""
    retention_approved_days: int | None = Field(default=None, ge=1, le=36500)
    """The same for modules that were approved once; None = never."""
    oidc_issuer: str | None = None
    """Address of an OpenID Connect provider; None = people sign in with a password."""
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_organisation: str | None = None
    """Name of the organisation of those whom the provider brings."""
    oidc_create: bool = False
    """Whether somebody whom no administrator has invited gets an account, as a trainer."""
    smtp_url: SecretStr | None = None
    """`smtp://user:password@host:587` or `smtps://…`; None = no letters."""
    mail_from: str | None = None
    """Whom letters are from: `jalon@example.org` or `Jalon <jalon@example.org>`."""

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        try:
            return value.expanduser().absolute()
        except RuntimeError as error:
            raise ValueError("no such home folder") from error

    @field_validator("language", mode="before")
    @classmethod
    def _in_any_case(cls, value: Any) -> Any:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("model", "embedding_model")
    @classmethod
    def _named(cls, value: str | None) -> str | None:
        if value is not None and not all(part.strip() for part in value.partition("/")):
            raise ValueError("no provider/name")
        return value

    @field_validator("model_fallbacks")
    @classmethod
    def _all_named(cls, value: str) -> str:
        for name in _listed(value):
            cls._named(name)
        return value

    @field_validator("model_base_url", "embedding_base_url", "chroma_url", "public_url", "oidc_issuer")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and not _is_address(value):
            raise ValueError("no http address")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _is_address(value.get_secret_value(), {"smtp", "smtps"}):
            raise ValueError("no address of an SMTP server")
        return value

    @field_validator("mail_from")
    @classmethod
    def _mailbox(cls, value: str | None) -> str | None:
        if value is not None and not (value.isprintable() and _MAILBOX.fullmatch(parseaddr(value)[1])):
            raise ValueError("no e-mail address")
        return value

    @field_validator("knowledge_paths")
    @classmethod
    def _folders(cls, value: str) -> str:
        folders = _card_folders(value)
        for folder in folders:
            if not folder.path.is_dir():
                raise ValueError(f"{folder.path} is not a folder")
        _check_apart([CardFolder(PROJECT_ROOT / "knowledge_base"), *folders])
        return value

    @property
    def fallback_models(self) -> tuple[str, ...]:
        """The models that stand in, in order."""
        return tuple(_listed(self.model_fallbacks))

    @property
    def parallel_requests(self) -> int:
        """How many requests a model gets at the same time: one machine does not write two answers any faster."""
        here = self.model_base_url is not None and urlsplit(self.model_base_url).hostname in LOOPBACK
        return self.model_parallel or (1 if here else 4)

    @property
    def knowledge_base(self) -> Path:
        """The cards that ship with Jalon."""
        return PROJECT_ROOT / "knowledge_base"

    @property
    def card_folders(self) -> tuple[Path, ...]:
        """The folders of cards that serve everybody, the shipped one first; a later one overrides by id."""
        more = (folder.path for folder in _card_folders(self.knowledge_paths) if not folder.organisation)
        return (self.knowledge_base, *more)

    @property
    def folders_of_organisations(self) -> tuple[CardFolder, ...]:
        """The folders of cards that serve one organisation alone."""
        return tuple(folder for folder in _card_folders(self.knowledge_paths) if folder.organisation)


class _SharedFolderError(ValueError):
    """Two of those whose cards are their own would have the same."""

    def __init__(self, english: str, french: str) -> None:
        super().__init__(english)
        self.french = french


def read_settings() -> Settings:
    """The settings. Raises SettingsError that names each wrong variable, its value and what it accepts."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [_fault(item) for item in error.errors()]
        raise SettingsError(*(" | ".join(lines) for lines in zip(*faults, strict=True))) from error
    except (SourceError, OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"the file .env of this folder cannot be read: it holds lines like {PREFIX}LANGUAGE=fr, in UTF-8",
            f"le fichier .env de ce dossier est illisible : il contient des lignes comme {PREFIX}LANGUAGE=fr, en UTF-8",
        ) from error


def provider_keys() -> tuple[SecretStr, ...]:
    """What the environment holds under names like OPENAI_API_KEY: litellm sends a provider's own key by itself."""
    named = (value for name, value in os.environ.items() if _SECRET.search(name.upper()) and len(value) >= _KEY)
    return tuple(SecretStr(value) for value in dict.fromkeys(named))


def misspelled() -> dict[str, str]:
    """Variables of the environment that begin like settings and are none, with the setting that is nearest."""
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    strange = sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)
    return {name: (difflib.get_close_matches(name.upper(), known, 1, 0) or [known[0]])[0] for name in strange}


def _fault(item: Any) -> tuple[str, str]:
    field = str(item["loc"][0])
    english, french = _ACCEPTED.get(field, ("another value", "une autre valeur"))
    told = f"{PREFIX}{field.upper()}"
    if SecretStr not in get_args(Settings.model_fields[field].annotation):
        told += f"={item['input']}"
    fault = item.get("ctx", {}).get("error")
    if isinstance(fault, _SharedFolderError):
        return f"{told} cannot be used: {fault}", f"{told} est inutilisable : {fault.french}"
    return (
        f"{told} cannot be used: it accepts {english}",
        f"{told} est inutilisable : ce réglage accepte {french}",
    )


def _card_folders(paths: str) -> list[CardFolder]:
    """The folders that a setting names. Raises ValueError where there is a `=` with nothing before or after it."""
    parts = (part.strip() for part in paths.split(os.pathsep))
    return [_card_folder(part) for part in parts if part]


def _card_folder(part: str) -> CardFolder:
    name, named, path = (text.strip() for text in part.partition("="))
    # The path of a folder may have a `=` in it, as any could before folders were given names.
    if not named or _at(part).is_dir():
        return CardFolder(_at(part))
    if not name or not path:
        raise ValueError(f"{part} lacks a name or a folder")
    return CardFolder(_at(path), name)


def _at(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise ValueError("no such home folder") from error


def _check_apart(folders: Iterable[CardFolder]) -> None:
    """That no organisation's folder is, holds or lies in that of another, or of everybody. Raises ValueError."""
    known: list[tuple[Path, CardFolder]] = []
    for folder in folders:
        place = folder.path.resolve()
        for other_place, other in known:
            within = place.is_relative_to(other_place) or other_place.is_relative_to(place)
            if within and folder.organisation.casefold() != other.organisation.casefold():
                raise _shared(folder, other)
        known.append((place, folder))


def _shared(folder: CardFolder, other: CardFolder) -> _SharedFolderError:
    english = " and ".join(one.organisation or "everybody" for one in (other, folder))
    french = " et ".join(one.organisation or "tout le monde" for one in (other, folder))
    same = "" if folder.path == other.path else f" ({other.path})"
    return _SharedFolderError(
        f"{folder.path}{same} would hold the cards of {english}: give each a folder of their own",
        f"{folder.path}{same} contiendrait les fiches de {french} : donnez à chacun un dossier à part",
    )


def _listed(names: str) -> list[str]:
    return [part.strip() for part in names.split(",") if part.strip()]


def _is_address(url: str, schemes: Collection[str] = ("http", "https")) -> bool:
    """Whether it is scheme://host, with a port that can be, if any."""
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
