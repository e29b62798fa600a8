"""What a plan promises beyond its primary metric: the wait for outcomes, a fixed pool, and every guardrail's margin."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.statistics.planning import guardrails
from bot.statistics.planning.designs import Design, Length
from bot.statistics.planning.durations import weeks_for
from bot.statistics.reasons import NotComputable
from bot.statistics.verdicts.judging import clusters_of, judge
from bot.statistics.verdicts.summary import Guarded, GuardrailPower, Method, Promise, Question, Verdict, Way, WayOut

_BY_UNITS: Final = frozenset({Method.AB, Method.CLUSTER})
"""Designs whose units are those that guardrails are measured on: a switchback's are periods."""
_BEST_CORRELATION: Final = 0.95
"""No period before an experiment tells more of the one after."""


def promise(question: Question) -> Verdict:
    """The verdict on a plan with all that it would promise; NotComputable names what its numbers do not allow."""
    verdict = judge(question)
    return replace(
        verdict,
        horizon_days=question.horizon_days,
        willing_weeks=question.willing_weeks,
        pool=question.design.pool if question.method in _BY_UNITS else None,
        ways=tuple(_ways(question, verdict)),
        guardrails=tuple(_guardrails(question, verdict)),
    )


def _ways(question: Question, verdict: Verdict) -> Iterator[Way]:
    """The ways out as they hold with the wait for outcomes, for a fixed pool, and for what happens only once."""
    is_pool = question.design.pool is not None and question.method in _BY_UNITS
    for way in verdict.ways:
        if way.kind is WayOut.LONGER and is_pool and verdict.length is not None:
            yield from _ways_of_pool(question, verdict.length)
        elif way.kind is WayOut.LONGER:
            weeks = round(way.figure) + math.ceil(question.horizon_days / 7)
            yield replace(way, figure=weeks, weeks=weeks)
        elif way.kind is not WayOut.LESS_NOISE or question.has_before:
            yield way


def _ways_of_pool(question: Question, length: Length) -> Iterator[Way]:
    """More of the same units, or less noise on those that are there: a longer run brings no more of them."""
    design = question.design
    yield Way(kind=WayOut.MORE_UNITS, figure=length.n_total)
    rho = math.ceil(math.sqrt(max(0.0, 1 - (length.brought_per_arm or 0) / length.n_per_arm)) * 100) / 100
    if question.has_before and design.rho is None and question.method is Method.AB and rho <= _BEST_CORRELATION:
        yield Way(kind=WayOut.LESS_NOISE, figure=rho)


def _guardrails(question: Question, verdict: Verdict) -> Iterator[GuardrailPower]:
    """What the planned units can prove of each margin; nothing for a design whose units are not the guardrails'."""
    length = verdict.length
    if length is None or question.method not in _BY_UNITS:
        return
    planned = length.planned_per_arm if verdict.fits else question.design.brought_per_arm(verdict.longest_weeks)
    wanted = _each(question)
    for each in question.guardrails:
        yield _promised(each, question, planned, wanted)


def _each(question: Question) -> float:
    """The power that each guardrail needs so that all of them together keep the planned one: what may be missed is
    shared out among them (Bonferroni), because a win is launched only if every margin is proven.
    """
    count = sum(each.margin is not None for each in question.guardrails)
    return 1 - (1 - question.design.power) / max(1, count)


def _promised(guarded: Guarded, question: Question, planned: int, wanted: float) -> GuardrailPower:
    if guarded.margin is None:
        return GuardrailPower(name=guarded.name, said=Promise.NO_MARGIN)
    if guarded.level is None:
        return GuardrailPower(name=guarded.name, said=Promise.NO_LEVEL, margin=guarded.margin)
    design, clusters = question.design, clusters_of(question.design, question.method)
    try:
        test = guardrails.test_of(guarded.level, guarded.sd, guarded.margin)
        needed = guardrails.needed(test, wanted, clusters)
    except NotComputable:
        return GuardrailPower(name=guarded.name, said=Promise.NOT_COMPUTABLE, margin=guarded.margin)
    return GuardrailPower(
        name=guarded.name,
        said=Promise.PROVABLE if needed <= planned else Promise.TOO_FEW,
        margin=guarded.margin,
        power=guardrails.power(test, planned, clusters),
        n_per_arm=needed,
        wanted=wanted,
        weeks=_weeks(design, needed),
    )


def _weeks(design: Design, per_arm: int) -> int | None:
    """Whole weeks of traffic until each arm has so many units, None where no more will come."""
    return None if design.pool is not None else weeks_for(per_arm * design.arms, design.units_per_day)
