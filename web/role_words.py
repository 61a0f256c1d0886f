"""The names of roles: those of a landlord's policy, and those of this product, which no policy names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from casework.rules.vocabulary import OWN_ROLES
from letters import words
from translations import mark
from web.language import current_language
from web.language import gettext as _

OWN: Final[Mapping[str, str]] = {
    "administrator": mark("Administrator"),
    "auditor": mark("Auditor"),
    "translator": mark("Translator"),
    "contractor": mark("Contractor"),
    "equality_monitor": mark("Keeper of equality answers"),
    "monitoring_team": mark("Monitoring team"),
}
assert set(OWN) == set(OWN_ROLES)  # noqa: S101  whoever adds a role names it


def role(code: str) -> str:
    """A role in the reader's language."""
    return _(OWN[code]) if code in OWN else words.role(code, current_language())
