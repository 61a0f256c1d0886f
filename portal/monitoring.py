"""What a person tells us about themselves, if they like, so that we can see whether we treat everybody alike."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.actions import monitoring as actions
from casework.records import monitoring as records
from casework.records.own import Reader
from casework.rules.monitoring import asked
from portal.blueprint import bp
from portal.page import onto, page
from portal.reader import reader_of
from portal.record_entries import YOU, Entries, Entry, facts
from web.access import resident
from web.customer_forms.monitoring import MonitoringForm
from web.database import act, pack, reading
from web.language import gettext as _
from web.monitoring_words import GROUPS, TITLES


@bp.route("/about-you", methods=["GET", "POST"])
@resident
def about_you() -> ResponseReturnValue:
    """The questions, with what was said before. An advocate never sees them."""
    reader, questions = reader_of(None, "see"), asked(pack())
    said = records.own_answers(reading(), reader)
    form = MonitoringForm(data=said)
    form.asking(questions)
    if form.validate_on_submit():
        act(actions.tell, reader.customer_ref, form.answers(questions))
        flash(_("Saved."), "success")
        return onto(".about_you")
    return page("record/about_you.html", form=form, questions=questions, said=said)


@bp.post("/about-you/end")
@resident
def about_you_end() -> ResponseReturnValue:
    """All of it is taken back."""
    act(actions.tell, reader_of(None, "see").customer_ref, {})
    flash(_("Saved."), "success")
    return onto(".about_you")


def told(session: Session, reader: Reader) -> Entries:
    """The part of the person's own record."""
    said = records.own_answers(session, reader)
    lines = facts(*((_(TITLES[code]), _(GROUPS[code][answer]), YOU) for code, answer in said.items()))
    return (Entry(_("About you"), lines, href="/about-you"),) if said else ()
