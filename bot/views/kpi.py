"""A business metric in words and figures: its levels, and how far it has moved."""

from typing import Final

from bot.domain.metrics import Kpi
from bot.views.figures import Figures, sparkline
from bot.views.lines import Line
from bot.views.names import one_line
from bot.views.words import Words

METRIC_MOST: Final = 150
_KPI = "kpi/kpi"


def level(value: float | None, kpi: Kpi, figures: Figures) -> str:
    """A level in the metric's unit, or nothing."""
    return figures.level(value, kpi.unit) if value is not None else ""


def name_line(kpi: Kpi, words: Words) -> Line:
    """The metric's name, or that it has none."""
    return words.line(_KPI, "name", name=one_line(kpi.name, METRIC_MOST))


def levels_line(kpi: Kpi, words: Words) -> Line:
    """Baseline, latest level, target and deadline, as far as they are known."""
    figures = words.figures
    return words.line(
        _KPI,
        "levels",
        baseline=level(kpi.baseline, kpi, figures),
        latest=level(kpi.latest.value if kpi.latest else None, kpi, figures),
        target=level(kpi.target, kpi, figures),
        deadline=figures.day(kpi.deadline) if kpi.deadline else "",
    )


def movement_line(kpi: Kpi, words: Words) -> Line:
    """How far the metric has moved since the baseline, and towards the target."""
    figures = words.figures
    progress = kpi.progress
    return words.line(
        _KPI,
        "movement",
        change=figures.change(kpi.change, kpi.unit) if kpi.change is not None else "",
        latest=level(kpi.latest.value if kpi.latest else None, kpi, figures),
        day=figures.day(kpi.latest.day) if kpi.latest else "",
        progress=figures.share(progress) if progress is not None else "",
        is_reached=progress is not None and progress >= 1,
        is_away=progress is not None and progress < 0,
        spark=trend(kpi),
    )


def trend(kpi: Kpi) -> str:
    """The latest values as a row of ticks; empty below two values."""
    return sparkline([each.value for each in kpi.observations])
