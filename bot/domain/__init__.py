"""The rules of Plumbline as functions of values to values."""
