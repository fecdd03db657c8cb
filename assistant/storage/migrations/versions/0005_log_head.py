"""The head of the log: number and seal of its last line, so that lines taken off its end are missed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; what is there is taken as it is."""
    op.create_table(
        "jalon_audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.execute(
        "insert into jalon_audit_head (id, number, seal) "
        "select 1, number, seal from jalon_audit order by number desc limit 1"
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("jalon_audit_head")
