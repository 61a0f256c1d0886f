"""Reviews: those of a month, what is late, and each one from the invitation to the outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import missed, reviewing
from casework.actions import reviews as actions
from casework.actions.work import RefusedError
from casework.records import accounts, desk, meetings, review_lists
from casework.records.reviews import Review
from casework.rules import safety
from casework.rules.calendar import LONDON, months_after
from staff.answering import changing_form, needs_terms, put_on_fields
from staff.blueprint import bp, may_act, may_read
from staff.deciding import obstacles
from staff.forms.reviews import FURTHER, DirectorForm, ReplyForm, ReviewForm
from staff.forms.signing import SignForm, stand_ins
from staff.looking import looked_at
from staff.refusals import SAYS, refusals_on, refuse, says
from staff.showing import show
from translations import mark
from web.access import london_today, me
from web.database import act, pack, reading
from web.language import gettext as _

# What brought a review about.
WHY_NOW: Mapping[str, str] = {
    "due": mark("It is due."),
    "missed": mark("It was not held in time."),
    "changed_circumstances": mark("Something has changed for the customer."),
    "successful_appeal": mark("Another appeal of the customer succeeded."),
    "acceptable_behaviour": mark("There was no new incident for long enough."),
    "door_closed": mark("A way to reach us, or an essential service, was closed."),
}


@bp.get("/reviews")
@may_read
def reviews() -> ResponseReturnValue:
    """The month's list: what is due, what is late, what was decided, and doors that opened by themselves."""
    session, today = reading(), london_today()
    first = month_of(request.args.get("month", ""), today)
    after = months_after(first, 1)
    due = review_lists.due(session, max(after, today))
    return show(
        "staff/reviews.html",
        first=first,
        before=months_after(first, -1),
        after=after,
        late=[one for one in due if one.due_on < today],
        due_now=[one for one in due if max(first, today) <= one.due_on < after],
        last=after - timedelta(days=1),
        held=review_lists.held(session, midnight(first), midnight(after)),
        opened=review_lists.opened(session),
        meets=pack().rules["review.by"].table.values.get("monthly_list", False),
        meetings=meetings.of_month(session, first),
    )


@bp.post("/decisions/<ref>/review")
@may_act
def review_begin(ref: str) -> ResponseReturnValue:
    """Begin the review of a decision and invite the customer; the one under way where there is one."""
    try:
        begun = act(actions.begin, ref)
    except RefusedError as error:
        for message in says(error):
            flash(message)
        return redirect(url_for(".decision", ref=ref), 303)
    return redirect(url_for(".review", ref=begun), 303)


@bp.get("/reviews/<ref>")
@may_read
def review(ref: str) -> ResponseReturnValue:
    """A review, whole."""
    return page(ref)


@bp.post("/reviews/<ref>/reply")
@may_act
def review_reply(ref: str) -> ResponseReturnValue:
    """Write down what the customer said."""
    form = ReplyForm()
    return done(
        ref,
        form,
        "reply",
        _("What the customer says is on record."),
        lambda: act(actions.reply, ref, str(form.reply.data)),
    )


@bp.route("/reviews/<ref>/propose", methods=["GET", "POST"])
@may_act
def review_propose(ref: str) -> ResponseReturnValue:
    """What should come of it, in one step, or in two where a restriction changes."""
    found = review_lists.review(reading(), ref)
    if request.method == "GET" and found.state != "open":
        return redirect(url_for(".review", ref=ref))
    looked_at(found.customer_id)
    start = {name: getattr(found, name) for name in ("outcome", "further", "further_why")}
    start |= {"reasons": found.reason, "next_review_on": found.next_review_on or usual_day()}
    form = changing_form(actions.standing(found.decision), (), ReviewForm, data=start)
    form.for_policy(pack(), reviewing.went_on(reading(), found))
    more = needs_terms(form)
    if not more and form.validate_on_submit():
        try:
            act(reviewing.propose, ref, form.facts())
        except RefusedError as error:
            refuse(form, put_on_fields(form, error))
        else:
            flash(_("The proposal is saved. Those who review it sign it now."), "success")
            return redirect(url_for(".review", ref=ref), 303)
    return show("staff/review_propose.html", form=form, review=found, more=more)


@bp.post("/reviews/<ref>/sign")
@may_act
def review_sign(ref: str) -> ResponseReturnValue:
    """Sign what is proposed, for or against."""
    form = SignForm()
    found = review_lists.review(reading(), ref)
    roles = my_roles(found)
    if not roles:
        form, says = SignForm(formdata=None), SAYS["role_may_not_decide"]
        form.add_error(None, _(says))
        return page(ref, sign=form)
    form.for_roles(roles)
    return done(ref, form, "sign", _("Your signature is on record."), lambda: sign(found, form))


@bp.post("/reviews/<ref>/hold")
@may_act
def review_hold(ref: str) -> ResponseReturnValue:
    """What was proposed and signed applies from now on, and the letter goes out."""
    try:
        act(reviewing.hold, ref)
    except RefusedError as error:
        form = SignForm(formdata=None)
        refuse(form, error)
        return page(ref, sign=form)
    flash(_("The review is held. The letter is being made."), "success")
    return redirect(url_for(".review", ref=ref), 303)


@bp.post("/reviews/<ref>/director")
@may_act
def review_director(ref: str) -> ResponseReturnValue:
    """A director decides about what protects somebody, where the review was missed."""
    form, role = DirectorForm(), director_role() or ""
    until = form.until.data if form.keeps.data == "yes" else None
    return done(
        ref,
        form,
        "director",
        _("Your decision is on record."),
        lambda: act(missed.decide, ref, role, keeps=form.keeps.data == "yes", why=str(form.why.data), until=until),
    )


def done(ref: str, form: Any, name: str, said: str, do: Callable[[], object]) -> ResponseReturnValue:
    """Do what a form of the page asks for; refused, the page shows it again with what was typed."""
    if form.validate_on_submit():
        with refusals_on(form):
            do()
            flash(said, "success")
            return redirect(url_for(".review", ref=ref), 303)
    return page(ref, **{name: form})


def sign(found: Review, form: SignForm) -> object:
    """The signature, if what is proposed is still what the person has read."""
    if form.seen.data != found.content_hash:
        raise RefusedError("changed_meanwhile")
    agrees = form.agrees.data == "yes"
    dissent = "" if agrees else form.dissent.data or ""
    return act(
        reviewing.sign, found.ref, str(form.role.data), agrees, represents=bool(form.represents.data), dissent=dissent
    )


def page(ref: str, **forms: Any) -> ResponseReturnValue:
    """The page with its forms; ``forms``: those in which something was refused."""
    session, today = reading(), london_today()
    found = review_lists.review(session, ref)
    looked_at(found.customer_id)
    roles, lines = my_roles(found), actions.standing(found.decision)
    signing = forms.get("sign") or SignForm(formdata=None)
    signing.for_roles(roles)
    signing.seen.data = found.content_hash
    proposed = found.state == "open" and bool(found.content_hash)
    answer = reviewing.standing(session, pack(), found, today).findings if proposed else ()
    return show(
        "staff/review.html",
        review=found,
        lines=lines,
        waiting=missed.waits(found.decision, today),
        incidents=review_lists.incidents_since(session, found),
        why_now=_(WHY_NOW[found.why]),
        further={code: _(text) for code, text in FURTHER.items()},
        item=meetings.under_way(session, found.id),
        their_side=accounts.cases_replies(session, found.decision.case_id),
        stops=obstacles(pack(), answer, "stop", ()),
        warnings=obstacles(pack(), answer, "warn", ()),
        proposed=proposed,
        stale=proposed and found.content_hash != reviewing.content_hash(found),
        roles=roles,
        form=next(iter(forms.values()), None),
        signing=signing,
        reply=forms.get("reply") or ReplyForm(formdata=None, data={"reply": found.reply}),
        director=forms.get("director") or DirectorForm(formdata=None, data={"until": last_day_to_keep(today)}),
        director_role=director_role(),
        stand_ins=stand_ins(pack()),
    )


def my_roles(found: Review) -> tuple[str, ...]:
    """The roles in which the signed-in person may sign the review."""
    staff = desk.staff_member(reading(), me().id)
    return reviewing.roles_to_review(reading(), pack(), found, staff, london_today())


def director_role() -> str | None:
    """The signed-in person's role in which they decide as a director; None where they have none."""
    held = (role for role in me().roles if role in pack().roles and safety.is_director(pack(), role))
    return next(held, None)


def last_day_to_keep(today: date) -> date:
    """The latest day that a director can choose."""
    return safety.last_day_to_keep(today)


def usual_day() -> date:
    """The last day of the usual review period."""
    return months_after(london_today(), pack().review.months)


def month_of(asked: str, today: date) -> date:
    """The first day of the month that is asked for as "2026-12"; of this month for anything else."""
    try:
        return datetime.strptime(asked, "%Y-%m").replace(tzinfo=LONDON).date()
    except ValueError:
        return today.replace(day=1)


def midnight(day: date) -> datetime:
    """When a day begins in England."""
    return datetime.combine(day, time(), LONDON)
