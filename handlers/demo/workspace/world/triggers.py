"""Short-lived rights: trigger ids and response URLs, both measured in real time."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.ids import Ids
from handlers.demo.workspace.world.messages import Message

RESPONSE_USES = 5
RESPONSE_SECONDS = 30 * 60.0


@dataclass(eq=False, slots=True, kw_only=True)
class Trigger:
    """The right to show one view to the person who just acted."""

    id: str
    user: str
    born: float
    view_id: str | None = None
    used: bool = False


@dataclass(eq=False, slots=True, kw_only=True)
class ResponseUrl:
    """The right to answer where the person acted."""

    key: str
    user: str
    channel_id: str
    born: float
    source: Message | None = None
    uses: int = 0


class Rights:
    """All trigger ids and response URLs given out."""

    def __init__(self, ids: Ids, now: Callable[[], float], lifetime: float) -> None:
        self.lifetime = lifetime
        self._ids = ids
        self._now = now
        self._triggers: dict[str, Trigger] = {}
        self._responses: dict[str, ResponseUrl] = {}

    def new_trigger(self, user: str, view_id: str | None = None) -> Trigger:
        """A trigger id for something that this person just did, in this view if it was in one."""
        moment = self._now()
        name = f"{int(moment)}.{len(self._triggers) + 1}.{self._ids.secret()}"
        trigger = Trigger(id=name, user=user, born=moment, view_id=view_id)
        self._triggers[name] = trigger
        return trigger

    def use_trigger(self, name: str | None) -> Trigger:
        """Use a trigger id up, or say why it is of no use."""
        trigger = self._triggers.get(name or "")
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._now() - trigger.born > self.lifetime:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response(self, user: str, channel_id: str, source: Message | None = None) -> ResponseUrl:
        """A place to answer what this person just did in this conversation."""
        url = ResponseUrl(key=self._ids.secret(), user=user, channel_id=channel_id, born=self._now(), source=source)
        self._responses[url.key] = url
        return url

    def use_response(self, key: str) -> ResponseUrl:
        """Use a response URL once more, or say why it is of no use any longer."""
        url = self._responses.get(key)
        if url is None:
            raise ApiError("no_such_url", status=404)
        if self._now() - url.born > RESPONSE_SECONDS:
            raise ApiError("expired_url", status=404)
        if url.uses >= RESPONSE_USES:
            raise ApiError("used_url", status=404)
        url.uses += 1
        return url
