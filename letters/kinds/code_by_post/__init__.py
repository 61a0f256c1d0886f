"""A code to sign in, sent by post to the address on record."""
