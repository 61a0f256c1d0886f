"""The answer to a change of circumstances: what came of it, and why."""
