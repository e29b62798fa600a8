"""Every figure of the hot paths, measured against its limit or its peer in one run."""
