"""Comparing a treatment with its control: tests, intervals, sequences and corrections over summaries."""
