"""What one project or many are worth, by how well it is known."""

from typing import Final

from bot.domain.message import ImpactSummary
from bot.views.blocks import context, header, rich, section
from bot.views.break_even_picture import break_even_picture
from bot.views.degree import Degree
from bot.views.impact_figures import impact_lines
from bot.views.kpi import movement_line
from bot.views.lines import Line
from bot.views.names import project_name
from bot.views.pictures import picture
from bot.views.portfolio import PORTFOLIO, ShownRow, project_list, project_table, summary_text
from bot.views.realism import budget_lines
from bot.views.rendered import Rendered
from bot.views.sums import money_line, sum_lines
from bot.views.words import Words

_IMPACT: Final = "portfolio/impact"


def impact_summary(message: ImpactSummary, words: Words, degree: Degree, *, may_start: bool = True) -> Rendered:
    """The KPI-impact summary; who may not start a project is not told how."""
    day = words.figures.day(message.day)
    headline = _headline(message, day, words)
    small = [words.line(PORTFOLIO, "hidden_projects", count=message.hidden)] if message.hidden else []
    if not message.rows:
        lines = [headline, words.line(PORTFOLIO, "no_projects", may_start=may_start), *small]
        blocks = [header(headline.plain), *(section(line) for line in lines[1:])]
        return Rendered(text="\n".join(line.mrkdwn for line in lines), blocks=blocks)
    money = money_line(message.sums, words)
    details = _details(message, words)
    shown = [ShownRow.of(row, words) for row in message.rows]
    lines = [row.line(words) for row in shown]
    blocks = [header(headline.plain), section(money), *([rich(*details)] if details else [])]
    if degree is Degree.FULL:
        blocks += [*picture(message.rows, words), *project_table(shown, day, words)]
    else:
        blocks += project_list(lines, words)
    small += [*sum_lines(message.sums, words), words.line(_IMPACT, "meaning")]
    blocks += [context(line) for line in small]
    text = summary_text([headline, money, *details], lines, small, words)
    return Rendered(text=text, blocks=blocks, pictures=break_even_picture(message, words))


def _headline(message: ImpactSummary, day: str, words: Words) -> Line:
    if len(message.rows) != 1:
        return words.line(_IMPACT, "headline", day=day)
    return words.line(_IMPACT, "headline_one", project=project_name(message.rows[0].project), day=day)


def _details(message: ImpactSummary, words: Words) -> tuple[Line, ...]:
    """What stands behind the figure of a single project."""
    if len(message.rows) != 1:
        return ()
    row = message.rows[0]
    budget = budget_lines(message.budget, words) if message.budget is not None else ()
    return movement_line(row.kpi, words), *impact_lines(row.impact, row.kpi, words), *budget
