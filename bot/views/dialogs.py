"""Every window: those of the kickoff, and those of an experiment."""

from typing import Any, assert_never

from bot.domain.charter_windows import AcceptDialog, ChangesDialog, CharterDialog, ItemDialog, SignDialog
from bot.domain.experiment_windows import DecideDialog, ReadoutDialog, ResultDialog
from bot.domain.page_windows import FinishedDialog, PageDialog, SavedDialog, StartDialog, StartedDialog
from bot.domain.pasted_windows import ImportDialog, ImportedDialog
from bot.domain.readiness_windows import DrillAnswerDialog, DrillDialog, EvidenceDialog
from bot.domain.row_windows import RowDialog
from bot.domain.windows import Dialog
from bot.views.accept_window import accept_window
from bot.views.changes import changes_window
from bot.views.charter_window import charter_window
from bot.views.decision import decide_window
from bot.views.degree import Degree
from bot.views.drill import drill_answer_window, drill_window
from bot.views.evidence import evidence_window
from bot.views.finished_window import finished_window
from bot.views.import_window import import_window
from bot.views.imported_window import imported_window
from bot.views.item_window import item_window
from bot.views.page_window import page_window
from bot.views.readout_card import readout_window
from bot.views.result_window import result_window
from bot.views.row_window import row_window
from bot.views.saved_window import saved_window
from bot.views.sign_window import sign_window
from bot.views.start_window import start_window, started_window
from bot.views.words import Words


def dialog(reply: Dialog, words: Words, degree: Degree = Degree.FULL) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912  a case for each window
    """A window as Slack is given it; below FULL without alerts, which are the one newer block in it."""
    match reply:
        case StartDialog():
            return start_window(reply, words)
        case StartedDialog():
            return started_window(reply, words)
        case PageDialog():
            return page_window(reply, words, degree)
        case RowDialog():
            return row_window(reply, words, degree)
        case SavedDialog():
            return saved_window(reply, words, degree)
        case FinishedDialog():
            return finished_window(reply, words, degree)
        case ImportDialog():
            return import_window(reply, words)
        case ImportedDialog():
            return imported_window(reply, words, degree)
        case ResultDialog():
            return result_window(reply, words)
        case ReadoutDialog():
            return readout_window(reply, words, degree)
        case DecideDialog():
            return decide_window(reply, words)
        case AcceptDialog():
            return accept_window(reply, words)
        case SignDialog():
            return sign_window(reply, words)
        case ChangesDialog():
            return changes_window(reply, words)
        case CharterDialog():
            return charter_window(reply, words)
        case ItemDialog():
            return item_window(reply, words)
        case EvidenceDialog():
            return evidence_window(reply, words, degree)
        case DrillDialog():
            return drill_window(reply, words)
        case DrillAnswerDialog():
            return drill_answer_window(reply, words)
        case _:
            assert_never(reply)
