"""Forms that customers fill in themselves, and that staff fill in for them."""
