"""The receipt for a repair, a danger in a home, a safety check or another service: what happens, and by when."""
