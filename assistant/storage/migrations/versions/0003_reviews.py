"""The review desk: organisations and accounts, where each review stands, decisions, comments, the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_LOCAL = "local"


def _moment(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, size: int, *, index: bool = False, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(size), nullable=nullable, index=index)


def upgrade() -> None:
    """Make the tables; every module that is there is a draft of the one user."""
    op.add_column("jalon_versions", sa.Column("by", sa.String(64), nullable=False, server_default=""))
    op.add_column("jalon_versions", sa.Column("label", sa.Text, nullable=False, server_default=""))
    _make_people()
    _make_reviews()
    _fill_reviews()


def _make_people() -> None:
    op.create_table(
        "jalon_organisations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        _moment("created_at"),
    )
    op.create_table(
        "jalon_accounts",
        sa.Column("id", sa.String(64), primary_key=True),
        _text("organisation", 64, index=True),
        sa.Column("email", sa.String(255), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        _text("role", 16),
        _text("language", 2),
        sa.Column("password", sa.Text),
        sa.Column("subject", sa.String(512), unique=True),
        sa.Column("active", sa.Boolean, nullable=False),
        _moment("created_at"),
    )
    op.create_table(
        "jalon_sessions",
        sa.Column("hash", sa.String(64), primary_key=True),
        _text("account", 64, index=True),
        _moment("created_at"),
        _moment("expires_at"),
    )
    op.create_table(
        "jalon_tokens",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        _text("account", 64, index=True),
        sa.Column("name", sa.Text, nullable=False),
        _moment("created_at"),
        _moment("expires_at"),
        _moment("used_at", nullable=True),
    )
    op.create_table(
        "jalon_attempts",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        _text("key", 64, index=True),
        _moment("at"),
    )


def _make_reviews() -> None:
    module = sa.ForeignKey("jalon_modules.id", ondelete="CASCADE")
    op.create_table(
        "jalon_reviews",
        sa.Column("module", sa.String(64), module, primary_key=True),
        _text("organisation", 64, index=True),
        _text("author", 64, index=True),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        _text("content_hash", 64),
        _text("status", 20, index=True),
        _moment("since"),
        _text("assignee", 64, index=True, nullable=True),
        sa.Column("due", sa.Date),
        sa.Column("signed_version", sa.Integer),
        _text("signed_hash", 64, nullable=True),
        _text("signed_by", 64, nullable=True),
        _moment("signed_at", nullable=True),
        sa.Column("blocking", sa.Integer, nullable=False),
        sa.Column("warnings", sa.Integer, nullable=False),
        sa.Column("open_comments", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_table(
        "jalon_decisions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        _text("module", 64, index=True),
        _text("action", 20),
        _text("before", 20),
        _text("after", 20),
        sa.Column("version", sa.Integer, nullable=False),
        _text("content_hash", 64),
        _text("by", 64),
        sa.Column("name", sa.Text, nullable=False),
        _moment("at"),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_table(
        "jalon_comments",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        _text("module", 64, index=True),
        sa.Column("version", sa.Integer, nullable=False),
        _text("where", 64),
        sa.Column("words", sa.Text, nullable=False),
        _text("parent", 36, nullable=True),
        _text("by", 64),
        sa.Column("name", sa.Text, nullable=False),
        _moment("at"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("mentions", sa.JSON, nullable=False),
        sa.Column("proposed", sa.JSON),
        _text("settled", 10),
        _text("settled_by", 64, nullable=True),
        _moment("settled_at", nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "jalon_audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        _text("organisation", 64, index=True),
        _moment("at"),
        _text("by", 64),
        _text("act", 40),
        _text("target", 64),
        sa.Column("detail", sa.JSON, nullable=False),
        _text("seal", 64),
    )


def _fill_reviews() -> None:
    # Upgrading rewrites no rule of the program's: what a later Jalon calls folded is written at the next version.
    columns = "module, organisation, author, folded, version, content_hash, status, since, blocking, warnings"
    latest = "select module, max(version) as version from jalon_versions group by module"
    op.execute(
        f"insert into jalon_reviews ({columns}) "
        f"select m.id, '{_LOCAL}', '{_LOCAL}', lower(m.title), v.version, v.content_hash, 'draft', m.updated_at, 0, 0 "
        f"from jalon_modules m join ({latest}) n on n.module = m.id "
        "join jalon_versions v on v.module = n.module and v.version = n.version"
    )


def downgrade() -> None:
    """Drop the tables."""
    names = ("audit", "comments", "decisions", "reviews", "attempts", "tokens", "sessions", "accounts", "organisations")
    for name in names:
        op.drop_table(f"jalon_{name}")
    op.drop_column("jalon_versions", "label")
    op.drop_column("jalon_versions", "by")
