"""The record of a warning that was spoken."""
