"""What becomes of something that the system could not do."""

from __future__ import annotations

from casework.actions.parked import AGAIN, ASIDE
from web.forms import Choice, ChoiceField, Form, LongTextField, longest, needed
from web.language import lazy_gettext as _l


class ParkedForm(Form):
    """Try it once more, or set it aside and say why."""

    how = ChoiceField(
        _l("What now?"),
        [needed(_l("Choose one"))],
        choices=[
            Choice(AGAIN, _l("Try again now")),
            Choice(ASIDE, _l("Set it aside: it is done in another way, or not needed")),
        ],
    )
    words = LongTextField(_l("If you set it aside: why?"), [longest(2_000)], rows=3, hint=_l("It stays on record."))
