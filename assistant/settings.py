"""Everything that can be set, read once from the environment or a `.env` file; nothing else reads the environment."""

import os
from pathlib import Path

import platformdirs
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.models.terms import Language

PROJECT_ROOT = Path(__file__).resolve().parent.parent
"""Folder that holds `knowledge_base/` and `prompts/`."""


class Settings(BaseSettings):
    """Frozen settings; each field is the environment variable `JALON_<FIELD>`."""

    model_config = SettingsConfigDict(
        env_prefix="JALON_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
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
    embedding_model: str | None = None
    """`provider/name` for litellm; None = the embedder in the package, without network."""
    database_url: str | None = None
    """SQLAlchemy URL; None = SQLite in `data_dir`."""
    chroma_url: str | None = None
    """`http://host:port` of a Chroma server; None = embedded in `data_dir`."""
    knowledge_paths: str = ""
    """More folders of cards, separated by the system's path separator; later ones override by id."""

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @property
    def knowledge_base(self) -> Path:
        """The cards that ship with Jalon."""
        return PROJECT_ROOT / "knowledge_base"

    @property
    def card_folders(self) -> tuple[Path, ...]:
        """Every folder of cards, the shipped one first; a later one overrides by id."""
        more = (Path(part).expanduser() for part in self.knowledge_paths.split(os.pathsep) if part.strip())
        return (self.knowledge_base, *more)
