"""Sections that several kinds of letter share; each gives one of the parts that may not be missing."""
