"""Messages to keep and moments to keep them at."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.charter import Drill
from bot.domain.experiment_messages import (
    DecisionTold,
    ExperimentStarted,
    PlanAccepted,
    PlanLine,
    ReadoutCard,
    ReadoutDetails,
)
from bot.domain.findings import Finding, Severity
from bot.domain.ids import ChannelId, LivingKey, ProjectId, QuestionId, UserId, WorkspaceId
from bot.domain.impact import Grade, Impact, Money, Span
from bot.domain.message import (
    Change,
    ChannelNag,
    Checklist,
    ChecklistItem,
    Destination,
    Digest,
    DigestDetails,
    DigestRow,
    DrillAsked,
    DrillTold,
    ImpactSummary,
    Message,
    Nag,
    NagItem,
    Outgoing,
    Owed,
    Parked,
    ProjectCard,
    ToChannel,
    ToPerson,
)
from bot.domain.metrics import Direction, Kpi, Observation, Unit, UnitKind
from bot.domain.policy import ObligationKind, Rung
from bot.domain.projects import ProjectName, Stage
from bot.domain.readouts import Choice, Decided
from bot.domain.signing_messages import (
    Asked,
    ChangesRequest,
    ChangesState,
    ChangeWanted,
    CharterSigned,
    SigningLine,
    SignRequest,
)
from bot.domain.sums import MoneySums, Total
from bot.statistics.usual_lifts import Prior, PriorSource
from tests.bot.domain.sheets import sheet
from tests.storage.samples import readout

T1 = WorkspaceId("T1")
T2 = WorkspaceId("T2")
CHURN = ToChannel(channel=ChannelId("C0CHURN"))
SALES = ToChannel(channel=ChannelId("C0SALES"))
ANA = ToPerson(user=UserId("U0ANA"))
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
CARD = LivingKey("card:p1")


def notice(words: str) -> Parked:
    """A short message with these words in it."""
    return Parked(channel=CHURN.channel, reason=words, project=None)


def words_of(message: Message) -> str:
    """The words of a short message."""
    assert isinstance(message, Parked)
    return message.reason


def outgoing(
    key: str,
    *,
    to: Destination = CHURN,
    words: str | None = None,
    body: Message | None = None,
    not_before: datetime = MONDAY,
    living: LivingKey | None = None,
    withdrawn: bool = False,
    under: str | None = None,
) -> Outgoing:
    """Something to say; the words are the key where none are given."""
    return Outgoing(
        key=key,
        to=to,
        body=body or notice(words or key),
        not_before=not_before,
        living=living,
        withdrawn=withdrawn,
        under=under,
    )


_NAME = ProjectName(id=ProjectId("p1"), key="churn", name="Churn <!channel> & co", channel=CHURN.channel)
_DAY = date(2026, 11, 23)
_UNIT = Unit(kind=UnitKind.PERCENT, label="%")
_SEEN = Observation(
    workspace=T1,
    project=_NAME.id,
    metric="business",
    day=_DAY,
    value=0.0721,
    source="typed",
    by=ANA.user,
    at=MONDAY + timedelta(microseconds=1),
)
_KPI = Kpi(
    name="Churn rate",
    unit=_UNIT,
    direction=Direction.DOWN,
    baseline=0.08,
    target=0.06,
    deadline=date(2027, 3, 31),
    observations=(_SEEN,),
)
_IMPACT = Impact(
    grade=Grade.RANDOMISED,
    change=0.79,
    annual=Money(amount=1_250_000.5, currency="EUR", low=-1.5, high=2_500_000.0),
    missing=None,
    by_experiment=True,
    seen=Span(value=0.9, low=0.1, high=None),
    prior=Prior(sd=0.021, source=PriorSource.OWN_EXPERIMENTS, experiments=7),
    worth=1_582_279.1,
)
_SUMS = MoneySums(
    proven=(
        Total(
            amount=9.5,
            currency="EUR",
            low=1.5,
            high=17.5,
            floor=1.5,
            apart=(1.5, 17.5),
            together=(1.5, 17.5),
            seed=20_261_123,
            count=2,
        ),
    ),
    measured=(Total(amount=1.1, currency="EUR"), Total(amount=2.0, currency="USD")),
    claimed=(),
)
_FINDING = Finding(rule="no-baseline", severity=Severity.BLOCKER, question=QuestionId("baseline"), words=("≈ 8 %",))
_OWED = Owed(project=_NAME, what=ObligationKind.NO_EXPERIMENT, due=_DAY, overdue=True, who=ANA.user)
_PLAN = PlanLine(
    design="A/B", primary_metric="churn", start=_DAY, decision_rule="ship if > 0", accepted_by=ANA.user, seal="ab12"
)
_ITEM = NagItem(
    project=_NAME,
    what=ObligationKind.NO_EXPERIMENT,
    due=_DAY,
    owner=ANA.user,
    escalates_to=Rung.SPONSOR,
    escalates_on=_DAY,
    snoozes_left=2,
    snoozed_until=_DAY,
)
_ROW = DigestRow(
    project=_NAME, stage=Stage.PLANNED, owner=ANA.user, kpi=_KPI, impact=_IMPACT, owed=(_OWED,), blockers=1
)

EVERY_KIND: tuple[Message, ...] = (
    Checklist(
        project=_NAME,
        user=ANA.user,
        roles=("owner", "sponsor"),
        items=(
            ChecklistItem(
                question=QuestionId("baseline"),
                part=1,
                label="Baseline",
                required=True,
                done=True,
                findings=(_FINDING,),
            ),
        ),
        answered=1,
        required=14,
    ),
    ProjectCard(
        project=_NAME,
        stage=Stage.KICKOFF,
        owner=ANA.user,
        sponsor=None,
        kpi=_KPI,
        impact=_IMPACT,
        signing=SigningLine(version=None, is_signed=False, waits_for=None),
        findings=(_FINDING,),
        plan=_PLAN,
        owed=(_OWED,),
        answered=1,
        required=14,
    ),
    Nag(user=ANA.user, day=_DAY, rung=Rung.OWNER, items=(_ITEM,)),
    ChannelNag(day=_DAY, item=_ITEM),
    PlanAccepted(project=_NAME, plan=_PLAN),
    ExperimentStarted(project=_NAME, number=1, plan=_PLAN, started_on=_DAY, ends_on=_DAY, by=ANA.user),
    ReadoutCard(project=_NAME, number=1, plan=_PLAN, unit=_KPI.unit, readout=readout(), sponsor=None),
    ReadoutDetails(project=_NAME, number=1, plan=_PLAN, unit=_KPI.unit, readout=readout()),
    DecisionTold(
        project=_NAME,
        number=1,
        plan=_PLAN,
        unit=_KPI.unit,
        decided=Decided(choice=Choice.LAUNCH, by=ANA.user, at=MONDAY, reason="", recommended=None),
        readout=readout(),
    ),
    Digest(
        channel=CHURN.channel,
        day=_DAY,
        cadence="weekly",
        rows=(_ROW,),
        sums=_SUMS,
        changes=(Change(project=_NAME, act="plan.accepted", by=None, at=MONDAY),),
        late_for=MONDAY,
    ),
    ImpactSummary(day=_DAY, rows=(_ROW,), sums=_SUMS, hidden=3),
    DigestDetails(rows=(_ROW,), sums=None),
    Parked(channel=CHURN.channel, reason="is_archived", project=_NAME),
    sheet(_NAME),
    DrillAsked(
        project=_NAME,
        drill=Drill(scenario="frozen", of=ANA.user, asked_at=MONDAY, limit=15, within=24),
        by=ANA.user,
    ),
    SignRequest(project=_NAME, number=2, owner=ANA.user, metric="Churn", changed=("Baseline",), state=Asked.WAITING),
    CharterSigned(project=_NAME, number=2, by=ANA.user, seal="0" * 64, metric="Churn", changed=1, accepted=0),
    DrillTold(
        project=_NAME,
        drill=Drill(scenario="frozen", of=ANA.user, asked_at=MONDAY, limit=15, within=24),
    ),
    ChangesRequest(
        project=_NAME,
        number=2,
        by=ANA.user,
        at=MONDAY,
        reason="The target is not ours.",
        questions=(ChangeWanted(question=QuestionId("target"), label="Target", done=True),),
        state=ChangesState.WAITING,
    ),
)
NAG = EVERY_KIND[2]
DIGEST = EVERY_KIND[9]
