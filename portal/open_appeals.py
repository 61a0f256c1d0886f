"""An appeal by somebody who has our letter and does not sign in: taken as it comes, with a receipt."""

from __future__ import annotations

import wtforms
from flask import request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from casework.actions import held_appeals, tries
from casework.actions.held_appeals import Said
from casework.actions.work import RefusedError
from casework.records import held_desk
from portal import form_keys
from portal.appeal_forms import LIMITS, LONGEST_TEXT
from portal.blueprint import bp
from portal.page import onto, page
from web.access import anyone
from web.database import act, reading
from web.forms import DateParts, FilesField, Form, LongTextField, TextField, TickField, Upload, longest, needed
from web.language import current_language
from web.language import gettext as _
from web.language import lazy_gettext as _l
from web.uploads import keep_each


class OpenAppealForm(Form):
    """All that it takes to find the decision, and what the person says about it."""

    class Meta(Form.Meta):
        csrf = False  # nobody is signed in whose name a forged form could use; and without a cookie nothing lapses

    form_key = wtforms.HiddenField()
    letter = TextField(
        _l("Reference in our letter"),
        [needed(_l("Enter the reference that stands in our letter")), longest(100)],
        hint=_l("For example D-7K3F-9Q2M. It stands at the top."),
    )
    name = TextField(_l("Your full name"), [needed(_l("Enter your full name")), longest(200)])
    born = DateParts(
        _l("Your date of birth"), hint=_l("You can leave this empty. It helps us to find the letter."), born=True
    )
    grounds = LongTextField(
        _l("Why do you think our decision is wrong?"),
        [needed(_l("Write why you think our decision is wrong")), longest(LONGEST_TEXT)],
        hint=_l("In your own words and in any language."),
        rows=8,
    )
    wanted = LongTextField(
        _l("What would you like to happen?"), [longest(LONGEST_TEXT)], hint=_l("You can leave this empty."), rows=4
    )
    files = FilesField(_l("Add a file"), hint=LIMITS)
    complaint_too = TickField(_l("Treat this as a complaint too"))
    reach = TextField(
        _l("How can we reach you, if we cannot find the letter?"),
        [longest(300)],
        hint=_l("An email address, a phone number or an address. You can leave this empty."),
    )

    def said(self) -> Said:
        """What the action takes; call it after the form was found valid."""
        return Said(
            letter=str(self.letter.data),
            name=str(self.name.data),
            grounds=str(self.grounds.data),
            born=self.born.data.isoformat() if self.born.data else "",
            reach=self.reach.data or "",
            wanted=self.wanted.data or "",
            complaint_too=bool(self.complaint_too.data),
        )


@bp.route("/appeal", methods=["GET", "POST"])
@anyone
def open_appeal() -> ResponseReturnValue:
    form = OpenAppealForm(data={"form_key": form_keys.fresh()})
    if form.validate_on_submit():
        ref = _taken(form)
        if ref is not None:
            return onto(".open_appeal_received", ref=ref)
    return page("appeals/open.html", form=form)


@bp.get("/appeal/<ref>")
@anyone
def open_appeal_received(ref: str) -> str:
    """The receipt. Whoever knows its reference may see it: nothing of the appeal or of a person stands on it."""
    return page("appeals/open_received.html", receipt=held_desk.receipt(reading(), ref))


def _taken(form: OpenAppealForm) -> str | None:
    """Keep the appeal, then its files; None where something of it could not be kept, and the form says what."""
    network = tries.network(request.remote_addr)
    key = form_keys.of(form.form_key)
    try:
        ref = act(held_appeals.hand_in, form.said(), key, network=network, language=current_language())
    except RefusedError as error:
        if error.code != "too_many_tries":
            raise
        form.add_error(None, _("Many appeals came from your connection. Try again in an hour, or telephone us."))
        return None

    def keep(file: Upload) -> str:
        return act(held_appeals.attach, ref, file.filename, file.content, file.media_type)

    return ref if keep_each(form, keep) else None


@bp.record
def take_without_token(state: BlueprintSetupState) -> None:
    """The form has no token to check (see its Meta)."""
    state.app.extensions["csrf"].exempt(f"{__name__}.{open_appeal.__name__}")
