"""Experiments: plan → running → readout → decision."""
