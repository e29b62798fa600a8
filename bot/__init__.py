"""The floor that thinks: same input, same output, no clock, no file, no network."""
