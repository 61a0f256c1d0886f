"""The rooms of residents, applicants and advocates: routes, forms and templates."""

from portal import (
    agreements,
    appeals,
    arrangements,
    changes,
    clients,
    concerns,
    evidence,
    letters,
    refusals,
    reviews,
    static_pages,
)
from portal.blueprint import bp

__all__ = [
    "agreements",
    "appeals",
    "arrangements",
    "bp",
    "changes",
    "clients",
    "concerns",
    "evidence",
    "letters",
    "refusals",
    "reviews",
    "static_pages",
]
