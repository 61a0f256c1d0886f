"""A mail with the link by which a colleague sets their own password and authenticator."""
