"""Complaining, following what comes of it, and asking for stage 2."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue

from casework.actions import complaints as actions
from casework.records import complaints as records
from casework.records import own
from casework.records.own import Reader
from casework.rules import complaints as rules
from casework.rules.appeals import is_late
from portal import form_keys
from portal.appeals import council_for
from portal.blueprint import own_page
from portal.page import onto, page
from web.access import london_today
from web.customer_forms.complaints import ComplaintForm, StageTwoForm
from web.database import act, reading
from web.landlord import landlord
from web.language import gettext as _


@own_page("/complaints", "report", keep=True)
def complaint_list(reader: Reader) -> str:
    return page("complaints/list.html", complaints=records.own_complaints(reading(), reader), reader=reader)


@own_page("/complaints/new", "report", ("GET", "POST"))
def complaint_new(reader: Reader) -> ResponseReturnValue:
    about = request.args.get("decision", "")
    form = ComplaintForm(data={"form_key": form_keys.fresh(), "decision": about})
    ref = form.decision.data or ""
    decision = own.own_decision(reading(), reader, ref) if ref else None
    if form.validate_on_submit():
        ref = act(actions.make, reader.customer_ref, form.facts(), form_keys.of(form.form_key))
        return onto(".complaint", ref=ref)
    return page(
        "complaints/new.html",
        form=form,
        decision=decision,
        clock=rules.clock(landlord(), rules.FIRST),
        council=council_for(decision),
        reader=reader,
    )


@own_page("/complaints/<ref>", "report", ("GET", "POST"))
def complaint(reader: Reader, ref: str) -> ResponseReturnValue:
    """Where it stands; once stage 1 is answered, stage 2 is one button here (Code 6.12)."""
    found, form = records.own_complaint(reading(), reader, ref), StageTwoForm()
    if form.validate_on_submit():
        act(actions.escalate, found.ref, form.why.data or "")
        flash(_("Someone else looks at everything again. We have sent you a letter."), "success")
        return onto(".complaint", ref=ref)
    return page(
        "complaints/complaint.html",
        form=form,
        complaint=found,
        stage=found.stage,
        last=rules.LAST,
        late=is_late(found.stage.due_on, london_today()),
        council=council_for(found.decision),
    )
