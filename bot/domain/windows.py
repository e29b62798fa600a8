"""All windows that open at once for whoever pressed or typed."""

from bot.domain.charter_windows import CharterWindow
from bot.domain.experiment_windows import DecideDialog, ReadoutDialog, ResultDialog
from bot.domain.page_windows import FinishedDialog, PageDialog, SavedDialog, StartDialog, StartedDialog
from bot.domain.pasted_windows import ImportDialog, ImportedDialog
from bot.domain.readiness_windows import DrillAnswerDialog, DrillDialog, EvidenceDialog
from bot.domain.row_windows import RowDialog

Dialog = (
    StartDialog
    | StartedDialog
    | PageDialog
    | RowDialog
    | SavedDialog
    | FinishedDialog
    | ImportDialog
    | ImportedDialog
    | ResultDialog
    | DecideDialog
    | ReadoutDialog
    | CharterWindow
    | EvidenceDialog
    | DrillDialog
    | DrillAnswerDialog
)
