"""An index of the log by what its lines are about: when a module was last touched is read from it."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_jalon_audit_target", "jalon_audit", ["target"])


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("ix_jalon_audit_target", "jalon_audit")
