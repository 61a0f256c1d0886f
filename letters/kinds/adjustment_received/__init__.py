"""The receipt for a reasonable adjustment that somebody asked for."""
