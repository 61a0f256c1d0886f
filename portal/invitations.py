"""Where an invitation to speak for somebody leads: whoever has the mail says yes or no, without signing in."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from casework.actions import naming as actions
from casework.actions.work import RefusedError
from casework.records import advocates as records
from casework.records import keys
from casework.records.advocates import Naming
from portal.blueprint import bp
from portal.client_forms import AnswerForm
from portal.page import onto, page
from web.access import anyone
from web.database import act, reading


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@anyone
def invitation(token: str) -> ResponseReturnValue:
    """Who asks, what they would let one do, and the answer."""
    found = _invited(token)
    form = AnswerForm(data={"name": found.name, "organisation": found.organisation})
    if found.state == "invited" and form.validate_on_submit():
        try:
            act(actions.answer_invitation, token, form.facts())
        except RefusedError:
            return page("invitations/over.html"), 410
        return onto(".invitation", token=token)
    return page("invitations/invitation.html", form=form, naming=found)


def _invited(token: str) -> Naming:
    return records.invited(reading(), actions.token_hash(keys.keyring(reading()), token))
