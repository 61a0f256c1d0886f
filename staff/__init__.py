"""The back office: what the landlord's staff see and do."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

PAGES = (
    "work",
    "customers",
    "incidents",
    "record",
    "weighing",
    "aftermath",
    "cases",
    "steps",
    "referrals",
    "drafting",
    "decisions",
    "appeals",
    "evidence",
    "held_appeals",
    "taking_in",
    "reviews",
    "letters",
    "preferences",
    "agreements",
    "changes",
    "adjustments",
    "recordings",
    "complaints",
    "requests",
    "concerns",
    "advocates",
    "organisations",
    "fairness",
    "risks",
    "services",
    "withheld",
)


def init_app(app: Flask) -> None:
    """Bring every page of the back office into the portal."""
    from staff.blueprint import bp

    for page in PAGES:
        import_module(f"staff.{page}")
    app.register_blueprint(bp)
