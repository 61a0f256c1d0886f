"""What the landlord asks before anything is decided, and the customer's answer."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from casework.actions import acting_for
from casework.actions import asking as actions
from casework.actions.asking import AnswerFacts
from casework.records import own_record
from casework.records.own import Reader
from portal.blueprint import own_page
from portal.page import onto, page
from web.access import london_today
from web.database import act, reading
from web.forms import Form, LongTextField, longest, needed
from web.language import gettext as _
from web.language import lazy_gettext as _l


class AnswerForm(Form):
    """The answer, in the person's own words and language."""

    answer = LongTextField(_l("Your answer"), [needed(_l("Write your answer")), longest(8000)], rows=8)


@own_page("/questions/<ref>", "speak", ("GET", "POST"))
def question(reader: Reader, ref: str) -> ResponseReturnValue:
    found = own_record.own_question(reading(), reader, ref)
    form, is_open = AnswerForm(data={"answer": found.answer}), found.case.stage != "ended"
    if is_open and form.validate_on_submit():
        act(actions.answered, ref, AnswerFacts(form.answer.data or "", acting_for.PORTAL, london_today()))
        flash(_("Thank you. We have your answer."))
        return onto(".question", ref=ref)
    return page("questions/question.html", question=found, is_open=is_open, form=form)
