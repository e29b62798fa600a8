"""The doors for Slack: one file per feature; the edge below them is bolt's affair."""
