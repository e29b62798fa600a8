"""The demo: a small local Slack and the story that is played in it."""
