"""Experiments as they occur: judged, started, looked at, won, lost, withheld, decided; by arm and over time."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.impact import Grade
from bot.domain.message import DecisionTold, ExperimentStarted, Message, ReadoutCard, ReadoutDetails, RunLine
from bot.domain.metrics import Direction
from bot.domain.readouts import Advice, Because, Choice, Decided, Readout, Recommendation
from bot.domain.reply import (
    DecideDialog,
    Dialog,
    Note,
    PlanNote,
    ReadoutDialog,
    ResultDialog,
    RunNote,
    VerdictLine,
)
from bot.statistics.arms.summary import ArmsReadout, Line, Novelty, Said
from bot.statistics.longitudinal_summary import Effect, LongitudinalReadout, PathPoint, SeriesErrors, SeriesWarning
from bot.statistics.planning.designs import Detectable, Length
from bot.statistics.readout.experiments import Role
from bot.statistics.verdicts.summary import History, Method, Step, Verdict, Way, WayOut
from tests.bot.views.samples import CARD, CHURN, MEI, PERCENT, PLAN, PLANNED_CARD, PRIYA

# --- verdicts: the planning page's reference figures (3.1 % a month, 10 % and 5 % relative, 2,400 and 1,200 a day) ----

ASSUMED = History(spread=0.03, autocorrelation=0.4, days=90, assumed=True)
LADDER = (
    Step(method=Method.AB, detects=0.0838, fits=True),
    Step(method=Method.CLUSTER, detects=0.0977, fits=True),
    Step(method=Method.SWITCHBACK, detects=0.0871, fits=True),
    Step(method=Method.STAGED_ROLLOUT, detects=0.1648, fits=False),
    Step(method=Method.DIFFERENCE_IN_DIFFERENCES, detects=0.1648, fits=False),
    Step(method=Method.INTERRUPTED_TIME_SERIES, detects=0.1512, fits=False),
    Step(method=Method.SYNTHETIC_CONTROL, detects=None, fits=False),
)
DETECTABLE = Detectable(absolute=0.0025978, relative=0.0838)
YES = Verdict(
    method=Method.AB,
    fits=True,
    longest_weeks=8,
    effect=0.1,
    detects=0.0838,
    length=Length(n_per_arm=46_689, n_total=93_378, days=39, weeks=6, fits=True),
    detectable=DETECTABLE,
    by_week=(None, 0.17, 0.14, 0.12, 0.107, 0.098, 0.09, 0.0838),
    ways=(),
    ladder=LADDER,
    history=ASSUMED,
)
NO = replace(
    YES,
    fits=False,
    effect=0.05,
    detects=0.11731,
    length=Length(n_per_arm=190_000, n_total=380_000, days=317, weeks=46, fits=False),
    ways=(
        Way(kind=WayOut.LARGER_EFFECT, figure=0.11631),
        Way(kind=WayOut.LONGER, figure=46, weeks=46),
        Way(kind=WayOut.MORE_TRAFFIC, figure=6_840),
        Way(kind=WayOut.LESS_NOISE, figure=0.91),
        Way(kind=WayOut.CLOSER_METRIC, figure=2.2604),
        Way(kind=WayOut.OTHER_DESIGN, figure=0.0871, method=Method.SWITCHBACK),
    ),
)
YES_OVER_TIME = replace(
    YES,
    method=Method.INTERRUPTED_TIME_SERIES,
    detects=0.06,
    length=None,
    detectable=None,
    history=replace(ASSUMED, assumed=False),
)
NO_OVER_TIME = replace(YES_OVER_TIME, fits=False, detects=0.1512, ways=NO.ways[:1])
PLAN_IN_FULL = replace(
    PLAN,
    randomisation_unit="Customer",
    weeks=6,
    n_total=93_378,
    effect=0.1,
    wanted=Direction.DOWN,
    guardrails=("Margin per customer", "Complaints"),
)

# --- readouts: 1,448 of 46,700 and 1,269 of 46,650 churned -----------------------------------------------------------

PRIMARY = Line(
    metric=PLAN.primary_metric,
    role=Role.PRIMARY,
    arm=1,
    said=Said.BETTER,
    wanted_up=False,
    control=0.0310064,
    treatment=0.0272026,
    difference=-0.0038038,
    low=-0.0059615,
    high=-0.0016461,
    always_low=-0.0072324,
    always_high=-0.0003752,
    se=0.0011009,
    p_value=0.00055,
    adjusted_p=0.00055,
    lift=-0.12268,
    lift_low=-0.18565,
    lift_high=-0.05476,
)
MARGIN = Line(
    metric="Margin per customer",
    role=Role.GUARDRAIL,
    arm=1,
    said=Said.NOT_WORSE,
    wanted_up=True,
    control=12.4,
    treatment=12.38,
    difference=-0.02,
    low=-0.052,
    high=None,
    always_low=-0.08,
    always_high=0.04,
    se=0.02,
    p_value=0.0001,
    adjusted_p=0.0001,
    lift=-0.0016,
    margin=0.01,
)
COMPLAINTS = replace(MARGIN, metric="Complaints", wanted_up=False, margin=0.02, control=0.041, treatment=0.0405)
OFFERS = replace(
    PRIMARY,
    metric="Offers accepted",
    role=Role.SECONDARY,
    wanted_up=True,
    said=Said.UNDECIDED,
    control=0.12,
    treatment=0.121,
    difference=0.001,
    low=-0.003,
    high=0.005,
    p_value=0.21,
    adjusted_p=0.42,
    lift=None,
    lift_low=None,
    lift_high=None,
    small_sample=True,
)
BY_ARM = ArmsReadout(
    arms=("control", "new offers"),
    counts=(46_700, 46_650),
    sample_ratio_p=0.87,
    mismatch=False,
    early=False,
    lines=(PRIMARY, OFFERS, MARGIN, COMPLAINTS),
    novelty=Novelty(first=-0.2, last=-0.08, fades=True),
    exaggeration=1.1234,
)
WON = Readout(
    number=1,
    through=date(2027, 1, 17),
    early=False,
    by=MEI,
    at=datetime(2027, 1, 18, 9, tzinfo=UTC),
    arms=BY_ARM,
    recommendation=Recommendation(advice=Advice.LAUNCH, because=Because.WON, about=(PLAN.primary_metric,)),
    grade=Grade.RANDOMISED,
)
HURT = replace(
    MARGIN, said=Said.NOT_PROVEN, low=-0.5, always_low=-0.6, always_high=-0.2, treatment=12.0, difference=-0.4
)
LOST_ON_GUARDRAIL = replace(
    WON,
    arms=replace(BY_ARM, lines=(PRIMARY, OFFERS, HURT, COMPLAINTS)),
    recommendation=Recommendation(advice=Advice.STOP, because=Because.HARMED, about=("Margin per customer",)),
    grade=Grade.OBSERVED,
)
FLAT = replace(
    PRIMARY,
    said=Said.UNDECIDED,
    difference=-0.0004,
    low=-0.0026,
    high=0.0018,
    p_value=0.72,
    adjusted_p=0.72,
    lift=-0.013,
    lift_low=None,
    lift_high=None,
)
UNDECIDED = replace(
    WON,
    arms=replace(BY_ARM, lines=(FLAT, replace(MARGIN, said=Said.NOT_PROVEN)), novelty=None, exaggeration=None),
    recommendation=Recommendation(advice=Advice.ITERATE, because=Because.UNDECIDED, about=(PLAN.primary_metric,)),
    grade=Grade.OBSERVED,
    changed=("alpha", "decision_rule"),
)
LOST = replace(
    UNDECIDED,
    recommendation=Recommendation(advice=Advice.STOP, because=Because.HARMED, about=(PLAN.primary_metric,)),
)
WITHHELD = replace(
    WON,
    arms=replace(BY_ARM, counts=(46_700, 44_010), sample_ratio_p=1e-18, mismatch=True),
    recommendation=Recommendation(advice=Advice.ITERATE, because=Because.MISMATCH),
    grade=Grade.OBSERVED,
)
LOOK = replace(
    WON,
    early=True,
    arms=replace(BY_ARM, early=True),
    recommendation=Recommendation(advice=Advice.WAIT, because=Because.RUNNING),
    grade=Grade.OBSERVED,
)
BROKEN = replace(PRIMARY, said=Said.UNREAD, words="The arms do not vary.")
UNREAD = replace(
    WON,
    arms=replace(
        BY_ARM,
        arms=("control", "offers", ""),
        counts=(10, 11, 12),
        lines=(
            BROKEN,
            replace(PRIMARY, arm=2),
            replace(MARGIN, said=Said.UNREAD, margin=None, words="No spread."),
            replace(MARGIN, arm=2),
        ),
    ),
    recommendation=Recommendation(advice=Advice.ITERATE, because=Because.UNREAD, about=(PLAN.primary_metric,)),
    grade=Grade.OBSERVED,
)
OVER_TIME = Readout(
    number=2,
    through=date(2027, 1, 17),
    early=False,
    by=MEI,
    at=datetime(2027, 1, 18, 9, tzinfo=UTC),
    series=LongitudinalReadout(
        average=Effect(value=-0.0021, low=-0.0034, high=-0.0008),
        cumulative=Effect(value=-0.0882, low=-0.1428, high=-0.0336),
        relative=-0.0677,
        p_value=0.0019,
        errors=SeriesErrors.AR1,
        autocorrelation=0.3456,
        durbin_watson=1.3123,
        points_before=90,
        points_after=42,
        path=(
            PathPoint(day=date(2026, 12, 7), actual=0.03, expected=0.031, low=0.029, high=0.033),
            PathPoint(day=date(2026, 12, 8), actual=0.029, expected=0.031, low=0.029, high=0.033),
        ),
        warnings=(SeriesWarning.NO_CONTROL, SeriesWarning.REGRESSION_TO_THE_MEAN),
    ),
    recommendation=Recommendation(advice=Advice.LAUNCH, because=Because.WON, about=(PLAN.primary_metric,)),
    grade=Grade.OBSERVED,
)
LOOK_OVER_TIME = replace(OVER_TIME, early=True, recommendation=LOOK.recommendation)
READOUTS: dict[str, Readout] = {
    "won": WON,
    "lost on a guardrail": LOST_ON_GUARDRAIL,
    "lost": LOST,
    "undecided": UNDECIDED,
    "withheld": WITHHELD,
    "look": LOOK,
    "unread": UNREAD,
    "over time": OVER_TIME,
    "look over time": LOOK_OVER_TIME,
    "nothing in it": replace(WON, arms=None),
}


def card_of(readout: Readout) -> ReadoutCard:
    return ReadoutCard(project=CHURN, number=1, plan=PLAN_IN_FULL, unit=PERCENT, readout=readout, sponsor=PRIYA)


def details_of(readout: Readout) -> ReadoutDetails:
    return ReadoutDetails(project=CHURN, number=1, plan=PLAN_IN_FULL, unit=PERCENT, readout=readout)


# --- running and deciding --------------------------------------------------------------------------------------------

RUNNING = RunLine(
    number=1,
    started_on=date(2026, 12, 7),
    ends_on=date(2027, 1, 18),
    day=12,
    days=42,
    expected=28_800,
    readout=None,
    decided=None,
)
LAUNCHED = Decided(
    choice=Choice.LAUNCH,
    by=PRIYA,
    at=datetime(2027, 1, 20, 9, tzinfo=UTC),
    reason="Churn fell, and margin holds.",
    recommended=Choice.LAUNCH,
)
AGAINST = replace(LAUNCHED, reason="The board wants it in all markets by March.", recommended=Choice.STOP)
TOO_SOON = replace(LAUNCHED, choice=Choice.STOP, reason="The offer is not sold any more.", recommended=None)
BACK = replace(LAUNCHED, choice=Choice.ITERATE, reason="", recommended=Choice.ITERATE)
STARTED = ExperimentStarted(
    project=CHURN,
    number=1,
    plan=PLAN_IN_FULL,
    started_on=date(2026, 12, 7),
    ends_on=date(2027, 1, 18),
    by=MEI,
)
DECISION = DecisionTold(project=CHURN, number=1, plan=PLAN_IN_FULL, unit=PERCENT, decided=LAUNCHED, readout=WON)
RUN_NOTE = RunNote(project=CHURN, plan=PLAN_IN_FULL, unit=PERCENT, run=RUNNING)
RUNS: dict[str, RunLine] = {
    "running": RUNNING,
    "over": replace(RUNNING, day=50, expected=None),
    "looked at": replace(RUNNING, readout=LOOK),
    "read": replace(RUNNING, day=50, readout=WON),
    "launched": replace(RUNNING, day=52, readout=WON, decided=LAUNCHED),
    "sent back": replace(RUNNING, day=52, readout=UNDECIDED, decided=BACK),
}
RESULT = ResultDialog(
    project=CHURN,
    number=1,
    plan=PLAN_IN_FULL,
    by_arm=True,
    is_mean=False,
    two_arms=True,
    guardrails=("Margin per customer", "Complaints"),
    secondaries=("Offers accepted",),
    started_on=date(2026, 12, 7),
    ends_on=date(2027, 1, 18),
    today=date(2027, 1, 18),
)
DECIDE = DecideDialog(
    project=CHURN, number=1, plan=PLAN_IN_FULL, readout=WON, unit=PERCENT, may_launch=True, sponsor=PRIYA
)
SHOWN = ReadoutDialog(project=CHURN, number=1, plan=PLAN_IN_FULL, unit=PERCENT, readout=WON)
VERDICTS: dict[str, VerdictLine] = {
    "yes": VerdictLine(verdict=YES, unit=PERCENT),
    "no": VerdictLine(verdict=NO, unit=PERCENT),
    "yes over time": VerdictLine(verdict=YES_OVER_TIME),
    "no over time": VerdictLine(verdict=NO_OVER_TIME),
    "why not": VerdictLine(words="A proportion lies between 0 and 1."),
    "nothing yet": VerdictLine(),
}
READY = PlanNote(project=CHURN, plan=PLAN_IN_FULL, missing=(), is_accepted=False, verdict=YES, unit=PERCENT)
MESSAGES: dict[str, Message] = {
    "experiment started": STARTED,
    "bare experiment started": replace(STARTED, plan=PLAN),
    **{f"readout, {name}": card_of(readout) for name, readout in READOUTS.items()},
    "readout without a sponsor": replace(card_of(WON), sponsor=None),
    **{f"details, {name}": details_of(readout) for name, readout in READOUTS.items()},
    "launched": DECISION,
    "launched against the rule": replace(DECISION, decided=AGAINST, readout=LOST_ON_GUARDRAIL),
    "stopped before the rule": replace(DECISION, decided=TOO_SOON, readout=None),
    "sent back": replace(DECISION, decided=BACK, readout=UNDECIDED),
    **{f"card, {name}": replace(PLANNED_CARD, run=run) for name, run in RUNS.items()},
    "card of a plan that changed while it runs": replace(PLANNED_CARD, plan_has_changed=True, run=RUNNING),
    "card of a run without a plan": replace(CARD, run=RUNNING),
}
DIALOGS: dict[str, Dialog] = {
    "results": RESULT,
    "results of means": replace(RESULT, is_mean=True, today=date(2026, 12, 7)),
    "results of three arms": replace(RESULT, two_arms=False),
    "results of a series": replace(RESULT, by_arm=False),
    "results of a logged series": replace(RESULT, by_arm=False, logged=132),
    "results of many metrics": replace(RESULT, guardrails=("G",) * 7, secondaries=("S",) * 5),
    **{f"readout, {name}": replace(SHOWN, readout=readout) for name, readout in READOUTS.items()},
    "decide": DECIDE,
    "decide without the right to launch": replace(DECIDE, may_launch=False),
    "decide without a sponsor": replace(DECIDE, may_launch=False, sponsor=None),
    "decide without a readout": replace(DECIDE, readout=None),
    "decide on a look": replace(DECIDE, readout=LOOK),
}
NOTES: dict[str, Note] = {
    **{f"run, {name}": replace(RUN_NOTE, run=run) for name, run in RUNS.items()},
    "run, just started": replace(RUN_NOTE, just_started=True),
    "plan that fits": READY,
    "plan that does not fit": replace(READY, verdict=NO),
    "plan over time": replace(READY, verdict=YES_OVER_TIME, plan=replace(PLAN_IN_FULL, n_total=None)),
    "plan that changed": replace(READY, has_changed=True),
    "plan that somebody else accepts": replace(READY, may_accept=False),
}
