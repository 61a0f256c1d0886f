"""The Word letterheads, the sign, and what makes them."""
