"""All methods in one table, and what is checked before each of them: the token and its scopes."""

from typing import Any

from handlers.demo.workspace.web_api import canvases, chat, conversations, files, pins, users, views
from handlers.demo.workspace.web_api.arguments import Args, Method, missing_scope
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.scopes import METHOD_SCOPES
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]

METHODS: dict[str, Method] = {
    **canvases.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **pins.METHODS,
    **users.METHODS,
    **views.METHODS,
}
_WITHOUT_TOKEN = {"blocks.validate"}
_APP_LEVEL = {"apps.connections.open"}
_APP_SCOPES = frozenset({"connections:write"})


def admit(world: World, method: str, token: str) -> None:
    """Refuse what Slack refuses before it looks at the arguments."""
    if method not in METHOD_SCOPES:
        raise ApiError("unknown_method", req_method=method)
    if method in _WITHOUT_TOKEN:
        return
    _know_token(world, token)
    if (token == world.app_token) != (method in _APP_LEVEL):
        raise ApiError("not_allowed_token_type")
    wanted = METHOD_SCOPES[method]
    granted = _APP_SCOPES if method in _APP_LEVEL else world.granted
    if wanted and not granted.intersection(wanted):
        raise missing_scope(world, ",".join(wanted))


def _know_token(world: World, token: str) -> None:
    if not token:
        raise ApiError("not_authed")
    if token not in {world.bot_token, world.app_token}:
        raise ApiError("invalid_auth")
    if world.revoked is not None:
        raise ApiError(world.revoked)


def answer(world: World, method: str, args: Args) -> Json:
    """The answer of an admitted call."""
    return METHODS[method](world, args)
