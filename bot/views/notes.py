"""Every answer that only one person sees, laid out for Slack."""

from typing import assert_never

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
    OwedNote,
    Pick,
    PlanNote,
    RetriedNote,
    RunNote,
    SettledNote,
    SharedNote,
    SnoozeNote,
    TokenNote,
    TokensNote,
    TryAgain,
    UnknownWord,
)
from bot.views.degree import Degree
from bot.views.digest_notes import digest_off, digest_preview, digest_set
from bot.views.drill import drill_note
from bot.views.owed_notes import owed_note, snooze_note
from bot.views.parked import retried_note
from bot.views.plan_note import plan_note
from bot.views.project_notes import card_note, impact_note, kpi_note, pick
from bot.views.rendered import Rendered
from bot.views.run import run_note
from bot.views.short_notes import help_note, note_text, shared_note, try_again, unknown_word
from bot.views.token_notes import token_note, tokens_note
from bot.views.undelivered import settled_note
from bot.views.words import Words


def note(reply: Note, words: Words, degree: Degree = Degree.FULL) -> Rendered:
    """A note as Slack is given it, with no newer blocks than the degree allows."""
    full = _laid_out(reply, words, degree)
    return Rendered(text=full.text, blocks=None) if degree is Degree.PLAIN else full


def _laid_out(reply: Note, words: Words, degree: Degree) -> Rendered:  # noqa: C901, PLR0911, PLR0912  a case for each note
    match reply:
        case Help():
            return help_note(words)
        case UnknownWord():
            return unknown_word(reply, words)
        case CardNote():
            return card_note(reply, words)
        case ImpactNote():
            return impact_note(reply, words, degree)
        case Pick():
            return pick(reply, words)
        case KpiNote():
            return kpi_note(reply, words)
        case DigestPreview():
            return digest_preview(reply, words, degree)
        case DigestSet():
            return digest_set(reply, words)
        case DigestOff():
            return digest_off(reply, words)
        case OwedNote():
            return owed_note(reply, words)
        case PlanNote():
            return plan_note(reply, words)
        case RunNote():
            return run_note(reply, words)
        case SnoozeNote():
            return snooze_note(reply, words)
        case DrillNote():
            return drill_note(reply, words)
        case SharedNote():
            return shared_note(words)
        case TokenNote():
            return token_note(reply, words)
        case TokensNote():
            return tokens_note(reply, words)
        case RetriedNote():
            return retried_note(reply, words)
        case SettledNote():
            return settled_note(reply, words)
        case TryAgain():
            return try_again(reply, words)
        case NoteText():
            return note_text(reply, words)
        case _:
            assert_never(reply)
