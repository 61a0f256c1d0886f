"""The demo: people, their cases, and a page to step in as any of them."""
