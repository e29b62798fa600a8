"""Since when a workspace is stopped, and why.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("workspaces", sa.Column("stopped_at", sa.DateTime(timezone=True)))
    op.add_column("workspaces", sa.Column("stopped_why", sa.String()))
