"""Random experiments: every state, with what people type at its worst and figures of any size."""

from dataclasses import replace

from hypothesis import strategies as st

from bot.domain.experiment_messages import (
    DecisionTold,
    ExperimentStarted,
    PlanAccepted,
    PlanLine,
    ReadoutCard,
    ReadoutDetails,
    RunLine,
)
from bot.domain.experiment_windows import DecideDialog, ReadoutDialog, ResultDialog
from bot.domain.impact import Grade
from bot.domain.message import Message
from bot.domain.metrics import Direction
from bot.domain.notes import Note, PlanNote, RunNote
from bot.domain.page_windows import VerdictLine
from bot.domain.readouts import Advice, Because, Choice, Decided, Readout, Recommendation
from bot.domain.windows import Dialog
from bot.statistics.arms.summary import ArmsReadout, CarryOver, Counted, Line, Novelty, PeriodsNote, Said
from bot.statistics.longitudinal_summary import (
    DonorWeight,
    Effect,
    GuardrailOverTime,
    LongitudinalReadout,
    PathPoint,
    SeriesErrors,
    SeriesWarning,
    SyntheticPoint,
    SyntheticReadout,
)
from bot.statistics.planning.designs import Detectable, Length
from bot.statistics.readout.experiments import Role
from bot.statistics.verdicts.summary import GuardrailPower, History, Method, Promise, Step, Verdict, Way, WayOut
from tests.bot.views.nasty import levels, typed
from tests.bot.views.strategies import cards, days, instants, plans, projects, units, users

shares = st.floats(0, 1, exclude_min=True)
counts = st.integers(1, 10**12)
names = st.lists(typed, max_size=9).map(tuple)
full_plans: st.SearchStrategy[PlanLine] = st.builds(
    replace,
    plans,
    design=st.sampled_from([*Method, "<a design of our own>"]),
    randomisation_unit=st.none() | typed,
    weeks=st.none() | st.integers(1, 10**6),
    n_total=st.none() | counts,
    effect=st.none() | levels.map(abs),
    wanted=st.none() | st.sampled_from(Direction),
    guardrails=names,
    horizon_days=st.integers(0, 10**6),
    pool=st.none() | counts,
    counted_per=st.none() | typed,
    counter_metric=st.none() | typed,
)
lines = st.builds(
    Line,
    metric=typed,
    role=st.sampled_from(Role),
    arm=st.integers(1, 3),
    said=st.sampled_from(Said),
    wanted_up=st.booleans(),
    control=levels,
    treatment=levels,
    difference=levels,
    low=st.none() | levels,
    high=st.none() | levels,
    always_low=st.none() | levels,
    always_high=st.none() | levels,
    se=st.none() | levels,
    p_value=st.none() | st.floats(0, 1),
    adjusted_p=st.none() | st.floats(0, 1),
    lift=st.none() | levels,
    lift_low=st.none() | levels,
    lift_high=st.none() | levels,
    margin=st.none() | shares,
    small_sample=st.booleans(),
    words=typed,
)


periods = st.builds(
    PeriodsNote,
    carry_over=st.none() | st.builds(CarryOver, difference=levels, low=levels, high=levels, differs=st.booleans()),
    weekdays=st.lists(st.integers(0, 6), unique=True).map(tuple),
    hours=st.lists(st.integers(0, 23), unique=True).map(tuple),
)


@st.composite
def arms(draw: st.DrawFn) -> ArmsReadout:
    """Two to four arms, each with its count, and lines about any but the control."""
    size = draw(st.integers(2, 4))
    each = st.lists(lines, max_size=30)
    return ArmsReadout(
        arms=tuple(draw(st.lists(typed, min_size=size, max_size=size))),
        counts=tuple(draw(st.lists(counts, min_size=size, max_size=size))),
        sample_ratio_p=draw(st.floats(0, 1)),
        mismatch=draw(st.booleans()),
        early=draw(st.booleans()),
        lines=tuple(replace(line, arm=1 + line.arm % (size - 1)) for line in draw(each)),
        novelty=draw(st.none() | st.builds(Novelty, first=levels, last=levels, fades=st.booleans())),
        exaggeration=draw(st.none() | st.floats(1, allow_infinity=False)),
        counted=draw(st.sampled_from(Counted)),
        periods=draw(st.none() | periods),
    )


effects = st.builds(Effect, value=levels, low=levels, high=levels)
series = st.builds(
    LongitudinalReadout,
    average=effects,
    cumulative=effects,
    relative=st.none() | levels,
    p_value=st.floats(0, 1),
    errors=st.sampled_from(SeriesErrors),
    autocorrelation=st.floats(-1, 1),
    durbin_watson=st.floats(0, 4),
    points_before=counts,
    points_after=counts,
    path=st.lists(
        st.builds(PathPoint, day=days, actual=levels, expected=levels, low=levels, high=levels), max_size=3
    ).map(tuple),
    warnings=st.lists(st.sampled_from(SeriesWarning), unique=True).map(tuple),
)
synthetics = st.builds(
    SyntheticReadout,
    effect=levels,
    relative=st.none() | levels,
    pre_rmspe=levels.map(abs),
    pre_mean=levels,
    rank=st.integers(1, 60),
    units=st.integers(6, 60),
    p_value=st.floats(0, 1),
    weights=st.lists(st.builds(DonorWeight, name=typed, weight=st.floats(0, 1)), max_size=9).map(tuple),
    path=st.lists(st.builds(SyntheticPoint, day=days, actual=levels, expected=levels), max_size=3).map(tuple),
    warnings=st.lists(st.sampled_from(SeriesWarning), unique=True).map(tuple),
    low=st.none() | levels,
    high=st.none() | levels,
    direction_p=st.floats(0, 1),
    points_before=counts,
    points_after=st.integers(0, 3),
)
guarded = st.builds(
    GuardrailOverTime,
    name=typed,
    said=st.sampled_from([Said.NOT_WORSE, Said.NOT_PROVEN, Said.WORSE, Said.UNREAD]),
    wanted_up=st.booleans(),
    margin=st.floats(0.001, 0.9),
    effect=st.none() | levels,
    low=st.none() | levels,
    high=st.none() | levels,
    expected=st.none() | levels,
    p_value=st.none() | st.floats(0, 1),
    words=typed,
)
readouts = st.builds(
    Readout,
    number=st.integers(1, 99),
    through=days,
    early=st.booleans(),
    by=users,
    at=instants,
    arms=st.none() | arms(),
    series=st.none() | series,
    synthetic=st.none() | synthetics,
    guardrails=st.lists(guarded, max_size=3).map(tuple),
    changed=st.lists(st.sampled_from(["alpha", "plan", "<a term>"]), max_size=9).map(tuple),
    recommendation=st.builds(
        Recommendation, advice=st.sampled_from(Advice), because=st.sampled_from(Because), about=names
    ),
    grade=st.sampled_from(Grade),
    days_late=st.integers(-900, 900),
)
decisions = st.builds(
    Decided,
    choice=st.sampled_from(Choice),
    by=users,
    at=instants,
    reason=typed,
    recommended=st.none() | st.sampled_from(Choice),
)
runs = st.builds(
    RunLine,
    number=st.integers(1, 99),
    started_on=days,
    ends_on=days,
    day=st.integers(1, 500),
    days=st.integers(14, 400),
    expected=st.none() | counts,
    readout=st.none() | readouts,
    decided=st.none() | decisions,
    seal=st.just("") | st.text("0123456789abcdef", min_size=64, max_size=64),
    registered_start=st.none() | days,
    entry_days=st.none() | st.integers(1, 400),
)
ways = st.builds(
    Way,
    kind=st.sampled_from([kind for kind in WayOut if kind is not WayOut.OTHER_DESIGN]),
    figure=st.floats(1e-9, 1e12),
    weeks=st.none() | st.integers(1, 10**6),
)
other_designs = st.builds(Way, kind=st.just(WayOut.OTHER_DESIGN), figure=shares, method=st.sampled_from(Method))
lengths = st.builds(
    Length,
    n_per_arm=counts,
    n_total=counts,
    days=counts,
    weeks=st.integers(2, 10**9),
    fits=st.booleans(),
    brought_per_arm=st.none() | counts,
)
powers = st.builds(
    GuardrailPower,
    name=typed,
    said=st.sampled_from(Promise),
    margin=st.none() | shares,
    power=st.none() | st.floats(0, 1),
    n_per_arm=st.none() | counts,
    weeks=st.none() | st.integers(2, 10**9),
)
steps = st.builds(Step, method=st.sampled_from(Method), detects=st.none() | st.floats(1e-9, 1e9), fits=st.booleans())
verdicts = st.builds(
    Verdict,
    method=st.sampled_from(Method),
    fits=st.booleans(),
    longest_weeks=st.integers(1, 520),
    effect=st.floats(1e-9, 1e9),
    detects=st.none() | st.floats(1e-9, 1e9),
    length=st.none() | lengths,
    detectable=st.none() | st.builds(Detectable, absolute=levels.map(abs), relative=st.none() | levels.map(abs)),
    by_week=st.just(()),
    ways=st.lists(ways | other_designs, max_size=9).map(tuple),
    ladder=st.lists(steps, max_size=7).map(tuple),
    history=st.builds(History, spread=shares, autocorrelation=st.floats(0, 0.99), days=counts, assumed=st.booleans()),
    horizon_days=st.integers(0, 10**6),
    willing_weeks=st.none() | st.integers(1, 10**6),
    pool=st.none() | counts,
    guardrails=st.lists(powers, max_size=12).map(tuple),
)
about = {"project": projects, "number": st.integers(1, 99), "plan": full_plans}
trial_messages: st.SearchStrategy[Message] = st.one_of(
    st.builds(lambda card, run, plan: replace(card, run=run, plan=plan), cards, runs, st.none() | full_plans),
    st.builds(PlanAccepted, project=projects, plan=full_plans, replaces=st.none() | typed),
    st.builds(ExperimentStarted, **about, started_on=days, ends_on=days, by=users),
    st.builds(ReadoutCard, **about, unit=units, readout=readouts, sponsor=st.none() | users),
    st.builds(ReadoutDetails, **about, unit=units, readout=readouts),
    st.builds(DecisionTold, **about, unit=units, decided=decisions, readout=st.none() | readouts),
)
trial_notes: st.SearchStrategy[Note] = st.one_of(
    st.builds(
        PlanNote,
        project=projects,
        plan=full_plans,
        missing=st.just(()),
        is_accepted=st.booleans(),
        may_accept=st.booleans(),
        has_changed=st.booleans(),
        verdict=st.none() | verdicts,
        unit=st.none() | units,
        may_write=st.booleans(),
    ),
    st.builds(
        RunNote,
        project=projects,
        plan=full_plans,
        unit=units,
        run=runs,
        just_started=st.booleans(),
        may_write=st.booleans(),
    ),
)
trial_windows: st.SearchStrategy[Dialog] = st.one_of(
    st.builds(
        ResultDialog,
        **about,
        by_arm=st.booleans(),
        is_mean=st.booleans(),
        two_arms=st.booleans(),
        is_ratio=st.booleans(),
        guardrails=names,
        secondaries=names,
        started_on=days,
        ends_on=days,
        today=days,
        logged=st.integers(0, 999),
    ),
    st.builds(
        DecideDialog,
        **about,
        readout=st.none() | readouts,
        unit=units,
        may_launch=st.booleans(),
        sponsor=st.none() | users,
    ),
    st.builds(ReadoutDialog, **about, unit=units, readout=readouts),
)
verdict_lines = st.builds(VerdictLine, verdict=st.none() | verdicts, unit=st.none() | units, words=typed)
