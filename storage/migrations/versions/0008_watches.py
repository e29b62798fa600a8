"""Projects to be looked at again at an instant.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "watches",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("project", sa.String(length=32), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "project"], ["projects.workspace", "projects.id"], name=op.f("fk_watches_workspace_projects")
        ),
        sa.PrimaryKeyConstraint("workspace", "project", name=op.f("pk_watches")),
    )
    op.create_index(op.f("ix_watches_look_at"), "watches", ["look_at"])
