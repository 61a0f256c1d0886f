"""Forms of bundles, and of the search in what was done and looked at."""

from __future__ import annotations

import wtforms

from casework.actions.bundles import OMBUDSMAN, SUBJECT_ACCESS
from translations import mark
from web.forms import Choice, ChoiceField, ChoicesField, Form, LongTextField, TextField, TickField, longest, needed
from web.language import lazy_gettext as _l

KINDS = {
    OMBUDSMAN: mark("For the Ombudsman: a case, or all cases of a customer"),
    SUBJECT_ACCESS: mark("For the customer: all that we keep about them"),
}


class BundleForm(Form):
    """What for, and about whom."""

    form_key = wtforms.HiddenField()
    kind = ChoiceField(
        _l("What is it for?"),
        [needed(_l("Choose what it is for"))],
        choices=[Choice(code, _l(words)) for code, words in KINDS.items()],
    )
    about = TextField(_l("Case or customer"), [needed(_l("Enter a reference")), longest(60)])


class TakeOutForm(Form):
    """What is about somebody else, and goes out of the customer's own pack."""

    form_key = wtforms.HiddenField()
    seen = wtforms.HiddenField()  # of the words that were read
    proposed = ChoicesField(_l("Take out"))
    more = LongTextField(_l("Take out as well, one to a line"), [longest(4_000)], rows=4)
    read = TickField(
        _l("I have read all of it, and what is left is about this person"), [needed(_l("Tick that you have read it"))]
    )

    def words(self) -> list[str]:
        """All that goes out."""
        typed = (line.strip() for line in (self.more.data or "").splitlines())
        return list(dict.fromkeys([*self.proposed.data, *filter(None, typed)]))
