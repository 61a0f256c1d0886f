"""Appeals: which wait, who may hear them, and the answer."""

from __future__ import annotations

from typing import cast

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import grounds, hearings
from casework.actions.work import RefusedError
from casework.records import desk, held_desk
from casework.rules.calendar import local
from staff.answering import answer_form, needs_terms, put_on_fields
from staff.blueprint import bp, may_act, may_read
from staff.contact import situation, ways_now
from staff.deciding import obstacles
from staff.hearing import may_give, sides
from staff.looking import looked_at
from staff.refusals import refuse, says
from staff.showing import show
from web.access import london_today, me
from web.database import act, pack, reading
from web.language import gettext as _

SORTS = {
    "due": lambda one: (one.due_on is None, one.due_on),
    "customer": lambda one: one.customer.name.casefold(),
    "received": lambda one: (one.received_on or local(one.submitted_at).date(), one.submitted_at),
}


@bp.get("/appeals")
@may_read
def appeals() -> ResponseReturnValue:
    """Appeals that nobody has taken, mine, and those decided last."""
    session, wanted = reading(), request.args.get("sort", "due")
    staff = desk.staff_member(session, me().id)
    key = wanted.removeprefix("-") if wanted.removeprefix("-") in SORTS else "due"
    down = wanted.startswith("-")
    waiting = sorted(desk.appeals_waiting(session), key=SORTS[key], reverse=down)
    roles = hearings.roles_to_hear(session, pack(), waiting, staff, london_today())
    return show(
        "staff/appeals.html",
        waiting=[(one, role is not None) for one, role in zip(waiting, roles, strict=True)],
        mine=desk.my_hearings(session, me().id),
        others=desk.being_heard(session, me().id),
        decided=desk.appeals_decided(session),
        held=held_desk.held_appeals(session),
        elsewhere=desk.appeals_heard_elsewhere(session),
        sort=(key, "desc" if down else "asc"),
    )


@bp.get("/appeals/<ref>")
@may_read
def appeal(ref: str) -> ResponseReturnValue:
    """Grounds, evidence and the decision that it is against; whether I may hear it, and if not, why."""
    session = reading()
    found = desk.appeal(session, ref)
    looked_at(found.customer_id)
    staff = desk.staff_member(session, me().id)
    now = situation(session, found.customer_id, london_today())
    against = obstacles(pack(), hearings.may_hear(session, pack(), found, staff, london_today()), "stop", ())
    return show(
        "staff/appeal.html",
        **sides(found),
        role=hearings.role_to_hear(session, pack(), found, staff, london_today()),
        against=against,
        mine=found.hearer_id == me().id,
        hearers=hearings.who_may_hear(session, pack(), found, london_today()) if found.state == "received" else (),
        ways=ways_now(pack(), desk.customers_restrictions(session, found.customer_id), now),
        grounds=grounds.of(session, found),
        gives=may_give(found),
        letters=[one for one in desk.customers_letters(session, found.customer_id) if one.appeal_id == found.id],
    )


@bp.post("/appeals/<ref>/take")
@may_act
def appeal_take(ref: str) -> ResponseReturnValue:
    """Take an appeal on. If somebody else was quicker, it is theirs."""
    session = reading()
    staff = desk.staff_member(session, me().id)
    role = hearings.role_to_hear(session, pack(), desk.appeal(session, ref), staff, london_today())
    try:
        act(hearings.take, ref, role or "")
    except RefusedError as error:
        for message in says(error):
            flash(message)
    else:
        flash(_("You hear this appeal."), "success")
    return redirect(url_for(".appeal", ref=ref), 303)


@bp.route("/appeals/<ref>/decide", methods=["GET", "POST"])
@may_act
def appeal_decide(ref: str) -> ResponseReturnValue:
    """The answer: uphold, uphold in part, or not; with reasons."""
    found = desk.appeal(reading(), ref)
    if request.method == "GET" and (found.state != "hearing" or found.hearer_id != me().id):
        return redirect(url_for(".appeal", ref=ref))
    form = answer_form(found)
    more = needs_terms(form)
    if not more and form.validate_on_submit():
        try:
            outcome = cast("hearings.Outcome", form.outcome.data)
            act(hearings.decide, ref, outcome, str(form.reasons.data), form.answers(), answers=form.to_each())
        except RefusedError as error:
            refuse(form, put_on_fields(form, error))
        else:
            flash(_("The appeal is decided. The letter is being made."), "success")
            return redirect(url_for(".appeal", ref=ref), 303)
    looked_at(found.customer_id)
    return show("staff/appeal_decide.html", form=form, more=more, **sides(found))
