"""The invitation to say how things are now, before a review."""
