"""What is kept. Importing this package knows all tables."""

from casework.records import appeals, cases, decisions, events, keys, letters, outbox, people, signin

__all__ = ["appeals", "cases", "decisions", "events", "keys", "letters", "outbox", "people", "signin"]
