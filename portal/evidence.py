"""Files that go with an appeal: added a few at a time, taken away again, opened again."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from casework.actions import appeals
from casework.actions.appeals import MOST_FILES
from casework.records import files, own
from casework.records.own import Reader
from portal.appeal_forms import FILE_LIMIT_MB, EvidenceForm, SendForm
from portal.appeals import leaving, onward, own_draft, then
from portal.blueprint import bp, own_page
from portal.page import onto, page, saved
from web.database import act, reading
from web.errors import drain, refused
from web.language import gettext as _


@own_page("/appeals/<ref>/evidence", "appeal", ("GET", "POST"))
def appeal_evidence(reader: Reader, ref: str) -> ResponseReturnValue:
    appeal, form = own_draft(reader, ref), EvidenceForm()
    if len(appeal.evidence) + len(form.files.data or ()) > MOST_FILES:
        form.add_error("files", _("You can send up to {limit} files. Please post us the others.", limit=MOST_FILES))
    elif form.validate_on_submit():
        for file in form.files.data:
            act(appeals.attach, ref, file.filename, file.content, file.media_type)
            flash(_("We have your file {name}.", name=file.filename))
        if not form.files.data or leaving():
            return onward("complaint", ref)
        return onto(".appeal_evidence", ref=ref, then=then())
    return page("appeals/evidence.html", form=form, appeal=appeal, then=then(), removing=SendForm())


@own_page("/appeals/<ref>/evidence/<file>/remove", "appeal", ("POST",))
def appeal_evidence_remove(reader: Reader, ref: str, file: str) -> ResponseReturnValue:
    own_draft(reader, ref)
    found = own.own_evidence(reading(), reader, ref, file)
    if SendForm().validate_on_submit():
        act(appeals.remove_evidence, found.ref)
        flash(_("The file {name} is taken away.", name=found.name))
    return onto(".appeal_evidence", ref=ref, then=then())


@own_page("/appeals/<ref>/evidence/<file>", "appeal")
def appeal_evidence_file(reader: Reader, ref: str, file: str) -> Response:
    """The file as it was sent."""
    session = reading()
    found = own.own_evidence(session, reader, ref, file)
    data = files.get(session, reader.customer_id, found.stored_as)
    return saved(data, found.media_type, found.name)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """More than one request may carry: said on the page of the files, where every answer before it is kept."""
    if request.endpoint != "portal.appeal_evidence" or request.view_args is None:
        return refused(error)
    drain()
    flash(
        _("That was too big, so we did not take it. A file can have at most {limit} MB.", limit=FILE_LIMIT_MB), "error"
    )
    return onto(".appeal_evidence", ref=request.view_args["ref"], then=then())
