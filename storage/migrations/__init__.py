"""Alembic's home: how a schema came to be what it is."""
