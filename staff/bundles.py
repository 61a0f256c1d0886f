"""Bundles: a record handed out in one file, to the Ombudsman or to the customer, made and taken by managers."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from functools import partial

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import bundles as actions
from casework.actions.work import RefusedError
from casework.records import administration, desk, own
from casework.records import bundles as records
from casework.records.cases import Case
from casework.records.missing import NotFoundError
from casework.records.people import Customer
from casework.rules.aftermath import manages
from casework.rules.redaction import Proposal, proposals, take_out
from staff.blueprint import bp, may_act, may_read
from staff.bundling import ombudsman
from staff.drafting import key_of
from staff.forms.bundles import KINDS, BundleForm, TakeOutForm
from staff.looking import looked_at
from staff.refusals import refuse, says
from staff.showing import show
from translations import SOURCE_LANGUAGE
from web.access import me
from web.database import act, pack, reading
from web.forms import Choice, Form
from web.language import gettext as _
from web.language import in_language
from web.proof import proved_lately
from web.record_pack import record_pack


@bp.get("/bundles")
@may_read
def bundles() -> ResponseReturnValue:
    """What was made, by whom, and until when its file is there. For managers; auditors see that it was made."""
    if not a_manager() and "auditor" not in me().roles:
        abort(403)
    return show("staff/bundles.html", bundles=records.bundles(reading()), kinds=KINDS, makes=a_manager())


@bp.route("/bundles/new", methods=["GET", "POST"])
@may_act
@proved_lately()
def bundle_new() -> ResponseReturnValue:
    """One act makes the Ombudsman's; the customer's own is read through first."""
    managers_only()
    form = BundleForm(data={"form_key": secrets.token_hex(16), "about": request.args.get("about", "")})
    if form.validate_on_submit() and (found := about(form)):
        customer, case = found
        if form.kind.data == actions.SUBJECT_ACCESS:
            return redirect(url_for(".bundle_take_out", ref=customer.ref), 303)
        looked_at(customer.id)
        with in_language(SOURCE_LANGUAGE):  # whoever makes it: the Ombudsman reads it
            made = ombudsman.bundle(reading(), customer, case)
        if made is None:
            form.add_error("about", _("There is no case about this customer, and no complaint of theirs."))
        elif kept(form, made):
            return redirect(url_for(".bundles"), 303)
    return show("staff/bundle_new.html", form=form)


@bp.route("/bundles/customers/<ref>", methods=["GET", "POST"])
@may_act
@proved_lately()
def bundle_take_out(ref: str) -> ResponseReturnValue:
    """What in the customer's pack may be about others: a person decides what goes out of it (UK GDPR 15(4))."""
    managers_only()
    customer = desk.customer(reading(), ref)
    looked_at(customer.id)
    reader = own.reader(reading(), customer.id)
    texts = record_pack().words(reading(), reader)
    found, seen = proposed(customer, texts), hashlib.sha256("\0".join(texts).encode()).hexdigest()
    form = TakeOutForm(data={"form_key": secrets.token_hex(16), "proposed": [one.words for one in found], "seen": seen})
    form.proposed.offer([Choice(one.words, one.words, one.around) for one in found])
    if form.validate_on_submit():
        if form.seen.data != seen:
            form.seen.data = seen
            form.add_error(None, _("The record changed while you were reading. Read it again before you go on."))
        else:
            with in_language(customer.language):
                data = record_pack().file(reading(), reader, partial(take_out, words=form.words()))
            made = actions.Made(actions.SUBJECT_ACCESS, customer.ref, None, data, taken_out=form.words())
            if kept(form, made):
                return redirect(url_for(".bundles"), 303)
    return show("staff/bundle_take_out.html", form=form, customer=customer, found=found, texts=texts)


@bp.post("/bundles/<ref>/take")
@may_act
@proved_lately("staff.bundles")
def bundle_take(ref: str) -> ResponseReturnValue:
    """The file; that it was taken, and by whom, is on record."""
    found = records.bundle(reading(), ref)
    if not Form().validate_on_submit():
        return redirect(url_for(".bundles"), 303)
    name = f"{found.ref}-{found.kind}.zip"
    try:
        data = act(actions.take, ref)
    except RefusedError as error:
        flash(says(error)[0], "error")
        return redirect(url_for(".bundles"), 303)
    answer = Response(data, mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/bundles/<ref>/delete")
@may_act
def bundle_delete(ref: str) -> ResponseReturnValue:
    """Delete the file before its day."""
    if Form().validate_on_submit():
        try:
            act(actions.delete, ref)
        except RefusedError as error:
            flash(says(error)[0], "error")
    return redirect(url_for(".bundles"), 303)


def kept(form: BundleForm | TakeOutForm, made: actions.Made) -> bool:
    """Keep what was made; False, with the refusal on the form, where that is not allowed."""
    try:
        ref = act(actions.keep, made, key_of(form))
    except RefusedError as error:
        refuse(form, error)
        return False
    flash(_("The bundle {ref} is ready. Take it, and send its fingerprint on another way.", ref=ref), "success")
    return True


def about(form: BundleForm) -> tuple[Customer, Case | None] | None:
    """The customer, and the case where one was named; the form says so where there is neither."""
    typed = (form.about.data or "").strip()
    try:
        case = desk.case(reading(), typed.upper())
    except NotFoundError:
        customer = administration.by_number(reading(), typed)
        if customer is None or customer.erased_at is not None:
            form.add_error("about", _("There is no case or customer with this reference."))
            return None
        return customer, None
    return case.customer, case


def proposed(customer: Customer, texts: Sequence[str]) -> tuple[Proposal, ...]:
    """What in the free words may be about somebody else; names of those who speak for them are looked for as well."""
    own_things = [customer.name, *customer.address, ", ".join(customer.address), customer.email, customer.phone]
    known = [one.advocate.name for one in customer.authorities if one.advocate.name != customer.name]
    return proposals(texts, [one for one in own_things if one], known)


def a_manager() -> bool:
    return manages(pack(), me().roles)


def managers_only() -> None:
    if not a_manager():
        abort(403)
