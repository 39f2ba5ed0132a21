"""Live help on shift, and a client to practice on (Care-Pilot)."""
