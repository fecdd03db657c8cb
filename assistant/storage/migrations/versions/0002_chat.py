"""The chat's history: who, which conversations, what was shown."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "jalon_chat_users",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("identifier", sa.String(255), nullable=False, unique=True),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
    )
    op.create_table(
        "jalon_chat_threads",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("user", sa.String(36), index=True),
        sa.Column("name", sa.Text),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("updated_at", sa.String(40), nullable=False, index=True),
        sa.Column("data", sa.JSON, nullable=False),
    )
    for table in ("jalon_chat_steps", "jalon_chat_elements", "jalon_chat_feedback"):
        op.create_table(
            table,
            sa.Column("id", sa.String(36), primary_key=True),
            sa.Column("thread", sa.String(36), nullable=False, index=True),
            sa.Column("created_at", sa.String(40), nullable=False),
            sa.Column("data", sa.JSON, nullable=False),
        )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("feedback", "elements", "steps", "threads", "users"):
        op.drop_table(f"jalon_chat_{table}")
