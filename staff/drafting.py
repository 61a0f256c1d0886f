"""Proposing restrictions in two steps that need no script: choose the kinds, then say the terms and reasons of each."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from casework.actions import decisions
from casework.actions.seen import as_seen
from casework.actions.work import RefusedError
from casework.records import desk
from casework.records.cases import Case
from casework.rules.calendar import months_after
from casework.rules.kinds import Kind
from casework.rules.milder import milder
from casework.rules.proposal import Customer
from letters import words
from staff import choosing
from staff.blueprint import bp, may_act
from staff.contact import Situation, of_rows, situation
from staff.forms.decisions import MOST_RESTRICTIONS, DecisionForm, decision_form, typed
from staff.looking import asked_for, looked_at
from staff.refusals import finding_says, finding_unlocks, refusals_on, refuse
from staff.showing import show
from web import held_forms
from web.access import london_today
from web.database import act, pack, reading
from web.forms import Form
from web.language import current_language
from web.language import gettext as _

Sent = MultiDict[str, str]


@bp.route("/decisions/new", methods=["GET", "POST"])
@may_act
def decision_new() -> ResponseReturnValue:
    """The first step chooses the kinds (`?kind=`), the second writes the proposal."""
    case = desk.case(reading(), asked_for("case"))
    kept = held_forms.formdata(None) if request.method == "GET" else None
    if request.method == "GET" and not kept and "next" not in request.args:
        return choose(case)
    kinds, sent = on_the_page((kept or request.args).getlist("kind"))
    form = decision_form(pack(), kinds, formdata=sent, data=start())
    if request.form.get("do") == "save" and form.validate():
        with refusals_on(form):
            ref = act(decisions.draft, case.ref, form.facts(), form_key=key_of(form))
            return redirect(url_for(".decision", ref=ref), 303)
    return write(case, form, url_for(".decision_new", case=case.ref))


@bp.route("/decisions/<ref>/edit", methods=["GET", "POST"])
@may_act
def decision_edit(ref: str) -> ResponseReturnValue:
    """Change a proposal that is not issued yet. If another person did so meanwhile, both texts stay."""
    found = desk.decision(reading(), ref)
    if found.state != "draft" and request.method == "GET":
        flash(_("This decision does not change any more."))
        return redirect(url_for(".decision", ref=ref))
    kept = held_forms.formdata(None) if request.method == "GET" else None
    kinds, sent = on_the_page(kept.getlist("kind") if kept else [row.kind for row in found.restrictions])
    form = decision_form(pack(), kinds, formdata=sent, data={**typed(found, pack()), "seen": found.content_hash})
    if request.form.get("do") == "save" and form.validate():
        try:
            act(as_seen, ref, form.seen.data or "", decisions.change, form.facts())
        except RefusedError as error:
            changed_meanwhile(form, error, found.content_hash)
        else:
            flash(_("The proposal is saved. Whoever signed the earlier text has to sign again."))
            return redirect(url_for(".decision", ref=ref), 303)
    return write(desk.case(reading(), found.case.ref), form, url_for(".decision", ref=ref))


def choose(case: Case) -> ResponseReturnValue:
    """The first step: what this landlord's policy allows, and why what is closed is closed."""
    session, today = reading(), london_today()
    looked_at(case.customer_id)
    now = situation(session, case.customer_id, today)
    in_force = desk.customers_restrictions(session, case.customer_id)
    return show(
        "staff/decision_choose.html",
        case=case,
        now=now,
        in_force=in_force,
        offers=choosing.offers(pack(), customer_of(case, now), of_rows(in_force), today),
        elsewhere=choosing.not_in_policy(pack()),
        actions=pack().actions,
        about=about,
        finding_says=finding_says,
        finding_unlocks=finding_unlocks,
    )


def customer_of(case: Case, now: Situation) -> Customer:
    """The person as the rules know them."""
    return Customer(case.customer.kind, frozenset(now.cannot_use), now.advocate)


def less_than(case: Case, kinds: Sequence[str]) -> list[list[str]]:
    """For each restriction on the page, what is milder and stands open for this person."""
    session, today = reading(), london_today()
    now = situation(session, case.customer_id, today)
    beside = of_rows(desk.customers_restrictions(session, case.customer_id))
    person = customer_of(case, now)
    found = [milder(pack(), kind, person, beside, today) for kind in kinds]
    return [[code for code in codes if code not in kinds] for codes in found]


def about(kind: Kind) -> str:
    """What the customer would read of a kind; where its terms decide that, what it is about."""
    language = current_language()
    return (
        words.dimension(kind.dimension, language) if kind.terms else words.restriction(kind.code, {}, language, pack())
    )


def write(case: Case, form: DecisionForm, back: str) -> ResponseReturnValue:
    """The second step."""
    more = [code for code in pack().kinds_in_policy] if len(form.kinds) < MOST_RESTRICTIONS else []
    less = less_than(case, form.kinds)
    return show("staff/decision_draft.html", form=form, case=case, more=more, back=back, less=less)


def start() -> dict[str, object]:
    """What stands in an empty proposal: the last day of the usual review period, and a key for this form."""
    review_on = months_after(london_today(), pack().review.months)
    return {"form_key": secrets.token_hex(16), "review_on": review_on}


def on_the_page(kinds: list[str]) -> tuple[list[str], Sent | None]:
    """The kinds of the page and what was typed, after a restriction was added or taken away; ``kinds``: at first."""
    known = pack().kinds_in_policy
    if request.method == "GET":
        return [code for code in kinds if code in known][:MOST_RESTRICTIONS], None
    kept = [code for code in request.form.getlist("kind") if code in known][:MOST_RESTRICTIONS]
    done = request.form.get("do", "")
    if done == "add" and request.form.get("more") in known and len(kept) < MOST_RESTRICTIONS:
        return [*kept, request.form["more"]], MultiDict(request.form)
    if done.startswith("remove-") and done[7:].isdecimal() and int(done[7:]) < len(kept):
        place = int(done[7:])
        return kept[:place] + kept[place + 1 :], without(request.form, place)
    return kept, MultiDict(request.form)


def without(sent: Sent, place: int) -> Sent:
    """What was typed, the restriction at that place left out and those after it moved up by one."""
    moved: Sent = MultiDict()
    for name, value in sent.items(multi=True):
        found = re.fullmatch(r"r(\d+)_(.+)", name)
        if found and int(found[1]) == place:
            continue
        later = found and int(found[1]) > place
        moved.add(f"r{int(found[1]) - 1}_{found[2]}" if found and later else name, value)
    return moved


def changed_meanwhile(form: DecisionForm, error: RefusedError, now: str) -> None:
    """Say so, keep what was typed, and let the person put it in place of the other text knowingly."""
    refuse(form, error)
    if error.code == "changed_meanwhile":
        form.add_error(None, _("What you wrote is still here. Save again to put it in place of the other text."))
        form.seen.data = now


def key_of(form: Form) -> str:
    """The key that came with the form; a form without one was not made here."""
    sent = form["form_key"].data or ""
    if not sent.isalnum() or len(sent) > 40:
        abort(400)
    return sent
