"""A new colleague follows the link in their mail, and sets their own password and authenticator."""

from __future__ import annotations

from datetime import UTC, datetime

from flask.typing import ResponseReturnValue

from casework.actions import people, staff_setup
from casework.actions.staff_setup import Chosen, Joining
from casework.actions.work import RefusedError
from staff.account import grouped, picture
from staff.forms.account import JoinForm
from staff.refusals import refusals_on
from staff.sign_in import bp
from web import pages
from web.access import anyone
from web.database import act, pack, reading


@bp.route("/join/<token>", methods=["GET", "POST"])
@anyone
def join(token: str) -> ResponseReturnValue:
    """Password and authenticator; then the recovery codes, once."""
    try:
        found = staff_setup.joining(reading(), token, datetime.now(UTC))
    except RefusedError:
        return pages.render("staff/sign_in/link_too_old.html"), 410
    form = JoinForm().knows(found.staff.name, found.staff.email, pack().name)
    if form.validate_on_submit():
        chosen = Chosen(people.HASHER.hash(form.password.data or ""), form.code.data or "")
        with refusals_on(form):
            codes = act(staff_setup.join, token, chosen)
            return pages.render("staff/sign_in/joined.html", codes=codes)
    return page(form, found)


def page(form: JoinForm, found: Joining) -> str:
    return pages.render(
        "staff/sign_in/join.html",
        form=form,
        person=found.staff,
        secret=grouped(found.secret),
        picture=picture(found.staff, found.secret),
    )
