"""What the model drives besides the answer. Each part gets what the local version made and knows, and gives that
back unless the model's words hold to it."""
