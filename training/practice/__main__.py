"""`python -m training.practice [--write]`: fit the practice measure again, tactics first, then criteria.

Needed whenever the encoder, the idioms or the examples change. A minute, most of it reading 2,000 sentences.
"""

from __future__ import annotations

import argparse

from training.practice import fit_criteria, fit_tactics

parser = argparse.ArgumentParser()
parser.add_argument("--write", action="store_true")
write = parser.parse_args().write
fit_tactics.run(write)
fit_criteria.run(write)
