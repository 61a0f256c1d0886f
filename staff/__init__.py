"""The back office: what the landlord's staff see and do."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Bring every page of the back office into the portal."""
    from staff import appeals, cases, customers, decisions, drafting, incidents, letters, work
    from staff.blueprint import bp

    assert all((appeals, cases, customers, decisions, drafting, incidents, letters, work))  # noqa: S101  imported for their routes
    app.register_blueprint(bp)
