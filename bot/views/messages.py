"""Every message that Plumbline can say, laid out for Slack."""

from typing import assert_never

from bot.domain.charter_messages import CharterSheet
from bot.domain.experiment_messages import DecisionTold, ExperimentStarted, PlanAccepted, ReadoutCard, ReadoutDetails
from bot.domain.message import (
    ChannelNag,
    Checklist,
    Digest,
    DigestDetails,
    DrillAsked,
    DrillTold,
    ImpactSummary,
    Message,
    Nag,
    Parked,
    ProjectCard,
)
from bot.domain.signing_messages import ChangesRequest, CharterSigned, SignRequest
from bot.views.card import card
from bot.views.changes import changes_request
from bot.views.charter_sheet import charter_sheet
from bot.views.checklist import checklist
from bot.views.decision import decision_told
from bot.views.degree import Degree
from bot.views.digest import digest
from bot.views.digest_details import digest_details
from bot.views.drill import drill_asked, drill_told
from bot.views.impact import impact_summary
from bot.views.nag import channel_nag, nag
from bot.views.parked import parked
from bot.views.plan import plan_accepted
from bot.views.readout_card import readout_card
from bot.views.readout_details import readout_details
from bot.views.rendered import Rendered
from bot.views.run import experiment_started
from bot.views.signing import charter_signed, sign_request
from bot.views.words import Words


def render(message: Message, words: Words, degree: Degree = Degree.FULL) -> Rendered:
    """A message as Slack is given it, with no newer blocks than the degree allows."""
    full = _laid_out(message, words, degree)
    return Rendered(text=full.text, blocks=None) if degree is Degree.PLAIN else full


def _laid_out(message: Message, words: Words, degree: Degree) -> Rendered:  # noqa: C901, PLR0911, PLR0912  a case for each message
    match message:
        case Checklist():
            return checklist(message, words)
        case ProjectCard():
            return card(message, words)
        case Nag():
            return nag(message, words)
        case ChannelNag():
            return channel_nag(message, words)
        case DrillAsked():
            return drill_asked(message, words)
        case DrillTold():
            return drill_told(message, words)
        case PlanAccepted():
            return plan_accepted(message, words)
        case ExperimentStarted():
            return experiment_started(message, words)
        case ReadoutCard():
            return readout_card(message, words)
        case ReadoutDetails():
            return readout_details(message, words, degree)
        case DecisionTold():
            return decision_told(message, words)
        case CharterSheet():
            return charter_sheet(message, words)
        case Digest():
            return digest(message, words, degree)
        case DigestDetails():
            return digest_details(message, words)
        case ImpactSummary():
            return impact_summary(message, words, degree)
        case SignRequest():
            return sign_request(message, words)
        case CharterSigned():
            return charter_signed(message, words)
        case ChangesRequest():
            return changes_request(message, words)
        case Parked():
            return parked(message, words)
        case _:
            assert_never(message)
