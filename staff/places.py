"""The places of the back office, as each role may open them: what the menu shows, and where a person begins."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from casework.rules.aftermath import manages
from staff.blueprint import READ_ONLY, bp
from translations import mark
from web.database import pack
from web.language import current_language
from web.language import gettext as _
from web.people import current_person


class Place(NamedTuple):
    """A page of the menu. ``key``: with which a browser opens it."""

    section: str
    words: str
    endpoint: str
    key: str = ""


# For who holds a role of the landlord's policy, and auditors, who read.
_CASEWORK: Final = (
    Place("work", mark("My work"), "staff.work"),
    Place("customers", mark("Check before contact"), "staff.check", "c"),
    Place("appeals", mark("Appeals"), "staff.appeals"),
    Place("services", mark("Repairs and checks"), "staff.services"),
    Place("reviews", mark("Reviews"), "staff.reviews"),
    Place("letters", mark("Letters"), "staff.letters_desk"),
    Place("reports", mark("Reports"), "staff.reports"),
    Place("policy", mark("Our policy"), "staff.policy"),
)
_AREA: Final = Place("area", mark("My area"), "staff.area")  # for managers, and auditors
_BUNDLES: Final = Place("bundles", mark("Bundles"), "staff.bundles")  # the same
_AUDIT: Final = Place("audit", mark("Audit"), "staff.audit")
_AUTHORISED: Final = Place("authorised", mark("What was authorised"), "staff.authorised")
_PEOPLE: Final = Place("people", mark("People and roles"), "staff.people")
_ADMINISTRATION: Final = Place("administration", mark("Administration"), "staff.administration")
# For who holds a role of this product.
_OF_ROLE: Final = {
    "administrator": (_PEOPLE, _ADMINISTRATION, _AUDIT),
    "auditor": (_AREA, _PEOPLE, _ADMINISTRATION, _AUTHORISED, _BUNDLES, _AUDIT),
    "monitoring_team": (_AUTHORISED,),
    "translator": (Place("translations", mark("Translations"), "staff.translations"),),
    "equality_monitor": (Place("equality", mark("Equality answers"), "staff.equality_new"),),
    "contractor": (Place("jobs", mark("My jobs"), "staff.jobs"),),
}
_OWN: Final = Place("account", mark("My sign-in"), "staff.account")  # for who has no other; the others' is their name


def navigation(roles: Collection[str]) -> list[dict[str, str]]:
    """The places that somebody with these roles may open: drawn once for each set of roles and language."""
    kept: dict[object, list[dict[str, str]]] = current_app.extensions.setdefault("staff_navigation", {})
    key = (current_language(), frozenset(roles))
    if key not in kept:
        kept[key] = _navigation(roles)
    return kept[key]


def _navigation(roles: Collection[str]) -> list[dict[str, str]]:
    found = list(_CASEWORK) if works_on_cases(roles) else []
    found += [_AREA, _BUNDLES] if manages(pack(), roles) else []
    for role, more in _OF_ROLE.items():
        found += [place for place in more if role in roles and place not in found]
    there = [place for place in found if place.endpoint in current_app.view_functions] or [_OWN]
    return [
        {"section": one.section, "text": _(one.words), "href": url_for(one.endpoint)}
        | ({"key": one.key} if one.key else {})
        for one in there
    ]


def home(roles: Collection[str]) -> str:
    """Where somebody with these roles begins."""
    return navigation(roles)[0]["href"]


def works_on_cases(roles: Collection[str]) -> bool:
    """Whether cases are for somebody with these roles, to work on or to read."""
    return not {*pack().roles, *READ_ONLY}.isdisjoint(roles)


@bp.before_request
def lead_to_their_own() -> Response | None:
    """The first page of the back office is not for everybody: a translator or an administrator has another."""
    person = current_person() if request.endpoint == "staff.work" else None
    if person is None or person.kind != "staff" or works_on_cases(person.roles):
        return None
    return redirect(home(person.roles), 303)
