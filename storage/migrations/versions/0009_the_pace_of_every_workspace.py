"""How fast each workspace may be spoken to, kept where every replica sees it; messages to be looked at once more.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_UNFINISHED = sa.text("state IN ('pending', 'trying')")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "allowances",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("method", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recent", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "method", name=op.f("pk_allowances")),
    )
    op.create_index(op.f("ix_allowances_until"), "allowances", ["until"])
    op.execute(
        sa.text(
            "INSERT INTO allowances (workspace, method, until, recent) SELECT workspace, method, until, '' FROM pauses"
        )
    )
    op.drop_table("pauses")
    op.create_table(
        "places",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("destination", sa.String(length=32), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "place", "destination", name=op.f("pk_places")),
    )
    op.create_index(op.f("ix_places_free_at"), "places", ["free_at"])
    op.create_table(
        "breakers",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("probing_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_breakers")),
    )
    op.create_index(op.f("ix_breakers_open_until"), "breakers", ["open_until"])
    op.add_column("deliveries", sa.Column("recheck_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_deliveries_queue", "deliveries")
    op.create_index(
        "ix_deliveries_queue",
        "deliveries",
        ["workspace", "place", "destination", "id", "not_before"],
        sqlite_where=_UNFINISHED,
        postgresql_where=_UNFINISHED,
    )
    op.create_index(
        "ix_deliveries_round",
        "deliveries",
        ["workspace", "not_before"],
        sqlite_where=_UNFINISHED,
        postgresql_where=_UNFINISHED,
    )
    op.create_index(
        "ix_deliveries_recheck",
        "deliveries",
        ["recheck_at"],
        sqlite_where=sa.text("recheck_at IS NOT NULL"),
        postgresql_where=sa.text("recheck_at IS NOT NULL"),
    )
