"""Who is told how a job is visited, and until when."""

from __future__ import annotations

from collections.abc import Sequence

import wtforms

from casework.records.people import StaffMember
from web.forms import Choice, ChoiceField, DateParts, Form, needed
from web.language import lazy_gettext as _l


class JobForm(Form):
    """A contractor, and the last day on which they may look."""

    contractor = ChoiceField(
        _l("Which contractor?"),
        [needed(_l("Choose the contractor"))],
        hint=_l("They see whether two people attend, and nothing else about the customer."),
    )
    expires_on = DateParts(
        _l("Until which day may they look?"),
        [needed(_l("Enter the day"))],
        hint=_l("The day of the visit, or a little later. After that they ask again."),
    )

    def among(self, contractors: Sequence[StaffMember]) -> JobForm:
        """Offer these people."""
        self.contractor.offer([Choice(one.ref, one.name) for one in contractors])
        return self


class FileForm(Form):
    """Makes one file, however often it is sent."""

    form_key = wtforms.HiddenField()
