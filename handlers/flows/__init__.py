"""Flows: load, decide, keep; shared by all doors, with no Slack and no wording in them."""
