"""That somebody cannot bid for homes for a time."""
