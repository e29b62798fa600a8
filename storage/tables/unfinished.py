"""What was acknowledged before it was done, with all that is needed to do it after a crash."""

from sqlalchemy import Column, Index, Integer, Table

from storage.tables.columns import Id, Moment, Words, metadata

unfinished = Table(
    "unfinished",
    metadata,
    Column("workspace", Id, primary_key=True),
    # The key under which the inbox remembers it.
    Column("key", Words, primary_key=True),
    # Slack's own payload: a later version of the program can read it too.
    Column("body", Words, nullable=False),
    # The waiting page that lies on a form, "" where there is none.
    Column("page", Id, nullable=False),
    Column("heard_at", Moment, nullable=False),
    # Until then somebody works on it, who says so again and again.
    Column("held_until", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Index(None, "held_until"),
)
