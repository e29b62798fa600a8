"""How long it takes with the patience of the product until what a dead process was saying is said by another."""

import asyncio
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from tests.faults.bases import Bases
from tests.faults.deciding import Wish
from tests.faults.history import Break, Recovery
from tests.faults.plan import PRODUCTION
from tests.faults.scene import Scene
from tests.faults.zygote import Zygote

RESTART: Final = 10.0
BY_ANOTHER: Final = 60.0
_serial = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How long it took, in words, and what was broken."""

    told: str
    breaks: tuple[Break, ...]


async def recoveries(bases: Bases, zygote: Zygote, kind: str, folder: Path) -> Found:
    """Kill who is about to speak, and wait for the next process, or for another replica."""
    name = f"recovery-{next(_serial)}-{kind}"
    async with Scene(bases, zygote, kind, name, folder / name, pace=PRODUCTION) as scene:
        ((team, places),) = scene.slack.places.items()
        await scene.decider.decide([Wish(workspace=team, to=places[0], words="a")])
        first = await scene.start(kill_at=1, point_name="before chat.postMessage")
        most = RESTART if scene.is_sqlite else BY_ANOTHER
        async with asyncio.timeout(most):
            await first.ended()
        scene.forget(first)
        began = time.monotonic()
        await scene.start()
        await scene.quiet(most * 1.5)
        seconds = time.monotonic() - began
        scene.recoveries.append(Recovery(what="after a death", seconds=seconds, most=most))
        who = "the next process" if scene.is_sqlite else "another replica"
        return Found(told=f"{who} after {seconds:.1f} s", breaks=scene.breaks())
