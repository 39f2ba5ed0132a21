"""What is kept: people, conversations, check-ins and keys in SQL, the shared library in Chroma."""
