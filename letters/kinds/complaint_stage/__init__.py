"""One step of a complaint: we have it, what we understood, more time, the answer."""
