"""The chat's history: Chainlit's users, threads, steps, elements and feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names]


def upgrade() -> None:
    """Make the tables; names and camel case are Chainlit's."""
    op.create_table(
        "users",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("identifier", sa.String(255), nullable=False, unique=True),
        *_text("metadata", "createdAt"),
    )
    op.create_table(
        "threads",
        sa.Column("id", sa.String(36), primary_key=True),
        *_text("createdAt", "name"),
        sa.Column("userId", sa.String(36), index=True),
        *_text("userIdentifier", "tags", "metadata"),
    )
    op.create_table(
        "steps",
        sa.Column("id", sa.String(36), primary_key=True),
        *_text("name", "type"),
        sa.Column("threadId", sa.String(36), nullable=False, index=True),
        sa.Column("parentId", sa.String(36)),
        sa.Column("streaming", sa.Boolean),
        sa.Column("waitForAnswer", sa.Boolean),
        sa.Column("isError", sa.Boolean),
        *_text("metadata", "tags", "input", "output", "createdAt", "command", "start", "end", "generation"),
        *_text("showInput", "language", "modes", "icon"),
        sa.Column("indent", sa.Integer),
        sa.Column("defaultOpen", sa.Boolean),
        sa.Column("autoCollapse", sa.Boolean),
    )
    op.create_table(
        "elements",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("threadId", sa.String(36), index=True),
        *_text(
            "type", "url", "chainlitKey", "name", "display", "objectKey", "size", "language", "mime", "props", "path"
        ),
        sa.Column("page", sa.Integer),
        sa.Column("autoPlay", sa.Boolean),
        sa.Column("forId", sa.String(36)),
        sa.Column("playerConfig", sa.Text),
    )
    op.create_table(
        "feedbacks",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("forId", sa.String(36), nullable=False),
        sa.Column("threadId", sa.String(36)),
        sa.Column("value", sa.Integer, nullable=False),
        sa.Column("comment", sa.Text),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("feedbacks", "elements", "steps", "threads", "users"):
        op.drop_table(table)
