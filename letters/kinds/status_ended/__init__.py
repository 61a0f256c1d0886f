"""That somebody can bid for homes again."""
