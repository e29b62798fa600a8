"""Keeps signed charters where their channel looks: pinned, and as its canvas, or as bookmarks where there is none."""
