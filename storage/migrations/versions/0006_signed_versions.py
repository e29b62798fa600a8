"""Signed versions of charters, and the judgement on their plans.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "charter_versions",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("project", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("bank_edition", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("signed_by", sa.String(length=32), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "project"],
            ["charters.workspace", "charters.project"],
            name=op.f("fk_charter_versions_workspace_charters"),
        ),
        sa.PrimaryKeyConstraint("workspace", "project", "number", name=op.f("pk_charter_versions")),
    )
    op.add_column("charters", sa.Column("judgement", sa.Text(), nullable=True))
