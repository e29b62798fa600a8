"""Runs migrations on the connection that the program hands over."""

from alembic import context

from storage.migrate import is_ours
from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    include_object=is_ours,
)
context.run_migrations()
