"""The verdict at planning: can this experiment show the effect that matters, when, and what else could."""
