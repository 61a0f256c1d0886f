"""The receipt for an appeal."""
