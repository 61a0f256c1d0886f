"""A mail that says that a letter has come; the letter itself is attached."""
