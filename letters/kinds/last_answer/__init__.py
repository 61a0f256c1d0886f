"""The last answer on a matter."""
