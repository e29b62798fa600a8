"""Signed charters are pinned and kept as the channel's canvas, or as bookmarks where there is none."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from bot.domain.message import ToChannel
from bot.domain.projects import ProjectName
from handlers.demo.workspace import Channel, Fault, Person, Setup
from storage.tables.keepings import KeptAs
from storage.tables.workspaces import workspaces
from tests.bot.domain.sheets import name, sheet
from tests.databases import Fresh
from tests.handlers.delivery.conftest import Logs, StartBot
from tests.handlers.delivery.kit import Bot, Json
from tests.storage.deliveries.saying import outgoing

PIN, UNPIN, CREATE, REWRITE = "pins.add", "pins.remove", "conversations.canvases.create", "canvases.edit"
INFO, FILE = "conversations.info", "files.info"
MARKS = ("bookmarks.list", "bookmarks.add", "bookmarks.edit", "bookmarks.remove")
EDIT = "chat.update"
NO_CANVASES = Setup(canvases=False)


@pytest.fixture
def database_url(fresh_database: Fresh) -> str:
    """What is shown here lies before the drain and the database: it is the same on both."""
    return fresh_database("sqlite")


@pytest.fixture
def model(churn: Channel) -> ProjectName:
    return name(channel=churn.id)


@pytest.fixture
async def bare(start_bot: StartBot) -> Bot:
    """A bot where admins switched canvases off."""
    return await start_bot(NO_CANVASES)


def refusals(logs: Logs) -> list[tuple[str, str]]:
    return [(line["method"], line["reason"]) for line in logs if line["event"] == "keeping.refused"]


async def test_a_signed_charter_is_pinned_and_kept_as_the_canvas(bot: Bot, churn: Channel, model: ProjectName) -> None:
    bot.sign(sheet(model))
    await bot.run()
    assert bot.said(churn) == bot.pins(churn) == ["Churn model v1"]
    assert bot.shows(churn) == "# Churn model v1"
    assert churn.bookmarks == []
    assert (bot.workspace.canvas(churn) or pytest.fail("there is none")).title == "Charters"
    kept = bot.kept(churn)
    assert (kept.kept_as, kept.canvas, kept.failures, kept.is_settled) == (KeptAs.CANVAS, churn.canvas, {}, True)
    assert kept.pinned == {"charter:P1"}


async def test_a_new_version_changes_all_of_it_in_place(bot: Bot, churn: Channel, model: ProjectName) -> None:
    bot.sign(sheet(model))
    await bot.run()
    pin, canvas = list(churn.pins), churn.canvas
    bot.sign(sheet(model, 2))
    await bot.run()
    assert bot.said(churn) == ["Churn model v2"]
    assert bot.shows(churn) == "# Churn model v2"
    assert (churn.pins, churn.canvas) == (pin, canvas)
    assert bot.calls(PIN, CREATE, REWRITE) == [PIN, CREATE, REWRITE]


async def test_the_canvas_shows_every_charter_of_its_channel_by_name(bot: Bot, churn: Channel) -> None:
    bot.sign(sheet(name("P1", churn.id, "Pricing")))
    bot.sign(sheet(name("P2", churn.id, "churn")))
    await bot.run()
    assert bot.shows(churn) == "# churn v1\n\n# Pricing v1"
    assert sorted(bot.pins(churn)) == ["Pricing v1", "churn v1"]


async def test_channels_are_kept_apart(bot: Bot, churn: Channel, sales: Channel) -> None:
    bot.sign(sheet(name("P1", churn.id, "Churn")))
    bot.sign(sheet(name("P2", sales.id, "Sales")))
    await bot.run()
    assert [bot.shows(churn), bot.shows(sales)] == ["# Churn v1", "# Sales v1"]


async def test_messages_that_are_no_sheets_are_kept_nowhere(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert bot.calls() == ["chat.postMessage"]
    assert churn.pins == []


async def test_nothing_is_asked_again_when_nothing_has_changed(bot: Bot, churn: Channel, model: ProjectName) -> None:
    bot.sign(sheet(model))
    await bot.run()
    calls = len(bot.calls())
    await bot.run()
    assert len(bot.calls()) == calls


async def test_a_drain_that_is_not_told_how_it_reads_keeps_nothing(
    bot: Bot, churn: Channel, model: ProjectName
) -> None:
    bot.shown = None
    bot.sign(sheet(model))
    await bot.run()
    assert (bot.said(churn), churn.pins) == (["Churn model v1"], [])


# --- pins ------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", ["missing_scope", "not_pinnable", "restricted_action", "too_many_pins"])
async def test_a_pin_that_is_refused_costs_nothing_else_and_is_logged_once(
    bot: Bot, churn: Channel, model: ProjectName, logs: Logs, error: str
) -> None:
    bot.workspace.faults.next(PIN, Fault.error(error), times=None)
    for version in (1, 2):
        bot.sign(sheet(model, version))
        await bot.run()
        await bot.run()
    assert (bot.pins(churn), bot.shows(churn)) == ([], "# Churn model v2")
    assert bot.calls(PIN) == [PIN, PIN], "once with each signature"
    assert refusals(logs) == [(PIN, error)]
    assert bot.kept(churn).failures == {PIN: error}


async def test_a_pin_is_tried_again_with_the_next_signature(bot: Bot, churn: Channel, model: ProjectName) -> None:
    bot.workspace.faults.next(PIN, Fault.error("missing_scope"))
    for version in (1, 2):
        bot.sign(sheet(model, version))
        await bot.run()
    assert bot.pins(churn) == ["Churn model v2"]
    assert bot.kept(churn).failures == {}


async def test_what_is_pinned_already_is_pinned(bot: Bot, churn: Channel, model: ProjectName) -> None:
    bot.workspace.faults.next(PIN, Fault.lose_answer())
    bot.sign(sheet(model))
    await bot.run()
    assert bot.pins(churn) == ["Churn model v1"]
    assert bot.kept(churn).pinned == {"charter:P1"}
    assert bot.calls(PIN) == [PIN, PIN]


async def test_a_pin_that_somebody_took_away_is_not_put_back(bot: Bot, churn: Channel, model: ProjectName) -> None:
    bot.sign(sheet(model))
    await bot.run()
    churn.pins.clear()
    bot.sign(sheet(model, 2))
    await bot.run()
    assert churn.pins == []


async def test_the_pin_follows_a_sheet_that_had_to_be_posted_anew(bot: Bot, churn: Channel, model: ProjectName) -> None:
    bot.sign(sheet(model))
    await bot.run()
    bot.workspace.faults.next(EDIT, Fault.error("edit_window_closed"))
    bot.sign(sheet(model, 2))
    await bot.run()
    assert len(bot.said(churn)) == 2
    assert bot.pins(churn) == ["Churn model v2"]


@pytest.mark.parametrize("error", ["no_pin", "not_pinned", "message_not_found"])
async def test_an_old_pin_that_is_gone_is_not_missed(
    bot: Bot, churn: Channel, model: ProjectName, logs: Logs, error: str
) -> None:
    bot.sign(sheet(model))
    await bot.run()
    bot.workspace.faults.next(EDIT, Fault.error("edit_window_closed"))
    bot.workspace.faults.next(UNPIN, Fault.error(error))
    bot.sign(sheet(model, 2))
    await bot.run()
    assert "Churn model v2" in bot.pins(churn)
    assert refusals(logs) == []


async def test_an_old_pin_that_may_not_be_removed_stays_beside_the_new_one(
    bot: Bot, churn: Channel, model: ProjectName, logs: Logs
) -> None:
    bot.sign(sheet(model))
    await bot.run()
    bot.workspace.faults.next(EDIT, Fault.error("edit_window_closed"))
    bot.workspace.faults.next(UNPIN, Fault.error("restricted_action"))
    bot.sign(sheet(model, 2))
    await bot.run()
    assert bot.pins(churn) == ["Churn model v1", "Churn model v2"]
    assert refusals(logs) == [(UNPIN, "restricted_action")]


# --- the canvas ------------------------------------------------------------------------------

NO_CANVAS = [
    "canvas_disabled_user_team",
    "team_tier_cannot_create_channel_canvases",
    "free_teams_cannot_create_non_tabbed_canvases",
    "canvas_creation_failed",
    "missing_scope",
    "restricted_action",
    "a_word_to_come",
]


@pytest.mark.parametrize("error", NO_CANVAS)
async def test_where_no_canvas_is_to_be_had_a_bookmark_leads_to_the_sheet(
    bot: Bot, churn: Channel, model: ProjectName, logs: Logs, error: str
) -> None:
    bot.workspace.faults.next(CREATE, Fault.error(error), times=None)
    bot.sign(sheet(model))
    await bot.run()
    await bot.run()
    assert bot.bookmarks(churn) == [("Charter of Churn model", "Churn model v1")]
    assert bot.kept(churn).kept_as is KeptAs.BOOKMARK
    assert bot.calls(CREATE) == [CREATE]
    assert refusals(logs) == [(CREATE, error)]


async def test_peoples_own_canvas_is_never_touched(bot: Bot, churn: Channel, model: ProjectName, ana: Person) -> None:
    bot.workspace.write_canvas(churn, ana, "Our notes")
    for version in (1, 2):
        bot.sign(sheet(model, version))
        await bot.run()
    assert bot.shows(churn) == "Our notes"
    assert bot.bookmarks(churn) == [("Charter of Churn model", "Churn model v2")]
    assert bot.calls(REWRITE) == []


@pytest.mark.parametrize("setup", [Setup(), Setup(paid=False)])
async def test_a_canvas_whose_making_was_not_answered_is_recognised(start_bot: StartBot, setup: Setup) -> None:
    bot = await start_bot(setup)
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.workspace.faults.next(CREATE, Fault.lose_answer())
    bot.sign(sheet(name(channel=churn.id)))
    await bot.run()
    assert bot.shows(churn) == "# Churn model v1"
    assert (bot.kept(churn).canvas, churn.bookmarks) == (churn.canvas, [])
    assert bot.calls(CREATE, INFO, FILE, REWRITE) == [CREATE, CREATE, INFO, FILE, REWRITE]


async def test_a_canvas_that_cannot_be_recognised_is_left_alone(start_bot: StartBot, logs: Logs) -> None:
    bot = await start_bot(Setup(withhold=frozenset({"files:read"})))
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.workspace.faults.next(CREATE, Fault.lose_answer())
    bot.sign(sheet(name(channel=churn.id)))
    await bot.run()
    assert bot.calls(REWRITE) == []
    assert bot.bookmarks(churn) == [("Charter of Churn model", "Churn model v1")]
    assert refusals(logs) == [(FILE, "missing_scope"), (CREATE, "channel_canvas_already_exists")]


@pytest.mark.parametrize("info", [{"channel": {}}, {"channel": {"properties": {"canvas": {"file_id": None}}}}])
async def test_a_canvas_that_slack_does_not_name_is_nobodys(
    bot: Bot, churn: Channel, model: ProjectName, info: dict[str, object]
) -> None:
    bot.workspace.faults.next(CREATE, Fault.error("channel_canvas_already_exists"))
    bot.workspace.faults.next(INFO, Fault.error("ok", ok=True, **info))
    bot.sign(sheet(model))
    await bot.run()
    assert bot.kept(churn).kept_as is KeptAs.BOOKMARK
    assert bot.calls(FILE) == []


async def test_who_does_not_know_its_own_name_recognises_nothing(bot: Bot, churn: Channel, model: ProjectName) -> None:
    with bot.engine.begin() as connection:
        connection.execute(update(workspaces).values(bot_user=None))
    bot.workspace.faults.next(CREATE, Fault.lose_answer())
    bot.sign(sheet(model))
    await bot.run()
    assert bot.kept(churn).kept_as is KeptAs.BOOKMARK


async def test_a_canvas_that_was_deleted_by_hand_is_made_once_more(
    bot: Bot, churn: Channel, model: ProjectName, logs: Logs
) -> None:
    for version in (1, 2, 3, 4):
        bot.sign(sheet(model, version))
        await bot.run()
        if version < 3:
            assert bot.shows(churn) == f"# Churn model v{version}"
            bot.workspace.delete_canvas(churn)
    assert bot.shows(churn) is None
    assert bot.bookmarks(churn) == [("Charter of Churn model", "Churn model v4")]
    assert bot.calls(CREATE) == [CREATE, CREATE]
    assert refusals(logs) == [(REWRITE, "canvas_not_found")]


@pytest.mark.parametrize("error", ["canvas_editing_failed", "restricted_action", "canvas_disabled_user_team"])
async def test_a_canvas_that_takes_no_change_is_tried_with_the_next_signature(
    bot: Bot, churn: Channel, model: ProjectName, error: str
) -> None:
    bot.sign(sheet(model))
    await bot.run()
    bot.workspace.faults.next(REWRITE, Fault.error(error))
    bot.sign(sheet(model, 2))
    await bot.run()
    assert bot.shows(churn) == "# Churn model v1"
    assert bot.bookmarks(churn) == [("Charter of Churn model", "Churn model v2")]
    bot.sign(sheet(model, 3))
    await bot.run()
    assert bot.shows(churn) == "# Churn model v3"
    assert bot.kept(churn).kept_as is KeptAs.CANVAS


# --- bookmarks -------------------------------------------------------------------------------


async def test_a_bookmark_is_made_once_and_stays(bare: Bot) -> None:
    churn = bare.workspace.add_channel("churn", bot=True)
    for version in (1, 2):
        bare.sign(sheet(name(channel=churn.id), version))
        await bare.run()
    assert bare.bookmarks(churn) == [("Charter of Churn model", "Churn model v2")]
    assert bare.calls(*MARKS) == ["bookmarks.list", "bookmarks.add"]
    assert bare.kept(churn).kept_as is KeptAs.BOOKMARK


async def test_a_bookmark_is_renamed_with_its_project(bare: Bot) -> None:
    churn = bare.workspace.add_channel("churn", bot=True)
    bare.sign(sheet(name(channel=churn.id)))
    await bare.run()
    bare.sign(sheet(name(channel=churn.id, called="Retention"), 2))
    await bare.run()
    assert bare.bookmarks(churn) == [("Charter of Retention", "Retention v2")]


async def test_a_bookmark_follows_a_sheet_that_had_to_be_posted_anew(bare: Bot) -> None:
    churn = bare.workspace.add_channel("churn", bot=True)
    bare.sign(sheet(name(channel=churn.id)))
    await bare.run()
    bare.workspace.faults.next(EDIT, Fault.error("edit_window_closed"))
    bare.sign(sheet(name(channel=churn.id), 2))
    await bare.run()
    assert bare.bookmarks(churn) == [("Charter of Churn model", "Churn model v2")]


async def test_a_bookmark_that_was_removed_by_hand_is_made_when_it_would_change(bare: Bot) -> None:
    churn = bare.workspace.add_channel("churn", bot=True)
    bare.sign(sheet(name(channel=churn.id)))
    await bare.run()
    churn.bookmarks.clear()
    bare.workspace.faults.next(EDIT, Fault.error("edit_window_closed"))
    bare.sign(sheet(name(channel=churn.id), 2))
    await bare.run()
    assert bare.bookmarks(churn) == [("Charter of Churn model", "Churn model v2")]


async def test_a_bookmark_whose_adding_was_not_answered_is_found(bare: Bot) -> None:
    churn = bare.workspace.add_channel("churn", bot=True)
    bare.workspace.faults.next("bookmarks.add", Fault.lose_answer())
    bare.sign(sheet(name(channel=churn.id)))
    await bare.run()
    assert bare.bookmarks(churn) == [("Charter of Churn model", "Churn model v1")]
    assert bare.calls(*MARKS) == ["bookmarks.list", "bookmarks.add", "bookmarks.list"]


async def test_a_bookmark_that_was_lost_and_found_leads_where_it_should_now(bare: Bot) -> None:
    churn = bare.workspace.add_channel("churn", bot=True)
    bare.workspace.faults.next("bookmarks.add", Fault.lose_answer())
    bare.workspace.faults.next("bookmarks.list", Fault.error("not_implemented"), match=_second())
    bare.sign(sheet(name(channel=churn.id)))
    await bare.run()
    assert bare.kept(churn).kept_as is KeptAs.NONE
    bare.workspace.faults.next(EDIT, Fault.error("edit_window_closed"))
    bare.sign(sheet(name(channel=churn.id), 2))
    await bare.run()
    assert bare.bookmarks(churn) == [("Charter of Churn model", "Churn model v2")]
    assert bare.kept(churn).failures == {"conversations.canvases.create": "canvas_disabled_user_team"}


def _second() -> Callable[[Json], bool]:
    calls = iter([False, True])
    return lambda _args: next(calls)


async def test_without_the_right_to_look_a_bookmark_is_added_once(start_bot: StartBot, logs: Logs) -> None:
    bot = await start_bot(Setup(canvases=False, withhold=frozenset({"bookmarks:read"})))
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.sign(sheet(name(channel=churn.id)))
    await bot.run()
    assert bot.bookmarks(churn) == [("Charter of Churn model", "Churn model v1")]
    assert ("bookmarks.list", "missing_scope") in refusals(logs)


async def test_without_the_right_to_look_what_may_be_there_is_not_added_again(start_bot: StartBot) -> None:
    bot = await start_bot(Setup(canvases=False, withhold=frozenset({"bookmarks:read"})))
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.workspace.faults.next("bookmarks.add", Fault.lose_answer())
    for version in (1, 2):
        bot.sign(sheet(name(channel=churn.id), version))
        await bot.run()
    assert bot.bookmarks(churn) == [("Charter of Churn model", "Churn model v2")]
    assert bot.calls("bookmarks.add") == ["bookmarks.add"]


async def test_without_the_right_to_look_a_pause_is_no_doubt(start_bot: StartBot) -> None:
    bot = await start_bot(Setup(canvases=False, withhold=frozenset({"bookmarks:read"})))
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.workspace.faults.next("bookmarks.add", Fault.error("too_many_requests"))
    bot.sign(sheet(name(channel=churn.id)))
    await bot.run()
    assert bot.bookmarks(churn) == [("Charter of Churn model", "Churn model v1")]


@pytest.mark.parametrize("method", ["chat.getPermalink", "bookmarks.add"])
async def test_where_not_even_a_bookmark_is_to_be_had_the_pin_remains(bare: Bot, method: str) -> None:
    churn = bare.workspace.add_channel("churn", bot=True)
    bare.workspace.faults.next(method, Fault.error("permission_denied"), times=None)
    bare.sign(sheet(name(channel=churn.id)))
    await bare.run()
    await bare.run()
    kept = bare.kept(churn)
    assert (bare.pins(churn), churn.bookmarks) == (["Churn model v1"], [])
    assert (kept.kept_as, kept.failures[method], kept.is_settled) == (KeptAs.NONE, "permission_denied", True)
    assert bare.calls(method) == [method]


async def test_a_bookmark_that_may_not_be_changed_is_told(bare: Bot, logs: Logs) -> None:
    churn = bare.workspace.add_channel("churn", bot=True)
    bare.sign(sheet(name(channel=churn.id)))
    await bare.run()
    bare.workspace.faults.next("bookmarks.edit", Fault.error("permission_denied"), times=None)
    bare.sign(sheet(name(channel=churn.id, called="Retention"), 2))
    await bare.run()
    assert bare.bookmarks(churn) == [("Charter of Churn model", "Retention v2")]
    assert ("bookmarks.edit", "permission_denied") in refusals(logs)


# --- a project moves -------------------------------------------------------------------------


async def test_a_sheet_that_moves_leaves_nothing_behind(bot: Bot, churn: Channel, sales: Channel) -> None:
    bot.sign(sheet(name("P1", churn.id, "Churn")))
    bot.sign(sheet(name("P2", churn.id, "Other")))
    await bot.run()
    bot.sign(sheet(name("P1", sales.id, "Churn"), 2))
    await bot.run()
    assert (bot.pins(churn), bot.shows(churn)) == (["Other v1"], "# Other v1")
    assert (bot.pins(sales), bot.shows(sales)) == (["Churn v2"], "# Churn v2")


async def test_the_last_sheet_that_moves_leaves_an_empty_canvas(bot: Bot, churn: Channel, sales: Channel) -> None:
    bot.sign(sheet(name("P1", churn.id, "Churn")))
    await bot.run()
    bot.sign(sheet(name("P1", sales.id, "Churn"), 2))
    await bot.run()
    assert (bot.pins(churn), bot.shows(churn)) == ([], "nothing")


@pytest.mark.parametrize("error", [None, "not_found", "permission_denied"])
async def test_a_sheet_that_moves_takes_its_bookmark_along(bare: Bot, logs: Logs, error: str | None) -> None:
    churn, sales = (bare.workspace.add_channel(each, bot=True) for each in ("churn", "sales"))
    bare.sign(sheet(name("P1", churn.id, "Churn")))
    await bare.run()
    if error is not None:
        bare.workspace.faults.next("bookmarks.remove", Fault.error(error))
    bare.sign(sheet(name("P1", sales.id, "Churn"), 2))
    await bare.run()
    bare.sign(sheet(name("P1", sales.id, "Churn"), 3))
    await bare.run()
    assert bool(churn.bookmarks) == (error is not None)
    assert bare.bookmarks(sales) == [("Charter of Churn", "Churn v3")]
    assert (("bookmarks.remove", "permission_denied") in refusals(logs)) == (error == "permission_denied")
    assert bare.calls("bookmarks.remove") == ["bookmarks.remove"]


async def test_a_sheet_that_nobody_can_read_any_more_stays_pinned(bot: Bot, churn: Channel, model: ProjectName) -> None:
    shown, bot.shown = bot.shown, None
    bot.sign(sheet(model))
    await bot.run()
    (key,) = bot.states()
    bot.spoil(key, '{"kind": "charter_sheet", "of": "an older program"}')
    bot.shown = shown
    await bot.run()
    assert (bot.pins(churn), bot.shows(churn), churn.bookmarks) == (["Churn model v1"], None, [])
    assert bot.kept(churn).is_settled
