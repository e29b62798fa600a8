"""How a workspace is set up: the switches that Slack's plans and admins have, and its clocks."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the workspace wants of the story's clock."""

    def now(self) -> datetime:
        """The present moment, with its time zone."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """One workspace's settings; `withhold` are optional scopes that were not granted at installation.

    `canvases` is False where admins switched canvases off.

    `edit_window` is how long messages may be edited (story time), `trigger_seconds` how long a trigger id lives
    (real time), `file_steps` how many looks (by files.info, or by a block that shows it) a file takes to become usable
    after completion.
    """

    team_id: str = "T0DEMOTEAM"
    team_name: str = "Demo"
    withhold: frozenset[str] = frozenset()
    paid: bool = True
    canvases: bool = True
    edit_window: timedelta | None = None
    trigger_seconds: float = 3.0
    file_steps: int = 1
    real_now: Callable[[], float] = field(default=time.time)
