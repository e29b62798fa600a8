"""A message could not reach its place: somebody who can mend that is told, once for each place and day."""

from datetime import datetime

from bot.domain.living import name_of
from bot.domain.message import Destination, Outgoing, Parked, ToPerson
from storage.unit_of_work import Work


def tell(work: Work, destination: Destination, reason: str, now: datetime) -> None:
    """Tell the owner of a project that is concerned; where there is none, only the ledger knows."""
    if isinstance(destination, ToPerson):
        place, projects = str(destination.user), work.projects.of_person(destination.user)
    else:
        place, projects = str(destination.channel), work.projects.in_channel(destination.channel)
    concerned = next((project for project in projects if project.owner != place), None)
    if concerned is None:
        return
    outgoing = Outgoing(
        key=f"parked:{place}:{now.date().isoformat()}",
        to=ToPerson(user=concerned.owner),
        body=Parked(channel=concerned.channel, reason=reason, project=name_of(concerned)),
        not_before=now,
    )
    work.say(outgoing)
