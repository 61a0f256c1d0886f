"""A letter of warning, before anything is restricted."""
