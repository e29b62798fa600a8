"""Kills, storms and a history that is held against what was decided; the long form is `make faults LONG=1`."""
