"""My work and my team's: one list of all that waits for somebody, and who takes or hands over what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote_plus, urlencode

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from casework.actions import assigning
from casework.actions.work import NotFoundError, RefusedError
from casework.records import absences, desk, troubles, work_list
from casework.records.work_list import Asked, Line, Reader
from casework.rules.calendar import working_days_after
from casework.rules.requests import may_read_in_confidence
from letters import words
from staff.blueprint import bp, may_act, may_read
from staff.due import due_here
from staff.forms.tasks import HandOverForm, receiver_of
from staff.refusals import refusals_on, refuse, says
from staff.showing import acts, show
from staff.task_words import KINDS, ONLY_TO_ACT, address, kind_words
from web import held_forms
from web.access import london_today, me
from web.database import act, connection, pack, reading
from web.forms.text import one_line
from web.language import current_language, ngettext
from web.language import gettext as _
from web.metrics import by_staff
from web.pages import environment
from web.settings import settings

SOON: Final = 5  # working days
MOST_PAGES: Final = 200
MOST_CHOSEN: Final = 100
MOST_ROWS_KEPT: Final = 5_000  # of 1 kB each
HOME: Final = "/staff/"
# What an address says, under which name, and what it need not say.
_IN_ADDRESS: Final = {
    "whose": ("whose", Asked().whose),
    "kind": ("kind", ""),
    "due": ("due", ""),
    "text": ("q", ""),
    "sort": ("sort", Asked().sort),
    "page": ("page", 1),
}


@bp.get("/")
@may_read
def work() -> ResponseReturnValue:
    """The first page of the back office."""
    asked, today, reader = asked_for_list(), london_today(), reader_now()
    given = (connection(), reader, asked, today, working_days_after(today, SOON))
    counts = work_list.counts(*given)
    shown = counts.get(asked.kind, 0) if asked.kind else sum(counts.values())
    lines = work_list.lines(*given)
    return show(
        "staff/work.html",
        asked=asked,
        rows=rows_of(lines, today),
        counts=[(kind, counts[kind]) for kind in KINDS if kind in counts],
        total=sum(counts.values()),
        pages=min(-(-shown // work_list.ON_A_PAGE), MOST_PAGES),
        link=lambda **other: list_address(asked, **{"page": 1, **other}),
        page_link=lambda number: list_address(asked, page=number),
        covering=absences.names(connection(), reader.covers),
        names={kind: kind_words(kind) for kind in counts},
        address=address,
        troubles=_troubles(),
        **in_confidence(),
    )


def _troubles() -> list[troubles.Trouble]:
    chosen = settings()
    return troubles.found(connection(), datetime.now(UTC), by_staff=by_staff(chosen), folder=chosen.data_dir)


@bp.post("/tasks")
@may_act
def tasks_chosen() -> ResponseReturnValue:
    """Take the tasks that were ticked, or go on to hand them over."""
    keys = request.form.getlist("task")[:MOST_CHOSEN]
    back = request.form.get("back", "")
    if not keys:
        flash(_("Choose at least one task"))
    elif request.form.get("do") == "hand_over":
        return redirect(f"{url_for('.tasks_hand_over')}?{urlencode({'task': keys, 'back': back}, doseq=True)}", 303)
    else:
        take(keys)
    return redirect(back_to(back), 303)


@bp.route("/tasks/hand-over", methods=["GET", "POST"])
@may_act
def tasks_hand_over() -> ResponseReturnValue:
    """To whom, and with what note."""
    chosen = tuple(desk_tasks())
    form = HandOverForm(data={"seen": seen(chosen)}).to_those_here(reading(), london_today())
    if form.validate_on_submit():
        try:
            given = act(assigning.hand_over, form.seen_pairs(), receiver_of(form), str(form.note.data or ""))
        except RefusedError as error:
            refuse(form, error)
            form.seen.data = seen(chosen)
        else:
            flash(ngettext("{number} task handed over.", "{number} tasks handed over.", given), "success")
            return redirect(back_to(request.values.get("back", "")), 303)
    return show("staff/tasks_hand_over.html", form=form, tasks=chosen, kind_words=kind_words, address=address)


@bp.route("/cases/<ref>/hand-over", methods=["GET", "POST"])
@may_act
def case_hand_over(ref: str) -> ResponseReturnValue:
    """Give a case to another owner."""
    found = desk.case(reading(), ref)
    form = HandOverForm().to_those_here(reading(), london_today(), teams=False)
    if form.validate_on_submit():
        with refusals_on(form):
            act(assigning.hand_over_case, ref, receiver_of(form).staff_ref, str(form.note.data or ""))
            return redirect(url_for(".case", ref=ref), 303)
    return show("staff/case_hand_over.html", form=form, case=found)


def take(keys: list[str]) -> None:
    """Take tasks, and say what came of it."""
    try:
        number = act(assigning.take, keys)
    except RefusedError as error:
        flash(" ".join(says(error)))
    except NotFoundError:
        flash(_("One of these was done meanwhile. Choose again."))
    else:
        flash(ngettext("{number} task is yours now.", "{number} tasks are yours now.", number), "success")


def desk_tasks() -> list[work_list.Held]:
    """The tasks that a page is about: as ticked, or as the form was sent. 404 where all are done."""
    kept = held_forms.formdata(None) if request.method == "GET" else None
    keys = request.values.getlist("task") or (kept.getlist("task") if kept else [])
    found = work_list.held(connection(), keys[:MOST_CHOSEN])
    if not found:
        abort(404)
    return found


def seen(chosen: tuple[work_list.Held, ...]) -> str:
    """Each task with who has it as this page shows it: the action refuses where that changed since."""
    return " ".join(f"{one.key}:{one.holder_id or 0}" for one in chosen)


def reader_now() -> Reader:
    """Who reads the list, and whose work they have today."""
    found: Reader | None = g.get("work_reader")
    if found is None:
        found = g.work_reader = work_list.reader(connection(), me().id, me().roles, london_today())
    return found


def rows_of(lines: Sequence[Line], today: date) -> Markup:
    """The lines of the list as they stand on the page."""
    language, may = current_language(), acts()
    days = {one.due_on for one in lines if one.due_on is not None}
    when = {day: (words.date(day, language), due_here(day, today), day < today) for day in days}
    return Markup().join(row(one, when.get(one.due_on) if one.due_on else None, language, may) for one in lines)


@lru_cache(MOST_ROWS_KEPT)
def row(line: Line, when: tuple[str, str, bool] | None, language: str, may: bool) -> Markup:
    """A line as it was drawn last: most stand there as they stood an hour ago.

    ``when``: its last day and how long is left, in words, and whether it is over. ``may``: take it, or hand it over.
    """
    drawn = environment(language).get_template("staff/work_line.html")
    given = {"address": address, "kind_words": kind_words, "only_to_act": ONLY_TO_ACT}
    return Markup(drawn.render(one=line, when=when, acts=may, **given))  # noqa: S704


def asked_for_list() -> Asked:
    """What the address asks for; what makes no sense in it counts as not asked."""
    given = request.args
    page = given.get("page", "1")
    return Asked(
        whose=given.get("whose", "") if given.get("whose") in work_list.WHOSE else work_list.WHOSE[0],
        kind=given.get("kind", "") if given.get("kind") in KINDS else "",
        due=given.get("due", "") if given.get("due") in work_list.DUE else "",
        text=one_line(given.get("q", ""))[:100],
        sort=given.get("sort", "") if given.get("sort", "").removeprefix("-") in work_list.SORTS else "due",
        page=min(int(page), MOST_PAGES) if page.isdecimal() and len(page) < 6 and int(page) else 1,
    )


def list_address(asked: Asked, **other: str | int) -> str:
    """The address of a list, without what goes without saying; ``other``: what it asks for instead."""
    said = []
    for key, (name, usual) in _IN_ADDRESS.items():
        value = other.get(key, getattr(asked, key))
        if value != usual:
            said.append(f"{name}={quote_plus(str(value))}" if key == "text" else f"{name}={value}")
    return f"?{'&'.join(said)}" if said else HOME


def back_to(query: str) -> str:
    """The list as it was, from what a form carried along; never another place."""
    return HOME + (query if query.startswith("?") else "")


def in_confidence() -> dict[str, Any]:
    """What is for few: how many told us something in confidence, or in private; None for everybody else."""
    if not may_read_in_confidence(pack(), me().roles):
        return {"in_confidence": None, "private": 0}
    told, private = work_list.in_confidence(connection())
    return {"in_confidence": told, "private": private}
