"""Random messages: every type, every state, with what people type at its worst."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from bot.domain.charter import Accepted, Choice, Day, Drill, NotApplicable, Proof, Quantity, Row, Rows, Text, Value, Who
from bot.domain.charter_messages import AcceptedWarning, CharterSheet, SheetAnswer, SheetPart
from bot.domain.drills import Scenario
from bot.domain.experiment_messages import PlanAccepted, PlanLine
from bot.domain.findings import Acceptance, Finding, Severity
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
    Given,
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
from bot.domain.questions import AnswerType, Part, Question
from bot.domain.readiness.score import HeadingScore, Readiness
from bot.domain.signing_messages import SigningLine, VersionLine
from bot.domain.sums import MoneySums, Total
from bot.statistics.usual_lifts import Prior, PriorSource
from tests.bot.views.nasty import levels, typed
from tests.bot.views.realism_strategies import budgets

users = st.sampled_from([UserId("U0MEI"), UserId("W0PRIYA"), UserId("U0TOM")])
channels = st.sampled_from([ChannelId("C0HOME"), ChannelId("G0PRIVATE")])
days = st.dates(date(2020, 1, 1), date(2099, 12, 31))
instants = st.datetimes(datetime(2020, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  bounds are naive
project_ids = st.text("0123456789abcdef", min_size=8, max_size=32).map(ProjectId)
projects = st.builds(
    ProjectName, id=project_ids, key=st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True), name=typed, channel=channels
)
units = st.one_of(
    st.just(Unit(kind=UnitKind.PERCENT, label="%")),
    st.sampled_from(["EUR", "USD", "CHF", "XYZ"]).map(lambda code: Unit(kind=UnitKind.MONEY, label=code)),
    typed.map(lambda label: Unit(kind=UnitKind.PLAIN, label=label[:60])),
)
observations = st.builds(
    Observation,
    workspace=st.just(WorkspaceId("T1")),
    project=st.just(ProjectId("p1")),
    metric=st.just(BUSINESS),
    day=days,
    value=levels,
    source=st.just("typed"),
    by=users,
    at=instants,
)
kpis = st.builds(
    Kpi,
    name=typed,
    unit=units,
    direction=st.sampled_from(Direction),
    baseline=st.none() | levels,
    target=st.none() | levels,
    deadline=st.none() | days,
    observations=st.lists(observations, max_size=30).map(lambda each: tuple(sorted(each, key=lambda one: one.day))),
)
money = st.builds(Money, amount=levels, currency=st.sampled_from(["EUR", "USD", "JPY", "XYZ"]))
spans = st.builds(Span, value=levels, low=st.none() | levels, high=st.none() | levels)
priors = st.builds(Prior, sd=st.floats(0.001, 2), source=st.sampled_from(PriorSource), experiments=st.integers(0, 300))
impacts = st.one_of(
    st.builds(
        Impact,
        grade=st.sampled_from(Grade),
        change=levels,
        annual=money,
        missing=st.none(),
        by_experiment=st.booleans(),
        seen=st.none() | spans,
        prior=st.none() | priors,
        worth=st.none() | levels,
    ),
    st.builds(
        Impact,
        grade=st.sampled_from(Grade),
        change=st.none() | levels,
        annual=st.none(),
        missing=st.sampled_from(Unpriced),
        seen=st.none() | spans,
    ),
)
ends = st.none() | st.tuples(levels, levels)
totals = st.builds(
    Total,
    amount=levels,
    currency=st.sampled_from(["EUR", "USD", "JPY", "XYZ"]),
    floor=st.none() | levels,
    apart=ends,
    together=ends,
    seed=st.none() | st.integers(0, 10**9),
    count=st.integers(1, 300),
)
sums = st.none() | st.tuples(*[st.lists(totals, max_size=3).map(tuple)] * 3).map(
    lambda each: MoneySums(proven=each[0], measured=each[1], claimed=each[2])
)
questions = st.from_regex(r"[a-z][a-z_.]{0,40}", fullmatch=True).map(QuestionId)
acceptances = st.builds(Acceptance, reason=typed, by=users, until=st.none() | days)
findings = st.builds(
    Finding,
    rule=st.sampled_from(
        [
            "business-metric-is-model-metric",
            "no-baseline",
            "no-target",
            "no-deadline",
            "no-experiment",
            "no-money",
            "guardrail-opposes",
            "a-rule-to-come",
        ]
    ),
    severity=st.sampled_from(Severity),
    is_missing=st.booleans(),
    is_waivable=st.booleans(),
    accepted=st.none() | acceptances,
    question=questions,
    words=st.lists(typed, max_size=4).map(tuple),
)
items = st.builds(
    ChecklistItem,
    question=questions,
    part=st.integers(1, 5),
    label=typed,
    required=st.booleans(),
    done=st.booleans(),
    findings=st.lists(findings, max_size=2).map(tuple),
    reopened=st.booleans(),
)
owed = st.builds(
    Owed,
    project=projects,
    what=st.sampled_from(ObligationKind),
    due=days,
    overdue=st.booleans(),
    who=st.none() | users,
    done=st.booleans(),
    is_ready=st.booleans(),
)
plans = st.builds(
    PlanLine,
    design=st.sampled_from(["ab", "none", "<a design of our own>"]),
    primary_metric=typed,
    start=days,
    decision_rule=typed,
    accepted_by=users,
    seal=st.text("0123456789abcdef", min_size=64, max_size=64),
)
nag_items = st.builds(
    NagItem,
    project=projects,
    what=st.sampled_from(ObligationKind),
    due=days,
    owner=users,
    escalates_to=st.none() | st.sampled_from(Rung),
    escalates_on=st.none() | days,
    snoozes_left=st.integers(0, 3),
    done=st.booleans(),
    snoozed_until=st.none() | days,
    open_items=st.lists(typed, max_size=20).map(tuple),
)
rows = st.builds(
    DigestRow,
    project=projects,
    stage=st.sampled_from(Stage),
    owner=users,
    kpi=kpis,
    impact=impacts,
    owed=st.lists(owed, max_size=6).map(tuple),
    blockers=st.integers(0, 9),
)
changes = st.builds(
    Change,
    project=projects,
    act=st.sampled_from(["kickoff.started", "plan.accepted", "kpi.logged", "<some>.act"]),
    by=st.none() | users,
    at=instants,
)
some_rows = st.lists(rows, max_size=6).map(tuple)
seals = st.text("0123456789abcdef", min_size=64, max_size=64)
version_lines = st.builds(VersionLine, number=st.integers(1, 99), signed_by=users, signed_on=days, seal=seals)
signings = st.builds(
    SigningLine,
    version=st.none() | version_lines,
    is_signed=st.booleans(),
    waits_for=st.none() | users,
    changes_by=st.none() | users,
    changes_on=st.none() | days,
)
heading_scores = st.builds(
    HeadingScore,
    heading=st.sampled_from(["reliability", "a_heading_of_our_own"]),
    points=st.integers(0, 8).map(lambda half: half / 2),
    applicable=st.integers(0, 9),
)
scores = st.builds(
    Readiness,
    headings=st.lists(heading_scores, max_size=4).map(tuple),
    answered=st.integers(0, 20),
    open=st.integers(0, 20),
    claimed=st.integers(0, 20),
)
drills = st.builds(
    Drill,
    scenario=st.sampled_from([*Scenario, "<an old one>"]),
    of=users,
    asked_at=instants,
    limit=st.integers(1, 1440),
    within=st.integers(1, 8760),
    said_at=st.none() | instants,
    answered_at=st.none() | instants,
    what=typed,
    noticed_after_hours=st.none() | st.floats(0, 10_000),
    is_automatic=st.booleans(),
    who=typed,
    meanwhile=typed,
    passed=st.booleans(),
    until=st.none() | days,
)
addresses = st.from_regex(r"[hH]ttps?://[a-z]{1,10}[.]example/[a-zA-Z0-9*&_~`?=%:#-]{0,120}", fullmatch=True)
proofs = st.builds(Proof, link=typed | addresses, note=typed, until=st.none() | days)
reasons = st.builds(NotApplicable, reason=typed)
cards = st.builds(
    ProjectCard,
    project=projects,
    stage=st.sampled_from(Stage),
    owner=users,
    sponsor=st.none() | users,
    kpi=kpis,
    impact=impacts,
    signing=signings,
    findings=st.lists(findings, max_size=12).map(tuple),
    plan=st.none() | plans,
    owed=st.lists(owed, max_size=4).map(tuple),
    answered=st.integers(0, 20),
    required=st.integers(0, 20),
    readiness=st.none() | scores,
)
digests = st.builds(
    Digest,
    channel=channels,
    day=days,
    cadence=st.just("weekly"),
    rows=some_rows,
    sums=sums,
    changes=st.lists(changes, max_size=30).map(tuple),
    hidden=st.integers(0, 3),
    late_for=st.none() | instants,
    skipped=st.integers(0, 3),
    preview=st.booleans(),
)
details = st.builds(DigestDetails, rows=some_rows, sums=sums)
summaries = st.builds(
    ImpactSummary, day=days, rows=some_rows, sums=sums, hidden=st.integers(0, 3), budget=st.none() | budgets
)
numbers = st.builds(Quantity, value=levels, unit=st.sampled_from(["percent", "count"]), typed=typed, echo=typed)
cells = st.one_of(st.builds(Text, text=typed), numbers, st.builds(Day, day=days), st.builds(Choice, option=typed))
row_answers = st.builds(Row, id=st.just("r"), cells=st.dictionaries(questions, cells, max_size=4))
values: st.SearchStrategy[Value] = st.one_of(
    cells,
    st.builds(Who, user=users),
    st.builds(Rows, rows=st.lists(row_answers, max_size=30).map(tuple)),
    st.builds(NotApplicable, reason=typed),
    st.builds(Accepted, reason=typed, until=st.none() | days),
    proofs,
    drills,
)
parts = st.builds(Part, number=st.integers(1, 9), title=typed, question=typed, intro=typed)
asked = st.builds(Question, id=questions, part=st.integers(1, 9), label=typed, type=st.just(AnswerType.TEXT))
sheet_parts = st.builds(
    SheetPart,
    part=parts,
    answers=st.lists(st.builds(SheetAnswer, question=asked, value=values), max_size=40).map(tuple),
)
sheets = st.builds(
    CharterSheet,
    project=projects,
    version=st.integers(1, 10**6),
    seal=st.text("0123456789abcdef", max_size=64),
    signed_by=users,
    signed_on=days,
    parts=st.lists(sheet_parts, max_size=30).map(tuple),
    accepted=st.lists(
        st.builds(
            AcceptedWarning,
            rule=st.sampled_from(["no-baseline", "a-rule-to-come"]),
            reason=typed,
            by=users,
            later=st.booleans(),
        ),
        max_size=30,
    ).map(tuple),
    open=st.lists(findings, max_size=20).map(tuple),
)
messages: st.SearchStrategy[Message] = st.one_of(
    st.builds(
        Checklist,
        project=projects,
        user=users,
        roles=st.lists(st.sampled_from(["owner", "sponsor", "member"]), unique=True).map(tuple),
        items=st.lists(items, max_size=60).map(tuple),
        answered=st.integers(0, 20),
        required=st.integers(0, 20),
        given=st.lists(st.builds(Given, label=typed, to=users), max_size=30).map(tuple),
        readiness=st.none() | scores,
    ),
    cards,
    st.builds(DrillAsked, project=projects, drill=drills, by=users, is_over=st.booleans()),
    st.builds(DrillTold, project=projects, drill=drills),
    st.builds(
        Nag,
        user=users,
        day=days,
        rung=st.sampled_from(Rung),
        items=st.lists(nag_items, min_size=1, max_size=60).map(tuple),
    ),
    st.builds(ChannelNag, day=days, item=nag_items),
    st.builds(PlanAccepted, project=projects, plan=plans),
    digests,
    summaries,
    details,
    sheets,
    st.builds(
        Parked,
        channel=channels,
        reason=st.sampled_from(["is_archived", "<odd>"]),
        project=st.none() | projects,
        person=st.none() | users,
    ),
)
