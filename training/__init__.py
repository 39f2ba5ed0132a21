"""Fitting the understanding: examples in, small weight files out. Not needed to run Shoulder."""
