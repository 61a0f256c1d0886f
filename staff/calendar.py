"""Working days and who is away: absences with their covers, the landlord's closed days, teams."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import absences as actions
from casework.actions import teams
from casework.actions.work import RefusedError
from casework.records import absences as records
from casework.rules.absence import stands_in
from casework.rules.calendar import bank_holidays
from staff.blueprint import bp, may_act, may_read
from staff.drafting import key_of
from staff.forms.tasks import AbsenceForm, ClosedDayForm, CoverForm, MemberForm, TeamForm, here
from staff.refusals import refusals_on, says
from staff.showing import show
from web.access import london_today, me
from web.database import act, pack, reading
from web.forms import Choice, Form
from web.language import gettext as _

A_YEAR: Final = timedelta(days=366)


@bp.get("/calendar")
@may_read
def calendar() -> ResponseReturnValue:
    """Who is away and who covers, closed days, bank holidays, and who works in which team."""
    session, today = reading(), london_today()
    away = records.away(session, today)
    holidays = sorted(day for days in bank_holidays().values() for day in days if today <= day < today + A_YEAR)
    return show(
        "staff/calendar.html",
        absences=records.coming(session, today),
        covered=lambda one: one.cover_id is not None and stands_in(one.cover_id, away) is not None,
        closed=list(records.closed_days(session, today).values()),
        holidays=holidays,
        teams=records.teams(session),
        manages=manages(),
        mine=lambda one: one.staff_id == me().id,
    )


@bp.route("/calendar/absences/new", methods=["GET", "POST"])
@may_act
def absence_new() -> ResponseReturnValue:
    """Somebody will be away."""
    people = here(reading(), london_today())
    form = AbsenceForm(data={"form_key": secrets.token_hex(16), "staff": me().ref})
    form.staff.offer(people if manages() else [one for one in people if one.code == me().ref])
    form.cover.offer(people)
    return done(form, lambda: act(actions.record, form.facts(), key_of(form)), "staff/absence_new.html")


@bp.route("/calendar/absences/<ref>", methods=["GET", "POST"])
@may_act
def absence(ref: str) -> ResponseReturnValue:
    """Another cover, or another last day."""
    found = records.absence(reading(), ref)
    if found.staff_id != me().id and not manages():
        abort(403)
    start = {"ends_on": found.ends_on, "cover": found.cover.ref if found.cover else None}
    form = CoverForm(data=start)
    form.cover.offer([one for one in here(reading(), london_today()) if one.code != found.staff.ref])

    def change() -> str:
        return act(actions.change, ref, form.ends_on.data or date.max, form.cover.data or "")

    return done(form, change, "staff/absence.html", absence=found)


@bp.post("/calendar/absences/<ref>/cancel")
@may_act
def absence_cancel(ref: str) -> ResponseReturnValue:
    """They are not away after all."""
    return tried(lambda: act(actions.cancel, ref))


@bp.route("/calendar/closed", methods=["GET", "POST"])
@may_act
def closed_day_new() -> ResponseReturnValue:
    """The landlord is closed on a day."""
    form = ClosedDayForm()
    return done(form, lambda: act(teams.close, form.day.data or date.max, str(form.why.data)), "staff/closed_day.html")


@bp.post("/calendar/closed/<day>/open")
@may_act
def closed_day_open(day: str) -> ResponseReturnValue:
    """The landlord works on that day after all."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        abort(404)
    return tried(lambda: act(teams.reopen, on))


@bp.route("/calendar/teams", methods=["GET", "POST"])
@may_act
def team_new() -> ResponseReturnValue:
    """A new team."""
    form = TeamForm()
    return done(form, lambda: act(teams.create, str(form.name.data)), "staff/team_new.html")


@bp.route("/calendar/members", methods=["GET", "POST"])
@may_act
def team_member() -> ResponseReturnValue:
    """Who works in which team."""
    form = MemberForm()
    form.staff.offer(here(reading(), london_today()))
    form.team.offer(Choice(one.ref, one.name) for one, _who in records.teams(reading()))
    return done(form, lambda: act(teams.join, str(form.staff.data), form.team.data or ""), "staff/team_member.html")


def done(form: Form, do: Callable[[], object], template: str, **context: Any) -> ResponseReturnValue:
    """Do what the form says and go back to the calendar; else the form, with what stands in the way."""
    if form.validate_on_submit():
        with refusals_on(form):
            do()
            return redirect(url_for(".calendar"), 303)
    return show(template, form=form, **context)


def tried(do: Callable[[], object]) -> ResponseReturnValue:
    """The same for a single button."""
    try:
        do()
    except RefusedError as error:
        flash(" ".join(says(error)))
    else:
        flash(_("Saved."), "success")
    return redirect(url_for(".calendar"), 303)


def manages() -> bool:
    """May the signed-in person arrange the work of others?"""
    ranked = [pack().rank(role) for role in me().roles if role in pack().roles]
    return max(ranked, default=0) >= actions.MANAGES_FROM
