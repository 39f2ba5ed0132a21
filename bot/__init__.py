"""The coworker: everything that happens between a message and its answer."""
