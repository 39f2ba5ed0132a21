"""Lend an Ear: practising to listen (arXiv 2603.15245)."""
