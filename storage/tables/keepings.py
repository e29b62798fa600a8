"""What channels keep: the signed charters that are pinned there, and the canvas or the bookmarks that show them."""

from enum import StrEnum

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table, false

from storage.tables.columns import Id, Moment, Named, Words, metadata


class KeptAs(StrEnum):
    """Where a channel finds its charters besides the pins."""

    CANVAS = "canvas"
    BOOKMARK = "bookmark"
    NONE = "none"


keepings = Table(
    "keepings",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("channel", Id, primary_key=True),
    # Counts the sheets that Slack took here; `done` is the count for which all is kept that can be.
    Column("asked", Integer, nullable=False, default=0, server_default="0"),
    Column("done", Integer, nullable=False, default=0, server_default="0"),
    # Protocol time, as in the ledger of messages: until when a try has its lease, or when the next may begin.
    Column("retry_at", Moment),
    Column("tries", Integer, nullable=False, default=0, server_default="0"),
    Column("trying", Boolean, nullable=False, default=False, server_default=false()),
    # Our canvas of this channel, the hash of what it shows, and how many we have made: a deleted one is made once more.
    Column("canvas", Id),
    Column("canvas_shows", Id(64)),
    Column("canvases", Integer, nullable=False, default=0, server_default="0"),
    # The count of `asked` for which Slack refused a canvas; it is asked again with the next signature.
    Column("canvas_refused", Integer, nullable=False, default=0, server_default="0"),
    Column("kept_as", Named(KeptAs), nullable=False, default=KeptAs.NONE, server_default="none"),
    # JSON: each method that failed the last time it was called, with Slack's word for it.
    Column("failures", Words, nullable=False, default="{}", server_default="{}"),
)

kept_sheets = Table(
    "kept_sheets",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("channel", Id, primary_key=True),
    Column("living", Id(128), primary_key=True),
    # The ts that is pinned, or that is about to be: written down before Slack is asked.
    Column("pin", Id),
    Column("is_pinned", Boolean, nullable=False, default=False, server_default=false()),
    Column("pin_refused", Integer, nullable=False, default=0, server_default="0"),
    Column("bookmark", Id),
    # Where the bookmark leads, written down before it is asked for; and the hash of its link and title.
    Column("link", Words),
    Column("bookmark_shows", Id(64)),
    Column("bookmark_refused", Integer, nullable=False, default=0, server_default="0"),
    ForeignKeyConstraint(["workspace", "channel"], ["keepings.workspace", "keepings.channel"]),
)

IS_OPEN = keepings.c.done < keepings.c.asked
Index("ix_keepings_open", keepings.c.workspace, keepings.c.channel, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
Index("ix_kept_sheets_living", kept_sheets.c.workspace, kept_sheets.c.living)
