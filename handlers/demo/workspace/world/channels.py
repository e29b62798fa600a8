"""Conversations: public and private channels, direct messages."""

from dataclasses import dataclass, field
from typing import Any, Literal

from handlers.demo.workspace.world.canvases import Canvas
from handlers.demo.workspace.world.messages import Message

Json = dict[str, Any]
Kind = Literal["public", "private", "im"]


@dataclass(eq=False, slots=True, kw_only=True)
class Channel:
    """One conversation, who is in it, and everything said in it, oldest first."""

    id: str
    name: str
    kind: Kind
    created: int
    creator: str
    members: list[str]
    is_archived: bool = False
    is_general: bool = False
    is_shared: bool = False
    topic: str = ""
    messages: list[Message] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)
    bookmarks: list[Json] = field(default_factory=list)
    canvas: str | None = None

    @property
    def is_dm(self) -> bool:
        """Whether this is a direct message between the app and one person."""
        return self.kind == "im"

    def with_whom(self, app: str) -> str:
        """The person on the other side of a direct message with the app."""
        return next((one for one in self.members if one != app), app)

    def message(self, ts: str) -> Message | None:
        """The message with this ts that everybody can see."""
        return next((one for one in self.messages if one.ts == ts and one.is_public), None)

    def describe(self, viewer: str, canvas: Canvas | None = None) -> Json:
        """The channel object of conversations.info, as one user sees it; `canvas` is the one in its tab."""
        if self.is_dm:
            return {
                "id": self.id,
                "created": self.created,
                "is_im": True,
                "is_org_shared": False,
                "user": self.with_whom(viewer),
                "is_archived": self.is_archived,
                "is_user_deleted": False,
                "is_open": True,
            }
        private = self.kind == "private"
        answer: Json = {"id": self.id, "name": self.name, "name_normalized": self.name, "created": self.created}
        answer |= {"is_channel": not private, "is_group": private, "is_im": False, "is_mpim": False}
        answer |= {"is_private": private, "is_archived": self.is_archived, "is_general": self.is_general}
        answer |= {"is_shared": self.is_shared, "is_ext_shared": self.is_shared, "is_org_shared": False}
        answer |= {"creator": self.creator, "is_member": viewer in self.members, "num_members": len(self.members)}
        if canvas is not None:
            tab = {"file_id": canvas.id, "is_empty": not canvas.sections, "quip_thread_id": ""}
            answer |= {"properties": {"canvas": tab}}
        return answer | {"topic": {"value": self.topic, "creator": "", "last_set": 0}}
