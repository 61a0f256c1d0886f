"""The answer to an appeal."""
