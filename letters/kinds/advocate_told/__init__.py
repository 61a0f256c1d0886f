"""A short message about speaking for somebody: it names nobody but by a reference."""
