"""The one warm process in which all statistics are computed and all pictures are drawn."""
