"""Canvases: markdown in sections whose ids never last."""

import re
from dataclasses import dataclass, field
from typing import Any

from handlers.demo.workspace.world.ids import Ids

Json = dict[str, Any]
_MIMETYPE = "application/vnd.slack-docs"
_HEADING = re.compile(r"(#{1,3})\s")


@dataclass(eq=False, slots=True, kw_only=True)
class Canvas:
    """One canvas; its section ids are new after each edit, so that nobody keeps them."""

    id: str
    title: str
    channel_id: str | None
    owner: str
    ids: Ids
    sections: list[tuple[str, str]] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        """All of it, for people; the Web API has no method for this."""
        return "\n\n".join(text for _, text in self.sections)

    def describe(self) -> Json:
        """The file object of files.info: a canvas is a file as well."""
        return {"id": self.id, "title": self.title, "filetype": "quip", "user": self.owner, "mimetype": _MIMETYPE}

    def write(self, markdown: str, at: int | None = None) -> None:
        """Put markdown at this place, or at the end."""
        place = len(self.sections) if at is None else at
        parts = [part.strip() for part in markdown.split("\n\n") if part.strip()]
        self.sections[place:place] = [("", part) for part in parts]
        self.renew()

    def renew(self) -> None:
        """Give every section a new id."""
        self.sections = [(f"temp:C:{self.ids.next('', 12)}", text) for _, text in self.sections]

    def index(self, section_id: str) -> int | None:
        """Where the section with this id stands."""
        return next((place for place, (name, _) in enumerate(self.sections) if name == section_id), None)

    def lookup(self, kinds: list[str], contains: str | None) -> list[Json]:
        """The ids of the sections that meet the criteria."""
        return [
            {"id": name}
            for name, text in self.sections
            if (not kinds or _kind(text) in kinds or ("any_header" in kinds and _kind(text)))
            and (contains is None or contains in text)
        ]


def _kind(text: str) -> str:
    found = _HEADING.match(text)
    return f"h{len(found.group(1))}" if found else ""
