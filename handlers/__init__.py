"""The doors: one per platform. Native event in, native reply out, no decisions."""
