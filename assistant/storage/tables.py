"""The tables of the database; Alembic's migrations make them, these describe them."""

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Integer, MetaData, String, Table, Text

metadata = MetaData()

modules = Table(
    "jalon_modules",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("thread", String(64), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False, index=True),
)

versions = Table(
    "jalon_versions",
    metadata,
    Column("module", String(64), ForeignKey("jalon_modules.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("note", Text, nullable=False),
    Column("content", JSON, nullable=False),
)

chat_users = Table(
    "jalon_chat_users",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("identifier", String(255), nullable=False, unique=True),
    Column("created_at", String(40), nullable=False),
    Column("data", JSON, nullable=False),
)

chat_threads = Table(
    "jalon_chat_threads",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user", String(36), index=True),
    Column("name", Text),
    Column("created_at", String(40), nullable=False),
    Column("updated_at", String(40), nullable=False, index=True),
    Column("data", JSON, nullable=False),
)


def _shown(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("id", String(36), primary_key=True),
        Column("thread", String(36), nullable=False, index=True),
        Column("created_at", String(40), nullable=False),
        Column("data", JSON, nullable=False),
    )


chat_steps = _shown("jalon_chat_steps")
chat_elements = _shown("jalon_chat_elements")
chat_feedback = _shown("jalon_chat_feedback")
