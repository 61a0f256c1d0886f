"""The form on which answers that came on paper, or by telephone, are written down."""

from __future__ import annotations

from staff.forms.agreements import ways
from web.customer_forms.monitoring import MonitoringForm
from web.forms import ChoiceField, TextField, longest, needed
from web.language import lazy_gettext as _l


class EqualityForThemForm(MonitoringForm):
    """Whose answers they are and how they reached us, beside the answers."""

    customer = TextField(_l("Reference of the customer"), [needed(_l("Enter the reference")), longest(20)])
    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])

    def with_ways(self) -> EqualityForThemForm:
        """Offer the ways, in the reader's language."""
        self.how.offer(ways())
        return self
