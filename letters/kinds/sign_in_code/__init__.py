"""A one-time code by mail or text message."""
