"""A customer's own record: what is kept, who looked at it, what they ask to put right, and all of it as a file."""

from __future__ import annotations

from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from casework.actions import accounts as actions
from casework.records import own_record as records
from casework.records.own import Reader
from portal import form_keys, record_parts
from portal.blueprint import bp, own_page
from portal.page import onto, page
from portal.reader import reader_of
from portal.record_file import as_bytes, free_words, whole_record
from portal.record_words import role
from web.access import resident
from web.customer_forms.record import CorrectionForm, ReplyForm
from web.database import act, reading
from web.record_pack import RecordPack, offer

LOOKS_SHOWN = 30


@bp.get("/record")
@resident
def record() -> str:
    """The customer alone reads this: what one lets an advocate do never holds the whole record."""
    return page("record/record.html", parts={code: title for code, (title, _entries) in record_parts.PARTS.items()})


@bp.get("/record/looks")
@resident
def record_looks() -> str:
    """Who opened the record, by day and role."""
    looks = records.looks(reading(), reader_of(None, "see"))
    return page("record/looks.html", looks=looks[:LOOKS_SHOWN], more=len(looks) > LOOKS_SHOWN, role=role)


@bp.get("/record/kept/<code>")
@resident
def record_part(code: str) -> str:
    """One part of it, whole."""
    return page("record/part.html", part=record_parts.part(reading(), reader_of(None, "see"), code))


@bp.get("/record/download")
@resident
def record_download() -> Response:
    return whole_record(reading(), reader_of(None, "see"))


@bp.record_once
def to_staff(state: BlueprintSetupState) -> None:
    """Staff answer a request for all that is kept with the same file."""
    offer(state.app, RecordPack(free_words, as_bytes))


@own_page("/incidents", "speak", keep=True)
def incident_list(reader: Reader) -> str:
    session = reading()
    replied = {one.incident_id for one in records.own_replies(session, reader)}
    questions, found = records.own_questions(session, reader), records.own_incidents(session, reader)
    return page("incidents/list.html", incidents=found, questions=questions, replied=replied)


@own_page("/incidents/<ref>/reply", "speak", ("GET", "POST"))
def incident_reply(reader: Reader, ref: str) -> ResponseReturnValue:
    """What we wrote, what was said to it, and the place for the customer's side."""
    session, form = reading(), ReplyForm(data={"form_key": form_keys.fresh()})
    found = records.own_incident(session, reader, ref)
    if form.validate_on_submit():
        act(actions.reply, ref, str(form.words.data), form_keys.of(form.form_key))
        return onto(".incident_reply", ref=ref, _anchor="your-side")
    replies = [one for one in records.own_replies(session, reader) if one.incident_id == found.id]
    put_right = [one for one in records.own_corrections(session, reader) if one.incident_id == found.id]
    return page("incidents/reply.html", incident=found, replies=replies, put_right=put_right, form=form, reader=reader)


@own_page("/incidents/<ref>/correction", "speak", ("GET", "POST"))
def incident_correction(reader: Reader, ref: str) -> ResponseReturnValue:
    """What we wrote about an incident is wrong."""
    found = records.own_incident(reading(), reader, ref)
    form = CorrectionForm(data={"form_key": form_keys.fresh()})
    del form.part
    return correcting(reader, form, found.ref)


@own_page("/record/corrections", "speak", keep=True)
def correction_list(reader: Reader) -> str:
    return page("record/corrections.html", corrections=records.own_corrections(reading(), reader))


@own_page("/record/corrections/new", "speak", ("GET", "POST"))
def correction_new(reader: Reader) -> ResponseReturnValue:
    return correcting(reader, CorrectionForm(data={"form_key": form_keys.fresh()}), "")


@own_page("/record/corrections/<ref>", "speak", keep=True)
def correction(reader: Reader, ref: str) -> str:
    return page("record/correction.html", correction=records.own_correction(reading(), reader, ref), reader=reader)


def correcting(reader: Reader, form: CorrectionForm, incident: str) -> ResponseReturnValue:
    """The form, and what was asked on it."""
    if form.validate_on_submit():
        ref = act(actions.ask, reader.customer_ref, form.facts(incident), form_keys.of(form.form_key))
        return onto(".correction", ref=ref)
    return page("record/correction_new.html", form=form, incident=incident)
