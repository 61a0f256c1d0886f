"""The customer's own forms, with the way in which their word reached staff."""

from __future__ import annotations

from web.customer_forms.preferences import FormatForm, HelpForm, LettersForm, SafeForm, WaysForm
from web.forms import ChoiceField, TickField, needed
from web.language import lazy_gettext as _l


class TheirPreferencesForm(LettersForm, FormatForm, WaysForm, HelpForm):
    """All that a customer may say about how they are reached."""

    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])


class TheirSafeForm(SafeForm):
    """What is safe for a customer."""

    no_longer = TickField(_l("This is no longer needed: use what is on record again"))
    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])
