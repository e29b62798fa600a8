"""The wake-ups of many replicas on PostgreSQL: procrastinate's own tables, as procrastinate makes them.

Revision ID: 0010
Revises: 0009
"""

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; SQLite has one process, and that wakes itself."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
