"""What `bot/safety/redact.py` is made of: finders for each kind of other people's data."""
