"""Every listener of the bot in one table, which the manifest is compared with."""

from dataclasses import dataclass
from typing import Final

from handlers.slack import (
    changes,
    charter,
    digests,
    drills,
    experiment,
    home,
    items,
    kickoff,
    nags,
    numbers,
    parking,
    pasted,
    plan,
    plumb,
    readiness,
    rows,
    workspace_events,
)
from handlers.slack import settings as settings_door
from handlers.slack.attached import Attachments
from handlers.slack.doorway import Doorway
from handlers.slack.edge.registry import Registry
from handlers.slack.judging import Judging
from handlers.slack.pages_below import PagesBelow
from handlers.slack.replies import Speaker
from handlers.slack.verdicts import Verdicts

ALIASES: Final = {"/plumb": "", "/kickoff": "kickoff", "/impact": "impact"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Everything that is listened to."""

    registry: Registry
    words: plumb.WordTable


def listeners(doorway: Doorway, speaker: Speaker, attachments: Attachments) -> Listeners:
    """Fill the table of listeners; the manifest is compared with it."""
    registry, table = Registry(), plumb.WordTable(speaker)
    verdicts, judging = Verdicts(doorway=doorway, speaker=speaker), Judging(doorway=doorway)
    pasting = pasted.PastedDoor(doorway=doorway, speaker=speaker, attachments=attachments, judging=judging)
    pasted.register(registry, pasting)
    kicking_off = kickoff.KickoffDoor(
        doorway=doorway, speaker=speaker, verdicts=verdicts, judging=judging, pasted=pasting
    )
    kickoff.register(registry, table, kicking_off)
    charter.register(registry, table, charter.CharterDoor(doorway=doorway, speaker=speaker, judging=judging))
    changes.register(registry, changes.ChangesDoor(doorway=doorway, speaker=speaker, judging=judging))
    items.register(registry, items.ItemDoor(doorway=doorway, speaker=speaker))
    rows.register(registry, rows.RowsDoor(doorway=doorway, speaker=speaker, verdicts=verdicts, judging=judging))
    planning = plan.PlanDoor(doorway=doorway, speaker=speaker, verdicts=verdicts)
    plan.register(registry, planning)
    experiments = experiment.ExperimentDoor(doorway=doorway, speaker=speaker, plan=planning, attachments=attachments)
    experiment.register(registry, table, experiments)
    homes = home.HomeDoor(doorway=doorway, speaker=speaker)
    home.register(registry, homes)
    nags.register(registry, table, nags.NagDoor(doorway=doorway, speaker=speaker, home=homes))
    pages = PagesBelow(doorway=doorway, speaker=speaker)
    readiness.register(registry, readiness.ReadinessDoor(doorway=doorway, speaker=speaker, pages=pages))
    drills.register(registry, table, drills.DrillDoor(doorway=doorway, speaker=speaker, pages=pages))
    numbers.register(registry, table, numbers.NumbersDoor(doorway=doorway, speaker=speaker))
    digests.register(registry, table, digests.DigestDoor(doorway=doorway, speaker=speaker))
    settings_door.register(registry, table, settings_door.SettingsDoor(doorway=doorway, speaker=speaker))
    parking.register(registry, parking.ParkingDoor(doorway=doorway, speaker=speaker))
    workspace_events.register(registry, workspace_events.WorkspaceDoor(doorway=doorway))
    plumb.register(registry, table, ALIASES)
    return Listeners(registry=registry, words=table)
