"""What was measured in each arm, as it comes out of the typed fields or rows, before its role is known."""

from dataclasses import dataclass
from datetime import date

from bot.domain.experiments.experiment import Experiment
from bot.domain.metrics import Direction
from bot.statistics.arms.summary import Arm, Switches, Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Whose results are read: the experiment, the person's locale, and the day it is for them."""

    experiment: Experiment
    today: date
    locale: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One metric, the control's summary first; the name is as it was typed, `wanted` None where nothing was said."""

    name: str
    arms: tuple[Arm, ...]
    wanted: Direction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurements:
    """Every metric of every arm; `weights` and `weeks` are empty, `last_day` None, where nothing was said of them.

    `switches` are those of a switchback.
    """

    arms: tuple[str, ...]
    metrics: tuple[Measured, ...]
    weights: tuple[float, ...] = ()
    weeks: tuple[Week, ...] = ()
    last_day: date | None = None
    switches: Switches | None = None


def key_of(name: str) -> str:
    """What two spellings of one name share: no capitals, single blanks."""
    return " ".join(name.split()).casefold()


def is_primary(name: str, primary_metric: str) -> bool:
    """Whether a typed name means the registered primary metric: no name at all does, and so does `primary`."""
    return key_of(name) in ("", "primary", key_of(primary_metric))
