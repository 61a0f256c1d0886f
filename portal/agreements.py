"""Contact agreements: what is offered, what was agreed, and what the landlord did not keep."""

from __future__ import annotations

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from casework.actions import agreements as actions
from casework.actions import promises
from casework.records import agreements as records
from casework.records.own import Reader
from portal import form_keys
from portal.agreement_forms import AnswerForm, BrokenForm, LeaveForm
from portal.blueprint import own_page
from portal.page import onto, page
from web.access import london_today
from web.database import act, reading
from web.language import gettext as _


@own_page("/agreements", "see", keep=True)
def agreement_list(reader: Reader) -> str:
    session = reading()
    holds = records.own_promised(session, reader)
    return page(
        "agreements/list.html",
        agreements=records.own_agreements(session, reader),
        imposed=[one for one in holds if one.imposed],
    )


@own_page("/agreements/<ref>", "see", ("GET", "POST"))
def agreement(reader: Reader, ref: str) -> ResponseReturnValue:
    found = records.own_agreement(reading(), reader, ref)
    answers = "speak" in reader.scope and found.state in ("offered", "refused") and not found.imposed
    form = AnswerForm()
    if answers and form.validate_on_submit():
        accepts = form.accepts.data == "yes"
        act(actions.answer, ref, accepts, form.words.data or "")
        flash(_("Thank you. We have your answer."))
        return onto(".agreement", ref=ref)
    broken = records.broken_under(reading(), [found.id])
    return page("agreements/agreement.html", agreement=found, form=form, answers=answers, broken=broken, reader=reader)


@own_page("/agreements/<ref>/leave", "speak", ("GET", "POST"))
def agreement_leave(reader: Reader, ref: str) -> ResponseReturnValue:
    found, form = records.own_agreement(reading(), reader, ref), LeaveForm()
    if not found.stands:
        return onto(".agreement", ref=ref)
    if form.validate_on_submit():
        act(actions.leave, ref, form.words.data or "")
        flash(_("You have left the agreement."))
        return onto(".agreement", ref=ref)
    return page("agreements/leave.html", agreement=found, form=form)


@own_page("/agreements/<ref>/broken", "see", ("GET", "POST"))
def agreement_broken(reader: Reader, ref: str) -> ResponseReturnValue:
    holds = records.own_promise(reading(), reader, ref)
    start = {"form_key": form_keys.fresh(), "happened_on": london_today()}
    form = BrokenForm(data=start).about(holds.promises_landlord)
    if form.validate_on_submit():
        key = form_keys.of(form.form_key)
        act(promises.report, reader.customer_ref, ref, form.facts(holds.promises_landlord), key)
        flash(_("Thank you. It is on record, and it counts when we look at this again."))
        return onto(".agreement_list") if holds.imposed else onto(".agreement", ref=ref)
    back = url_for(".agreement_list") if holds.imposed else url_for(".agreement", ref=ref)
    return page("agreements/broken.html", form=form, back=back)
