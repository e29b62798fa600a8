"""The floor that remembers: the only place that knows SQL."""
