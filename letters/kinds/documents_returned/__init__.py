"""Papers that are sent back."""
