"""Forms about colleagues: inviting one, roles, leaving."""

from __future__ import annotations

from collections.abc import Iterable

import wtforms

from casework.actions.staff_setup import Invited
from web.access import london_today
from web.forms import (
    Choice,
    ChoicesField,
    DateParts,
    EmailField,
    Form,
    SelectField,
    TextField,
    TickField,
    longest,
    needed,
    optional,
)
from web.language import lazy_gettext as _l
from web.role_words import role


class InviteForm(Form):
    """A new colleague."""

    form_key = wtforms.HiddenField()
    name = TextField(_l("Name"), [needed(_l("Enter the name")), longest(200)])
    email = EmailField(_l("Work email address"), [needed(_l("Enter the work email address")), longest(254)])
    roles = ChoicesField(_l("Roles"), [needed(_l("Choose at least one role"))])
    starts_on = DateParts(_l("From"), [needed(_l("Enter the first day"))])
    ends_on = DateParts(_l("Last day, if it is known"), [optional()])

    def of(self, roles: Iterable[str]) -> InviteForm:
        """Offer these roles."""
        self.roles.offer(Choice(code, role(code)) for code in roles)
        return self

    def facts(self) -> Invited:
        return Invited(
            self.name.data or "",
            self.email.data or "",
            tuple(self.roles.data or ()),
            self.starts_on.data or london_today(),
            self.ends_on.data,
        )


class RoleForm(Form):
    """A role for a colleague."""

    role = SelectField(_l("Role"), [needed(_l("Choose a role"))])
    starts_on = DateParts(_l("From"), [needed(_l("Enter the first day"))])
    ends_on = DateParts(_l("Last day, if it is known"), [optional()])

    def of(self, roles: Iterable[str]) -> RoleForm:
        """Offer these roles."""
        self.role.offer(Choice(code, role(code)) for code in roles)
        return self


class LeaveForm(Form):
    """A colleague leaves."""

    last_day = DateParts(_l("Last day"), [needed(_l("Enter the last day"))])
    at_once = TickField(
        _l("Close the door now"), hint=_l("They are signed out everywhere, and nothing of theirs works any more.")
    )
