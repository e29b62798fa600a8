"""From the answers to the question of arithmetic: whether this experiment can show the effect that matters."""

import hashlib
from typing import Final

from bot.domain.charter import Charter
from bot.domain.experiments.carry_over import outlasts
from bot.domain.experiments.duration import (
    POOL,
    TRAFFIC,
    daily_units,
    horizon_days,
    longest_weeks,
    pool_of,
    weeks_of_entry,
)
from bot.domain.experiments.guardrails import guardrails_of
from bot.domain.experiments.one_time_events import happens_once
from bot.domain.experiments.own_answers import number_of
from bot.domain.experiments.past import past_of
from bot.domain.experiments.plan import NO_EXPERIMENT, PlanIncomplete
from bot.domain.ids import QuestionId
from bot.domain.metrics import Direction, Observation, Unit, UnitKind, unit_of
from bot.domain.refusal import BadFields
from bot.domain.text import shorten
from bot.statistics.planning.designs import Clusters, Design, MetricType, Switchback
from bot.statistics.reasons import NotComputable
from bot.statistics.verdicts.summary import Guarded, History, Method, Question

_METRIC_MOST: Final = 60
_DEFAULT_ALPHA, _DEFAULT_POWER, _DEFAULT_ARMS = 0.05, 0.8, 2
_FIELDS: Final = {
    "mde": "mde",
    "baseline": "primary_baseline",
    "sd": "spread",
    "daily_traffic": TRAFFIC,
    "pool": POOL,
    "arms": "arms",
    "alpha": "alpha",
    "power": "power",
    "longest_weeks": "longest_run",
    "rho": "pre_period_correlation",
    "icc": "cluster_correlation",
    "cluster_size": "cluster_size",
    "periods_per_day": "periods_per_day",
    "period_sd": "spread",
}
"""The question whose answer the arithmetic blames."""

_OF_DESIGN: Final = {
    Method.CLUSTER.value: ("cluster_size", "cluster_correlation"),
    Method.SYNTHETIC_CONTROL.value: ("donors",),
}
"""What a design cannot be judged without."""
_USUAL_PERIODS: Final = 2.0


def needed_for_verdict(charter: Charter) -> tuple[QuestionId, ...]:
    """The questions without whose answers there is no verdict yet, in the order of the page."""
    missing = []
    if charter.choice("design") in (None, NO_EXPERIMENT):
        missing.append("design")
    if charter.quantity(TRAFFIC) is None and charter.quantity(POOL) is None:
        missing.append(TRAFFIC)
    if charter.quantity("mde") is None:
        missing.append("mde")
    missing += [each for each in _OF_DESIGN.get(charter.choice("design") or "", ()) if charter.quantity(each) is None]
    if primary_level(charter) is None:
        missing.append("primary_baseline")
    elif metric_type(charter) is None:
        missing.append("spread")
    return tuple(QuestionId(each) for each in missing)


def metric_type(charter: Charter) -> MetricType | None:
    """A mean where a spread was given, a rate where the baseline is a share; None where neither can be told.

    What is counted per something else than the unit of randomisation is a ratio, and has a spread like a mean.
    """
    is_ratio = counted_otherwise(charter)
    if charter.quantity("spread") is not None:
        return MetricType.RATIO if is_ratio else MetricType.MEAN
    if is_ratio:
        return None
    baseline = primary_level(charter)
    is_share = baseline is not None and primary_unit(charter).kind is UnitKind.PERCENT and 0 < baseline < 1
    return MetricType.PROPORTION if is_share else None


def counted_otherwise(charter: Charter) -> bool:
    """Whether the metric is counted per something else than what is randomised; not where either was left open."""
    counted, randomised = charter.text("counted_per"), charter.text("randomisation_unit")
    return counted is not None and randomised is not None and _singular(counted) != _singular(randomised)


def _singular(name: str) -> str:
    """What two spellings of one unit share: no capitals, single blanks, no plural in s."""
    return " ".join(name.casefold().split()).removesuffix("s")


def primary_unit(charter: Charter) -> Unit:
    """The unit of the primary metric: that of its own baseline, else that of the business metric."""
    own = charter.quantity("primary_baseline")
    if own is None:
        return unit_of(charter.text("metric_unit") or "")
    if own.unit in ("percent", "ratio"):
        return Unit(kind=UnitKind.PERCENT, label="%")
    if own.unit.startswith("currency:"):
        return Unit(kind=UnitKind.MONEY, label=own.unit.partition(":")[2])
    return Unit(kind=UnitKind.PLAIN, label="")


def primary_level(charter: Charter) -> float | None:
    """Where the primary metric stands today: its own baseline, else that of the business metric."""
    answer = charter.quantity("primary_baseline") or charter.quantity("baseline")
    return None if answer is None else answer.value


def wanted_of(charter: Charter) -> Direction:
    """The way in which the smallest effect worth having goes: by its sign, else the way that is better for the metric.

    BadFields where the sign says that a fall is wanted of what should rise, or the other way round.
    """
    mde, better = charter.quantity("mde"), charter.choice("metric_direction")
    signed = mde is not None and (mde.value < 0 or mde.typed.lstrip().startswith("+"))
    by_sign = Direction.DOWN if mde is not None and mde.value < 0 else Direction.UP
    if better is None or not is_about_business(charter):
        return by_sign
    if signed and by_sign is not Direction(better):
        way = "higher" if better == Direction.UP else "lower"
        raise BadFields({QuestionId("mde"): f"Better is {way} for this metric, but this change goes the other way."})
    return Direction(better)


def is_about_business(charter: Charter) -> bool:
    """Whether the primary metric is the business metric itself: the page says to leave its own baseline empty then."""
    return charter.quantity("primary_baseline") is None


def question_of(charter: Charter, observations: tuple[Observation, ...]) -> Question:
    """The plan as arithmetic sees it; PlanIncomplete names what is missing, BadFields what cannot be."""
    missing = needed_for_verdict(charter)
    if missing:
        raise PlanIncomplete(missing, words="There is no verdict yet.")
    try:
        question = Question(
            method=method_of(charter),
            design=_design(charter),
            history=_history(charter, observations),
            horizon_days=horizon_days(charter),
            willing_weeks=longest_weeks(charter),
            has_before=not (metric_type(charter) is MetricType.PROPORTION and happens_once(_primary_name(charter))),
            guardrails=tuple(
                Guarded(name=each.name, margin=each.margin, level=each.level, sd=each.sd)
                for each in guardrails_of(charter)
            ),
            donors=None if (donors := number_of(charter, "donors")) is None else int(donors),
            carries_over=horizon_days(charter) > _period(charter)
            or outlasts(charter.text("primary_metric") or "", _period(charter)),
        )
    except NotComputable as wrong:
        raise BadFields({_blamed(wrong): wrong.words}) from None
    if question.carries_over and question.method is Method.SWITCHBACK:
        metric = shorten(charter.text("primary_metric") or "", _METRIC_MOST)
        raise BadFields(
            {
                QuestionId("design"): f"“{metric}” lasts longer than a period of a switchback, so what one period does "
                "shows in the next. Choose another design, or a metric that is over within a period. "
                "Example: Orders per hour"
            }
        )
    return question


def unreckonable(charter: Charter, observations: tuple[Observation, ...]) -> dict[QuestionId, str]:
    """Answers that allow no verdict though none is missing, each with the words for its field."""
    try:
        question_of(charter, observations)
    except BadFields as wrong:
        return wrong.errors
    except PlanIncomplete:
        return {}
    return {}


def question_key(charter: Charter, observations: tuple[Observation, ...]) -> str | None:
    """Names what the arithmetic is asked, so that its answer is known to be about these answers; None without any."""
    try:
        question = question_of(charter, observations)
    except (PlanIncomplete, BadFields):
        return None
    return hashlib.sha256(repr(question).encode()).hexdigest()[:32]


def _primary_name(charter: Charter) -> str:
    return charter.text("primary_metric") or charter.text("metric_name") or ""


def _blamed(wrong: NotComputable) -> QuestionId:
    return QuestionId(_FIELDS.get(wrong.field or "", "mde"))


def _period(charter: Charter) -> float:
    """How long a period of a switchback is, in days."""
    return 1 / (number_of(charter, "periods_per_day") or _USUAL_PERIODS)


def method_of(charter: Charter) -> Method:
    """The design that was chosen."""
    return Method(charter.choice("design") or "")


def _design(charter: Charter) -> Design:
    mde = charter.quantity("mde")
    sign = 1 if wanted_of(charter) is Direction.UP else -1
    spread = number_of(charter, "spread")
    return Design(
        metric=metric_type(charter) or MetricType.MEAN,
        baseline=primary_level(charter) or 0.0,
        mde=sign * abs(mde.value) if mde else 0.0,
        mde_is_relative=mde is not None and mde.unit == "relative_change",
        sd=spread,
        daily_traffic=daily_units(charter) or 0.0,
        arms=int(_DEFAULT_ARMS if (arms := number_of(charter, "arms")) is None else arms),
        alpha=number_of(charter, "alpha") or _DEFAULT_ALPHA,
        power=number_of(charter, "power") or _DEFAULT_POWER,
        longest_weeks=weeks_of_entry(charter),
        pool=pool_of(charter),
        rho=number_of(charter, "pre_period_correlation"),
        clusters=_clusters(charter),
        switchback=_switchback(charter),
    )


def _clusters(charter: Charter) -> Clusters | None:
    size, icc = number_of(charter, "cluster_size"), number_of(charter, "cluster_correlation")
    return None if size is None else Clusters(size=size, icc=icc or 0.0)


def _switchback(charter: Charter) -> Switchback | None:
    periods, spread = number_of(charter, "periods_per_day"), number_of(charter, "spread")
    return None if periods is None or spread is None else Switchback(periods_per_day=periods, period_sd=spread)


def _history(charter: Charter, observations: tuple[Observation, ...]) -> History:
    """The past of the metric that decides: what is logged is the business metric and says nothing of another one."""
    days = int(number_of(charter, "history_days") or 0)
    return past_of(observations if is_about_business(charter) else (), days=days or None)
