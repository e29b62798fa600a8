"""Block Kit as Slack accepts it: every limit, every surface, and errors that point at the place."""
