"""How messages name projects, people and places."""

from typing import Final

from bot.domain.projects import ProjectName
from bot.domain.text import shorten
from bot.views import mentions

NAME_MOST: Final = 80


def one_line(typed: str, most: int) -> str:
    """What somebody typed on one line, shortened with an ellipsis."""
    return shorten(" ".join(typed.split()), most)


def project_name(project: ProjectName) -> str:
    """A project's name as it stands in a sentence; its key where the name shows nothing."""
    return one_line(project.name, NAME_MOST) or project.key


def who(user: str | None) -> str:
    """A mention of somebody, or nothing."""
    return mentions.person(user) if user else ""
