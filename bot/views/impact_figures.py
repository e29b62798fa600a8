"""An impact in words: the figure a year with what stands behind it, or why there is none."""

from bot.domain.impact import Impact, Unpriced
from bot.domain.metrics import Kpi, UnitKind
from bot.views.lines import Line
from bot.views.words import Words

_IMPACT = "impact/impact"


def impact_lines(impact: Impact, kpi: Kpi, words: Words) -> tuple[Line, ...]:
    """The figure and what stands behind it, or the one line that says what is missing."""
    if impact.annual is not None:
        standing = words.label("standing", impact.standing)
        figure = words.line(_IMPACT, "figure", annual=words.figures.annual(impact.annual), standing=standing)
        return figure, words.line(_IMPACT, "figure_why", grade=impact.grade.value)
    if impact.missing is Unpriced.NO_VALUE:
        return (words.line(_IMPACT, "no_value", points=kpi.unit.kind is UnitKind.PERCENT),)
    return (words.line(_IMPACT, "no_change"),)
