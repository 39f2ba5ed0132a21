"""What somebody told, found by its grammar and said back, turned from I to you."""
