"""Ids that come back in forms and buttons: untrusted, so what cannot be an id is never looked for."""

import re

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


def is_id(text: str) -> bool:
    """Whether this could be the id of a project, a person or a channel: databases and Slack refuse others loudly."""
    return _ID.fullmatch(text) is not None
