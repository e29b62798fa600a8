"""users.*, team.info and auth.test: who is who."""

from typing import Any

from handlers.demo.workspace.web_api.arguments import Args, Method, page_of
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.users import User
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]


def _described(world: World, user: User, args: Args) -> Json:
    email = "users:read.email" in world.granted
    return user.describe(world.clock.now(), email=email, locale=args.flag("include_locale"))


def _info(world: World, args: Args) -> Json:
    user = world.users.get(args.text("user"))
    if user is None:
        raise ApiError("user_not_found")
    return {"ok": True, "user": _described(world, user, args)}


def _list(world: World, args: Args) -> Json:
    page, cursor = page_of(list(world.users.values()), args, 1000, 1000)
    members = [_described(world, user, args) for user in page]
    return {"ok": True, "members": members, "response_metadata": {"next_cursor": cursor}}


def _lookup_by_email(world: World, args: Args) -> Json:
    email = args.text("email").lower()
    found = [one for one in world.users.values() if email and (one.email or "").lower() == email and not one.deleted]
    if not found:
        raise ApiError("users_not_found")
    return {"ok": True, "user": _described(world, found[0], args)}


def _team_info(world: World, args: Args) -> Json:
    if args.has("team") and args.text("team") != world.setup.team_id:
        raise ApiError("team_not_found")
    domain = world.setup.team_name.lower().replace(" ", "-")
    team = {"id": world.setup.team_id, "name": world.setup.team_name, "domain": domain, "url": f"{world.url}/"}
    return {"ok": True, "team": team}


def _auth_test(world: World, _args: Args) -> Json:
    return {
        "ok": True,
        "url": f"{world.url}/",
        "team": world.setup.team_name,
        "user": world.bot.name,
        "team_id": world.setup.team_id,
        "user_id": world.bot.id,
        "bot_id": world.bot_id,
        "is_enterprise_install": False,
    }


METHODS: dict[str, Method] = {
    "auth.test": _auth_test,
    "team.info": _team_info,
    "users.info": _info,
    "users.list": _list,
    "users.lookupByEmail": _lookup_by_email,
}
