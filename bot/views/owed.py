"""One thing owed, as cards, summaries and lists say it."""

from bot.domain.message import Owed
from bot.views.lines import Line
from bot.views.names import who
from bot.views.words import Words


def overdue_line(owed: Owed, words: Words) -> Line:
    """What is owed and since when, where the person is named beside it."""
    return words.line(
        "owed/owed",
        "what",
        what=words.label("obligation", owed.what),
        due=words.figures.weekday(owed.due),
        ready=owed.is_ready,
    )


def owed_line(owed: Owed, words: Words) -> Line:
    """What is owed, since or until when, and by whom."""
    return words.line(
        "owed/owed",
        "line",
        what=words.label("obligation", owed.what),
        due=words.figures.weekday(owed.due),
        overdue=owed.overdue,
        who=who(owed.who),
        ready=owed.is_ready,
    )
