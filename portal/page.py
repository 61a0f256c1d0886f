"""Drawing a page of the portal: whose pages these are goes with it, for the menu."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import g

from web import pages

_LONDON = ZoneInfo("Europe/London")


def page(template: str, **context: Any) -> str:
    """The page in the reader's language. On an advocate's pages ``client`` is the customer whom they are about."""
    return pages.render(f"portal/{template}", client=g.get("client"), day_of=day_of, **context)


def day_of(moment: datetime) -> date:
    """The day in England on which it was: people count days there."""
    return moment.astimezone(_LONDON).date()
