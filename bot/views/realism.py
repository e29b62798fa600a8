"""How realistic a plan is, in words: at the head of its page, at the end of the kickoff, and beside an impact."""

from collections.abc import Sequence
from typing import Final, TypeAlias, assert_never

from bot.domain.impact import Money
from bot.domain.priors import Source
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
    Unbudgeted,
)
from bot.statistics.break_even_summary import Payback
from bot.statistics.portfolio_summary import DRAWS
from bot.statistics.usual_lifts import PriorSource
from bot.views.alerts import Level, notice
from bot.views.blocks import actions, button, section
from bot.views.degree import Degree
from bot.views.durations import months_text
from bot.views.lines import Line
from bot.views.names import one_line
from bot.views.realism_briefly import BRIEFLY, brief_lines
from bot.views.rendered import Block
from bot.views.words import Words

REALISM: Final = "realism/realism"
MOVES_REALISM: Final = frozenset({"ml_years", "days_to_deploy", "annual_budget", "value_expected_by"})
"""The questions whose answers the remarks follow while they are typed."""
_Remark: TypeAlias = TimelineRemark | LiftRemark | DayRemark | ReturnsRemark
_SOURCE_MOST: Final = 100


def realism_blocks(realism: Realism, words: Words, degree: Degree, *, project: str, is_detailed: bool) -> list[Block]:
    """The remarks at the head of their page: a line each, or whole and with their sources once somebody asks for that.

    The ids of the blocks stay, so that fields keep what is typed.
    """
    level: Level = "warning" if realism.doubts else "info"
    headline: Block = {"block_id": "realism", **notice(headline_of(realism, words), level, degree)}
    way = "less" if is_detailed else "more"
    other = button(words.plain(BRIEFLY, f"{way}_button"), "realism.details", f"{project}|{way}")
    if not is_detailed:
        return [headline, {"block_id": "realism_known", **section(_joined(brief_lines(realism, words)), other)}]
    known, money = _paragraphs(realism, words)
    told = [("realism_known", known), ("realism_money", money)] if known else [("realism_money", money)]
    blocks = [{"block_id": name, **section(_joined(lines))} for name, lines in told]
    return [headline, *blocks, {"block_id": "realism_ways", **actions(other)}]


def realism_lines(realism: Realism, words: Words) -> tuple[Line, ...]:
    """The same as one paragraph for a sheet: what is worth another look, then the money; sources stand on the page."""
    doubtful: list[_Remark] = [*realism.days]
    if realism.returns is not None:
        doubtful.append(realism.returns)
    if realism.lift is not None and realism.lift.is_implausible:
        doubtful.insert(0, realism.lift)
    if realism.timeline is not None and realism.timeline.is_unrealistic:
        doubtful.insert(0, realism.timeline)
    return (
        headline_of(realism, words),
        *(Line("• ") + _remark(each, words) for each in doubtful),
        *(Line("• ") + line for line in budget_lines(realism.money, words)),
    )


def realism_brief(realism: Realism, words: Words) -> tuple[Line, ...]:
    """The two things of which a sponsor asks first, each on a line: the days to the first use, and the break-even."""
    timeline = () if realism.timeline is None else (_timeline(realism.timeline, words),)
    money = realism.money
    if isinstance(money, NoBudgetRemark):
        return (*timeline, _no_budget(money, words))
    even = words.line(REALISM, "undrawn") if money.payback is None else _break_even(money.payback, money.wait, words)
    return (*timeline, even)


def headline_of(realism: Realism, words: Words) -> Line:
    """What all remarks come to."""
    if realism.doubts:
        return words.line(REALISM, "doubts", count=realism.doubts)
    is_silent = isinstance(realism.money, NoBudgetRemark) and realism.timeline is None and realism.lift is None
    return words.line(REALISM, "nothing_yet" if is_silent else "sound")


def budget_lines(money: MoneyRemark, words: Words) -> tuple[Line, ...]:
    """A budget beside the value with its break-even, or the one line that says what is missing."""
    match money:
        case NoBudgetRemark():
            return (_no_budget(money, words),)
        case BudgetRemark():
            return _budget(money, words)
        case _:
            assert_never(money)


def _paragraphs(realism: Realism, words: Words) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """What is known of plans like this, with its sources, and the money."""
    remarks = (realism.timeline, realism.lift, *realism.days, realism.returns)
    known = tuple(line for each in remarks if each is not None for line in _with_source(each, words))
    return known, budget_lines(realism.money, words)


def _with_source(remark: _Remark, words: Words) -> tuple[Line, ...]:
    line, source = _remark(remark, words), _source_of(remark)
    return (line,) if source is None else (line + Line(" ") + _source(source, words),)


def _remark(remark: _Remark, words: Words) -> Line:
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


def _source_of(remark: _Remark) -> Source | None:
    match remark:
        case TimelineRemark():
            return remark.usual.source
        case LiftRemark() | ReturnsRemark():
            return remark.source
        case DayRemark():
            return None
        case _:
            assert_never(remark)


def _source(source: Source, words: Words) -> Line:
    return words.line(
        REALISM,
        "source",
        is_own=source.is_own,
        name=one_line(source.name, _SOURCE_MOST),
        year=str(source.year),
        sample="" if source.sample is None else words.figures.number(source.sample),
        day=words.figures.day(source.stated_on),
    )


def _timeline(remark: TimelineRemark, words: Words) -> Line:
    usual, number = remark.usual, words.figures.number
    values = {
        "low": number(usual.low),
        "high": number(usual.high),
        "planned": "" if remark.planned is None else number(remark.planned),
        "is_unrealistic": remark.is_unrealistic,
    }
    if usual.source is None:
        own = {"projects": number(usual.projects), "fastest": number(round(usual.fastest))}
        return words.line(REALISM, "timeline_own", **values, **own)
    until = "" if usual.until_years is None else number(usual.until_years)
    return words.line(REALISM, "timeline_stated", **values, **{"from": number(usual.from_years or 0), "until": until})


def _lift(remark: LiftRemark, words: Words) -> Line:
    percent, prior = words.figures.percent, remark.prior
    is_own = prior.source is PriorSource.OWN_EXPERIMENTS
    return words.line(
        REALISM,
        "lift",
        of=remark.of.value,
        expected=percent(float(f"{remark.expected:.3g}")),
        usual=percent(float(f"{prior.sd:.2g}")),
        experiments=words.figures.number(prior.experiments) if is_own else "",
        limit=percent(float(f"{remark.limit:.2g}")),
        is_implausible=remark.is_implausible,
        is_large=abs(remark.expected) > prior.sd,
    )


def _day(remark: DayRemark, words: Words) -> Line:
    return words.line(
        REALISM,
        "day_deadline" if remark.question == DEADLINE else "day_value",
        day=words.figures.day(remark.day),
        proof=words.figures.day(remark.proof),
        days=words.figures.number(remark.days),
        is_shortest=remark.is_shortest,
    )


def _returns(remark: ReturnsRemark, words: Words) -> Line:
    number, days = words.figures.number, words.figures.number(remark.days)
    own = remark.own
    if own is not None:
        ends = {"low": number(own.low), "high": number(own.high)}
        return words.line(REALISM, "returns_own", days=days, projects=number(own.projects), **ends)
    return words.line(
        REALISM,
        "returns_stated",
        days=days,
        low=number(remark.low_years or 0),
        high=number(remark.high_years or 0),
        share=words.figures.share(remark.within_a_year or 0),
    )


def _no_budget(money: NoBudgetRemark, words: Words) -> Line:
    budget = "" if money.budget is None else words.figures.annual(money.budget)
    match money.why:
        case Unbudgeted.NO_BUDGET | Unbudgeted.STOPPED:
            return words.line(REALISM, money.why.value)
        case Unbudgeted.NO_VALUE | Unbudgeted.NO_CHANGE:
            return words.line(REALISM, money.why.value, budget=budget)
        case Unbudgeted.OTHER_CURRENCY:
            return words.line(
                REALISM, money.why.value, budget=_in_its_currency(money.budget, words), currency=money.currency
            )
        case _:
            assert_never(money.why)


def _in_its_currency(budget: Money | None, words: Words) -> str:
    """With the code behind it: $ alone may be of several countries."""
    return "" if budget is None else f"{words.figures.annual(budget)} ({budget.currency})"


def _budget(money: BudgetRemark, words: Words) -> tuple[Line, ...]:
    payback = money.payback
    is_drawn = payback is not None and payback.seed is not None
    line = words.line(
        REALISM,
        "budget",
        budget=words.figures.annual(money.budget),
        value=words.figures.annual(money.value),
        standing=words.label("standing", money.standing),
        needed="" if money.needed is None else words.figures.percent(float(f"{money.needed:.2g}")),
        is_out_of_reach=money.needed is not None and money.needed > 1,
        covered=words.figures.share(payback.covered) if payback is not None and is_drawn else "",
    )
    if payback is None:
        return line, words.line(REALISM, "undrawn")
    even = _break_even(payback, money.wait, words)
    if payback.seed is None:
        return line, even
    drawn = words.line(REALISM, "draws", draws=words.figures.number(DRAWS), seed=str(payback.seed))
    return line, even + Line(" ") + drawn


def _break_even(payback: Payback, wait: int | None, words: Words) -> Line:
    if wait is None:
        return words.line(REALISM, "no_wait")
    soonest = "" if payback.seed is None or payback.soonest is None else months_text(payback.soonest, words)
    if payback.months is None:
        return words.line(REALISM, "never", soonest=soonest)
    return words.line(
        REALISM,
        "paid_back",
        months=months_text(payback.months, words),
        soonest=soonest,
        latest="" if payback.latest is None else months_text(payback.latest, words),
        wait=words.figures.number(wait),
    )


def _joined(lines: Sequence[Line]) -> Line:
    return Line("\n".join(line.source for line in lines))
