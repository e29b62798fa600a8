"""Samples and random ones of everything around a charter: requests, news, and the windows that read and sign it."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from bot.domain.charter import Accepted, Choice, NotApplicable, Proof, Quantity, Row, Rows, Text
from bot.domain.charter_messages import SheetAnswer, SheetPart
from bot.domain.charter_windows import AcceptDialog, CharterDialog, Edit, ItemDialog, SignDialog
from bot.domain.findings import Acceptance, Finding, Severity
from bot.domain.ids import QuestionId
from bot.domain.message import Message
from bot.domain.questions import Part
from bot.domain.signing_messages import Asked, CharterSigned, SigningLine, SignRequest, VersionLine
from bot.domain.windows import Dialog
from tests.bot.domain.builders import question
from tests.bot.views.nasty import typed
from tests.bot.views.samples import CHURN, CHURN_KPI, CLAIMED, MEI, PRIYA
from tests.bot.views.strategies import (
    findings,
    impacts,
    instants,
    kpis,
    projects,
    seals,
    signings,
    users,
    version_lines,
)

NAME = question("metric_name", label="Business metric")
RAILS = question("guardrails", label="Guardrails")
OUTCOME = Part(number=1, title="The outcome", question="Which?", intro="…")
PARTS = (SheetPart(part=OUTCOME, answers=(SheetAnswer(question=NAME, value=Text(text="Churn")),)),)
NO_MONEY = Finding(rule="no-money", severity=Severity.WARNING, question=QuestionId("value_per_unit"))
ACCEPTED = Finding(
    rule="no-guardrail",
    severity=Severity.WARNING,
    question=RAILS.id,
    accepted=Acceptance(reason="Nobody else uses it.", by=PRIYA),
)
WAIVABLE = Finding(
    rule="no-experiment",
    severity=Severity.BLOCKER,
    question=QuestionId("design"),
    words=("none",),
    is_waivable=True,
)
SEAL = "0123456789abcdef" * 4
VERSION = VersionLine(number=1, signed_by=PRIYA, signed_on=date(2027, 3, 1), seal=SEAL)
DRAFT = SigningLine(version=None, is_signed=False, waits_for=None)
SIGNED = SigningLine(version=VERSION, is_signed=True, waits_for=None)
RENAMED = Edit(
    question=NAME.id,
    asked=NAME,
    before=None,
    after=Text(text="Churn"),
    by=MEI,
    at=datetime(2027, 2, 1, 9, tzinfo=UTC),
)
GONE = Edit(question=QuestionId("gone"), asked=None, before=Choice(option="up"), after=None)
EXCUSED = Edit(
    question=QuestionId("accepted.no-money"), asked=None, before=None, after=Accepted(reason="Finance prices it.")
)
REQUEST = SignRequest(project=CHURN, number=1, owner=MEI, metric="Churn", changed=(), state=Asked.WAITING)
CHARTER = CharterDialog(
    project=CHURN, signing=DRAFT, in_the_way=2, parts=PARTS, versions=(), edits=(RENAMED, GONE, EXCUSED)
)
SIGN = SignDialog(
    project=CHURN,
    number=2,
    owner=MEI,
    parts=PARTS,
    changed=(RENAMED,),
    findings=(NO_MONEY, ACCEPTED),
    kpi=CHURN_KPI,
    impact=CLAIMED,
    seal=SEAL,
)
MESSAGES: dict[str, Message] = {
    "request to sign": REQUEST,
    "request to sign again": SignRequest(
        project=CHURN, number=2, owner=MEI, metric="", changed=("Baseline",) * 9, state=Asked.WAITING
    ),
    "request that was signed": SignRequest(
        project=CHURN, number=1, owner=MEI, metric="Churn", changed=(), state=Asked.SIGNED
    ),
    "request that is settled": SignRequest(
        project=CHURN, number=2, owner=MEI, metric="Churn", changed=(), state=Asked.SETTLED
    ),
    "request taken back": SignRequest(
        project=CHURN, number=1, owner=MEI, metric="Churn", changed=(), state=Asked.WITHDRAWN
    ),
    "first signature": CharterSigned(
        project=CHURN, number=1, by=PRIYA, seal=SEAL, metric="Churn", changed=0, accepted=0
    ),
    "second signature": CharterSigned(project=CHURN, number=2, by=PRIYA, seal=SEAL, metric="", changed=1, accepted=1),
}
DIALOGS: dict[str, Dialog] = {
    "acceptance": AcceptDialog(project=CHURN, finding=NO_MONEY, most_days=180),
    "waiver": AcceptDialog(project=CHURN, finding=WAIVABLE, most_days=180),
    "signature": SIGN,
    "item": ItemDialog(project=CHURN, question=RAILS, to=PRIYA, reason="Nobody else uses it."),
    "needed item": ItemDialog(project=CHURN, question=question("metric_unit", required=True), to=None, reason=""),
    "charter": CHARTER,
    "empty charter": CharterDialog(project=CHURN, signing=DRAFT, in_the_way=0, parts=(), versions=(), edits=()),
    "charter of its people": CharterDialog(
        project=CHURN,
        signing=SigningLine(version=VERSION, is_signed=False, waits_for=PRIYA),
        in_the_way=0,
        parts=PARTS,
        versions=(VERSION,),
        edits=(RENAMED,),
        compared=1,
        differences=(RENAMED,),
        may_answer=True,
        may_restore=True,
        may_sign=True,
    ),
    "charter like its version": CharterDialog(
        project=CHURN,
        signing=SIGNED,
        in_the_way=0,
        parts=PARTS,
        versions=(VERSION,),
        edits=(),
        compared=1,
        may_answer=True,
        may_restore=True,
    ),
}
requests = st.builds(
    SignRequest,
    project=projects,
    number=st.integers(1, 99),
    owner=users,
    metric=typed,
    changed=st.lists(typed, max_size=20).map(tuple),
    state=st.sampled_from(Asked),
)
signed_news = st.builds(
    CharterSigned,
    project=projects,
    number=st.integers(1, 99),
    by=users,
    seal=seals,
    metric=typed,
    changed=st.integers(0, 99),
    accepted=st.integers(0, 99),
)
charter_messages: st.SearchStrategy[Message] = requests | signed_news
_asked = typed.map(lambda label: question("some_question", label=label or "—"))
_rows = st.lists(
    st.builds(Row, id=st.just("r"), cells=st.dictionaries(st.just(QuestionId("c")), st.builds(Text, text=typed))),
    max_size=4,
)
_values = st.one_of(
    st.builds(Text, text=typed),
    st.builds(Quantity, value=st.just(1.0), unit=st.just("count"), typed=typed, echo=typed),
    st.builds(Rows, rows=_rows.map(tuple)),
    st.builds(NotApplicable, reason=typed),
    st.builds(Proof, link=typed, note=typed),
)
_parts = st.builds(
    SheetPart,
    part=st.builds(Part, number=st.integers(1, 20), title=typed, question=typed, intro=typed),
    answers=st.lists(st.builds(SheetAnswer, question=_asked, value=_values), min_size=1, max_size=25).map(tuple),
)
_edits = st.lists(
    st.builds(
        Edit,
        question=typed.map(QuestionId),
        asked=st.none() | _asked,
        before=st.none() | _values,
        after=st.none() | _values,
        by=st.none() | users,
        at=st.none() | instants,
    ),
    max_size=60,
).map(tuple)
charter_windows: st.SearchStrategy[Dialog] = st.one_of(
    st.builds(ItemDialog, project=projects, question=_asked, to=st.none() | users, reason=typed),
    st.builds(AcceptDialog, project=projects, finding=findings, most_days=st.integers(1, 999)),
    st.builds(
        SignDialog,
        project=projects,
        number=st.integers(1, 99),
        owner=users,
        parts=st.lists(_parts, max_size=8).map(tuple),
        changed=_edits,
        findings=st.lists(findings, max_size=30).map(tuple),
        kpi=kpis,
        impact=impacts,
        seal=seals,
    ),
    st.builds(
        CharterDialog,
        project=projects,
        signing=signings,
        in_the_way=st.integers(0, 40),
        parts=st.lists(_parts, max_size=8).map(tuple),
        versions=st.lists(version_lines, max_size=40, unique_by=lambda each: each.number).map(tuple),
        edits=_edits,
        edits_upto=st.integers(0, 500),
        edits_total=st.integers(0, 500),
        compared=st.none() | st.integers(1, 99),
        differences=_edits,
        may_answer=st.booleans(),
        may_restore=st.booleans(),
        may_adopt=st.booleans(),
        may_sign=st.booleans(),
    ),
)
