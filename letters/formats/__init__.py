"""One module a format; each writes the same frozen contents in its own way."""
