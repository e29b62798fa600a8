"""What Slack calls an error, where it was Slack that answered."""

from collections.abc import Mapping

from slack_sdk.errors import SlackApiError


def error_name(error: SlackApiError) -> str:
    """The error's name in Slack's words; empty when something on the way answered, with a page or a bare status."""
    data = getattr(error.response, "data", error.response)
    name = data.get("error") if isinstance(data, Mapping) else None
    return name if isinstance(name, str) else ""
