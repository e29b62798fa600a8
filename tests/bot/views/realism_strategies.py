"""Random remarks on how realistic a plan is: every kind, with figures at their worst."""

from datetime import date

from hypothesis import strategies as st

from bot.domain.ids import QuestionId
from bot.domain.impact import Money, Standing
from bot.domain.priors import Source
from bot.domain.remarks import (
    BudgetRemark,
    DayRemark,
    Expected,
    LiftRemark,
    NoBudgetRemark,
    Realism,
    ReturnsRemark,
    TimelineRemark,
    Unbudgeted,
    UsualDays,
)
from bot.statistics.break_even_summary import Payback
from bot.statistics.usual_lifts import Prior, PriorSource
from tests.bot.views.nasty import levels, typed

days = st.dates(date(2020, 1, 1), date(2099, 12, 31))
counts = st.integers(0, 10**9)
money = st.builds(
    Money,
    amount=levels,
    currency=st.sampled_from(["EUR", "USD", "JPY", "XYZ"]),
    low=st.none() | levels,
    high=st.none() | levels,
)
sources = st.builds(
    Source,
    name=typed,
    year=st.integers(1900, 2200),
    stated_on=days,
    sample=st.none() | st.integers(1, 10**9),
    found=typed,
    is_own=st.booleans(),
)
usual_days = st.builds(
    UsualDays,
    low=counts,
    high=counts,
    fastest=st.floats(0, 1e9),
    source=st.none() | sources,
    projects=st.integers(5, 300),
    from_years=st.none() | st.floats(0, 100),
    until_years=st.none() | st.floats(0, 100),
)
lifts = st.builds(
    LiftRemark,
    expected=st.floats(0, 1e300),
    of=st.sampled_from(Expected),
    prior=st.builds(
        Prior, sd=st.floats(0.001, 2), source=st.sampled_from(PriorSource), experiments=st.integers(0, 300)
    ),
    limit=st.floats(0.001, 6),
    source=st.none() | sources,
)
day_remarks = st.builds(
    DayRemark,
    question=st.sampled_from([QuestionId("value_expected_by"), QuestionId("deadline")]),
    day=days,
    proof=days,
    days=counts,
    is_shortest=st.booleans(),
)
returns = st.builds(
    ReturnsRemark,
    day=days,
    days=st.integers(-(10**6), 10**6),
    low_years=st.none() | st.floats(0, 100),
    high_years=st.none() | st.floats(0, 100),
    within_a_year=st.none() | st.floats(0, 1),
    source=st.none() | sources,
    own=st.none() | usual_days,
)
months = st.none() | st.floats(0, 1e300)
paybacks = st.builds(
    Payback,
    low=levels,
    high=levels,
    covered=st.floats(0, 1),
    months=months,
    soonest=months,
    latest=months,
    seed=st.none() | counts,
)
budgets = st.one_of(
    st.builds(
        BudgetRemark,
        budget=money,
        value=money,
        standing=st.sampled_from(Standing),
        needed=st.none() | st.floats(0, 1e300),
        wait=st.none() | counts,
        payback=st.none() | paybacks,
    ),
    st.builds(NoBudgetRemark, why=st.sampled_from(Unbudgeted), budget=st.none() | money, currency=st.just("USD")),
)
realisms = st.builds(
    Realism,
    timeline=st.none() | st.builds(TimelineRemark, planned=st.none() | counts, usual=usual_days),
    lift=st.none() | lifts,
    days=st.lists(day_remarks, max_size=2).map(tuple),
    returns=st.none() | returns,
    money=budgets,
)
