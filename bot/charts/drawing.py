"""Every chart that can be drawn, and the way to the module that draws it."""

from typing import TypeAlias, assert_never

from bot.charts import chain, detectable, intervals, portfolio, series
from bot.charts.chain import MetricChain
from bot.charts.detectable import DetectableEffect
from bot.charts.intervals import IntervalPlot
from bot.charts.portfolio import PortfolioBars
from bot.charts.series import SeriesPlot

Chart: TypeAlias = IntervalPlot | DetectableEffect | SeriesPlot | MetricChain | PortfolioBars


def svg(chart: Chart) -> str:
    """A chart as SVG."""
    match chart:
        case IntervalPlot():
            return intervals.svg(chart)
        case DetectableEffect():
            return detectable.svg(chart)
        case SeriesPlot():
            return series.svg(chart)
        case MetricChain():
            return chain.svg(chart)
        case PortfolioBars():
            return portfolio.svg(chart)
        case _:
            assert_never(chart)
