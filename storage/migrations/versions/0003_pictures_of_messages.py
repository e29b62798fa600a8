"""Pictures of messages, the files that Slack has for them; and messages in threads.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("deliveries", sa.Column("pictures", sa.String(), nullable=True))
    op.add_column("deliveries", sa.Column("under", sa.String(), nullable=True))
