"""An error's name is Slack's; a page from something on the way has none."""

import pytest
from slack_sdk.errors import SlackApiError

from handlers.slack_error import error_name


@pytest.mark.parametrize(
    ("response", "name"),
    [
        ({"ok": False, "error": "channel_not_found"}, "channel_not_found"),
        ({"ok": False}, ""),
        ({"error": 500}, ""),
        ("<html>Service Unavailable</html>", ""),
    ],
)
def test_a_name_is_read_where_slack_answered(response: object, name: str) -> None:
    assert error_name(SlackApiError("no", response)) == name  # type: ignore[no-untyped-call]  # theirs
