"""What stands at the head of a window and is computed: the verdict on a plan, and how realistic it is."""

from typing import TypeAlias

from bot.domain.dossier import Dossier
from bot.domain.page_windows import FinishedDialog, PageDialog, VerdictLine
from bot.domain.remarks import Realism
from handlers.flows import dossiers, verdicts
from handlers.flows.asker import Asker
from handlers.flows.realism import REALISM, Undrawn, assessed
from storage.unit_of_work import Work

Headed: TypeAlias = PageDialog | FinishedDialog
"""The windows that may have such a head."""
Head: TypeAlias = verdicts.Asked | VerdictLine | Undrawn | Realism
"""The head, or what the worker is asked for it."""


def has_head(shown: Headed) -> bool:
    """Whether something is computed for the head of this window."""
    if isinstance(shown, FinishedDialog):
        return True
    return not shown.is_single and shown.part.number in (verdicts.PROOF, REALISM)


def saved(work: Work, asker: Asker, shown: Headed) -> Head:
    """The head of the window by the answers as they are saved."""
    dossier = dossiers.spoken(dossiers.load(work, shown.project.id), asker)
    return of_part(work, asker, dossier, shown.part.number if isinstance(shown, PageDialog) else REALISM)


def of_part(work: Work, asker: Asker, dossier: Dossier, part: int) -> Head:
    """The head of the page of this part."""
    if part == REALISM:
        return assessed(work, asker, dossier)
    return verdicts.verdict_line(dossier.charter, dossier)
