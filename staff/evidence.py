"""Files that people sent, in quarantine until a scanner or one of us has let them through; what else comes later."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import appeals, evidence, more
from casework.actions.work import RefusedError
from casework.records import desk, evidence_desk, files, keys
from casework.records.appeals import Evidence
from casework.rules.evidence import may_open, may_release
from staff.blueprint import bp, may_act, may_read
from staff.forms.agreements import ways
from staff.forms.more import FilesForm, MoreForm, WithdrawForm, more_form
from staff.looking import looked_at
from staff.refusals import refusals_on, refuse, says
from staff.showing import show
from web.database import act, reading
from web.forms import Upload
from web.language import gettext as _
from web.proof import proved_lately
from web.settings import settings
from web.uploads import keep_each


@bp.get("/evidence/<ref>")
@may_read
def evidence_file(ref: str) -> ResponseReturnValue:
    """The file as it was sent, never opened in the browser by itself; a 404 while it is in quarantine."""
    sent = evidence_desk.sent_file(reading(), ref)
    if sent.customer_id is not None:
        looked_at(sent.customer_id)
    if not may_open(sent.scan, own=False):
        abort(404)
    data = files.get(reading(), sent.customer_id or keys.NOBODY, sent.stored_as)
    answer = Response(data, mimetype="application/octet-stream")
    answer.headers.set("Content-Disposition", "attachment", filename=safe_name(sent.name, sent.ref))
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/evidence/<ref>/release")
@may_act
@proved_lately(lambda ref: came_with(evidence_desk.sent_file(reading(), ref)))
def evidence_release(ref: str) -> ResponseReturnValue:
    """Take a file out of quarantine on the word of the signed-in person, and go back to what it came with."""
    sent = evidence_desk.sent_file(reading(), ref)
    back = came_with(sent)
    if not releasable(sent):
        flash(_("This file waits for the scanner."), "error")
        return redirect(back, 303)
    try:
        act(evidence.release, sent.ref)
    except RefusedError as error:
        for message in says(error):
            flash(message, "error")
    else:
        flash(_("You can open the file now. It is on record that you let it through."), "success")
    return redirect(back, 303)


@bp.route("/appeals/<ref>/more", methods=["GET", "POST"])
@may_act
def appeal_more(ref: str) -> ResponseReturnValue:
    """What the customer told us or brought us after the appeal was sent: words, files, or both."""
    found, form = desk.appeal(reading(), ref), more_form()
    looked_at(found.customer_id)
    if form.validate_on_submit() and added(form, ref):
        flash(_("It is added to the appeal."), "success")
        return redirect(url_for(".appeal", ref=ref), 303)
    return show("staff/appeal_more.html", form=form, appeal=found)


@bp.route("/appeals/<ref>/withdraw", methods=["GET", "POST"])
@may_act
def appeal_withdraw(ref: str) -> ResponseReturnValue:
    """The customer told us that they take the appeal back."""
    found, form = desk.appeal(reading(), ref), WithdrawForm()
    form.how.offer(ways())
    looked_at(found.customer_id)
    if form.validate_on_submit():
        with refusals_on(form):
            act(appeals.withdraw_for, ref, str(form.how.data))
            return redirect(url_for(".appeal", ref=ref), 303)
    return show("staff/appeal_withdraw.html", form=form, appeal=found)


@bp.route("/incidents/<ref>/files", methods=["GET", "POST"])
@may_act
def incident_files(ref: str) -> ResponseReturnValue:
    """Keep files with an incident: the recording of a call, a photo, a letter."""
    found, form = desk.incident(reading(), ref), FilesForm()
    looked_at(found.customer_id)

    def keep(file: Upload) -> str:
        return act(evidence.attach_to_incident, ref, file.filename, file.content, file.media_type)

    if form.validate_on_submit() and keep_each(form, keep):
        return redirect(url_for(".incident", ref=ref), 303)
    return show("staff/incident_files.html", form=form, incident=found)


def added(form: MoreForm, ref: str) -> bool:
    """Keep what was written and each file; False where the form says what could not be kept."""

    def keep(file: Upload) -> str:
        return act(evidence.attach, ref, file.filename, file.content, file.media_type)

    if not (form.words.data or form.files.data):
        form.add_error("words", _("Write something, or add a file"))
        return False
    try:
        if not keep_each(form, keep):
            return False
        if form.words.data:
            act(more.tell, ref, form.words.data, str(form.how.data))
    except RefusedError as error:
        refuse(form, error)
        return False
    return True


def came_with(sent: Evidence) -> str:
    """The page of what a file came with."""
    if sent.appeal is not None:
        return url_for(".appeal", ref=sent.appeal.ref)
    if sent.change is not None:
        return url_for(".change", ref=sent.change.ref)
    if sent.incident is not None:
        return url_for(".incident", ref=sent.incident.ref)
    return url_for(".held_appeal", ref=sent.held.ref if sent.held else "")


def releasable(sent: Evidence) -> bool:
    """Whether the signed-in person may let this file through unscanned."""
    waited = datetime.now(UTC) - sent.added_at
    return may_release(sent.scan, waited, scanning=settings().scanner is not None)


def safe_name(name: str, ref: str) -> str:
    """A file name without folders, control characters or a leading point; the reference where nothing is left."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(". ")
    return kept[-120:] or ref
