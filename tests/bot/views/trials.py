"""Experiments as they occur: judged, started, looked at, won, lost, withheld, decided; by arm and over time."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.experiment_messages import DecisionTold, ExperimentStarted, ReadoutCard, ReadoutDetails, RunLine
from bot.domain.experiment_windows import DecideDialog, ReadoutDialog, ResultDialog
from bot.domain.message import Message
from bot.domain.metrics import Direction
from bot.domain.notes import Note, PlanNote, RunNote
from bot.domain.page_windows import VerdictLine
from bot.domain.readouts import Because, Choice, Decided, Readout
from bot.domain.windows import Dialog
from bot.statistics.planning.designs import Detectable, Length
from bot.statistics.verdicts.summary import History, Method, Step, Verdict, Way, WayOut
from tests.bot.views.samples import CARD, CHURN, MEI, PERCENT, PLAN, PLANNED_CARD, PRIYA
from tests.bot.views.trial_readouts import (
    LOOK,
    LOST_ON_GUARDRAIL,
    READOUTS,
    UNDECIDED,
    WON,
)

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

# --- readouts, running and deciding ---


def card_of(readout: Readout) -> ReadoutCard:
    return ReadoutCard(project=CHURN, number=1, plan=PLAN_IN_FULL, unit=PERCENT, readout=readout, sponsor=PRIYA)


def details_of(readout: Readout) -> ReadoutDetails:
    return ReadoutDetails(project=CHURN, number=1, plan=PLAN_IN_FULL, unit=PERCENT, readout=readout)


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
    "results with the period before": replace(RESULT, is_mean=True, with_before=True),
    "results with a file": replace(RESULT, takes_file=True),
    "results of a series with a file": replace(RESULT, by_arm=False, takes_file=True),
    "results read anew": replace(RESULT, again=Because.MISMATCH),
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
