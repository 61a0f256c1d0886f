"""What we found in a home, and what we do about it (Awaab's Law, regulation 9)."""
