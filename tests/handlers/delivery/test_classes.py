"""Every error that Slack documents has its class, and every class leads to its state and tells whom it must tell."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from bot.domain.ids import UserId
from bot.domain.message import ToChannel, ToPerson
from handlers.delivery.classes import ABOUT_A_FILE, ERRORS, MEANINGS, Verdict, class_of_error
from handlers.demo.workspace import Channel, Fault, Person
from storage.tables.workspaces import WorkspaceStatus, workspaces
from tests.databases import Fresh
from tests.handlers.delivery.conftest import Logs
from tests.handlers.delivery.kit import Bot
from tests.storage.deliveries.saying import CARD, DIGEST, outgoing

POST, EDIT, OPEN, HISTORY = "chat.postMessage", "chat.update", "conversations.open", "conversations.history"
_FILE = Path(__file__).parents[2] / "data" / "slack" / "errors.yaml"
_EVERY = "every method"


@pytest.fixture
def database_url(fresh_database: Fresh) -> str:
    """What is shown here lies before the drain and the database: it is the same on both."""
    return fresh_database("sqlite")


def _documented() -> dict[str, list[str]]:
    listed: dict[str, list[list[str]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {method: [name for row in rows for name in row] for method, rows in listed.items()}


DOCUMENTED = _documented()

EXPECTED = {
    Verdict.LATER: """
        ratelimited rate_limited message_limit_exceeded too_many_requests request_timeout team_added_to_org
        org_login_required external_channel_migrating streaming_state_conflict invalid_cursor""",
    Verdict.READ_BACK_FIRST: "internal_error fatal_error service_unavailable update_failed",
    Verdict.DEGRADE: """
        invalid_blocks invalid_blocks_format msg_too_long msg_blocks_too_long invalid_attachments too_many_attachments
        attachment_payload_limit_exceeded too_many_contact_cards file_not_found file_deleted file_is_deleted
        missing_file_data unable_to_share_files file_share_limit_reached max_file_sharing_exceeded blocked_file_type
        posting_to_channel_denied slack_connect_blocked_file_type slack_connect_clip_sharing_blocked
        slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked
        slack_connect_canvas_sharing_blocked slack_connect_lists_sharing_blocked""",
    Verdict.OUT_OF_THREAD: """
        cannot_reply_to_message thread_not_found restricted_action_thread_locked
        restricted_action_non_threadable_channel""",
    Verdict.PARK: """
        channel_not_found not_in_channel is_archived is_inactive team_not_found channel_is_limited_access
        method_not_supported_for_channel_type user_disabled user_not_found user_not_visible cannot_dm_bot
        invalid_user_combination restricted_action restricted_action_read_only_channel
        restricted_action_thread_only_channel access_denied no_permission ekm_access_denied app_access_restricted
        enterprise_is_restricted missing_scope team_access_not_granted messages_tab_disabled""",
    Verdict.STOP_WORKSPACE: """
        account_inactive token_revoked token_expired invalid_auth not_authed accesslimited not_allowed_token_type
        two_factor_setup_required""",
    Verdict.EDIT_REFUSED: "edit_window_closed message_not_found cant_update_message block_mismatch",
}
"""The classes by hand; all other errors are poison."""

CLASSES = {name: verdict for verdict, names in EXPECTED.items() for name in names.split()}


@pytest.mark.parametrize("name", sorted({name for names in DOCUMENTED.values() for name in names} | set(CLASSES)))
def test_each_of_slacks_errors_has_its_class(name: str) -> None:
    assert ERRORS[name] is CLASSES.get(name, Verdict.POISON)


def test_no_error_is_classed_that_nobody_documents() -> None:
    assert set(ERRORS) == {name for names in DOCUMENTED.values() for name in names} | {"cannot_dm_bot"}


def test_every_class_says_what_it_leads_to() -> None:
    assert set(MEANINGS) == set(Verdict) - {Verdict.SENT}


def test_what_is_about_a_picture_is_a_matter_of_layout() -> None:
    assert {name for name in ABOUT_A_FILE if ERRORS[name] is not Verdict.DEGRADE} == set()
    assert "file_not_found" in ABOUT_A_FILE
    assert "msg_too_long" not in ABOUT_A_FILE


def test_whatever_admins_restrict_some_day_is_parked() -> None:
    assert class_of_error("restricted_action_of_some_day") is Verdict.PARK


def test_what_nobody_knows_is_poison() -> None:
    assert class_of_error("an_error_of_some_day") is Verdict.POISON


# --- every error on its way through the workspace ---------------------------------------------------


def _told(logs: Logs) -> set[str]:
    """What operators are told of a message, the names of the log lines, without how the way to Slack fares."""
    of_deliveries = ("delivery.", "workspace.", "layout.", "edit.", "thread.")
    of_the_way = {"workspace.reached", "workspace.left_alone"}
    return {str(line["event"]) for line in logs if str(line["event"]).startswith(of_deliveries)} - of_the_way


def _status(bot: Bot) -> WorkspaceStatus:
    with bot.engine.connect() as connection:
        status: WorkspaceStatus = connection.execute(select(workspaces.c.status)).scalar_one()
    return status


# The state of the message, whether somebody was told who can mend it, and what operators read.
POSTED: dict[Verdict, tuple[str, bool, set[str]]] = {
    Verdict.LATER: ("pending", False, set()),
    Verdict.READ_BACK_FIRST: ("sent", False, set()),
    Verdict.DEGRADE: ("dead", False, {"layout.refused", "delivery.dead"}),
    Verdict.OUT_OF_THREAD: ("parked", True, {"delivery.parked"}),
    Verdict.PARK: ("parked", True, {"delivery.parked"}),
    Verdict.STOP_WORKSPACE: ("pending", False, {"workspace.stopped"}),
    Verdict.EDIT_REFUSED: ("dead", False, {"delivery.dead"}),
    Verdict.POISON: ("dead", False, {"layout.refused", "delivery.dead"}),
}


@pytest.mark.parametrize("name", sorted({*DOCUMENTED[POST], *DOCUMENTED[_EVERY]}))
async def test_a_post_that_slack_always_answers_so(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs, name: str
) -> None:
    state, is_told, operators = POSTED[class_of_error(name)]
    # What failed half-way is looked for and then posted again: that one comes through.
    times = 1 if class_of_error(name) is Verdict.READ_BACK_FIRST else None
    bot.workspace.faults.next(POST, Fault.error(name), times=times)
    bot.keep(outgoing("a", to=to_churn, body=DIGEST))
    drain = bot.drain()
    await drain.start()
    await (drain.settled() if times else drain.idle())
    assert bot.states() == {"a": state}
    assert bot.told == ([("a", name)] if is_told else [])
    assert _told(logs) == operators
    assert (_status(bot) is WorkspaceStatus.STOPPED) == ("workspace.stopped" in operators)
    if state != "sent":
        assert bot.row("a")["error"] == name


# The state of the edit; one that is not made in place is posted anew.
EDITED: dict[Verdict, tuple[str, bool, set[str]]] = {
    **POSTED,
    Verdict.READ_BACK_FIRST: ("sent", False, set()),
    Verdict.EDIT_REFUSED: ("sent", False, {"edit.refused"}),
}


@pytest.mark.parametrize("name", sorted({*DOCUMENTED[EDIT], *DOCUMENTED[_EVERY]}))
async def test_an_edit_that_slack_always_answers_so(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs, name: str
) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD, body=DIGEST))
    await bot.run()
    state, is_told, operators = EDITED[class_of_error(name)]
    times = 1 if class_of_error(name) is Verdict.READ_BACK_FIRST else None
    bot.workspace.faults.next(EDIT, Fault.error(name), times=times)
    bot.keep(outgoing("card:2", to=to_churn, living=CARD, body=DIGEST))
    drain = bot.drain()
    await drain.start()
    await (drain.settled() if times else drain.idle())
    assert bot.states() == {"card:1": "sent", "card:2": state}
    assert bot.told == ([("card:2", name)] if is_told else [])
    assert _told(logs) == operators


# Nothing of a message is out when its conversation cannot be opened, so no layout is tried.
OPENED: dict[Verdict, tuple[str, bool, set[str]]] = {
    **POSTED,
    Verdict.READ_BACK_FIRST: ("pending", False, set()),
    Verdict.POISON: ("dead", False, {"delivery.dead"}),
}


@pytest.mark.parametrize("name", sorted({*DOCUMENTED[OPEN], *DOCUMENTED[_EVERY]}))
async def test_a_conversation_whose_opening_slack_always_answers_so(
    bot: Bot, ana: Person, logs: Logs, name: str
) -> None:
    state, is_told, operators = OPENED[class_of_error(name)]
    bot.workspace.faults.next(OPEN, Fault.error(name), times=None)
    bot.keep(outgoing("a", to=ToPerson(user=UserId(ana.id)), body=DIGEST))
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    assert bot.states() == {"a": state}
    assert bot.told == ([("a", name)] if is_told else [])
    assert _told(logs) == operators


# A digest that cannot be read back is rather said twice than not; what only has to wait does so.
LOOKED_FOR: dict[Verdict, tuple[str, set[str]]] = {
    **dict.fromkeys(Verdict, ("sent", {"delivery.sent_blind"})),
    Verdict.LATER: ("pending", set()),
    Verdict.READ_BACK_FIRST: ("pending", set()),
    Verdict.STOP_WORKSPACE: ("pending", {"workspace.stopped"}),
}


@pytest.mark.parametrize("name", sorted({*DOCUMENTED[HISTORY], *DOCUMENTED[_EVERY]}))
async def test_a_look_whether_it_is_out_that_slack_always_answers_so(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs, name: str
) -> None:
    state, operators = LOOKED_FOR[class_of_error(name)]
    bot.workspace.faults.next(POST, Fault.drop_before())
    bot.workspace.faults.next(HISTORY, Fault.error(name), times=None)
    bot.keep(outgoing("a", to=to_churn, body=DIGEST))
    drain = bot.drain()
    await drain.start()
    await bot.workspace.until(lambda: HISTORY in bot.calls())
    await drain.idle()
    assert bot.states() == {"a": state}
    assert bot.told == []
    assert _told(logs) == operators


# --- a thread that takes no replies -----------------------------------------------------------------


@pytest.mark.parametrize("name", EXPECTED[Verdict.OUT_OF_THREAD].split())
async def test_what_its_thread_does_not_take_is_said_beside_it(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs, name: str
) -> None:
    bot.keep(outgoing("card", to=to_churn))
    await bot.run()

    def is_reply(arguments: dict[str, Any]) -> bool:
        return "thread_ts" in arguments

    bot.workspace.faults.next(POST, Fault.error(name), times=None, match=is_reply)
    bot.keep(outgoing("details", to=to_churn, under="card"))
    await bot.run()
    _, details = bot.workspace.messages(churn)
    assert (details.text, details.thread_ts) == ("details", None)
    assert _told(logs) == {"thread.refused"}
    assert bot.told == []


async def test_what_was_said_beside_its_thread_is_looked_for_there(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.keep(outgoing("card", to=to_churn))
    await bot.run()
    bot.workspace.faults.next(POST, Fault.error("restricted_action_thread_locked"))
    bot.workspace.faults.next(POST, Fault.lose_answer())
    bot.keep(outgoing("details", to=to_churn, under="card"))
    await bot.run()
    assert bot.said(churn) == ["card", "details"]
    assert bot.calls(HISTORY, "conversations.replies") == [HISTORY]
