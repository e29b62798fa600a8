"""What there is in the workspace: people, channels, messages, views, files, and what happened to them."""
