"""What is kept. Importing this package knows all tables."""

from casework.records import (
    agreements,
    appeals,
    cases,
    changes,
    decisions,
    events,
    fairness,
    keys,
    letters,
    outbox,
    people,
    reviews,
    signin,
    steps,
)

__all__ = [
    "agreements",
    "appeals",
    "cases",
    "changes",
    "decisions",
    "events",
    "fairness",
    "keys",
    "letters",
    "outbox",
    "people",
    "reviews",
    "signin",
    "steps",
]
