"""Every message that Plumbline can say, laid out for Slack."""

from typing import assert_never

from bot.domain.message import (
    ChannelNag,
    Checklist,
    Digest,
    ImpactSummary,
    Message,
    Nag,
    Parked,
    PlanAccepted,
    ProjectCard,
)
from bot.views.card import card
from bot.views.checklist import checklist
from bot.views.degree import Degree
from bot.views.digest import digest
from bot.views.impact import impact_summary
from bot.views.nag import channel_nag, nag
from bot.views.parked import parked
from bot.views.plan import plan_accepted
from bot.views.rendered import Rendered
from bot.views.words import Words


def render(message: Message, words: Words, degree: Degree = Degree.FULL) -> Rendered:
    """A message as Slack is given it, with no newer blocks than the degree allows."""
    full = _laid_out(message, words, degree)
    return Rendered(text=full.text, blocks=None) if degree is Degree.PLAIN else full


def _laid_out(message: Message, words: Words, degree: Degree) -> Rendered:  # noqa: PLR0911  a case for each message
    match message:
        case Checklist():
            return checklist(message, words)
        case ProjectCard():
            return card(message, words)
        case Nag():
            return nag(message, words)
        case ChannelNag():
            return channel_nag(message, words)
        case PlanAccepted():
            return plan_accepted(message, words)
        case Digest():
            return digest(message, words, degree)
        case ImpactSummary():
            return impact_summary(message, words, degree)
        case Parked():
            return parked(message, words)
        case _:
            assert_never(message)
