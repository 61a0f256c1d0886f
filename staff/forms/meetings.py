"""The meeting that reviews what is due: a minute for each case, and who was there."""

from __future__ import annotations

import wtforms

from web.forms import Form, LongTextField, longest, needed
from web.language import lazy_gettext as _l


class MinuteForm(Form):
    """What the meeting said about one case."""

    seen = wtforms.HiddenField()  # the minute that stood there when the page was opened
    minute = LongTextField(
        _l("What did the meeting say?"),
        [longest(8000)],
        hint=_l("The outcome and its reasons stand in the review itself."),
        rows=4,
    )
    put_off = LongTextField(
        _l("If it is not decided today: why?"),
        [longest(2000)],
        hint=_l("A review that is missed suspends what applies, so say who decides it by then."),
        rows=2,
    )


class CloseForm(Form):
    """The end of a meeting."""

    present = LongTextField(
        _l("Who was there?"),
        [needed(_l("Write who was there")), longest(4000)],
        hint=_l("One name in each line."),
        rows=4,
    )
