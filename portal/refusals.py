"""What a person reads when an action is refused: why, in plain words, and what they can do instead."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue

from casework.actions.work import RefusedError
from letters.words import findings
from portal.blueprint import bp
from portal.page import onto, page
from translations import mark
from web.landlord import landlord
from web.language import current_language
from web.language import gettext as _

WORDS = {
    "too_many_asked": mark("Many people were asked already. Wait for their answers, or take one back."),
    "nothing_to_appeal": mark("Nothing of this decision applies any more, so there is nothing to appeal against."),
}
OTHERWISE = mark("This cannot be done at the moment.")
# Where something has moved on meanwhile, its own page says how it stands.
MOVED_ON = {
    "appeal_is_": ".appeal",
    "agreement_is_": ".agreement",
    "complaint_is_": ".complaint",
    "no_third_stage": ".complaint",
    "adjustment_is_": ".adjustment",
    "review_is_": ".review",
    "visit_is_gone": ".service_visit",
}


@bp.errorhandler(RefusedError)
def refused(error: RefusedError) -> ResponseReturnValue:
    """To the thing itself where it has moved on meanwhile; else a page that says why."""
    ref = error.params.get("ref") or (request.view_args or {}).get("ref")
    place = next((place for code, place in MOVED_ON.items() if error.code.startswith(code)), None)
    if ref and place:
        if error.code == "appeal_is_open":
            flash(_("There is an appeal against this decision already. Here it is."))
        if place == ".agreement":
            flash(_("This agreement has changed meanwhile. Here is how it stands."))
        return onto(place, ref=ref)
    reasons = [findings.says(finding, current_language(), landlord()) for finding in error.findings]
    return page("refused.html", reasons=reasons or [_(WORDS.get(error.code, OTHERWISE))]), 409
