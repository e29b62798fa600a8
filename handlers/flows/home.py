"""The Home tab, and what admins do there with messages that did not get out."""

from bot.domain import permissions
from bot.domain.decision import Decision, Fact
from bot.domain.home import Home, Stuck, StuckMessage
from bot.domain.notes import OwedNote, SettledNote
from bot.domain.refusal import NotFound
from bot.domain.reply import Nothing, Reply
from bot.domain.undelivered import Outcome
from handlers.flows import nags
from handlers.flows.asker import Asker
from storage.unit_of_work import Work

NEWEST = 10
_WHY = "dropped by an admin in Slack"


def show(work: Work, asker: Asker) -> Home:
    """What the person sees; what did not get out is shown to admins only."""
    owed = nags.owed(work, asker)
    if not isinstance(owed, OwedNote):
        raise TypeError(f"a list of what is owed was expected, not {owed.kind}")
    is_admin = asker.person.is_admin and asker.person.can_write
    return Home(owed=owed, stuck=_stuck(work, asker) if is_admin else None)


def retry(work: Work, asker: Asker, number: str) -> Reply:
    """Put a message back; the Home tab shows that it is gone, and a note why where it could not be."""
    permissions.may_settle_undelivered(asker.person)
    return _settled(work, _number(number), "delivery.retried", retries=True)


def drop(work: Work, asker: Asker, number: str) -> Reply:
    """Never say a message."""
    permissions.may_settle_undelivered(asker.person)
    return _settled(work, _number(number), "delivery.dropped", retries=False)


def _settled(work: Work, number: int, act: str, *, retries: bool) -> Reply:
    before = work.undelivered.state(number)
    outcome = work.put_back(number) if retries else work.undelivered.drop(number, _WHY)
    if outcome in {Outcome.RETRIED, Outcome.DROPPED}:
        fact = Fact(act=act, project=None, subject=str(number), before=before, after=work.undelivered.state(number))
        work.keep(Decision(state=None, facts=(fact,)))
    return Nothing() if outcome.is_fine else SettledNote(number=number, outcome=outcome)


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 18):
        raise NotFound("This message does not exist any more.")
    return int(typed)


def _stuck(work: Work, asker: Asker) -> Stuck:
    newest = (StuckMessage(message=each, due=asker.rota.today(each.due_at)) for each in work.undelivered.newest(NEWEST))
    return Stuck(counts=work.undelivered.counts(), newest=tuple(newest))
