"""How realistic a plan is, a line for each remark; the whole of them, with their sources, stands behind a button."""

from typing import Final, assert_never

from bot.domain.realism.days import DEADLINE
from bot.domain.remarks import (
    BudgetRemark,
    DayRemark,
    LiftRemark,
    MoneyRemark,
    NoBudgetRemark,
    Realism,
    ReturnsRemark,
    TimelineRemark,
)
from bot.statistics.break_even_summary import Payback
from bot.views.durations import months_text
from bot.views.lines import Line
from bot.views.words import Words

BRIEFLY: Final = "realism/briefly"


def brief_lines(realism: Realism, words: Words) -> list[Line]:
    """Every remark on a line of its own; a budget that cannot be held against anything is no remark yet."""
    remarks = [realism.timeline, realism.lift, *realism.days, realism.returns]
    lines = [_remark(each, words) for each in remarks if each is not None]
    return [*lines, _money(realism.money, words)]


def _remark(remark: TimelineRemark | LiftRemark | DayRemark | ReturnsRemark, words: Words) -> Line:
    match remark:
        case TimelineRemark():
            return _timeline(remark, words)
        case LiftRemark():
            return _lift(remark, words)
        case DayRemark():
            return _day(remark, words)
        case ReturnsRemark():
            return _returns(remark, words)
        case _:
            assert_never(remark)


def _timeline(remark: TimelineRemark, words: Words) -> Line:
    number = words.figures.number
    return words.line(
        BRIEFLY,
        "timeline",
        low=number(remark.usual.low),
        high=number(remark.usual.high),
        is_own=remark.usual.source is None,
        planned="" if remark.planned is None else number(remark.planned),
        is_unrealistic=remark.is_unrealistic,
    )


def _lift(remark: LiftRemark, words: Words) -> Line:
    percent = words.figures.percent
    return words.line(
        BRIEFLY,
        "lift",
        of=remark.of.value,
        expected=percent(float(f"{remark.expected:.3g}")),
        usual=percent(float(f"{remark.prior.sd:.2g}")),
        limit=percent(float(f"{remark.limit:.2g}")),
        is_implausible=remark.is_implausible,
    )


def _day(remark: DayRemark, words: Words) -> Line:
    day, proof = words.figures.day(remark.day), words.figures.day(remark.proof)
    return words.line(BRIEFLY, "deadline" if remark.question == DEADLINE else "value_by", day=day, proof=proof)


def _returns(remark: ReturnsRemark, words: Words) -> Line:
    number, own = words.figures.number, remark.own
    low, high = (own.low, own.high) if own is not None else (remark.low_years or 0, remark.high_years or 0)
    return words.line(
        BRIEFLY, "returns", days=number(remark.days), low=number(low), high=number(high), is_own=own is not None
    )


def _money(money: MoneyRemark, words: Words) -> Line:
    match money:
        case NoBudgetRemark():
            return words.line(BRIEFLY, money.why.value)
        case BudgetRemark():
            return _budget(money, words)
        case _:
            assert_never(money)


def _budget(money: BudgetRemark, words: Words) -> Line:
    payback = money.payback
    return words.line(
        BRIEFLY,
        "budget",
        budget=words.figures.annual(money.budget),
        value=words.figures.annual(money.value),
        standing=words.label("standing", money.standing),
        is_known=payback is not None and money.wait is not None,
        months=_months(payback, words),
    )


def _months(payback: Payback | None, words: Words) -> str:
    return "" if payback is None or payback.months is None else months_text(payback.months, words)
