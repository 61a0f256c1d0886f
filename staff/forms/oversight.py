"""What the monitoring team makes of an authorised action."""

from __future__ import annotations

from web.forms import Form, LongTextField, longest
from web.language import lazy_gettext as _l


class ReceiveForm(Form):
    """The team has it."""

    note = LongTextField(
        _l("What do you make of it?"),
        [longest(4000)],
        hint=_l("Is it alike from case to case? Leave this empty if there is nothing to say. Nobody's name."),
        rows=4,
    )
