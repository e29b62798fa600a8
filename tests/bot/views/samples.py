"""Messages as they occur: a team that has just started, one that has logged values, a portfolio."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.charter import Drill
from bot.domain.digests import portfolios
from bot.domain.experiment_messages import PlanAccepted, PlanLine
from bot.domain.findings import Finding, Severity
from bot.domain.ids import ChannelId, ProjectId, QuestionId, UserId, WorkspaceId
from bot.domain.impact import Grade, Impact, Money, Span, Unpriced
from bot.domain.message import (
    Change,
    ChannelNag,
    Checklist,
    ChecklistItem,
    Digest,
    DigestDetails,
    DigestRow,
    DrillAsked,
    DrillTold,
    ImpactSummary,
    Message,
    Nag,
    NagItem,
    Owed,
    Parked,
    ProjectCard,
)
from bot.domain.metrics import BUSINESS, Direction, Kpi, Observation, Unit, UnitKind
from bot.domain.policy import ObligationKind, Rung
from bot.domain.projects import ProjectName, Stage
from bot.domain.readiness.score import HeadingScore, Readiness
from bot.domain.signing_messages import SigningLine
from bot.domain.sums import MoneySums, Total, sums_of
from bot.statistics.usual_lifts import Prior, PriorSource
from tests.bot.domain.sheets import sheet

MEI, PRIYA, TOM = UserId("U0MEI"), UserId("U0PRIYA"), UserId("U0TOM")
HOME = ChannelId("C0CHURN")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
PERCENT = Unit(kind=UnitKind.PERCENT, label="%")
EUROS = Unit(kind=UnitKind.MONEY, label="EUR")
TICKETS = Unit(kind=UnitKind.PLAIN, label="tickets per week")
CHURN = ProjectName(id=ProjectId("p1"), key="churn-model", name="Churn model", channel=HOME)
FRAUD = ProjectName(id=ProjectId("p2"), key="fraud", name="Fraud scoring", channel=HOME)
SUPPORT = ProjectName(id=ProjectId("p3"), key="support", name="Support triage", channel=HOME)


def observed(*values: float, first: date = date(2026, 10, 5)) -> tuple[Observation, ...]:
    return tuple(
        Observation(
            workspace=WorkspaceId("T1"),
            project=ProjectId("p1"),
            metric=BUSINESS,
            day=first + timedelta(weeks=index),
            value=value,
            source="typed",
            by=MEI,
            at=NOW,
        )
        for index, value in enumerate(values)
    )


CHURN_KPI = Kpi(
    name="Monthly churn of paying customers",
    unit=PERCENT,
    direction=Direction.DOWN,
    baseline=0.031,
    target=0.025,
    deadline=date(2027, 6, 30),
    observations=observed(0.031, 0.0308, 0.0305, 0.0296, 0.029),
)
EMPTY_KPI = Kpi(
    name="",
    unit=Unit(kind=UnitKind.PLAIN, label=""),
    direction=Direction.UP,
    baseline=None,
    target=None,
    deadline=None,
    observations=(),
)
FRAUD_KPI = Kpi(
    name="Losses to card fraud",
    unit=EUROS,
    direction=Direction.DOWN,
    baseline=1_254_000,
    target=900_000,
    deadline=date(2027, 3, 31),
    observations=observed(1_240_000),
)
SUPPORT_KPI = Kpi(
    name="Tickets that need a second agent",
    unit=TICKETS,
    direction=Direction.DOWN,
    baseline=1250,
    target=900,
    deadline=date(2027, 2, 28),
    observations=observed(1260, 1281),
)
MEASURED = Impact(grade=Grade.OBSERVED, change=0.002, annual=Money(amount=80_000, currency="EUR"), missing=None)
CLAIMED = Impact(grade=Grade.CLAIMED, change=354_000, annual=Money(amount=354_000, currency="EUR"), missing=None)
PROVEN = Impact(grade=Grade.RANDOMISED, change=0.004, annual=Money(amount=1_200_000, currency="EUR"), missing=None)
DRAWN = Impact(
    grade=Grade.RANDOMISED,
    change=0.0032,
    annual=Money(amount=128_000, currency="EUR", low=57_875, high=198_125),
    missing=None,
    by_experiment=True,
    seen=Span(value=0.004, low=0.002, high=0.006),
    prior=Prior(sd=0.04, source=PriorSource.DEFAULT, experiments=1),
    worth=400_000,
)
STOPPED = Impact(
    grade=Grade.RANDOMISED,
    change=-0.004,
    annual=None,
    missing=Unpriced.STOPPED,
    by_experiment=True,
    seen=Span(value=-0.004, low=-0.006, high=-0.002),
)
UNPRICED = Impact(grade=Grade.OBSERVED, change=-31, annual=None, missing=Unpriced.NO_VALUE)
UNKNOWN = Impact(grade=Grade.CLAIMED, change=None, annual=None, missing=Unpriced.NO_CHANGE)
PLAN = PlanLine(
    design="ab",
    primary_metric="Churn within 30 days",
    start=date(2026, 12, 7),
    decision_rule="Launch if churn falls by at least 5 % and no guardrail is hurt; stop if not within 8 weeks.",
    accepted_by=MEI,
    seal="3f2a9c41d07be8",
)


def finding(rule: str, question: str, *words: str, severity: Severity = Severity.BLOCKER) -> Finding:
    return Finding(rule=rule, severity=severity, question=QuestionId(question), words=words)


NO_BASELINE = finding("no-baseline", "baseline")
NO_TARGET = finding("no-target", "target")
NO_DEADLINE = finding("no-deadline", "deadline")
NO_EXPERIMENT = finding("no-experiment", "design", "none")
MODEL_METRIC = finding("business-metric-is-model-metric", "metric_name", "F1 score")
LIKE_A_SCORE = replace(MODEL_METRIC, words=("labelled", "classifier", "catches"), advice="known answers")


def owed(project: ProjectName = CHURN, *, overdue: bool = True, due: date = date(2026, 11, 20)) -> Owed:
    return Owed(project=project, what=ObligationKind.NO_EXPERIMENT, due=due, overdue=overdue, who=MEI)


def item(question: str, label: str, part: int = 1, *, required: bool = True, done: bool = False) -> ChecklistItem:
    return ChecklistItem(question=QuestionId(question), part=part, label=label, required=required, done=done)


FRESH_CHECKLIST = Checklist(
    project=CHURN,
    user=MEI,
    roles=("owner",),
    items=(
        item("metric_name", "Business metric"),
        item("metric_category", "Category", required=False),
        item("metric_unit", "Unit"),
        item("baseline", "Baseline"),
        item("reporter", "Who reports it", required=False),
        item("proxy_metrics", "Proxy metrics", 2, required=False),
        item("design", "Design", 3),
    ),
    answered=1,
    required=13,
)
HALF_CHECKLIST = replace(
    FRESH_CHECKLIST,
    items=(
        replace(FRESH_CHECKLIST.items[0], done=True, findings=(MODEL_METRIC,)),
        replace(FRESH_CHECKLIST.items[1], done=True),
        replace(FRESH_CHECKLIST.items[2], done=True),
        *FRESH_CHECKLIST.items[3:],
    ),
    answered=6,
)
COMPLETE_CHECKLIST = replace(
    FRESH_CHECKLIST, items=tuple(replace(each, done=True) for each in FRESH_CHECKLIST.items), answered=11
)
CARD = ProjectCard(
    project=CHURN,
    stage=Stage.KICKOFF,
    owner=MEI,
    sponsor=PRIYA,
    kpi=CHURN_KPI,
    impact=MEASURED,
    signing=SigningLine(version=None, is_signed=False, waits_for=None),
    findings=(NO_EXPERIMENT,),
    plan=None,
    owed=(owed(),),
    answered=10,
    required=13,
)
FRESH_CARD = replace(
    CARD,
    sponsor=None,
    kpi=EMPTY_KPI,
    impact=UNKNOWN,
    findings=(NO_BASELINE, NO_TARGET, NO_DEADLINE, NO_EXPERIMENT),
    owed=(owed(overdue=False, due=date(2026, 12, 7)),),
    answered=0,
)
PLANNED_CARD = replace(CARD, stage=Stage.PLANNED, findings=(), plan=PLAN, owed=(), answered=13)
NAG_ITEM = NagItem(
    project=CHURN,
    what=ObligationKind.NO_EXPERIMENT,
    due=date(2026, 11, 20),
    owner=MEI,
    escalates_to=Rung.CHANNEL,
    escalates_on=date(2026, 12, 2),
    snoozes_left=3,
)
NAG = Nag(user=MEI, day=TODAY, rung=Rung.OWNER, items=(NAG_ITEM,))
LONG_NAG = replace(
    NAG,
    items=(
        NAG_ITEM,
        replace(NAG_ITEM, project=FRAUD, snoozes_left=0, escalates_to=Rung.SPONSOR),
        replace(NAG_ITEM, project=SUPPORT, snoozed_until=date(2026, 11, 26)),
        replace(NAG_ITEM, project=SUPPORT, done=True),
    ),
)
DONE_NAG = replace(NAG, items=(replace(NAG_ITEM, done=True),))
SPONSOR_NAG = replace(
    NAG,
    user=PRIYA,
    rung=Rung.SPONSOR,
    items=(replace(NAG_ITEM, rung=Rung.SPONSOR, escalates_to=None, escalates_on=None),),
)
CHANNEL_NAG = ChannelNag(day=TODAY, item=replace(NAG_ITEM, escalates_to=Rung.SPONSOR, escalates_on=date(2026, 12, 4)))
ACCEPTED = PlanAccepted(project=CHURN, plan=PLAN)
CHURN_ROW = DigestRow(
    project=CHURN, stage=Stage.KICKOFF, owner=MEI, kpi=CHURN_KPI, impact=MEASURED, owed=(owed(),), blockers=1
)
FRAUD_ROW = DigestRow(project=FRAUD, stage=Stage.PLANNED, owner=TOM, kpi=FRAUD_KPI, impact=CLAIMED, owed=(), blockers=0)
SUPPORT_ROW = DigestRow(
    project=SUPPORT, stage=Stage.KICKOFF, owner=TOM, kpi=SUPPORT_KPI, impact=UNPRICED, owed=(), blockers=0
)
NEW_ROW = DigestRow(
    project=replace(CHURN, id=ProjectId("p4"), name="Route planner", key="routes"),
    stage=Stage.KICKOFF,
    owner=TOM,
    kpi=EMPTY_KPI,
    impact=UNKNOWN,
    owed=(owed(overdue=False, due=date(2026, 12, 7)),),
    blockers=4,
)
CHANGES = (
    Change(project=CHURN, act="kpi.logged", by=MEI, at=NOW),
    Change(project=CHURN, act="kpi.logged", by=PRIYA, at=NOW),
    Change(project=FRAUD, act="plan.accepted", by=TOM, at=NOW),
    Change(project=NEW_ROW.project, act="kickoff.started", by=TOM, at=NOW),
)


def digest_of(*rows: DigestRow, changes: tuple[Change, ...] = CHANGES) -> Digest:
    return Digest(
        channel=HOME,
        day=TODAY,
        cadence="weekly",
        rows=rows,
        sums=sums_of(portfolios(rows)),
        changes=changes,
    )


DIGEST = digest_of(CHURN_ROW, FRAUD_ROW, SUPPORT_ROW, NEW_ROW)
QUIET_DIGEST = digest_of(CHURN_ROW, FRAUD_ROW, changes=())
LATE_DIGEST = replace(DIGEST, late_for=datetime(2026, 11, 16, 8, tzinfo=UTC), skipped=2, hidden=1)
EMPTY_DIGEST = digest_of(changes=())
DETAILS = DigestDetails(
    rows=(replace(CHURN_ROW, impact=DRAWN), replace(FRAUD_ROW, impact=STOPPED, stage=Stage.STOPPED), SUPPORT_ROW),
    sums=None,
)
IMPACT_ONE = ImpactSummary(day=TODAY, rows=(CHURN_ROW,), sums=sums_of(portfolios((CHURN_ROW,))))
IMPACT_ALL = ImpactSummary(
    day=TODAY,
    rows=DIGEST.rows,
    sums=MoneySums(
        proven=(
            Total(
                amount=1_200_000,
                currency="EUR",
                low=800_000,
                high=1_700_000,
                floor=600_000,
                apart=(850_000, 1_600_000),
                together=(600_000, 1_900_000),
                seed=7,
                count=3,
            ),
            Total(amount=300_000, currency="USD"),
        ),
        measured=(Total(amount=80_000, currency="EUR"),),
        claimed=(Total(amount=4_100_000, currency="EUR"),),
    ),
    hidden=3,
)


READINESS = Readiness(
    headings=(
        HeadingScore(heading="reliability", points=2.5, applicable=3),
        HeadingScore(heading="adaptability", points=1.5, applicable=3),
        HeadingScore(heading="security", points=0, applicable=0),
    ),
    answered=5,
    open=3,
    claimed=2,
)
READY_ITEM = replace(
    NAG_ITEM,
    what=ObligationKind.READINESS_OPEN,
    open_items=(
        "Reliability: a fallback takes over",
        "Reliability: somebody is paged",
        "Drift is watched",
        "A <!channel>",
    ),
)
DRILL = DrillAsked(
    project=CHURN,
    by=MEI,
    drill=Drill(scenario="features_frozen", of=PRIYA, asked_at=NOW, limit=15, within=24),
)
ANSWERED_DRILL = replace(
    DRILL,
    drill=replace(
        DRILL.drill,
        said_at=NOW,
        answered_at=NOW + timedelta(minutes=4, seconds=30),
        what="The alert on the *age* of the feature table",
        noticed_after_hours=2,
        is_automatic=True,
        who="Team Retention",
        meanwhile="Old scores are served",
        passed=True,
        until=date(2027, 5, 22),
    ),
)
FAILED_DRILL = replace(
    ANSWERED_DRILL,
    drill=replace(ANSWERED_DRILL.drill, passed=False, until=None, noticed_after_hours=None, who="", meanwhile=""),
)


def row(number: int, **changes: object) -> DigestRow:
    project = replace(CHURN, id=ProjectId(f"p{number}"), key=f"k{number}", name=f"Project {number}")
    return replace(CHURN_ROW, project=project, **changes)  # type: ignore[arg-type]  # the names of its fields


SHEET = sheet(CHURN, 3)
PARKED = Parked(channel=HOME, reason="is_archived", project=CHURN)
PARKED_PERSON = Parked(channel=HOME, person=UserId("U0MEI"), reason="user_disabled", project=CHURN)
MESSAGES: dict[str, Message] = {
    "fresh checklist": FRESH_CHECKLIST,
    "half a checklist": HALF_CHECKLIST,
    "complete checklist": COMPLETE_CHECKLIST,
    "card": CARD,
    "fresh card": FRESH_CARD,
    "planned card": PLANNED_CARD,
    "nag": NAG,
    "long nag": LONG_NAG,
    "done nag": DONE_NAG,
    "sponsor nag": SPONSOR_NAG,
    "channel nag": CHANNEL_NAG,
    "plan accepted": ACCEPTED,
    "digest": DIGEST,
    "quiet digest": QUIET_DIGEST,
    "late digest": LATE_DIGEST,
    "empty digest": EMPTY_DIGEST,
    "digest details": DETAILS,
    "impact of one": IMPACT_ONE,
    "impact of all": IMPACT_ALL,
    "parked": PARKED,
    "parked person": PARKED_PERSON,
    "charter sheet": SHEET,
    "bare charter sheet": replace(SHEET, parts=(), accepted=(), seal=""),
    "ready card": replace(CARD, readiness=READINESS),
    "card to which nothing applies": replace(
        CARD, readiness=Readiness(headings=READINESS.headings[2:], answered=1, open=0, claimed=0)
    ),
    "checklist with requirements": replace(
        HALF_CHECKLIST,
        items=(
            *HALF_CHECKLIST.items,
            replace(item("readiness.reliability.fallback", "A fallback", 4, required=False, done=True), reopened=True),
        ),
        readiness=READINESS,
    ),
    "readiness nag": replace(NAG, items=(READY_ITEM, replace(READY_ITEM, open_items=()))),
    "drill": DRILL,
    "drill that is over": replace(DRILL, is_over=True),
    "passed drill": ANSWERED_DRILL,
    "failed drill": FAILED_DRILL,
    "what came of a drill": DrillTold(project=CHURN, drill=ANSWERED_DRILL.drill),
    "what came of a drill that nobody answered": DrillTold(project=CHURN, drill=DRILL.drill),
    "drill of an earlier program": replace(DRILL, drill=replace(DRILL.drill, scenario="an old one")),
}
