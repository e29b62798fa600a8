"""How long a finished project took: from its kickoff over the first use of its model to its launch."""

from dataclasses import dataclass
from datetime import date

from bot.domain.ids import ProjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A project that is finished: its kickoff, the first day on which the model was in use, and its launch, if any."""

    project: ProjectId
    kickoff: date
    deployed: date
    launched: date | None

    @property
    def days(self) -> int:
        """From the kickoff to the first use."""
        return max(0, (self.deployed - self.kickoff).days)

    @property
    def days_to_launch(self) -> int | None:
        """From the kickoff to the launch, None where it was stopped."""
        return None if self.launched is None else max(0, (self.launched - self.kickoff).days)
