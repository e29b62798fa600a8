"""Experiments and their readouts.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "experiments",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("project", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("started_by", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looks", sa.Integer(), server_default="0", nullable=False),
        sa.Column("readout", sa.Text(), nullable=True),
        sa.Column("decided", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "project"], ["projects.workspace", "projects.id"], name=op.f("fk_experiments_projects")
        ),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_experiments")),
    )
    op.create_index("ix_experiments_project", "experiments", ["workspace", "project", "number"], unique=True)
    op.create_table(
        "readouts",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("experiment", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "experiment"], ["experiments.workspace", "experiments.id"], name=op.f("fk_readouts_experiments")
        ),
        sa.PrimaryKeyConstraint("workspace", "experiment", "number", name=op.f("pk_readouts")),
    )
