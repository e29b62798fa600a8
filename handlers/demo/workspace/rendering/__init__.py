"""Blocks and markup as plain text that a person can read: for transcripts, dumps and assertions."""
