"""Teams, called crews here: who is in, what is asked of them and what is never told."""
