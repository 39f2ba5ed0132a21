"""Pictures, drawn in memory: moods and practice, as PNG and as marks that a page draws itself."""
