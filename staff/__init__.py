"""The back office: what the landlord's staff see and do."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

PAGES = (
    "places",
    "account",
    "proving",
    "people",
    "work",
    "calendar",
    "consulting",
    "check",
    "customers",
    "jobs",
    "markers",
    "incidents",
    "record",
    "weighing",
    "aftermath",
    "area",
    "cases",
    "steps",
    "referrals",
    "drafting",
    "decisions",
    "previewing",
    "appeals",
    "evidence",
    "held_appeals",
    "taking_in",
    "hearing",
    "reviews",
    "meetings",
    "filing",
    "oversight",
    "letters",
    "letters_desk",
    "translations",
    "wording",
    "easy_read",
    "policy",
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
    "reports",
    "administration",
    "letterheads",
    "bundles",
    "audit",
    "lives",
    "parked",
    "equality",
)


def init_app(app: Flask) -> None:
    """Bring every page of the back office into the portal."""
    from staff.blueprint import bp

    for page in PAGES:
        import_module(f"staff.{page}")
    app.register_blueprint(bp)
    app.cli.add_command(import_module("staff.letterhead_commands").letterhead)
