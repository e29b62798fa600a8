"""The page at `/`: look at the workspace as anybody in it, and act."""
