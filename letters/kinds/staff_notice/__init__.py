"""A mail that tells a colleague that something with which they come in was changed."""
