"""About the record: we have what you said, and what came of what you asked us to put right."""
