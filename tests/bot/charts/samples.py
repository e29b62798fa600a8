"""Charts as the product draws them, and charts at every limit."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from bot.charts.chain import ChainLink, MetricChain
from bot.charts.detectable import DetectableEffect
from bot.charts.drawing import Chart
from bot.charts.intervals import Interval, IntervalPlot, IntervalWords
from bot.charts.palette import Grade, Tone
from bot.charts.portfolio import Bar, PortfolioBars, PortfolioWords
from bot.charts.scales import Axis, Tick, round_marks
from bot.charts.series import Counterfactual, SeriesPlot, SeriesWords

HOSTILE: Final = '<script>alert("1")</script> & ]]> &amp; <!-- \x00\x1b\ud800\ufffe \u202e \U0001f680 顧客'
LONG: Final = "a name that goes on and on for longer than anybody would ever read " * 4


def axis(low: float, high: float, title: str = "Change") -> Axis:
    return Axis(title=title, ticks=tuple(Tick(at=mark, label=f"{mark:g}") for mark in round_marks(low, high)))


WORDS: Final = IntervalWords(
    interval="95 % interval",
    sequential="valid at every look",
    mde="matters",
    margin="guardrail margin",
    better="the better side",
    more="and {count} more",
)
READOUT: Final = IntervalPlot(
    title="Retained customers rose",
    subtitle="28 days, 41,200 customers in each arm",
    rows=(
        Interval(
            label="Retained customers",
            value="+3.2 % [+1.1, +5.3]",
            point=0.032,
            low=0.011,
            high=0.053,
            tone=Tone.GOOD,
            better=1,
            sequential=(-0.001, 0.065),
            mde=0.02,
        ),
        Interval(label="Revenue", value="+0.8 %", point=0.008, low=-0.012, high=0.028, better=1, sequential=None),
        Interval(
            label="Support tickets",
            value="+4.4 %",
            point=0.044,
            low=0.02,
            high=0.068,
            tone=Tone.BAD,
            better=-1,
            margin=0.03,
        ),
        Interval(label="Refunds", value="at most +1.9 %", point=None, low=-math.inf, high=0.019, better=-1),
        Interval(label="Complaints", value="?", point=0.0, low=-math.inf, high=math.inf, sequential=(-math.inf, 0.1)),
    ),
    axis=axis(-0.03, 0.07),
    words=WORDS,
)
WEEKS: Final = tuple((float(week), 0.06 / math.sqrt(week)) for week in range(1, 17))
PLAN: Final = DetectableEffect(
    title="How long until it shows?",
    subtitle="80 % power",
    points=((0.0, math.inf), *WEEKS),
    below=axis(0, 16, "Weeks"),
    beside=axis(0, 0.06, "Detectable"),
    mde=0.02,
    mde_label="matters: 2 %",
    longest=12,
    longest_label="longest run: 12 weeks",
    planned=9,
    planned_label="9 weeks",
)
DAYS: Final = tuple((float(day), None if 20 < day < 24 else 100 + 8 * math.sin(day)) for day in range(60))
SERIES: Final = SeriesPlot(
    title="Customers against what would have been",
    subtitle="+8.7 a day",
    observed=DAYS,
    counterfactual=tuple(
        Counterfactual(x=day, value=98, low=95 - day / 20, high=101 + day / 20) for day in range(40, 60)
    ),
    control=tuple((float(day), 90.0 + day % 3) for day in range(60)),
    start=40,
    below=axis(0, 60, ""),
    beside=axis(85, 110, "Customers"),
    words=SeriesWords(
        observed="observed", counterfactual="without", band="95 % band", control="control", start="launch"
    ),
)
CHAIN: Final = MetricChain(
    title="From the model to money",
    subtitle="Churn",
    links=(
        ChainLink(role="Model", name="Recall", value="0.41 → 0.58", evidence="Backtest", grade=Grade.PROVEN),
        ChainLink(role="Proxy", name="Calls in time", value="450", evidence="Two regions", grade=Grade.MEASURED),
        ChainLink(role="Business", name="Monthly churn", evidence="Assumed", grade=Grade.CLAIMED),
        ChainLink(role="Business", name="Yearly churn", evidence=""),
        ChainLink(role="Money", name="Revenue", value="€1.2 M"),
    ),
)
PORTFOLIO: Final = PortfolioBars(
    title="What is it worth?",
    subtitle="a year",
    bars=(
        Bar(label="Churn", value="€1.2 M", amount=1.2, low=0.8, high=1.7, grade=Grade.PROVEN),
        Bar(label="Demand", value="€0.3 M", amount=0.3, low=-0.1, high=0.7, grade=Grade.MEASURED),
        Bar(label="Search", value="€2.6 M", amount=2.6, low=0.2, high=math.inf, grade=Grade.CLAIMED),
        Bar(label="Fraud", value="\u2212€0.4 M", amount=-0.4, low=-math.inf, high=-0.2, grade=Grade.PROVEN),
        Bar(label="Chat", value="€1.5 M", amount=1.5, grade=Grade.CLAIMED),
    ),
    axis=axis(-0.7, 2.6),
    words=PortfolioWords(
        proven="proven", measured="measured", claimed="claimed", interval="95 % interval", more="+{count}"
    ),
)


def rows(values: Iterable[float], label: str = "row") -> tuple[Interval, ...]:
    """One row for each value, with an interval of one on both sides."""
    return tuple(
        Interval(label=f"{label} {number}", value=f"{value:g}", point=value, low=value - 1, high=value + 1)
        for number, value in enumerate(values)
    )


def bars(count: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(label=f"{LONG}{number}", value=LONG, amount=number - 10, grade=list(Grade)[number % 3])
        for number in range(count)
    )


USUAL: Final[Mapping[str, Chart]] = {
    "readout": READOUT,
    "plan": PLAN,
    "series": SERIES,
    "chain": CHAIN,
    "portfolio": PORTFOLIO,
}
_MUTE: Final = IntervalWords(interval="")
EXTREME: Final[Mapping[str, Chart]] = {
    "no rows": IntervalPlot(title="", rows=(), axis=Axis(), words=_MUTE),
    "one row": IntervalPlot(title="One", rows=rows([3]), axis=axis(0, 3), words=WORDS),
    "200 rows": IntervalPlot(title=LONG, subtitle=LONG, rows=rows(range(200), LONG), axis=axis(0, 200), words=WORDS),
    "20 rows": IntervalPlot(title="20", rows=rows(range(20)), axis=axis(0, 20), words=WORDS),
    "all equal": IntervalPlot(title="Equal", rows=rows([5, 5, 5]), axis=axis(0, 6), words=WORDS),
    "all zero": IntervalPlot(
        title="Zero", rows=(Interval(label="z", value="0", point=0, low=0, high=0),), axis=axis(-1, 1), words=WORDS
    ),
    "negative": IntervalPlot(title="Below", rows=rows([-5, -7]), axis=axis(-8, 0), words=WORDS),
    "huge": IntervalPlot(
        title="Huge",
        rows=(Interval(label="h", value="1e308", point=1.7e308, low=-1.7e308, high=1.7e308),),
        axis=Axis(),
        words=WORDS,
    ),
    "hostile": IntervalPlot(
        title=HOSTILE,
        subtitle=HOSTILE,
        rows=(replace(READOUT.rows[0], label=HOSTILE, value=HOSTILE), replace(READOUT.rows[1], label="", value="")),
        axis=Axis(title=HOSTILE, ticks=(Tick(at=0, label=HOSTILE),)),
        words=replace(WORDS, interval=HOSTILE, better=LONG),
    ),
    "crowded axis": replace(
        READOUT, axis=Axis(ticks=tuple(Tick(at=n / 1000, label=f"{n} of a thousand") for n in range(70)))
    ),
    "one week": replace(PLAN, points=WEEKS[:1], longest=1, mde=0.01, below=Axis(), beside=Axis()),
    "at once": replace(PLAN, points=((1.0, 0.01), (2.0, 0.005)), longest=None, planned=1, planned_label=LONG),
    "never": replace(PLAN, points=((0.0, math.inf),), mde=None, longest=None),
    "labels in one corner": replace(PLAN, mde=0.0605, longest=16, planned=None, planned_label=""),
    "many weeks": replace(PLAN, points=tuple((float(w), 2 / w) for w in range(1, 60)), longest=58, mde_label=LONG),
    "crowded sides": replace(PLAN, beside=Axis(ticks=tuple(Tick(at=n / 1000, label=LONG) for n in range(60)))),
    "one day": replace(
        SERIES,
        observed=((5.0, -3.0),),
        counterfactual=(Counterfactual(x=5, value=-4, low=-math.inf, high=math.inf),),
        control=(),
        start=5,
    ),
    "nothing seen": replace(SERIES, observed=(), counterfactual=(), control=(), start=None),
    "gaps": replace(SERIES, observed=((1.0, None), (2.0, 4.0), (3.0, None), (4.0, 5.0), (5.0, 6.0), (6.0, math.inf))),
    "start at the end": replace(SERIES, start=59, words=replace(SERIES.words, start="the day of the launch")),
    "one link": MetricChain(title="One", links=(ChainLink(role=LONG, name=LONG, value=LONG),)),
    "hostile chain": MetricChain(
        title=HOSTILE, links=(ChainLink(role=HOSTILE, name=HOSTILE, value=HOSTILE, evidence=LONG), CHAIN.links[0])
    ),
    "no links": MetricChain(title="None", links=()),
    "200 bars": replace(PORTFOLIO, bars=bars(200)),
    "no bars": replace(PORTFOLIO, bars=(), words=replace(PORTFOLIO.words, interval="")),
}
EVERY: Final = {**USUAL, **EXTREME}
