"""Somebody speaks for the customer no more: who ended it, and what is open now."""
