"""The receipt for contact that got no answer."""
