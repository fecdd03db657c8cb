"""The tables of the database; Alembic's migrations make them, these describe them."""

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, ForeignKey, Integer, MetaData, String, Table, Text

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
    Column("by", String(64), nullable=False, default=""),
    Column("label", Text, nullable=False, default=""),
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


def _moment(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


organisations = Table(
    "jalon_organisations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    _moment("created_at"),
)

accounts = Table(
    "jalon_accounts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("organisation", String(64), nullable=False, index=True),
    Column("email", String(255), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("language", String(2), nullable=False),
    Column("password", Text),
    Column("subject", String(512), unique=True),
    Column("active", Boolean, nullable=False),
    _moment("created_at"),
)

sessions = Table(
    "jalon_sessions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("account", String(64), nullable=False, index=True),
    _moment("created_at"),
    _moment("expires_at"),
)

tokens = Table(
    "jalon_tokens",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("account", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    _moment("created_at"),
    _moment("expires_at"),
    _moment("used_at", nullable=True),
)

attempts = Table(
    "jalon_attempts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False, index=True),
    _moment("at"),
)

reviews = Table(
    "jalon_reviews",
    metadata,
    Column("module", String(64), ForeignKey("jalon_modules.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation", String(64), nullable=False, index=True),
    Column("author", String(64), nullable=False, index=True),
    Column("folded", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("status", String(20), nullable=False, index=True),
    _moment("since"),
    Column("assignee", String(64), index=True),
    Column("due", Date),
    Column("signed_version", Integer),
    Column("signed_hash", String(64)),
    Column("signed_by", String(64)),
    _moment("signed_at", nullable=True),
    Column("blocking", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("open_comments", Integer, nullable=False, default=0),
)

decisions = Table(
    "jalon_decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("module", String(64), nullable=False, index=True),
    Column("action", String(20), nullable=False),
    Column("before", String(20), nullable=False),
    Column("after", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("by", String(64), nullable=False),
    Column("name", Text, nullable=False),
    _moment("at"),
    Column("why", Text, nullable=False),
)

comments = Table(
    "jalon_comments",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("module", String(64), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("where", String(64), nullable=False),
    Column("words", Text, nullable=False),
    Column("parent", String(36)),
    Column("by", String(64), nullable=False),
    Column("name", Text, nullable=False),
    _moment("at"),
    Column("text", Text, nullable=False),
    Column("mentions", JSON, nullable=False),
    Column("proposed", JSON(none_as_null=True)),
    Column("settled", String(10), nullable=False),
    Column("settled_by", String(64)),
    _moment("settled_at", nullable=True),
    Column("reason", Text, nullable=False),
)

audit = Table(
    "jalon_audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("organisation", String(64), nullable=False, index=True),
    _moment("at"),
    Column("by", String(64), nullable=False),
    Column("act", String(40), nullable=False),
    Column("target", String(64), nullable=False, index=True),
    Column("detail", JSON, nullable=False),
    Column("seal", String(64), nullable=False),
)

audit_head = Table(
    "jalon_audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("seal", String(64), nullable=False),
)
"""One row: number and seal of the last line of the log."""
