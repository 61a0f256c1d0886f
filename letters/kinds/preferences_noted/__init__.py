"""How we reach a person, after staff wrote it down for them."""
