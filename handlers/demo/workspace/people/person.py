"""A person who works with the app: types commands, presses buttons, fills in forms."""

from dataclasses import dataclass, field
from typing import Any

from handlers.demo.workspace.delivery import payloads
from handlers.demo.workspace.delivery.courier import Ack
from handlers.demo.workspace.people import forms
from handlers.demo.workspace.people.forms import CannotDoError
from handlers.demo.workspace.people.heard import Heard, Submission
from handlers.demo.workspace.people.member import Member
from handlers.demo.workspace.people.mentions import escaped
from handlers.demo.workspace.people.submitting import check_and_submit, close_top
from handlers.demo.workspace.people.targets import Target, find, state_of
from handlers.demo.workspace.responding import say_to
from handlers.demo.workspace.web_api.arguments import Args
from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.inputs import SLOTS
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.triggers import ResponseUrl, Trigger
from handlers.demo.workspace.world.views import View

Json = dict[str, Any]


@dataclass(eq=False, slots=True, repr=False)
class Person(Member):
    """One account and its client; whatever a person cannot do there raises CannotDoError."""

    _suggested: dict[tuple[str, str], list[Json]] = field(default_factory=dict)

    # --- commands and shortcuts ----------------------------------------------------------------

    async def command(
        self, command: str, text: str = "", channel: Channel | None = None, *, raw: bool = False
    ) -> Heard:
        """Type a slash command; with `raw`, the text reaches the app as it is, whatever the manifest says."""
        place = channel or self.world.dm_with(self.id)
        self.sees(place)
        known = self.world.manifest.commands.get(command)
        if known is None:
            raise CannotDoError(f"{command} is not a valid command")
        self._refuse_if_uninstalled()
        sent = escaped(self.world, text) if known.get("should_escape") and not raw else text
        trigger, url = self._rights(place)
        payload = payloads.slash_command(self.world, self.user, place, command, sent, (trigger, url))
        return await self._act("slash_commands", payload, trigger, url)

    async def open_home(self, tab: str = "home") -> View | None:
        """Open the app's Home (or `messages`) tab; what is published there may change soon after."""
        home = self.home
        event: Json = {"type": "app_home_opened", "user": self.id, "tab": tab}
        event["channel"] = self.world.dm_with(self.id).id
        self.world.emit(event | ({"view": home.payload()} if home is not None and tab == "home" else {}))
        return home

    async def shortcut(self, callback_id: str, message: Message | None = None) -> Heard:
        """Use a global shortcut, or one from a message's menu."""
        known = self.world.manifest.shortcuts.get(callback_id)
        kind = "message" if message is not None else "global"
        if known is None or known["type"] != kind:
            raise CannotDoError(f"there is no {kind} shortcut {callback_id!r}")
        self._refuse_if_uninstalled()
        if message is None:
            trigger = self.world.rights.new_trigger(self.id)
            payload = payloads.global_shortcut(self.world, self.user, callback_id, trigger)
            return await self._act("interactive", payload, trigger, None)
        trigger, url = self._rights(self.world.channels[message.channel_id], message)
        payload = payloads.message_shortcut(self.world, self.user, callback_id, trigger, (message, url))
        return await self._act("interactive", payload, trigger, url)

    # --- buttons and choices -------------------------------------------------------------------

    async def press(
        self, target: Target, action_id: str, value: str | None = None, block_id: str | None = None
    ) -> Heard:
        """Press a button in a message or view."""
        item, element = find(target, action_id, value, block_id)
        if element["type"] not in {"button", "workflow_button", "icon_button"}:
            raise CannotDoError(f"{action_id} is a {element['type']}, not a button")
        shown_to = element.get("visible_to_user_ids")
        if shown_to is not None and self.id not in shown_to:
            raise CannotDoError(f"{self.name} does not see the button {action_id}")
        parts: Json = {name: element[name] for name in ("text", "value", "style") if name in element}
        return await self._dispatch(target, item, element, parts)

    async def choose(self, target: Target, action_id: str, value: Any, block_id: str | None = None) -> Heard:
        """Choose in a menu, tick boxes, pick a date, press one entry of an overflow."""
        item, element = find(target, action_id, None, block_id)
        if element["type"] == "overflow":
            option = forms.one_option(element, value)
            return await self._dispatch(target, item, element, {"selected_option": option})
        if element["type"] not in SLOTS:
            raise CannotDoError(f"{action_id} is a {element['type']}, there is nothing to choose")
        entry = self._enter(target, item, element, value)
        return await self._dispatch(target, item, element, {name: entry[name] for name in entry if name != "type"})

    def enter(self, target: Target, action_id: str, value: Any, block_id: str | None = None) -> None:
        """Put a value into a field without anybody noticing yet."""
        item, element = find(target, action_id, None, block_id)
        self._enter(target, item, element, value)

    async def suggest(self, target: Target, action_id: str, query: str, block_id: str | None = None) -> list[Json]:
        """Type into an external select and see what the app suggests."""
        item, element = find(target, action_id, None, block_id)
        asked = {"action_id": action_id, "block_id": item["block_id"], "value": query}
        payload = payloads.block_suggestion(self.world, self.user, asked, self._where(target)[0])
        ack = await self.courier.ask("interactive", payload)
        answer = ack.payload if isinstance(ack.payload, dict) else {}
        groups = [option for group in answer.get("option_groups") or [] for option in group["options"]]
        options = [*(answer.get("options") or []), *groups]
        self._suggested[item["block_id"], str(element["action_id"])] = options
        return options

    def _enter(self, target: Target, item: Json, element: Json, value: Any) -> Json:
        key = (item["block_id"], element["action_id"])
        entry = forms.entry(element, value, self._suggested.get(key, []))
        state_of(target, self.id)[item["block_id"]][element["action_id"]] = entry
        return entry

    async def _dispatch(self, target: Target, item: Json, element: Json, parts: Json) -> Heard:
        self._refuse_if_gone(target)
        where, url = self._where(target)
        view_id = target.id if isinstance(target, View) else None
        trigger = self.world.rights.new_trigger(self.id, view_id)
        action = {"type": element["type"], "action_id": element["action_id"], "block_id": item["block_id"], **parts}
        payload = payloads.block_actions(self.world, self.user, trigger, action, where)
        return await self._act("interactive", payload, trigger, url)

    def _where(self, target: Target) -> tuple[Json, ResponseUrl | None]:
        if isinstance(target, View):
            return payloads.in_view(target), None
        url = self.world.rights.new_response(self.id, target.channel_id, target)
        return payloads.in_message(self.world, target, url) | {"state": {"values": state_of(target, self.id)}}, url

    # --- modals --------------------------------------------------------------------------------

    async def fill(self, values: dict[str, Any]) -> None:
        """Fill in fields of the top modal, by block_id; fields that dispatch tell the app of a change at once."""
        view = self._top()
        for block_id, value in values.items():
            item = view.inputs().get(block_id)
            if item is None:
                raise CannotDoError(f"the form has no field {block_id!r}, only {list(view.inputs())}")
            before = view.state[block_id][item["element"]["action_id"]]
            entry = self._enter(view, item, item["element"], value)
            view.errors.pop(block_id, None)
            self.world.changes.ring()
            if item.get("dispatch_action") and entry != before:
                parts = {name: entry[name] for name in entry if name != "type"}
                await self._dispatch(view, item, item["element"], parts)

    async def submit(self, values: dict[str, Any] | None = None, *, unchecked: bool = False) -> Submission:
        """Submit the top modal, filled in first; `unchecked` goes past the client's own checks."""
        view = self._top()
        await self.fill(values or {})
        return await check_and_submit(self.courier, self.user, view, unchecked=unchecked)

    async def close(self, *, everything: bool = False) -> None:
        """Close the top modal, or all of them."""
        await close_top(self.courier, self.user, self._top(), everything=everything)

    def submission_payload(self, view: View | None = None) -> Json:
        """The payload that submitting would send now, to be changed and forged."""
        shown = view or self._top()
        trigger = self.world.rights.new_trigger(self.id, shown.id)
        return payloads.view_submission(self.world, self.user, trigger, shown)

    async def forge(self, payload: Json) -> Ack:
        """Send an interaction payload as it is, whether a client could have made it or not."""
        return await self.courier.ask("interactive", payload)

    # --- how it is done ------------------------------------------------------------------------

    def _top(self) -> View:
        if self.modal is None:
            raise CannotDoError(f"{self.name} has no modal open")
        return self.modal

    def _rights(self, place: Channel, source: Message | None = None) -> tuple[Trigger, ResponseUrl]:
        rights = self.world.rights
        return rights.new_trigger(self.id), rights.new_response(self.id, place.id, source)

    def _refuse_if_gone(self, target: Target) -> None:
        self._refuse_if_uninstalled()
        gone = not target.is_open if isinstance(target, View) else not target.visible_to(self.id)
        if gone:
            raise CannotDoError(f"{self.name} does not see this any longer")

    def _refuse_if_uninstalled(self) -> None:
        if self.world.revoked is not None:
            raise CannotDoError("the app is not installed")

    async def _act(self, kind: Any, payload: Json, trigger: Trigger, url: ResponseUrl | None) -> Heard:
        mark = len(self.world.record)
        ack = await self.courier.ask(kind, payload)
        error = ack.error
        if kind == "slash_commands" and isinstance(ack.payload, dict) and url is not None:
            error = self._hear_answer(url, ack.payload)
        return Heard(
            world=self.world,
            user=self.id,
            mark=mark,
            trigger_id=trigger.id,
            response_url=None if url is None else payloads.response_url(self.world, url),
            acked=ack.error is None,
            error=error,
        )

    def _hear_answer(self, url: ResponseUrl, payload: Json) -> str | None:
        args = Args(payload)
        try:
            say_to(self.world, url, args, to=None if args.text("response_type") == "in_channel" else self.id)
        except ApiError as refusal:
            return refusal.error
        return None
