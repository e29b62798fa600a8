"""Projects side by side: the sums in money, a row each, a table; shared by digests and impact summaries."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from bot.domain.impact import Unpriced
from bot.domain.message import DigestRow
from bot.domain.metrics import Kpi, UnitKind
from bot.views.blocks import bullets, context, rich_text
from bot.views.impact_figures import seen_text
from bot.views.kpi import level, trend
from bot.views.lines import Line
from bot.views.names import one_line, project_name
from bot.views.owed import owed_line
from bot.views.rendered import Block
from bot.views.room import folded, light
from bot.views.tables import cell, line_cell, number_cell, table
from bot.views.words import Words

PORTFOLIO: Final = "portfolio/portfolio"
TEXT_MOST: Final = 12_000
"""A summary is posted once and never edited; Slack cuts text only at 40,000 characters."""
_METRIC_MOST: Final = 60
_METRIC_MOST_IN_CELL: Final = 30
_NAME_MOST_IN_CELL: Final = 40
_UNIT_MOST_IN_CELL: Final = 20
_LIST_MOST: Final = 6000
_OWED_MOST: Final = 4
_COLUMNS: Final = ("project", "metric", "trend", "evidence", "impact", "owed")
_APART: Final = Line(" · ")


class ShownRow(NamedTuple):
    """One project with everything put into words once, for the table, the list and the text alike."""

    name: str
    stage: str
    metric: str
    baseline: str
    now: str
    target: str
    deadline: str
    levels: str
    trend: str
    evidence: str
    impact: str
    unpriced: str
    amount: float | None
    owed: Line

    @classmethod
    def of(cls, row: DigestRow, words: Words) -> "ShownRow":
        """A row in words."""
        kpi, figures, annual = row.kpi, words.figures, row.impact.annual
        return cls(
            name=project_name(row.project),
            stage=_stage(row, words),
            metric=one_line(kpi.name, _METRIC_MOST),
            baseline=level(kpi.baseline, kpi, figures),
            now=level(kpi.latest.value if kpi.latest else None, kpi, figures),
            target=level(kpi.target, kpi, figures),
            deadline=figures.day(kpi.deadline) if kpi.deadline else "",
            levels=_levels(kpi, words),
            trend=trend(kpi),
            evidence=words.label("evidence", row.impact.grade) if row.impact.change is not None else "",
            impact=figures.annual(annual) if annual else "",
            unpriced=_unpriced(row, words),
            amount=annual.amount if annual and math.isfinite(annual.amount) else None,
            owed=_joined([owed_line(each, words) for each in row.owed[:_OWED_MOST]]),
        )

    def line(self, words: Words) -> Line:
        """The row as one line of text."""
        said = words.line(
            PORTFOLIO,
            "row",
            name=self.name,
            stage=self.stage,
            metric=self.metric,
            baseline=self.baseline,
            now=self.now,
            target=self.target,
            deadline=self.deadline,
            trend=self.trend,
            impact=self.impact,
            unpriced=self.unpriced,
            evidence=self.evidence,
        )
        return said + _APART + self.owed if self.owed else said

    def cells(self, words: Words) -> list[Block]:
        """The row as cells of the table, few enough to be read on a narrow screen."""
        impact = cell(self.unpriced) if self.amount is None else number_cell(self.amount, self.impact)
        return [
            cell(
                words.plain(PORTFOLIO, "cell_project", name=one_line(self.name, _NAME_MOST_IN_CELL), stage=self.stage)
            ),
            cell(self.levels),
            cell(self.trend),
            cell(self.evidence),
            impact,
            line_cell(self.owed) if self.owed else cell(""),
        ]


def _levels(kpi: Kpi, words: Words) -> str:
    """The metric from its baseline to now, with the target; the unit once, and nothing where nothing is known."""
    shown = [kpi.baseline, kpi.latest.value if kpi.latest else None, kpi.target]
    name = one_line(kpi.name, _METRIC_MOST_IN_CELL)
    if not name and not any(value is not None for value in shown):
        return ""
    is_plain = kpi.unit.kind is UnitKind.PLAIN
    unit = replace(kpi.unit, label="") if is_plain else kpi.unit
    baseline, now, target = ("" if value is None else words.figures.level(value, unit) for value in shown)
    label = one_line(kpi.unit.label, _UNIT_MOST_IN_CELL) if is_plain else ""
    return words.plain(PORTFOLIO, "cell_metric", name=name, baseline=baseline, now=now, target=target, unit=label)


def _stage(row: DigestRow, words: Words) -> str:
    stage = words.label("stage", row.stage)
    return words.plain(PORTFOLIO, "stage", stage=stage, blockers=row.blockers) if row.blockers else stage


def _unpriced(row: DigestRow, words: Words) -> str:
    """Why there is no money, where that is no mere lack of answers."""
    if row.impact.missing is Unpriced.SCORE:
        return words.plain(PORTFOLIO, "score")
    if row.impact.missing is not Unpriced.STOPPED:
        return ""
    seen = row.impact.seen
    return words.plain(PORTFOLIO, "stopped", seen=seen_text(seen, row.kpi, words) if seen else "")


def _joined(lines: Sequence[Line]) -> Line:
    return Line(_APART.source.join(line.source for line in lines))


def project_table(rows: Sequence[ShownRow], day: str, words: Words) -> list[Block]:
    """Every project a row, those that do not fit as a count; there is one project at least."""
    head = [words.label("column", column) for column in _COLUMNS]
    made, left = table(words.plain(PORTFOLIO, "caption", day=day), head, [row.cells(words) for row in rows])
    return [made, *left_out(left, words)]


def project_list(lines: Sequence[Line], words: Words) -> list[Block]:
    """Every project a bullet, for clients without tables; those that do not fit as a count."""
    kept, left = light(lines, most=_LIST_MOST)
    blocks = [rich_text(bullets(kept))] if kept else []
    return [*blocks, *left_out(left, words)]


def left_out(count: int, words: Words) -> list[Block]:
    """The small print for projects that had no room."""
    return [context(words.line(PORTFOLIO, "more_projects", count=count))] if count else []


def summary_text(head: Sequence[Line], rows: Sequence[Line], tail: Sequence[Line], words: Words) -> str:
    """The whole summary as text, numbers included; projects that do not fit as a count."""
    before, after = ([line.mrkdwn for line in lines] for lines in (head, tail))
    room = TEXT_MOST - sum(len(line) + 1 for line in [*before, *after]) - 100
    kept, left = folded([f"• {line.mrkdwn}" for line in rows], most=room)
    more = [words.mrkdwn(PORTFOLIO, "more_projects", count=left)] if left else []
    return "\n".join([*before, *kept, *more, *after])
