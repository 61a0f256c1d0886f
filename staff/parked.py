"""What the system could not do: what it was, for whom, why in plain words, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import parked as actions
from casework.actions.evidence import SCAN
from casework.actions.hand_overs import HAND_OVER
from casework.actions.on_demand import MAKE
from casework.records import parked as records
from casework.records.outbox import LOST
from staff.blueprint import bp, may_act
from staff.forms.parked import ParkedForm
from staff.looking import looked_at
from staff.refusals import refusals_on
from staff.showing import show
from translations import mark
from web.database import act, reading
from web.language import gettext as _

WHAT: Final[Mapping[str, str]] = {
    "make_delivery": mark("A letter could not be made"),
    MAKE: mark("A copy of a letter, which a reader asked for, could not be made"),
    HAND_OVER: mark("A file of markers could not be handed to the housing system. You can load it yourself"),
    "post_code": mark("A letter with a sign-in code could not be written"),
    "send_email": mark("An email could not be sent"),
    "send_text": mark("A text message could not be sent"),
    SCAN: mark("A file that somebody sent could not be looked through for viruses"),
}
_AWAY: Final = mark("Nothing answered, for more than a day: a mail server, for example, or the virus scanner.")
_REFUSED: Final = mark("It was not taken. Is the address right? Has it been changed?")
_WORDS: Final = mark("Something in it cannot be shown in that format or language.")
_STORE: Final = mark("A file that belongs to it is missing, or the disk is full.")
_STOPPED: Final = mark("The system stopped each time it tried.")
_UNKNOWN: Final = mark("The people who run this system can see why. Tell them the reference and the word below.")
WHY: Final[Mapping[str, str]] = {  # by the kind of fault, as the outbox keeps it
    LOST: _STOPPED,
    **dict.fromkeys(("RenderError", "LetterIncomplete", "UnreadableData"), _WORDS),
    **dict.fromkeys(
        (
            "ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "TimeoutError", "gaierror",
            "SMTPConnectError", "SMTPServerDisconnected", "NothingCarriesError", "ScanError", "HTTPError",
            "ReadTimeout", "ConnectTimeout",
        ),
        _AWAY,
    ),
    **dict.fromkeys(
        (
            "AddressRefusedError", "SMTPRecipientsRefused", "SMTPDataError", "SMTPSenderRefused", "NotTakenError",
        ),
        _REFUSED,
    ),
    **dict.fromkeys(("OSError", "LostFileError"), _STORE),
}  # fmt: skip


@bp.route("/not-done/<ref>", methods=["GET", "POST"])
@may_act
def parked(ref: str) -> ResponseReturnValue:
    """One thing that was given up: have it tried once more, or set it aside."""
    found, form = records.parked(reading(), ref), ParkedForm()
    if found.customer_id is not None:
        looked_at(found.customer_id)
    if form.validate_on_submit():
        with refusals_on(form):
            act(actions.settle, ref, str(form.how.data), form["words"].data or "")
            tried = form.how.data == actions.AGAIN
            flash(_("It is being tried again.") if tried else _("It is on record."), "success")
            return redirect(url_for(".work"), 303)
    what, why = _(WHAT.get(found.job.kind, mark("Something could not be done"))), _(WHY.get(found.error, _UNKNOWN))
    return show("staff/parked.html", form=form, parked=found, what=what, why=why)
