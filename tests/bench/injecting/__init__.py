"""Prompt injection: what is tried, through which channels, on what, and what of it came through."""
