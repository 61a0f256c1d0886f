"""The rooms of residents, applicants and advocates: routes, forms and templates."""

from portal import (
    adjustments,
    agreements,
    appeals,
    arrangements,
    changes,
    clients,
    complaints,
    concerns,
    evidence,
    letters,
    record,
    refusals,
    requests,
    reviews,
    services,
    static_pages,
)
from portal.blueprint import bp

__all__ = [
    "adjustments",
    "agreements",
    "appeals",
    "arrangements",
    "bp",
    "changes",
    "clients",
    "complaints",
    "concerns",
    "evidence",
    "letters",
    "record",
    "refusals",
    "requests",
    "reviews",
    "services",
    "static_pages",
]
