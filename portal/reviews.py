"""Before a review: what is looked at again, by when, and the customer's word about how things are now."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from casework.actions import reviews as actions
from casework.records import review_lists
from casework.records.own import Reader
from portal.blueprint import own_page
from portal.page import onto, page
from web.access import london_today
from web.database import act, reading
from web.forms import Form, LongTextField, longest, needed
from web.landlord import landlord
from web.language import gettext as _
from web.language import lazy_gettext as _l


class ReplyForm(Form):
    """How things are now."""

    reply = LongTextField(
        _l("How are things now?"),
        [needed(_l("Write how things are now")), longest(8000)],
        hint=_l("What has changed, what was hard for you, and where we did not keep our word."),
        rows=8,
    )


@own_page("/reviews", "speak", keep=True)
def review_list(reader: Reader) -> str:
    return page("reviews/list.html", reviews=review_lists.own_reviews(reading(), reader), today=london_today())


@own_page("/reviews/<ref>", "speak", ("GET", "POST"))
def review(reader: Reader, ref: str) -> ResponseReturnValue:
    found = review_lists.own_review(reading(), reader, ref)
    form = ReplyForm(data={"reply": found.reply})
    if found.state == "open" and form.validate_on_submit():
        act(actions.reply, ref, form.reply.data or "")
        flash(_("Thank you. We have your words, and we read them before we decide."))
        return onto(".review", ref=ref)
    lines = actions.standing(found.decision)
    return page("reviews/review.html", review=found, lines=lines, form=form, pack=landlord(), today=london_today())
