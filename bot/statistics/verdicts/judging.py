"""Judging a plan: the arithmetic of the chosen design, the ways out of a no, and the ladder below it."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.statistics import detectable
from bot.statistics.detectable import SeriesDesign
from bot.statistics.longitudinal_summary import FEWEST_RANKED, MOST_CONTROLS
from bot.statistics.planning.designs import Clusters, Design, Length, MetricType, Plan, Switchback
from bot.statistics.planning.plan import plan
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.verdicts.summary import Method, Question, Step, Verdict, Way, WayOut

RANDOMISED: Final = (Method.AB, Method.CLUSTER, Method.SWITCHBACK)
USUAL_CLUSTERS: Final = Clusters(size=20, icc=0.02)
"""What a cluster design is shown with while nobody has said how large and how alike the clusters are."""
USUAL_CORRELATION: Final = 0.7
"""Between the treated and the comparison group's days, where a difference in differences is worth trying."""
FIT_SHARE: Final = 0.6
"""What a synthetic control usually leaves of a series' spread."""
DONORS: Final = 24
"""What a synthetic control is shown with while nobody has said how many units it may be mixed from."""
_BEST_CORRELATION: Final = 0.95
"""No period before an experiment tells more of the one after."""
_PERIODS_A_DAY: Final = 2.0
_DAYS: Final = 7


def judge(question: Question) -> Verdict:
    """The verdict on a plan; NotComputable names what its numbers do not allow."""
    if question.design.baseline == 0:
        words = "The baseline is zero: no effect is a share of it."
        raise NotComputable(Reason.NOT_ESTIMABLE, words, field="baseline")
    if question.method in RANDOMISED:
        return _randomised(question)
    return _longitudinal(question)


def _randomised(question: Question) -> Verdict:
    design = _designed(question, question.method)
    planned = plan(design)
    fits = _length(planned).fits
    found = planned.detectable_at_longest
    detects = found.relative if found else None
    ladder = tuple(_ladder(question))
    ways = () if fits else tuple(_ways(question, planned, ladder))
    return Verdict(
        method=question.method,
        fits=fits,
        longest_weeks=design.longest_weeks,
        effect=_share(design),
        detects=_less_noise(detects, design),
        length=_length(planned),
        detectable=found,
        by_week=tuple(_less_noise(each.relative if each else None, design) for each in planned.detectable_by_week),
        ways=ways,
        ladder=ladder,
        history=question.history,
    )


def _longitudinal(question: Question) -> Verdict:
    design = question.design
    effect = _share(design)
    detects = _of_series(question, question.method, design.longest_weeks)
    fits = detects is not None and detects <= effect
    ladder = tuple(_ladder(question))
    is_synthetic = question.method is Method.SYNTHETIC_CONTROL
    ways = () if fits else (*_more_donors(question), *_ways_over_time(detects, effect, ladder, question.method))
    by_week = tuple(_of_series(question, question.method, week) for week in range(1, design.longest_weeks + 1))
    return Verdict(
        method=question.method,
        fits=fits,
        longest_weeks=design.longest_weeks,
        effect=effect,
        detects=detects,
        length=None,
        detectable=None,
        by_week=by_week,
        ways=ways,
        ladder=ladder,
        history=question.history,
        donors=_donors(question) if is_synthetic else None,
    )


def _donors(question: Question) -> int:
    return DONORS if question.donors is None else question.donors


def _rank_alpha(question: Question) -> float:
    """The level that the rank among placebos must reach: that of the interval which is told, or a smaller one."""
    return min(question.design.alpha, 1 / (FEWEST_RANKED + 1))


def _more_donors(question: Question) -> Iterator[Way]:
    """Where no rank among so few donors could reach alpha, how many could; none where they would not fit in results."""
    needed = math.ceil(1 / _rank_alpha(question) - 1 - 1e-9)
    if question.method is Method.SYNTHETIC_CONTROL and _donors(question) < needed <= MOST_CONTROLS:
        yield Way(kind=WayOut.MORE_DONORS, figure=needed)


def _share(design: Design) -> float:
    """The effect that matters as a share of the baseline, without its sign."""
    return abs(design.mde if design.mde_is_relative else design.mde / design.baseline)


def _less_noise(share: float | None, design: Design) -> float | None:
    """What is detectable with the covariate: its variance falls by 1 - rho^2, so the effect by the root (CUPED)."""
    if share is None or design.rho is None:
        return share
    return share * math.sqrt(1 - design.rho**2)


def _ways(question: Question, planned: Plan, ladder: tuple[Step, ...]) -> Iterator[Way]:
    """The ways out of a no, cheapest first; each is one change alone, computed."""
    design, length = _designed(question, question.method), _length(planned)
    found = planned.detectable_at_longest
    detects = _less_noise(found.relative if found else None, design)
    if detects is not None:
        yield Way(kind=WayOut.LARGER_EFFECT, figure=detects)
    yield Way(kind=WayOut.LONGER, figure=length.weeks, weeks=length.weeks)
    if planned.minimal_traffic is not None and question.method is not Method.SWITCHBACK:
        noise = 1 - design.rho**2 if design.rho is not None else 1.0
        yield Way(kind=WayOut.MORE_TRAFFIC, figure=math.ceil(planned.minimal_traffic * noise))
    if planned.minimal_traffic is not None and design.rho is None and question.method is Method.AB:
        needed = math.sqrt(max(0.0, 1 - design.daily_traffic * design.allocation / planned.minimal_traffic))
        if needed <= _BEST_CORRELATION:
            yield Way(kind=WayOut.LESS_NOISE, figure=math.ceil(needed * 100) / 100)
    if detects is not None:
        yield Way(kind=WayOut.CLOSER_METRIC, figure=detects / _share(design))
    yield from _other_designs(ladder, question.method)


def _ways_over_time(detects: float | None, effect: float, ladder: tuple[Step, ...], chosen: Method) -> Iterator[Way]:
    if detects is not None:
        yield Way(kind=WayOut.LARGER_EFFECT, figure=detects)
        yield Way(kind=WayOut.CLOSER_METRIC, figure=detects / effect)
    yield from _other_designs(ladder, chosen)


def _other_designs(ladder: tuple[Step, ...], chosen: Method) -> Iterator[Way]:
    for step in ladder:
        if step.fits and step.method is not chosen and step.detects is not None:
            yield Way(kind=WayOut.OTHER_DESIGN, figure=step.detects, method=step.method)


def _ladder(question: Question) -> Iterator[Step]:
    """Every design on the same numbers, each with what it detects within the longest run."""
    for method in Method:
        if method is Method.SWITCHBACK and question.carries_over:
            yield Step(method=method, detects=None, fits=False, barred=True)
            continue
        try:
            yield _randomised_step(question, method) if method in RANDOMISED else _step_over_time(question, method)
        except NotComputable:
            yield Step(method=method, detects=None, fits=False)


def _randomised_step(question: Question, method: Method) -> Step:
    design = _designed(question, method)
    planned = plan(design)
    found = planned.detectable_at_longest
    detects = _less_noise(found.relative if found else None, design)
    return Step(method=method, detects=detects, fits=_length(planned).fits)


def _step_over_time(question: Question, method: Method) -> Step:
    detects = _of_series(question, method, question.design.longest_weeks)
    return Step(method=method, detects=detects, fits=detects is not None and detects <= _share(question.design))


def clusters_of(design: Design, method: Method) -> Clusters | None:
    """The clusters that a method runs in, the usual ones where nobody has named any; None for all others."""
    return design.clusters or USUAL_CLUSTERS if method is Method.CLUSTER else None


def _designed(question: Question, method: Method) -> Design:
    """The design as a randomised method runs it, with the usual clusters and periods where nobody has named any."""
    design = question.design
    clusters = clusters_of(design, method)
    switchback = _periods(question) if method is Method.SWITCHBACK else None
    return replace(design, clusters=clusters, switchback=switchback)


def _length(planned: Plan) -> Length:
    """How long it runs, with the covariate where there is one."""
    return planned.with_cuped or planned.length


def _periods(question: Question) -> Switchback:
    """Half-day periods whose spread is that of half days in the metric's past."""
    design = question.design
    if design.switchback is not None:
        return design.switchback
    sampling, own = _noise(question)
    spread = abs(design.baseline) * math.hypot(sampling * math.sqrt(_PERIODS_A_DAY), own)
    return Switchback(periods_per_day=_PERIODS_A_DAY, period_sd=spread)


def _noise(question: Question) -> tuple[float, float]:
    """The spread of a day as shares of the level: what so many units leave by chance, and what the metric does itself.

    A day of few units is noisy however calm the business is: without the first part a before-and-after study would
    promise to see what no experiment on the same units could.
    """
    design, history = question.design, question.history
    of_a_unit = math.sqrt(design.baseline * (1 - design.baseline)) if _is_rate(design) else design.sd or 0.0
    sampling = of_a_unit / abs(design.baseline) / math.sqrt(design.daily_traffic)
    if history.assumed:
        return sampling, history.spread
    sampling = min(sampling, history.spread)
    return sampling, math.sqrt(history.spread**2 - sampling**2)


def _is_rate(design: Design) -> bool:
    return design.metric is MetricType.PROPORTION


def _of_series(question: Question, method: Method, weeks: int) -> float | None:
    """What a design over time detects after so many weeks, as a share of the level.

    With a comparison group each side has half of the units; what the metric does itself is shared by both.
    """
    sampling, own = _noise(question)
    half = sampling * math.sqrt(2)
    try:
        match method:
            case Method.INTERRUPTED_TIME_SERIES:
                return detectable.interrupted(_series(question, math.hypot(sampling, own), weeks))
            case Method.DIFFERENCE_IN_DIFFERENCES | Method.STAGED_ROLLOUT:
                side = math.hypot(half, own)
                shared = USUAL_CORRELATION * own**2 / side**2
                return detectable.difference_in_differences(
                    _series(question, side, weeks), sd_control=side, correlation=shared
                )
            case _:
                series = _series(question, math.hypot(half, own * FIT_SHARE), weeks)
                return detectable.synthetic_control(
                    replace(series, alpha=_rank_alpha(question)), donors=_donors(question)
                )
    except NotComputable:
        return None


def _series(question: Question, sd: float, weeks: int) -> SeriesDesign:
    return SeriesDesign(
        sd=sd,
        autocorrelation=question.history.autocorrelation,
        points_before=question.history.days,
        points_after=_DAYS * weeks,
        alpha=question.design.alpha,
        power=question.design.power,
    )
