"""The REST API: a door for programs, beside Slack's for people."""
