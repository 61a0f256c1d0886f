"""People and roles: who works here, who may do what and until when, how they come in, and what happens when they go."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from casework.actions import staff_roles, staff_setup
from casework.actions.rows import roles_of
from casework.actions.work import RefusedError
from casework.records import left_work, staff_access
from casework.rules.vocabulary import OWN_ROLES
from staff.blueprint import READ_ONLY, bp
from staff.drafting import key_of
from staff.forms.account import CodesForm
from staff.forms.people import InviteForm, LeaveForm, RoleForm
from staff.refusals import refusals_on, says
from staff.showing import show
from staff.task_words import kind_words
from web.access import london_today, me, staff_only
from web.database import act, pack, reading
from web.language import gettext as _
from web.proof import proved_lately

may_see = staff_only(staff_roles.ADMINISTRATOR, also=READ_ONLY)
may_manage = staff_only(staff_roles.ADMINISTRATOR)


@bp.get("/people")
@may_see
def people() -> ResponseReturnValue:
    """Everybody who works here, or who has left; and who holds which role."""
    session, today, gone = reading(), london_today(), request.args.get("show") == "left"
    found = list(staff_access.colleagues(session, today, gone=gone))
    sort = request.args.get("sort", "name")
    if sort == "-name":
        found.reverse()
    return show(
        "staff/people.html",
        people=found,
        gone=gone,
        sort=("name", "desc" if sort == "-name" else "asc"),
        roles_of=lambda one: roles_of(one, today),
        holders=[(role, [one for one in found if role in roles_of(one, today)]) for role in all_roles()],
        invited=staff_access.invited(session, datetime.now(UTC)),
        now=datetime.now(UTC),
        manages=manages(),
    )


@bp.get("/people/<ref>")
@may_see
def person(ref: str) -> ResponseReturnValue:
    """One colleague: their roles, how they come in, and what waits for them."""
    found, session = staff_access.colleague(reading(), ref), reading()
    return show(
        "staff/person.html",
        person=found,
        held=[one for one in found.roles if one.ends_on is None or one.ends_on >= london_today()],
        ended=[one for one in found.roles if one.ends_on is not None and one.ends_on < london_today()],
        invited=staff_access.invited(session, datetime.now(UTC)).get(found.id),
        passkeys=len(staff_access.passkeys_of(session, found.id)),
        elsewhere=staff_access.signs_on_elsewhere(session, found.id),
        waiting=left_work.of(session, found.id),
        kind_words=kind_words,
        now=datetime.now(UTC),
        manages=manages(),
        myself=found.id == me().id,
        link=CodesForm(formdata=None, data={"form_key": secrets.token_hex(16)}),
    )


@bp.route("/people/new", methods=["GET", "POST"])
@may_manage
@proved_lately()
def person_new() -> ResponseReturnValue:
    """Invite a colleague: a link by mail, with which they set their own password and authenticator."""
    start = {"form_key": secrets.token_hex(16), "starts_on": london_today()}
    form = InviteForm(data=start).of(all_roles())
    if form.validate_on_submit():
        with refusals_on(form):
            ref = act(staff_setup.invite, form.facts(), key_of(form))
            flash(_("The link is on its way by email. It works for seven days."), "success")
            return redirect(url_for(".person", ref=ref), 303)
    return show("staff/person_new.html", form=form)


@bp.route("/people/<ref>/roles/new", methods=["GET", "POST"])
@may_manage
@proved_lately()
def person_role_new(ref: str) -> ResponseReturnValue:
    """Give a role, or give it another last day."""
    found = staff_access.colleague(reading(), ref)
    form = RoleForm(data={"starts_on": london_today(), "role": request.args.get("role", "")}).of(all_roles())
    if form.validate_on_submit():
        with refusals_on(form):
            act(staff_roles.grant, ref, str(form.role.data), form.starts_on.data, form.ends_on.data)
            return back(ref, _("The role is given."))
    return show("staff/person_role_new.html", form=form, person=found)


@bp.post("/people/<ref>/roles/<role>/end")
@may_manage
def person_role_end(ref: str, role: str) -> ResponseReturnValue:
    """Take a role away, now."""
    return done(ref, lambda: act(staff_roles.take_away, ref, role), _("The role is taken away."))


@bp.post("/people/<ref>/link")
@may_manage
@proved_lately("staff.person")
def person_link(ref: str) -> ResponseReturnValue:
    """Mail a link to set up signing in anew."""
    form = CodesForm()
    sent = _("The link is on its way by email. It works for seven days.")
    return done(ref, lambda: act(staff_setup.send_link, ref, key_of(form)), sent)


@bp.post("/people/<ref>/sign-out")
@may_manage
def person_sign_out(ref: str) -> ResponseReturnValue:
    """Sign a colleague out everywhere."""
    return done(ref, lambda: act(staff_roles.sign_out, ref), _("They are signed out everywhere."))


@bp.post("/people/<ref>/unlock")
@may_manage
def person_unlock(ref: str) -> ResponseReturnValue:
    """Forgive wrong tries."""
    return done(ref, lambda: act(staff_roles.unlock, ref), _("They can try again now."))


@bp.route("/people/<ref>/leave", methods=["GET", "POST"])
@may_manage
def person_leave(ref: str) -> ResponseReturnValue:
    """A colleague leaves; what waits for them is listed, so that it is handed over."""
    found = staff_access.colleague(reading(), ref)
    form = LeaveForm(data={"last_day": found.left_on or london_today()})
    if form.validate_on_submit():
        with refusals_on(form):
            act(staff_roles.leave, ref, form.last_day.data, at_once=bool(form.at_once.data))
            return back(ref, _("It is on record. Hand over what is listed here."))
    waiting = left_work.of(reading(), found.id)
    return show("staff/person_leave.html", form=form, person=found, waiting=waiting, kind_words=kind_words)


@bp.post("/people/<ref>/come-back")
@may_manage
def person_come_back(ref: str) -> ResponseReturnValue:
    """They stay, or work here again."""
    return done(ref, lambda: act(staff_roles.come_back, ref), _("They work here again. Give them their roles."))


def all_roles() -> tuple[str, ...]:
    """The roles of the landlord's policy, and those of this product."""
    return (*pack().roles, *OWN_ROLES)


def manages() -> bool:
    """True for an administrator; an auditor reads."""
    return staff_roles.ADMINISTRATOR in me().roles


def done(ref: str, what: Callable[[], object], said: str) -> Response:
    """Do it, and back to the person with what came of it."""
    try:
        what()
    except RefusedError as error:
        for message in says(error):
            flash(message, "error")
        return redirect(url_for(".person", ref=ref), 303)
    return back(ref, said)


def back(ref: str, said: str) -> Response:
    flash(said, "success")
    return redirect(url_for(".person", ref=ref), 303)
