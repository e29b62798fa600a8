"""Results that were typed into fields: the primary metric of two arms, and one line for each other metric."""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from bot.domain.experiments.figures import (
    Level,
    Writing,
    adjustable,
    count_in,
    level_of,
    proportion,
    spread_of,
    summed_up,
    units_in,
)
from bot.domain.experiments.measured import Measured, Measurements, Setting
from bot.domain.ids import QuestionId
from bot.domain.number_forms import BadAnswer
from bot.domain.refusal import BadFields
from bot.domain.text import shorten
from bot.statistics.arms.summary import Arm
from bot.statistics.planning.designs import MetricType
from bot.statistics.summaries import Mean, Proportion

ARMS: Final = ("control", "treatment")
NAMES: Final = ("Control", "Treatment")
FIELDS: Final = tuple(f"{arm}_{figure}" for arm in ARMS for figure in ("n", "x", "mean", "sd", "pre"))
_EXAMPLES: Final = {"n": "13000", "x": "412", "mean": "12.4", "sd": "3.1"}
_MEAN = re.compile(r"(?P<mean>.+?)\s*(?:±|\+/-|\+-|\bs\.?d\.?(?=[\s=:0-9])\s*[=:]?)\s*(?P<sd>.+)", re.IGNORECASE)
_SLASHED = re.compile(r"(?P<mean>[^/]+)/(?P<sd>[^/]+)")
_LONGEST: Final = 600
_BEFORE: Final = "12.1 ± 3.0; 5.4"
_PAIR: Final = "412; 398 or 12.4 ± 3.1; 12.3 ± 3.0"

Typed = Mapping[QuestionId, str | None]


def said(typed: Typed, field: str) -> str:
    """What stands in a field, empty where nothing does."""
    return (typed.get(QuestionId(field)) or "").strip()


def arms_in_fields(typed: Typed, setting: Setting) -> Measurements:
    """The primary metric of control and treatment; BadFields names every field that does not hold."""
    errors: dict[QuestionId, str] = {}
    is_mean = _is_mean(typed, setting, errors)
    _both_or_none(typed, errors)
    arms = [_arm(typed, arm, setting, errors, is_mean=is_mean) for arm in ARMS]
    whole = tuple(arm for arm in arms if arm is not None)
    if errors:
        raise BadFields(errors)
    return Measurements(arms=NAMES, metrics=(Measured(name="", arms=whole),))


def _is_mean(typed: Typed, setting: Setting, errors: dict[QuestionId, str]) -> bool:
    """Whether means were typed; a mixture of counts and means is no result."""
    counts = [f"{arm}_x" for arm in ARMS if said(typed, f"{arm}_x")]
    means = [f"{arm}_{figure}" for arm in ARMS for figure in ("mean", "sd") if said(typed, f"{arm}_{figure}")]
    if counts and means:
        errors.update({QuestionId(field): "Fill in counts or means for both arms, not a mixture." for field in counts})
    if counts or means:
        return bool(means)
    return setting.experiment.plan.metric is not MetricType.PROPORTION


def _both_or_none(typed: Typed, errors: dict[QuestionId, str]) -> None:
    """The period before is known of both arms or of none: adjusting one of them alone compares two metrics."""
    empty = [arm for arm in ARMS if not said(typed, f"{arm}_pre")]
    if len(empty) == 1:
        errors[QuestionId(f"{empty[0]}_pre")] = f"Fill this in for both arms, or for none. Example: {_BEFORE}"


def _arm(typed: Typed, arm: str, setting: Setting, errors: dict[QuestionId, str], *, is_mean: bool) -> Arm | None:
    summary = _bare(typed, arm, setting, errors, is_mean=is_mean)
    before = said(typed, f"{arm}_pre")
    if summary is None or not before:
        return summary
    return _checked(f"{arm}_pre", errors, lambda: _with_before(before, summary, setting))


def _with_before(typed: str, summary: Mean | Proportion, setting: Setting) -> Arm:
    """The arm beside its period before: "12.1 ± 3.0; 5.4", mean and spread, then the covariance with the metric."""
    level, _, covariance = (part.strip() for part in typed.partition(";"))
    match = _MEAN.fullmatch(level.replace("(", " ").replace(")", " ").strip())
    if match is None or not covariance or len(typed) > _LONGEST:
        raise BadAnswer(
            "Write mean and spread of the period before, a semicolon, and the covariance with the metric now. "
            f"Example: {_BEFORE}"
        )
    writing = Writing(locale=setting.locale)
    mean, sd = _mean(match, writing)
    return adjustable(summary, mean=mean.value, sd=sd.value, cov=level_of(covariance, writing).value)


def _bare(
    typed: Typed, arm: str, setting: Setting, errors: dict[QuestionId, str], *, is_mean: bool
) -> Mean | Proportion | None:
    writing, unit = Writing(locale=setting.locale), setting.experiment.plan.unit
    n = _read(typed, f"{arm}_n", errors, lambda words: units_in(words, writing))
    if not is_mean:
        x = _read(typed, f"{arm}_x", errors, lambda words: count_in(words, writing))
        if n is None or x is None:
            return None
        return _checked(f"{arm}_x", errors, lambda: proportion(x=x, n=n))
    mean = _read(typed, f"{arm}_mean", errors, lambda words: level_of(words, writing, unit))
    sd = _read(typed, f"{arm}_sd", errors, lambda words: spread_of(words, writing, unit))
    if n is None or mean is None or sd is None:
        return None
    return _checked(f"{arm}_n", errors, lambda: summed_up(lambda: Mean(n=n, mean=mean.value, sd=sd.value)))


_Read = TypeVar("_Read")


def _read(typed: Typed, field: str, errors: dict[QuestionId, str], read: Callable[[str], _Read]) -> _Read | None:
    words = said(typed, field)
    if not words:
        errors.setdefault(QuestionId(field), f"Fill this in. Example: {_EXAMPLES[field.rpartition('_')[2]]}")
        return None
    return _checked(field, errors, lambda: read(words))


def _checked(field: str, errors: dict[QuestionId, str], make: Callable[[], _Read]) -> _Read | None:
    try:
        return make()
    except BadAnswer as wrong:
        errors.setdefault(QuestionId(field), str(wrong))
        return None


def line_of_arms(typed: str, units: tuple[int, ...], setting: Setting) -> tuple[Arm, ...]:
    """One metric of every arm in one line, the control first: "412; 398", or "12.4 ± 3.1; 12.3 ± 3.0".

    `units` are the arms' sizes, out of which counts are; BadAnswer says what does not hold.
    """
    parts = [part.strip() for part in typed.split(";")]
    if len(parts) != len(units) or len(typed) > _LONGEST:
        raise BadAnswer(f"Write {len(units)} results with a semicolon between them, the control first: {_PAIR}")
    writing = Writing(locale=setting.locale)
    bare = [part.replace("(", " ").replace(")", " ").strip() for part in parts]
    means = [match for part in bare if (match := _MEAN.fullmatch(part) or _SLASHED.fullmatch(part))]
    if not means:
        counts = [count_in(part, writing) for part in parts]
        return tuple(proportion(x=x, n=n) for x, n in zip(counts, units, strict=True))
    if len(means) < len(parts):
        raise BadAnswer(f"Write counts for all arms, or means with their spreads for all: {_PAIR}")
    read = [_mean(match, writing) for match in means]
    if len({level.kind for pair in read for level in pair}) > 1:
        raise BadAnswer(f"Write all of them in the same unit: {_PAIR}")
    made = zip(read, units, strict=True)
    return tuple(_made(mean.value, sd.value, n) for (mean, sd), n in made)


def _mean(match: re.Match[str], writing: Writing) -> tuple[Level, Level]:
    mean, sd = level_of(match["mean"], writing), spread_of(match["sd"], writing)
    if match.re is _SLASHED and mean.value.is_integer() and sd.value.is_integer():
        raise BadAnswer(f"“{shorten(match.string, 40)}” may be a count out of many, or a mean with its spread: {_PAIR}")
    return mean, sd


def _made(mean: float, sd: float, n: int) -> Arm:
    return summed_up(lambda: Mean(n=n, mean=mean, sd=sd))
