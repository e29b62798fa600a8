"""Replies as they occur: windows of the kickoff, and every note."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.domain.api_tokens import Right
from bot.domain.calendar import Cadence, Weekday
from bot.domain.charter import Answer, Choice, Day, NotApplicable, Proof, Quantity, Row, Rows, Text, Value, Who
from bot.domain.ids import QuestionId, TokenId
from bot.domain.keeping import Kept
from bot.domain.kickoff import Clash
from bot.domain.notes import (
    CardNote,
    DigestOff,
    DigestPreview,
    DigestSet,
    DrillNote,
    Help,
    ImpactNote,
    KpiNote,
    Note,
    NoteText,
    OwedItem,
    OwedNote,
    Pick,
    PlanNote,
    RetriedNote,
    SettledNote,
    SharedNote,
    SnoozeNote,
    TokenLine,
    TokenNote,
    TokensNote,
    TryAgain,
    UnknownWord,
)
from bot.domain.page_windows import (
    ChangedRow,
    FinishedDialog,
    PageDialog,
    ReadBack,
    SavedDialog,
    StartDialog,
    StartedDialog,
)
from bot.domain.pasted import Unplaced, Unread, Why
from bot.domain.pasted_windows import ImportDialog, ImportedDialog
from bot.domain.people import Role
from bot.domain.questions import AnswerType, Column, NumberForm, Option, Part, Question
from bot.domain.readiness.items import SILENT_FAILURE, Item, ItemState
from bot.domain.readiness_windows import Below, DrillAnswerDialog, DrillDialog, EvidenceDialog
from bot.domain.row_windows import RowDialog, Underneath
from bot.domain.rows import CellClash, RowClash
from bot.domain.undelivered import Outcome
from bot.domain.windows import Dialog
from bot.domain.wrong_answers import WrongAnswer
from tests.bot.views.samples import (
    ANSWERED_DRILL,
    CARD,
    CHURN,
    CHURN_KPI,
    DIGEST,
    DRILL,
    FRAUD,
    HOME,
    IMPACT_ALL,
    IMPACT_ONE,
    MEI,
    MODEL_METRIC,
    NO_TARGET,
    NOW,
    PLAN,
    PRIYA,
    TODAY,
    owed,
)

NAME = Question(
    id=QuestionId("metric_name"),
    part=1,
    label="Business metric",
    type=AnswerType.TEXT,
    required=True,
    help="The outcome that somebody in the business is paid to move.",
    example="Monthly churn of paying customers",
    max_length=300,
)
DIRECTION = Question(
    id=QuestionId("metric_direction"),
    part=1,
    label="Better is",
    type=AnswerType.CHOICE,
    required=True,
    options=(Option(value="up", label="Higher"), Option(value="down", label="Lower")),
)
BASELINE = Question(
    id=QuestionId("baseline"),
    part=1,
    label="Baseline",
    type=AnswerType.NUMBER,
    form=NumberForm.METRIC,
    required=True,
    help="Where the metric stands today, in its unit.",
    example="3.1%",
    max_length=60,
)
TARGET = replace(BASELINE, id=QuestionId("target"), label="Target", form=NumberForm.METRIC_OR_CHANGE)
DEADLINE = Question(id=QuestionId("deadline"), part=1, label="By when", type=AnswerType.DATE, required=True)
SPONSOR = Question(id=QuestionId("sponsor"), part=1, label="Sponsor", type=AnswerType.PERSON, asked=Role.SPONSOR)
WHY = Question(id=QuestionId("why_now"), part=1, label="Why now?", type=AnswerType.LONG_TEXT)
QUESTIONS = (NAME, DIRECTION, BASELINE, DEADLINE, SPONSOR, WHY)
PART = Part(
    number=1,
    title="The outcome",
    question="Which business metric are we trying to improve?",
    intro="Name the number that the business already watches, not a score of the model.",
)
VALUES: dict[QuestionId, Value] = {
    NAME.id: Text(text="F1 score"),
    DIRECTION.id: Choice(option="down"),
    BASELINE.id: Quantity(value=0.031, unit="percent", typed="3.1%", echo="3.1 % = 0.031"),
    DEADLINE.id: Day(day=date(2027, 6, 30)),
    SPONSOR.id: Who(user=PRIYA),
    WHY.id: Text(text="Churn rose.\nFive quarters in a row."),
}
PAGE = PageDialog(
    project=CHURN, part=PART, parts=5, questions=QUESTIONS, values=VALUES, revision=7, answered=6, required=14
)
EMPTY_PAGE = replace(PAGE, values={}, revision=0, answered=0)
SAVED_PAGE = replace(PAGE, part=replace(PART, number=2), saved=1, findings=(MODEL_METRIC, NO_TARGET))
LAST_PAGE = replace(PAGE, part=replace(PART, number=5), questions=(WHY,))
SINGLE = replace(PAGE, questions=(BASELINE,), is_single=True)


def clash(question: Question, theirs: Value | None) -> Clash:
    return Clash(
        question=question.id,
        theirs=Answer(question=question.id, value=theirs, by=MEI, at=NOW, revision=8),
        mine=None,
    )


CLASHING_PAGE = replace(
    PAGE,
    clashes=(
        clash(BASELINE, Quantity(value=0.04, unit="percent", typed="4 %", echo="4 % = 0.04")),
        clash(DIRECTION, Choice(option="up")),
        clash(SPONSOR, Who(user=MEI)),
        clash(NAME, None),
    ),
)
GUARDRAILS = Question(
    id=QuestionId("guardrails"),
    part=2,
    label="Guardrails",
    type=AnswerType.ROWS,
    required=True,
    help="What must not get worse, and by how much at most.",
    example="Margin per customer: at most 1 % lower",
    columns=(
        Column(
            id=QuestionId("name"), label="Guardrail", type=AnswerType.TEXT, required=True, is_key=True, max_length=120
        ),
        Column(id=QuestionId("better"), label="Better is", type=AnswerType.CHOICE, options=DIRECTION.options),
        Column(
            id=QuestionId("margin"),
            label="At most so much worse",
            type=AnswerType.NUMBER,
            form=NumberForm.SHARE,
            example="1%",
        ),
        Column(id=QuestionId("since"), label="Since", type=AnswerType.DATE),
        Column(id=QuestionId("why"), label="Why", type=AnswerType.LONG_TEXT),
    ),
)
MARGIN = Row(
    id="a1",
    cells={
        QuestionId("name"): Text(text="Margin per customer"),
        QuestionId("better"): Choice(option="up"),
        QuestionId("margin"): Quantity(value=0.01, unit="ratio", typed="1%", echo="1 % = 0.01"),
    },
)
TICKETS = Row(id="a2", cells={QuestionId("name"): Text(text="Tickets"), QuestionId("better"): Choice(option="down")})
ROWS_PAGE = replace(
    PAGE,
    part=replace(PART, number=2),
    questions=(NAME, GUARDRAILS),
    values={**VALUES, GUARDRAILS.id: Rows(rows=(MARGIN, TICKETS))},
    listed_at=8,
)
ROWS_ALONE = replace(ROWS_PAGE, questions=(GUARDRAILS,), is_single=True)
ROW = RowDialog(
    project=CHURN,
    question=GUARDRAILS,
    row="a1",
    cells=MARGIN.cells,
    revision=8,
    page=Underneath(part=2, revision=7, shown=(NAME.id,), view="V1", hash="1.a"),
    is_new=False,
)
CLASHING_ROW = replace(
    ROW,
    clash=RowClash(
        row=MARGIN,
        cells=(
            CellClash(column=QuestionId("margin"), theirs=None),
            CellClash(column=QuestionId("better"), theirs=Choice(option="down")),
            CellClash(column=QuestionId("long_gone"), theirs=Text(text="x")),
        ),
    ),
    by=MEI,
    seen=9,
)
START = StartDialog(channel=HOME, name="Churn model", owner=MEI)
UNFINISHED = FinishedDialog(
    project=CHURN,
    answered=6,
    required=14,
    findings=(MODEL_METRIC, NO_TARGET),
    open_questions=(BASELINE, DEADLINE),
    can_accept_plan=False,
)
FINISHED = replace(UNFINISHED, answered=14, findings=(), open_questions=(), can_accept_plan=True)
STARTED = StartedDialog(project=CHURN, owner=MEI, is_private=True, people=(MEI, PRIYA))
IMPORT = ImportDialog(channel=HOME, projects=(), chosen=None, name="Churn model")
IMPORTED = ImportedDialog(
    project=CHURN,
    is_new=True,
    saved=9,
    logged=2,
    answered=9,
    required=14,
    unread=(Unread(question=BASELINE, typed="banana", why="This is no number. Example: 3.1%"),),
    kept=(
        Kept(
            question=DEADLINE,
            theirs=Answer(question=DEADLINE.id, value=VALUES[DEADLINE.id], by=MEI, at=NOW, revision=3),
            mine=Day(day=date(2027, 9, 30)),
        ),
    ),
    unplaced=tuple(Unplaced(text="a line", why=why, names=("Baseline", "Target")) for why in Why),
    left=3,
    proposed=(WHY,),
    findings=(MODEL_METRIC, NO_TARGET),
)
READ = ReadBack(
    questions=(BASELINE, TARGET),
    values={
        **VALUES,
        QuestionId("metric_unit"): Text(text="%"),
        TARGET.id: Quantity(value=-0.1, unit="relative_change", typed="-10%", echo="-10 % of the baseline = -0.1"),
    },
)
STATES = [Option(value=each, label=each) for each in ("no", "manual", "automated", "not_applicable")]


def requirement(item: Item) -> Question:
    return Question(id=item.question, part=4, label=item.label, type=AnswerType.CHOICE, options=tuple(STATES))


def ready(number: int, state: ItemState, claim: str | None, heading: str = "reliability", **also: Any) -> Item:
    return Item(
        question=QuestionId(f"readiness.{heading}.item_{number}"),
        heading=heading,
        label=f"Requirement {number}",
        state=state,
        claim=claim,
        **also,
    )


PROOF = Proof(link="https://wiki.example.com/a_b_c", note="The *runbook*", until=date(2027, 5, 22))
SILENT = replace(
    ready(1, ItemState.MANUAL, "manual", evidence=PROOF, until=PROOF.until, is_proved=True, drill=ANSWERED_DRILL.drill),
    question=SILENT_FAILURE,
)
REOPENED = ready(3, ItemState.REOPENED, "automated", evidence=PROOF, until=PROOF.until)
NEEDLESS = ready(
    5, ItemState.NOT_APPLICABLE, "not_applicable", "scalability", evidence=NotApplicable(reason="No <peaks>.")
)
ITEMS = (
    SILENT,
    ready(2, ItemState.AUTOMATED, "automated"),
    REOPENED,
    ready(4, ItemState.NO, "no", "scalability"),
    NEEDLESS,
    ready(6, ItemState.OPEN, "not_applicable", "scalability"),
    ready(7, ItemState.OPEN, None, "a_heading_of_our_own"),
)
READY_PAGE = replace(
    PAGE,
    part=replace(PART, number=4),
    questions=tuple(requirement(item) for item in ITEMS),
    requirements=ITEMS,
    may_drill=True,
    values={},
)
EVIDENCE = EvidenceDialog(
    project=CHURN, item=SILENT, evidence=PROOF, until=date(2027, 5, 22), revision=7, page=Below(revision=6)
)
DRILL_WINDOW = DrillDialog(project=CHURN, asked=MEI, limit=15, within=24)
DIALOGS: dict[str, Dialog] = {
    "requirements": READY_PAGE,
    "requirements without a drill": replace(
        READY_PAGE, requirements=ITEMS[1:], questions=READY_PAGE.questions[1:], may_drill=False
    ),
    "requirements after a drill that waits": replace(
        READY_PAGE, requirements=(replace(SILENT, drill=DRILL.drill),), questions=READY_PAGE.questions[:1]
    ),
    "requirement with a drill alone": replace(
        READY_PAGE, requirements=(replace(SILENT, evidence=None),), questions=READY_PAGE.questions[:1]
    ),
    "evidence": EVIDENCE,
    "evidence that is over": replace(EVIDENCE, item=REOPENED, page=None),
    "no evidence yet": replace(EVIDENCE, evidence=None),
    "evidence that clashes": replace(EVIDENCE, clash=clash(NAME, PROOF)),
    "evidence that was taken back": replace(EVIDENCE, clash=clash(NAME, None)),
    "why it does not apply": replace(EVIDENCE, item=NEEDLESS, evidence=NEEDLESS.evidence),
    "put a drill": DRILL_WINDOW,
    "answer a drill": DrillAnswerDialog(project=CHURN, drill=DRILL.drill),
    "started for others": STARTED,
    "started for somebody outside": replace(STARTED, outside=(MEI, PRIYA)),
    "saved number": SavedDialog(project=CHURN, read=replace(READ, questions=(BASELINE,))),
    "saved answer with findings": SavedDialog(
        project=CHURN, read=replace(READ, questions=()), findings=(MODEL_METRIC, NO_TARGET)
    ),
    "saved name with links": SavedDialog(project=CHURN, read=ReadBack(links=1)),
    "saved page with links": replace(SAVED_PAGE, read=replace(READ, links=2)),
    "finished with links": replace(FINISHED, read=ReadBack(links=2)),
    "saved page with numbers": replace(SAVED_PAGE, read=READ),
    "finished with numbers": replace(FINISHED, read=READ),
    "start": START,
    "start without a name": replace(START, name=""),
    "page": PAGE,
    "empty page": EMPTY_PAGE,
    "saved page": SAVED_PAGE,
    "last page": LAST_PAGE,
    "single question": SINGLE,
    "clashing page": CLASHING_PAGE,
    "unfinished": UNFINISHED,
    "finished": FINISHED,
    "page with rows": ROWS_PAGE,
    "page with no rows yet": replace(ROWS_PAGE, values={}),
    "page with rows as words": replace(
        ROWS_PAGE, values={GUARDRAILS.id: Text(text="Margin: at most 1 % lower\nTickets")}
    ),
    "page with a row that was changed": replace(
        ROWS_PAGE, changed_row=ChangedRow(question=GUARDRAILS, row=TICKETS, by=MEI)
    ),
    "page with more rows than fit": replace(
        ROWS_PAGE, values={GUARDRAILS.id: Text(text="\n".join(f"Metric {number}" for number in range(30)))}
    ),
    "rows alone": ROWS_ALONE,
    "row": ROW,
    "new row": replace(ROW, cells={}, is_new=True, page=Underneath(part=None, revision=0)),
    "clashing row": CLASHING_ROW,
    "removed row": replace(ROW, clash=RowClash(row=MARGIN, is_gone=True), by=MEI, seen=9),
    "row removed by nobody known": replace(ROW, clash=RowClash(row=MARGIN, is_gone=True), seen=9),
    "import": IMPORT,
    "import beside projects": replace(IMPORT, projects=(CHURN, FRAUD), chosen=CHURN.id, takes_file=True),
    "imported": IMPORTED,
    "imported to the letter": replace(IMPORTED, unread=(), kept=(), unplaced=(), left=0, proposed=(), findings=()),
}
OWED = OwedNote(
    items=(
        OwedItem(owed=owed(), snoozes_left=2, can_snooze=True),
        OwedItem(owed=owed(FRAUD, overdue=False), snoozes_left=0, can_snooze=False),
    ),
    projects=(CHURN, FRAUD),
)
PREVIEW = DigestPreview(
    digest=replace(DIGEST, preview=True),
    cadence=Cadence.WEEKLY,
    weekday=Weekday.MONDAY,
    at=time(9),
    zone="Europe/Berlin",
    next_at=NOW,
    next_day=date(2026, 11, 30),
)
SET = DigestSet(
    channel=HOME,
    cadence=Cadence.BIWEEKLY,
    weekday=Weekday.FRIDAY,
    at=time(16, 30),
    zone="Asia/Tokyo",
    next_day=date(2026, 12, 4),
)
READY_PLAN = PlanNote(project=CHURN, plan=PLAN, missing=(), is_accepted=False)
TOKEN = TokenNote(token=TokenId("0123456789abcdef"), name="nightly", right=Right.WRITE)
TOKEN_LINE = TokenLine(name="nightly", right=Right.READ, made_by=MEI, made_on=TODAY)
NOTES: dict[str, Note] = {
    "drill": DrillNote(project=CHURN, of=PRIYA),
    "token": replace(TOKEN, secret=f"plb_0123456789abcdef_{'ab' * 32}"),
    "token that was shown": TOKEN,
    "tokens": TokensNote(tokens=(TOKEN_LINE, replace(TOKEN_LINE, right=Right.WRITE)), revoked="old"),
    "one token": TokensNote(tokens=(TOKEN_LINE,)),
    "nothing retried": RetriedNote(count=0),
    "one retried": RetriedNote(count=1),
    "several retried": RetriedNote(count=12),
    "obsolete message": SettledNote(number=12, outcome=Outcome.IS_OBSOLETE),
    "no tokens": TokensNote(tokens=()),
    "last token revoked": TokensNote(tokens=(), revoked="nightly"),
    "many tokens": TokensNote(tokens=(replace(TOKEN_LINE, name="x" * 40),) * 50),
    "help": Help(),
    "unknown word": UnknownWord(word="stauts", near=("status", "start")),
    "unknown word with nothing near": UnknownWord(word="x" * 500, near=()),
    "card": CardNote(card=CARD),
    "impact of one": ImpactNote(summary=IMPACT_ONE, project=CHURN),
    "impact of all": ImpactNote(summary=IMPACT_ALL, project=None),
    "pick": Pick(word="status", projects=(CHURN, FRAUD)),
    "value": KpiNote(project=CHURN, kpi=CHURN_KPI, day=TODAY, value=0.029, replaced=None),
    "replaced value": KpiNote(project=CHURN, kpi=CHURN_KPI, day=TODAY, value=0.029, replaced=0.03),
    "value in another order": KpiNote(
        project=CHURN, kpi=CHURN_KPI, day=TODAY, value=0.029, replaced=None, in_order="2.9% yesterday Churn model"
    ),
    "weekly preview": PREVIEW,
    "monthly preview": replace(PREVIEW, cadence=Cadence.MONTHLY),
    "digest set": SET,
    "monthly digest set": replace(SET, cadence=Cadence.MONTHLY),
    "digest off": DigestOff(was_on=True),
    "digest was off": DigestOff(was_on=False),
    "owed": OWED,
    "nothing owed": OwedNote(items=()),
    "one thing owed": replace(OWED, items=OWED.items[:1]),
    "plan ready": READY_PLAN,
    "plan accepted": replace(READY_PLAN, is_accepted=True),
    "plan lacking": PlanNote(project=CHURN, plan=None, missing=(BASELINE, DEADLINE), is_accepted=False),
    "plan that allows no verdict": PlanNote(
        project=CHURN,
        plan=None,
        missing=(),
        is_accepted=False,
        wrong=(WrongAnswer(question=BASELINE, why="Keep one."), WrongAnswer(question=DEADLINE, why="It is over.")),
    ),
    "put off": SnoozeNote(project=CHURN, until=TODAY, left=2),
    "put off, once more": SnoozeNote(project=CHURN, until=TODAY, left=1),
    "put off, never again": SnoozeNote(project=CHURN, until=TODAY, left=0),
    "shared": SharedNote(),
    "try again": TryAgain(action="kickoff.open", value="p1|2"),
    "try a command again": TryAgain(action="command.again", value=""),
    "refusal": NoteText(words="Only the owner accepts a plan.", who_can="the owner", ask=MEI),
    "refusal with a way": NoteText(words="This cannot be put off.", who_can="the owner can accept a plan"),
    "refusal with a person": NoteText(words="This is not yours.", ask=MEI),
    "words": NoteText(words="There is no ML project here yet."),
    "no words": NoteText(words="  "),
}
