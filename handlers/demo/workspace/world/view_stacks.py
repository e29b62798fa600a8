"""Which views stand before whom: a stack of at most three modals and one Home tab per person."""

from collections.abc import Iterable
from typing import Any, Protocol

from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.ids import Ids
from handlers.demo.workspace.world.inputs import starting_values
from handlers.demo.workspace.world.setup import Setup
from handlers.demo.workspace.world.views import View

Json = dict[str, Any]
MOST_MODALS = 3


class Place(Protocol):
    """What the views need of the workspace that they stand in."""

    ids: Ids
    setup: Setup
    app_id: str

    @property
    def bot_id(self) -> str:
        """The id of the app's bot."""
        ...

    def name_of(self, some_id: str) -> str:
        """How a person or channel is called."""
        ...

    def note(self, kind: str, /, **detail: Any) -> None:
        """Record that something became visible."""
        ...

    def with_ids(self, blocks: Iterable[Json]) -> list[Json]:
        """The blocks with every id filled in."""
        ...


class ViewStacks:
    """All views that are open now."""

    def __init__(self, world: Place) -> None:
        self._world = world
        self._modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def of(self, user: str) -> list[View]:
        """The modals before this person, the top one last."""
        return self._modals.setdefault(user, [])

    def top(self, user: str) -> View | None:
        """The modal that this person sees, if there is one."""
        stack = self.of(user)
        return stack[-1] if stack else None

    def find(self, view_id: str | None, external_id: str | None) -> View | None:
        """An open view by its id or by the app's own name for it."""
        everything = [view for stack in self._modals.values() for view in stack] + list(self.homes.values())
        if view_id:
            return next((view for view in everything if view.id == view_id), None)
        return next((view for view in everything if external_id and view.external_id == external_id), None)

    def open(self, user: str, source: Json, trigger: str | None = None) -> View:
        """Show a first modal; it replaces whatever stack stood there."""
        self._refuse_double_name(source)
        self.clear(user)
        return self._put(user, source, trigger)

    def push(self, user: str, source: Json, trigger: str | None = None) -> View:
        """Lay a modal on top of the one that stands there."""
        if len(self.of(user)) >= MOST_MODALS:
            raise ApiError("push_limit_reached")
        self._refuse_double_name(source)
        return self._put(user, source, trigger)

    def publish(self, user: str, source: Json) -> View:
        """Show this person's Home tab."""
        shown = self.homes.get(user)
        if shown is None:
            shown = self._new(user, source, None)
            self.homes[user] = shown
            self._world.note("home", user=user, view=shown.id)
        else:
            self.update(shown, source)
        return shown

    def update(self, view: View, source: Json) -> None:
        """Show new content in an open view."""
        if source.get("external_id") != view.external_id:
            self._refuse_double_name(source)
        view.show(self._filled(source), self._hash())
        self._world.note("view_updated", user=view.user, view=view.id)

    def close(self, view: View) -> None:
        """Take one modal away; what lies below shows again."""
        view.is_open = False
        self.of(view.user).remove(view)
        self._world.note("view_closed", user=view.user, view=view.id)

    def clear(self, user: str) -> None:
        """Take all modals away."""
        for view in reversed(list(self.of(user))):
            self.close(view)

    def _put(self, user: str, source: Json, trigger: str | None) -> View:
        stack = self.of(user)
        view = self._new(user, source, trigger)
        if stack:
            view.previous_id, view.root_id = stack[-1].id, stack[0].id
        stack.append(view)
        self._world.note("view_opened", user=user, view=view.id)
        return view

    def _new(self, user: str, source: Json, trigger: str | None) -> View:
        world = self._world
        name = world.ids.next("V0")
        filled = self._filled(source)
        return View(
            id=name,
            user=user,
            team_id=world.setup.team_id,
            app_id=world.app_id,
            bot_id=world.bot_id,
            name_of=world.name_of,
            source=filled,
            hash=self._hash(),
            root_id=name,
            state=starting_values(filled["blocks"]),
            trigger=trigger,
        )

    def _filled(self, source: Json) -> Json:
        return {**source, "blocks": self._world.with_ids(source["blocks"])}

    def _hash(self) -> str:
        return f"{int(self._world.setup.real_now())}.{self._world.ids.secret(8)}"

    def _refuse_double_name(self, source: Json) -> None:
        if source.get("external_id") and self.find(None, source["external_id"]):
            raise ApiError("duplicate_external_id")
