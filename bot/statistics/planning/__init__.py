"""Before the start: how many units, how long, and what can be detected."""
