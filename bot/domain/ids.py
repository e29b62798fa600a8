"""Identifiers as types that cost nothing, so that a user is never passed where a channel is meant."""

from typing import NewType

WorkspaceId = NewType("WorkspaceId", str)
"""A Slack team, or an Enterprise organisation; every row belongs to one."""

UserId = NewType("UserId", str)
ChannelId = NewType("ChannelId", str)
ProjectId = NewType("ProjectId", str)
"""Opaque; what people type and read is the project's key."""

QuestionId = NewType("QuestionId", str)
LivingKey = NewType("LivingKey", str)
"""Names a message that is edited in place for as long as it lives."""

ExperimentId = NewType("ExperimentId", str)
"""Opaque; people read the project and the number of the experiment."""

TokenId = NewType("TokenId", str)
"""Names a token of the API within its workspace; the token itself is secret, this is not."""
