"""Benchmarks: `make bench`, or `python -m tests.bench NAME …` for some. Each prints figures with n and
95 % intervals; none of them is a test, and nothing is tuned on what `tests/heldout` holds."""
