"""Files on their way into the workspace: announced, uploaded, completed, and only then usable."""

import mimetypes
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(eq=False, slots=True, kw_only=True)
class File:
    """One file; Slack works on it for a while after completion, here for so many looks at files.info."""

    id: str
    name: str
    length: int
    owner: str
    url: str
    steps_left: int
    created: int
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    completed: bool = False
    channels: list[str] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        """Whether a block may show it."""
        return self.completed and self.steps_left <= 0

    @property
    def mimetype(self) -> str:
        """Its kind; empty until Slack is done with it."""
        return (mimetypes.guess_type(self.name)[0] or "application/octet-stream") if self.is_ready else ""

    def describe(self) -> Json:
        """The file object of files.info."""
        return {
            "id": self.id,
            "created": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": self.name.rpartition(".")[2] if self.is_ready else "",
            "size": len(self.content or b""),
            "user": self.owner,
            "url_private": self.url,
            "permalink": self.url,
            "is_public": False,
            "channels": list(self.channels),
            "alt_txt": self.alt_text,
        }
