"""The voice of the assembled bot: our views lay out what is decided, the worker draws, and a drain sends it."""

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ids import WorkspaceId
from bot.domain.message import Message
from bot.views.charter_canvas import charter_bookmark, charter_canvas, charter_canvas_title
from bot.views.degree import Degree
from bot.views.messages import render
from bot.views.rendered import Picture, Rendered
from bot.views.words import Words
from handlers.delivery.drain import Drain
from handlers.delivery.embedded import EmbeddedDrain
from handlers.delivery.healing import Healer
from handlers.delivery.keeping.keeper import Shown
from handlers.delivery.lock import lock_of
from handlers.delivery.pictures import Studio, Upload
from handlers.delivery.ports import Ports
from handlers.delivery.settling import OnParked
from handlers.delivery.trying import Tries
from handlers.worker.worker import Worker
from storage.engine import driver_arguments
from storage.unit_of_work import Store

DRAWING_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A drain, not yet started, and who heals what it said twice."""

    drain: Drain
    healer: Healer


def voice_on(
    store: Store,
    ports: Ports,
    *,
    client: AsyncWebClient,
    words: Words,
    studio: Studio,
    on_parked: OnParked,
) -> Voice:
    """The voice of one workspace."""

    async def client_of(_workspace: WorkspaceId) -> AsyncWebClient:
        return client

    def laid_out(message: Message, degree: Degree) -> Rendered:
        return render(message, words, degree)

    tries = Tries(
        ports,
        clients=client_of,
        render=laid_out,
        on_parked=on_parked,
        studio=studio,
        shown=Shown(
            title=charter_canvas_title(words),
            canvas=lambda sheets, names: charter_canvas(sheets, words, names=names),
            bookmark=lambda sheet: charter_bookmark(sheet, words),
        ),
    )
    return Voice(drain=_drain(store, ports, tries), healer=Healer(ports, tries.line))


def _drain(store: Store, ports: Ports, tries: Tries) -> Drain:
    """One process sends what is in a SQLite file; on PostgreSQL every replica sends its part."""
    if store.is_sqlite:
        return EmbeddedDrain(ports, tries, lock=lock_of(store.engine))
    # Importing it takes a tenth of a second, and who has one process alone does not need it.
    from handlers.delivery.shared import SharedDrain  # noqa: PLC0415

    return SharedDrain(ports, tries, driver=driver_arguments(store.engine))


def studio_of(worker: Worker, upload: Upload) -> Studio:
    """The worker draws, the shared pool of connections carries."""

    async def draw(picture: Picture) -> bytes:
        return bytes(await worker.run(picture.job, picture.data, seconds=DRAWING_SECONDS))

    return Studio(draw=draw, upload=upload)
