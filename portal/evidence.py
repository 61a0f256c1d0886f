"""Files that go with an appeal: added a few at a time, taken away again, opened again; and more once it was sent."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from casework.actions import evidence, more
from casework.records import own
from casework.records.arrangements import OPEN_APPEAL
from casework.records.own import Reader
from casework.rules.evidence import FILM_MB
from portal.appeal_forms import EvidenceForm, MoreForm, SendForm
from portal.appeals import leaving, onward, own_draft, then
from portal.blueprint import bp, own_page
from portal.page import onto, page
from portal.sent_files import opened
from web.database import act, reading
from web.errors import drain, refused
from web.forms import Upload
from web.language import gettext as _
from web.uploads import keep_each

TAKING_FILES = ("portal.appeal_evidence", "portal.appeal_more")


@own_page("/appeals/<ref>/evidence", "appeal", ("GET", "POST"))
def appeal_evidence(reader: Reader, ref: str) -> ResponseReturnValue:
    appeal, form = own_draft(reader, ref), EvidenceForm()
    if form.validate_on_submit() and keep_each(form, to_appeal(ref)):
        if not form.files.data or leaving():
            return onward("complaint", ref)
        return onto(".appeal_evidence", ref=ref, then=then())
    return page("appeals/evidence.html", form=form, appeal=appeal, then=then())


@own_page("/appeals/<ref>/more", "appeal", ("GET", "POST"))
def appeal_more(reader: Reader, ref: str) -> ResponseReturnValue:
    """Words and files that come after the appeal was sent."""
    appeal, form = own.own_appeal(reading(), reader, ref), MoreForm()
    if appeal.state not in OPEN_APPEAL:
        return onto(".appeal", ref=ref)
    if form.validate_on_submit():
        if not (form.words.data or form.files.data):
            form.add_error("words", _("Write something, or add a file"))
        elif keep_each(form, to_appeal(ref)):
            if form.words.data:
                act(more.tell, ref, form.words.data)
            flash(_("Thank you. We have added it to your appeal."))
            return onto(".appeal", ref=ref)
    return page("appeals/more.html", form=form, appeal=appeal)


def to_appeal(ref: str) -> Callable[[Upload], str]:
    """Keeps a file with this appeal."""
    return lambda file: act(evidence.attach, ref, file.filename, file.content, file.media_type)


@own_page("/appeals/<ref>/evidence/<file>/remove", "appeal", ("POST",))
def appeal_evidence_remove(reader: Reader, ref: str, file: str) -> ResponseReturnValue:
    own_draft(reader, ref)
    found = own.own_evidence(reading(), reader, ref, file)
    if SendForm().validate_on_submit():
        act(evidence.remove, found.ref)
        flash(_("The file {name} is taken away.", name=found.name))
    return onto(".appeal_evidence", ref=ref, then=then())


@own_page("/appeals/<ref>/evidence/<file>", "appeal")
def appeal_evidence_file(reader: Reader, ref: str, file: str) -> Response:
    """The file as it was sent."""
    return opened(reader, own.own_evidence(reading(), reader, ref, file))


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """More than one request may carry: said on the page of the files, where every answer before it is kept."""
    if request.endpoint not in TAKING_FILES or request.view_args is None:
        return refused(error)
    drain()
    flash(_("That was too big, so we did not take it. A file can have at most {limit} MB.", limit=FILM_MB), "error")
    return onto(request.endpoint, ref=request.view_args["ref"], then=then())
