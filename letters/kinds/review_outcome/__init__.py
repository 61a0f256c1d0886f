"""The outcome of a review."""
