"""Rendering: a digest of 20 projects, a card and a checklist, against writing the digest's blocks as JSON."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from benchmarks.figures import Figure, best_ms
from bot.domain.digests import portfolios
from bot.domain.ids import ChannelId, ProjectId, UserId, WorkspaceId
from bot.domain.impact import Grade, Impact, Money
from bot.domain.message import Change, Digest, DigestRow, Owed, ProjectCard
from bot.domain.metrics import BUSINESS, Direction, Kpi, Observation, Unit, UnitKind
from bot.domain.policy import ObligationKind
from bot.domain.projects import ProjectName, Stage
from bot.domain.signing_messages import SigningLine
from bot.domain.sums import sums_of
from bot.views.degree import Degree
from bot.views.messages import render
from handlers import resources

TITLE = "Rendering"
PROJECTS = 20
DIGEST_GOAL_MS = 0.5
_NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
_OWNER = UserId("U0OWNER")


def figures(*, quick: bool = False) -> list[Figure]:
    rounds = 5 if quick else 400
    words = resources.words()
    digest, card = a_digest(PROJECTS), a_card()
    blocks = render(digest, words).blocks
    as_json = best_ms(lambda: json.dumps(blocks), rounds)
    measured = {
        f"digest of {PROJECTS} projects": best_ms(lambda: render(digest, words), rounds),
        f"digest of {PROJECTS} projects, classic": best_ms(lambda: render(digest, words, Degree.CLASSIC), rounds),
        "card of a project": best_ms(lambda: render(card, words), rounds),
        "all templates, compiled": best_ms(resources.words, 1 if quick else 3),
    }
    against = "the digest's blocks as JSON"
    return [
        Figure(name=against, value=as_json, unit="ms"),
        *(
            Figure(
                name=name,
                value=value,
                unit="ms",
                against=against,
                ratio=value / as_json,
                goal=f"<= {DIGEST_GOAL_MS} ms" if name.endswith("projects") else None,
                reached=value <= DIGEST_GOAL_MS if name.endswith("projects") else None,
            )
            for name, value in measured.items()
        ),
    ]


def a_digest(projects: int) -> Digest:
    rows = tuple(_row(number) for number in range(projects))
    changes = tuple(Change(project=row.project, act="kpi.logged", by=_OWNER, at=_NOW) for row in rows[: projects // 2])
    return Digest(
        channel=ChannelId("C0HOME"),
        day=_NOW.date(),
        cadence="weekly",
        rows=rows,
        sums=sums_of(portfolios(rows)),
        changes=changes,
    )


def _row(number: int) -> DigestRow:
    project = ProjectName(
        id=ProjectId(f"P{number:016x}"),
        key=f"project-{number}",
        name=f"Project number {number}",
        channel=ChannelId("C0HOME"),
    )
    kinds = (
        Unit(kind=UnitKind.PERCENT, label="%"),
        Unit(kind=UnitKind.MONEY, label="EUR"),
        Unit(kind=UnitKind.PLAIN, label="tickets per week"),
    )
    unit = kinds[number % 3]
    baseline = 0.031 if unit.kind is UnitKind.PERCENT else 1250.0 + number
    kpi = Kpi(
        name=f"Business metric of project {number}",
        unit=unit,
        direction=Direction.DOWN,
        baseline=baseline,
        target=baseline * 0.9,
        deadline=date(2027, 6, 30),
        observations=tuple(_observed(project, week, baseline * (1 - week / 100)) for week in range(8)),
    )
    impact = Impact(
        grade=Grade.OBSERVED, change=1.0, annual=Money(amount=80_000.0 + number, currency="EUR"), missing=None
    )
    owed = Owed(project=project, what=ObligationKind.NO_EXPERIMENT, due=date(2026, 11, 20), overdue=True, who=_OWNER)
    return DigestRow(
        project=project,
        stage=Stage.KICKOFF,
        owner=_OWNER,
        kpi=kpi,
        impact=impact,
        owed=(owed,) if number % 2 else (),
        blockers=number % 3,
    )


def _observed(project: ProjectName, week: int, value: float) -> Observation:
    return Observation(
        workspace=WorkspaceId("T1"),
        project=project.id,
        metric=BUSINESS,
        day=date(2026, 9, 28) + timedelta(weeks=week),
        value=value,
        source="typed",
        by=_OWNER,
        at=_NOW,
    )


def a_card() -> ProjectCard:
    row = _row(1)
    return ProjectCard(
        project=replace(row.project, name="Churn model"),
        stage=row.stage,
        owner=_OWNER,
        sponsor=None,
        kpi=row.kpi,
        impact=row.impact,
        signing=SigningLine(version=None, is_signed=False, waits_for=None),
        findings=(),
        plan=None,
        owed=row.owed,
        answered=6,
        required=14,
    )
