"""Safety: danger at the door, and other people's data kept out of what we store."""
