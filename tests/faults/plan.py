"""What a speaker is told when it is started: its database, its workspaces, its patience, and how it is to die."""

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Patience in seconds; `dead`, `heartbeat` and `longest_sleep` are those of many replicas."""

    first: float = 0.02
    most: float = 0.3
    patience: float = 2.0
    alone: float = 0.2
    fresh: float = 3.2
    dead: float = 1.5
    heartbeat: float = 0.3
    longest_sleep: float = 0.3
    timeout: int = 2


PRODUCTION = Pace(
    first=1.0,
    most=300.0,
    patience=8.0,
    alone=5.0,
    fresh=25.0,
    dead=30.0,
    heartbeat=5.0,
    longest_sleep=5.0,
    timeout=10,
)
"""The defaults of the product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One process; `kill_at` and `stop_at` are numbers of boundaries at which it kills or stops itself: among all, or
    among those that have `point_name`.

    `slacks` are the workspaces' addresses and tokens. With `settles` it ends when nothing is left to say; `records`
    asks for the names of the boundaries that it passes.
    """

    url: str
    folder: str
    name: str
    slacks: dict[str, tuple[str, str]]
    pace: Pace = field(default_factory=Pace)
    parallel: int = 16
    kill_at: int | None = None
    stop_at: int | None = None
    point_name: str | None = None
    settles: bool = False
    records: bool = False
    mutant: str | None = None

    def written(self) -> str:
        """As one line."""
        return json.dumps(asdict(self))


def read(line: str) -> Plan:
    """The plan of a line."""
    given = json.loads(line)
    slacks = {team: (api, token) for team, (api, token) in given.pop("slacks").items()}
    return Plan(**given | {"pace": Pace(**given["pace"])}, slacks=slacks)
