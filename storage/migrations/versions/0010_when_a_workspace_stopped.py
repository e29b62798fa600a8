"""Since when a workspace is stopped, and why.

Revision ID: 0010
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("workspaces", sa.Column("stopped_at", sa.DateTime(timezone=True)))
    op.add_column("workspaces", sa.Column("stopped_why", sa.String()))
