"""The record of a notice that is kept back from a customer."""
