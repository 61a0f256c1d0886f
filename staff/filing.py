"""What is read and filed: the register of one customer, and the look of the named person at each thing that came in."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import filing as actions
from casework.actions import rows, turning_away
from casework.actions.work import Work
from casework.records import desk, fair_desk, filing
from casework.records.people import StaffMember
from staff.blueprint import bp, may_act, may_read
from staff.drafting import key_of
from staff.forms.filing import FOUND_WORDS, AwayForm, CameForm, LastAnswerForm, ReaderForm, ReadForm
from staff.looking import looked_at
from staff.refusals import refusals_on
from staff.showing import show
from staff.steps import drawn
from staff.steps import page as step_page
from web.access import london_today, me
from web.database import act, acting, pack, reading
from web.forms import Form
from web.language import gettext as _


@bp.get("/customers/<ref>/filed")
@may_read
def filed(ref: str) -> ResponseReturnValue:
    """All that came in from a customer whose letters are read and filed, and who reads it."""
    session = reading()
    customer = desk.customer(session, ref)
    looked_at(customer.id)
    reader = filing.reader(session, customer.id, london_today())
    items = filing.items(session, customer.id)
    away = turning_away.lines(work(), customer.id, *turning_away.OUTCOMES)
    return show("staff/filed.html", customer=customer, reader=reader, items=items, known=found_words(), away=away)


@bp.route("/customers/<ref>/filed/reader", methods=["GET", "POST"])
@may_act
def filed_reader(ref: str) -> ResponseReturnValue:
    """Name who reads it."""
    form = ReaderForm().among(readers())
    intro = _("One person reads all that comes in, by name.")

    def do() -> None:
        act(actions.name_reader, ref, str(form.reader.data))

    return page(ref, form, do, _("Name the reader"), intro)


@bp.route("/customers/<ref>/filed/new", methods=["GET", "POST"])
@may_act
def filed_new(ref: str) -> ResponseReturnValue:
    """Write down something that came in; the named person reads it."""
    form = CameForm(data={"form_key": secrets.token_hex(16), "received_on": london_today()}).with_ways()
    intro = _("The named person reads it, and says what was in it.")

    def do() -> None:
        act(actions.came_in, ref, form.facts(), key_of(form))

    return page(ref, form, do, _("Something came in"), intro)


@bp.route("/customers/<ref>/filed/away", methods=["GET", "POST"])
@may_act
def filed_away(ref: str) -> ResponseReturnValue:
    """Write down contact that gets no answer; the customer gets a receipt."""
    lines = turning_away.lines(work(), desk.customer(reading(), ref).id, *turning_away.OUTCOMES)
    form = AwayForm(data={"form_key": secrets.token_hex(16), "received_on": london_today()})
    form.with_ways()
    form.under_one_of(lines)
    intro = _("What the law has us act on is acted on all the same. The customer gets a receipt.")

    def do() -> None:
        act(turning_away.turn_away, ref, form.away(), key_of(form))

    return page(ref, form, do, _("It got no answer"), intro)


@bp.route("/filed/<ref>", methods=["GET", "POST"])
@may_act
def filed_read(ref: str) -> ResponseReturnValue:
    """The named person's look at one thing that came in."""
    item = filing.item(reading(), ref)
    looked_at(item.customer_id)
    reader = filing.reader(reading(), item.customer_id, london_today())
    form = ReadForm(data={"found": item.found, "done": item.done, "tell": True})
    if form.validate_on_submit():
        with refusals_on(form):
            found = tuple(form.found.data or ())
            act(actions.read, ref, found, form.done.data or "", tell=bool(form.tell.data))
            flash(_("This is on record."))
            return redirect(url_for(".filed", ref=item.customer.ref), 303)
    mine = reader is not None and reader.staff_id == me().id
    return show("staff/filed_read.html", form=form, item=item, mine=mine, reader=reader, known=found_words())


@bp.route("/cases/<ref>/last-answer", methods=["GET", "POST"])
@may_act
def case_last_answer(ref: str) -> ResponseReturnValue:
    """The customer was told that no more answers follow on a matter, before letters are read and filed."""
    case = desk.case(reading(), ref)
    form = LastAnswerForm(data={"on": london_today()}).with_ways()
    intro = _("Before letters are read and filed, the customer is told that no more answers follow.")

    def do(_form: Form) -> None:
        assert form.on.data is not None  # noqa: S101  a valid form has a day
        act(actions.told_last_answer, ref, form.on.data, str(form.how.data), str(form.said.data))

    return step_page(case, form, do, _("The last answer"), intro)


def page(ref: str, form: Form, do: Callable[[], None], heading: str, intro: str) -> ResponseReturnValue:
    """Show the form; when it is sent and taken, back to the register."""
    customer = desk.customer(reading(), ref)
    looked_at(customer.id)
    back = url_for(".filed", ref=ref)
    if form.validate_on_submit():
        with refusals_on(form):
            do()
            flash(_("This is on record."))
            return redirect(back, 303)
    return drawn(form, heading, intro, customer.name, back)


def work() -> Work:
    """What the lists of an action are asked with; nothing is written with it."""
    return Work(reading(), acting(), pack(), datetime.now(UTC))


def readers() -> list[StaffMember]:
    """Who works here today with a role of the policy, by name."""
    today = london_today()
    here = [one for one in fair_desk.staff_members(reading()) if one.left_on is None or one.left_on >= today]
    return [one for one in here if set(rows.roles_of(one, today)) & set(pack().roles)]


def found_words() -> dict[str, str]:
    """What may be found, in words."""
    return {code: _(text) for code, text in FOUND_WORDS.items()}
