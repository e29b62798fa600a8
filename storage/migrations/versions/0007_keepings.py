"""What channels keep of signed charters: pins, the canvas, bookmarks.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "keepings",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("asked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("trying", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("canvas", sa.String(length=32), nullable=True),
        sa.Column("canvas_shows", sa.String(length=64), nullable=True),
        sa.Column("canvases", sa.Integer(), server_default="0", nullable=False),
        sa.Column("canvas_refused", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kept_as", sa.String(length=32), server_default="none", nullable=False),
        sa.Column("failures", sa.String(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_keepings")),
    )
    op.create_index(
        "ix_keepings_open",
        "keepings",
        ["workspace", "channel"],
        sqlite_where=sa.text("done < asked"),
        postgresql_where=sa.text("done < asked"),
    )
    op.create_table(
        "kept_sheets",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("living", sa.String(length=128), nullable=False),
        sa.Column("pin", sa.String(length=32), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("pin_refused", sa.Integer(), server_default="0", nullable=False),
        sa.Column("bookmark", sa.String(length=32), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("bookmark_shows", sa.String(length=64), nullable=True),
        sa.Column("bookmark_refused", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "channel"],
            ["keepings.workspace", "keepings.channel"],
            name=op.f("fk_kept_sheets_keepings"),
        ),
        sa.PrimaryKeyConstraint("workspace", "channel", "living", name=op.f("pk_kept_sheets")),
    )
    op.create_index("ix_kept_sheets_living", "kept_sheets", ["workspace", "living"])
