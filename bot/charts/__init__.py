"""Data in, chart blocks or pictures out; pictures are drawn in the worker process."""
