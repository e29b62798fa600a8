"""The task vocabulary: names, inputs and methods in, the expected keys out; the engine's functions in between."""
