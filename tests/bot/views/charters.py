"""Samples and random ones of everything around a charter: requests, news, and the windows that read and sign it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from bot.domain.charter import Accepted, ChangesAsked, Choice, NotApplicable, Proof, Quantity, Row, Rows, Text
from bot.domain.charter_messages import AcceptedWarning, SheetAnswer, SheetPart
from bot.domain.charter_windows import AcceptDialog, ChangesDialog, CharterDialog, Edit, ItemDialog, Offered, SignDialog
from bot.domain.findings import Acceptance, Finding, Severity
from bot.domain.ids import QuestionId
from bot.domain.message import Message
from bot.domain.prospects import Prospect
from bot.domain.questions import Part
from bot.domain.remarks import NoBudgetRemark, Realism, TimelineRemark, Unbudgeted, UsualDays
from bot.domain.signing_messages import (
    Asked,
    ChangesLine,
    ChangesRequest,
    ChangesState,
    ChangeWanted,
    CharterSigned,
    SigningLine,
    SignRequest,
    VersionLine,
)
from bot.domain.versions import CHANGES
from bot.domain.windows import Dialog
from bot.statistics.verdicts.summary import Gist, Method
from tests.bot.domain.builders import question
from tests.bot.views.nasty import typed
from tests.bot.views.realism_strategies import realisms
from tests.bot.views.samples import CHURN, CHURN_KPI, CLAIMED, MEI, PRIYA
from tests.bot.views.strategies import (
    addresses,
    days,
    findings,
    impacts,
    instants,
    kpis,
    projects,
    questions,
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
ASKED_AT = datetime(2027, 3, 2, 15, 30, tzinfo=UTC)
WHY = "The target is what we reach without the model."
ASKED = ChangesLine(by=PRIYA, at=ASKED_AT, reason=WHY, questions=("Baseline", "Target"))
WANTED = ChangesRequest(
    project=CHURN,
    number=1,
    by=PRIYA,
    at=ASKED_AT,
    reason=WHY,
    questions=(
        ChangeWanted(question=QuestionId("baseline"), label="Baseline", done=True),
        ChangeWanted(question=QuestionId("target"), label="Target"),
    ),
    state=ChangesState.WAITING,
)
REALISTIC = Realism(
    timeline=TimelineRemark(planned=14, usual=UsualDays(low=31, high=90, fastest=31.0, projects=5)),
    lift=None,
    days=(),
    returns=None,
    money=NoBudgetRemark(why=Unbudgeted.NO_BUDGET),
)
YES = Gist(method=Method.AB, fits=True, willing=8, effect=0.05, weeks=4, days=23, n_total=27_600)
REQUEST = SignRequest(project=CHURN, number=1, owner=MEI, metric="Churn", changed=(), state=Asked.WAITING)
CHANGE = ChangesAsked(reason=WHY, questions=(NAME.id,), number=1, by=PRIYA, at=ASKED_AT, revision=4)
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
    seen=SEAL[::-1],
    prospect=Prospect(fits=True, gist=YES, due=date(2027, 3, 8)),
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
    "request instead of which changes are asked for": replace(REQUEST, state=Asked.CHANGES, changes=ASKED),
    "request after changes": replace(REQUEST, changes=replace(ASKED, edited=("Target",))),
    "request that is ready as it is": replace(REQUEST, changes=replace(ASKED, questions=(), is_ready=True)),
    "changes that are asked for": WANTED,
    "changes of no question": replace(WANTED, questions=()),
    "changes that are made": replace(WANTED, state=ChangesState.MADE),
    "changes that are not made": replace(WANTED, state=ChangesState.READY),
    "changes that became others": replace(WANTED, state=ChangesState.REPLACED),
    "changes without which it was signed": replace(WANTED, state=ChangesState.SIGNED),
    "changes that nobody wants": replace(WANTED, state=ChangesState.LAPSED),
    "first signature": CharterSigned(
        project=CHURN, number=1, by=PRIYA, seal=SEAL, metric="Churn", changed=0, accepted=0
    ),
    "second signature": CharterSigned(project=CHURN, number=2, by=PRIYA, seal=SEAL, metric="", changed=1, accepted=1),
}
DIALOGS: dict[str, Dialog] = {
    "acceptance": AcceptDialog(project=CHURN, finding=NO_MONEY, most_days=180),
    "waiver": AcceptDialog(project=CHURN, finding=WAIVABLE, most_days=180),
    "signature": SIGN,
    "signature after changes": replace(
        SIGN,
        changes=replace(ASKED, edited=("Business metric",)),
        since=(RENAMED,),
        realism=REALISTIC,
        prospect=Prospect(sealed="ab12" * 16, fits=True),
    ),
    "changes": ChangesDialog(
        project=CHURN,
        number=2,
        owner=MEI,
        offered=(Offered(part=OUTCOME, questions=(NAME, RAILS)),),
        reason=WHY,
        chosen=(RAILS.id,),
    ),
    "changes of nothing in particular": ChangesDialog(project=CHURN, number=1, owner=MEI, offered=()),
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
    "charter that is to be changed": replace(
        CHARTER,
        signing=replace(DRAFT, changes_by=PRIYA, changes_on=date(2027, 3, 2)),
        edits=(replace(RENAMED, question=CHANGES, asked=None, after=CHANGE),),
        accepted=(AcceptedWarning(rule="no-money", reason="Finance prices it.", by=MEI, later=True),),
        changes=ASKED,
        may_ready=True,
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
_labels = st.lists(typed, max_size=20).map(tuple)
_changes = st.builds(
    ChangesLine, by=users, at=instants, reason=typed, questions=_labels, edited=_labels, is_ready=st.booleans()
)
requests = st.builds(
    SignRequest,
    project=projects,
    number=st.integers(1, 99),
    owner=users,
    metric=typed,
    changed=st.lists(typed, max_size=20).map(tuple),
    state=st.sampled_from(Asked),
    changes=st.none() | _changes,
)
_wanted = st.builds(ChangeWanted, question=questions, label=typed, done=st.booleans())
changes_requests = st.builds(
    ChangesRequest,
    project=projects,
    number=st.integers(1, 99),
    by=users,
    at=instants,
    reason=typed,
    questions=st.lists(_wanted, max_size=30).map(tuple),
    state=st.sampled_from(ChangesState),
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
charter_messages: st.SearchStrategy[Message] = requests | signed_news | changes_requests
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
    st.builds(Proof, link=typed | addresses, note=typed),
    st.builds(
        ChangesAsked,
        reason=typed,
        questions=st.just(()),
        number=st.integers(1, 9),
        by=users,
        at=instants,
        revision=st.integers(1, 9),
        is_ready=st.booleans(),
    ),
)
_gists = st.builds(
    Gist,
    method=st.sampled_from(Method),
    fits=st.booleans(),
    willing=st.integers(1, 10**6),
    effect=st.floats(0, 1e6),
    detects=st.none() | st.floats(0, 1e6),
    weeks=st.none() | st.integers(1, 10**9),
    days=st.none() | st.integers(1, 10**9),
    n_total=st.none() | st.integers(1, 10**12),
    horizon_days=st.integers(0, 10**6),
    pool=st.none() | st.integers(1, 10**12),
)
_waivers = st.builds(Acceptance, reason=typed, by=users, until=st.none() | days)
_prospects = st.builds(
    Prospect,
    fits=st.none() | st.booleans(),
    gist=st.none() | _gists,
    sealed=st.none() | seals,
    due=st.none() | days,
    waived=st.none() | _waivers,
)
_offers = st.builds(
    Offered,
    part=st.builds(Part, number=st.integers(1, 20), title=typed, question=typed, intro=typed),
    questions=st.lists(
        st.builds(question, questions, label=typed.map(lambda label: label or "—")),
        min_size=1,
        max_size=120,
        unique_by=lambda each: each.id,
    ).map(tuple),
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
        prospect=_prospects,
        realism=st.none() | realisms,
        changes=st.none() | _changes,
        since=_edits,
    ),
    st.builds(
        ChangesDialog,
        project=projects,
        number=st.integers(1, 99),
        owner=users,
        offered=st.lists(_offers, max_size=1).map(tuple),
        reason=typed,
        chosen=st.lists(questions, max_size=30).map(tuple),
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
        may_ready=st.booleans(),
        changes=st.none() | _changes,
        accepted=st.lists(
            st.builds(AcceptedWarning, rule=st.just("no-money"), reason=typed, by=users, later=st.booleans()),
            max_size=20,
        ).map(tuple),
    ),
)
