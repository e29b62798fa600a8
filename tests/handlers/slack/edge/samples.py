"""Payloads in the shapes that Slack documents, with ids that are obviously ours."""

import copy
from typing import Any

JSON = dict[str, Any]

COMMAND: JSON = {
    "token": "legacy",
    "team_id": "T1",
    "team_domain": "acme",
    "channel_id": "C1",
    "channel_name": "growth",
    "user_id": "U1",
    "user_name": "ana",
    "command": "/plumb",
    "text": "kickoff Churn & co",
    "api_app_id": "A1",
    "is_enterprise_install": "false",
    "response_url": "https://hooks.slack.com/commands/T1/1/x",
    "trigger_id": "1.2.command",
}

_PEOPLE: JSON = {
    "user": {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"},
    "team": {"id": "T1", "domain": "acme"},
    "enterprise": None,
    "is_enterprise_install": False,
    "api_app_id": "A1",
    "token": "legacy",
}

STATE: JSON = {
    "values": {
        "metric_name": {"value": {"type": "plain_text_input", "value": "Weekly churn"}},
        "baseline": {"value": {"type": "number_input", "value": None}},
        "sponsor": {"value": {"type": "users_select", "selected_user": "U9"}},
        "members": {"value": {"type": "multi_users_select", "selected_users": ["U2", "U3"]}},
        "deadline": {"value": {"type": "datepicker", "selected_date": "2027-01-31"}},
        "hour": {"value": {"type": "timepicker", "selected_time": "09:00"}},
        "start": {"value": {"type": "datetimepicker", "selected_date_time": 1795000000}},
        "direction": {"value": {"type": "static_select", "selected_option": {"value": "down", "text": {}}}},
        "guardrails": {
            "value": {"type": "checkboxes", "selected_options": [{"value": "latency"}, {"value": "complaints"}]}
        },
        "charter": {"value": {"type": "file_input", "files": [{"id": "F1", "name": "a.pdf"}]}},
        "why_now": {"value": {"type": "rich_text_input", "rich_text_value": {"type": "rich_text", "elements": []}}},
        "room": {"value": {"type": "conversations_select", "selected_conversation": "C7"}},
        "rooms": {"value": {"type": "multi_channels_select", "selected_channels": []}},
        "talks": {"value": {"type": "multi_conversations_select", "selected_conversations": None}},
        "channel": {"value": {"type": "channels_select", "selected_channel": None}},
        "filter": {"another": {"type": "plain_text_input", "value": "not an answer"}},
    }
}

VIEW: JSON = {
    "id": "V1",
    "team_id": "T1",
    "type": "modal",
    "blocks": [],
    "private_metadata": "k1",
    "callback_id": "kickoff.page",
    "state": STATE,
    "hash": "156.abc",
    "title": {"type": "plain_text", "text": "Kickoff"},
    "clear_on_close": False,
    "notify_on_close": True,
    "root_view_id": "V1",
    "previous_view_id": None,
    "app_id": "A1",
    "external_id": "",
    "app_installed_team_id": "T1",
    "bot_id": "B0",
}

SUBMISSION: JSON = {**_PEOPLE, "type": "view_submission", "trigger_id": "1.2.form", "view": VIEW, "response_urls": []}
CLOSED: JSON = {**_PEOPLE, "type": "view_closed", "view": VIEW, "is_cleared": True}

PRESS: JSON = {
    **_PEOPLE,
    "type": "block_actions",
    "container": {"type": "message", "message_ts": "10.1", "channel_id": "C1", "is_ephemeral": False},
    "trigger_id": "1.2.press",
    "channel": {"id": "C1", "name": "growth"},
    "message": {"type": "message", "ts": "10.1", "text": "hello", "user": "UBOT"},
    "state": {"values": {}},
    "response_url": "https://hooks.slack.com/actions/T1/1/x",
    "actions": [
        {
            "type": "button",
            "action_id": "nag.snooze",
            "block_id": "b1",
            "text": {"type": "plain_text", "text": "Snooze"},
            "value": "ob1",
            "action_ts": "10.2",
        }
    ],
}

PRESS_IN_VIEW: JSON = {
    **_PEOPLE,
    "type": "block_actions",
    "container": {"type": "view", "view_id": "V1"},
    "trigger_id": "1.2.pick",
    "view": VIEW,
    "actions": [
        {
            "type": "static_select",
            "action_id": "kickoff.direction",
            "block_id": "direction",
            "selected_option": {"value": "up", "text": {"type": "plain_text", "text": "up"}},
            "action_ts": "10.3",
        }
    ],
}

SHORTCUT: JSON = {**_PEOPLE, "type": "shortcut", "callback_id": "kickoff.new", "trigger_id": "1.2.short"}

MESSAGE_SHORTCUT: JSON = {
    **_PEOPLE,
    "type": "message_action",
    "callback_id": "experiment.from_message",
    "trigger_id": "1.2.message",
    "response_url": "https://hooks.slack.com/app/T1/1/x",
    "message_ts": "10.1",
    "channel": {"id": "C1", "name": "growth"},
    "message": {"type": "message", "ts": "10.1", "thread_ts": "10.0", "text": "hello", "user": "U2"},
}

EVENT: JSON = {
    "token": "legacy",
    "team_id": "T1",
    "api_app_id": "A1",
    "event": {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home", "event_ts": "10.4"},
    "type": "event_callback",
    "event_id": "Ev1",
    "event_time": 1795000000,
    "authorizations": [
        {"enterprise_id": None, "team_id": "T1", "user_id": "UBOT", "is_bot": True, "is_enterprise_install": False}
    ],
    "is_ext_shared_channel": False,
}

SUGGESTION: JSON = {
    **_PEOPLE,
    "type": "block_suggestion",
    "action_id": "impact.project",
    "block_id": "project",
    "value": "chu",
    "container": {"type": "view", "view_id": "V1"},
    "view": VIEW,
}

RATE_LIMITED: JSON = {
    "token": "legacy",
    "type": "app_rate_limited",
    "team_id": "T1",
    "minute_rate_limited": 1795000000,
    "api_app_id": "A1",
}

ALL: dict[str, JSON] = {
    "command": COMMAND,
    "press": PRESS,
    "press in view": PRESS_IN_VIEW,
    "submission": SUBMISSION,
    "closed": CLOSED,
    "shortcut": SHORTCUT,
    "message shortcut": MESSAGE_SHORTCUT,
    "event": EVENT,
    "suggestion": SUGGESTION,
    "rate limited": RATE_LIMITED,
}


def changed(payload: JSON, *path: str | int, to: Any) -> JSON:
    """A deep copy of the payload with another value at the path."""
    result = copy.deepcopy(payload)
    node: Any = result
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = to
    return result


def without(payload: JSON, *path: str | int) -> JSON:
    """A deep copy of the payload without what is at the path."""
    result = copy.deepcopy(payload)
    node: Any = result
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    return result
