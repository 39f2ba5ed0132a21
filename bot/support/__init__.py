"""Understanding a vent and finding the words for it."""
