"""What happens in lives, as staff write it down: a death, a move, a new name."""

from __future__ import annotations

from collections.abc import Sequence

import wtforms

from casework.actions.deaths import DeathFacts
from casework.actions.moving_home import MoveFacts, NameFacts
from casework.records.people import Customer
from staff.forms.agreements import lines, ways
from staff.forms.incidents import NotLater
from web.forms import (
    Choice,
    ChoiceField,
    ChoicesField,
    DateParts,
    Form,
    LongTextField,
    TextField,
    TickField,
    longest,
    needed,
    optional,
)
from web.language import lazy_gettext as _l


class _Told(Form):
    """Something that reached us in some way."""

    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])

    def with_ways(self) -> None:
        """Offer the ways, in the reader's language."""
        self.how.offer(ways())


class DeathForm(_Told):
    """That a customer has died."""

    form_key = wtforms.HiddenField()
    told_by = TextField(
        _l("Who told us?"),
        [needed(_l("Write who told us")), longest(200)],
        hint=_l("Their name, and who they are to the customer"),
    )
    died_on = DateParts(_l("The day of the death, if they said it"), [optional(), NotLater()])
    reach = LongTextField(
        _l("How can we speak with those who are left?"),
        [longest(2_000)],
        hint=_l("Only what they want us to use"),
        rows=3,
    )

    def facts(self) -> DeathFacts:
        """What the action takes; call it after the form was found valid."""
        return DeathFacts(str(self.told_by.data), str(self.how.data), self.died_on.data, self.reach.data or "")


class MoveForm(_Told):
    """Where a customer moves, and when."""

    form_key = wtforms.HiddenField()
    moves_on = DateParts(_l("From which day?"), [needed(_l("Enter the day"))])
    address = LongTextField(_l("New address"), [longest(1000)], hint=_l("One line each, the postcode last"), rows=4)
    tenancy_ref = TextField(_l("New tenancy"), [longest(40)])
    leaves = TickField(_l("They are no customer of ours any more"))
    with_them = ChoicesField(_l("Who moves with them?"))

    def with_joint(self, others: Sequence[Customer]) -> MoveForm:
        """Offer the ways, and the joint tenants."""
        self.with_ways()
        self.with_them.offer(Choice(one.ref, one.name) for one in others)
        return self

    def facts(self) -> MoveFacts:
        """What the action takes; call it after the form was found valid."""
        return MoveFacts(
            self.moves_on.data,
            lines(self.address.data),
            str(self.how.data),
            self.tenancy_ref.data or None,
            bool(self.leaves.data),
            tuple(self.with_them.data or ()),
        )


class NameForm(_Told):
    """A customer's new name."""

    name = TextField(_l("New name"), [needed(_l("Enter the name")), longest(200)])
    findable = TickField(
        _l("They let us find them by the former name"),
        hint=_l("Ask them. Without it, nothing shows the former name any more but letters as they were sent."),
    )

    def facts(self) -> NameFacts:
        """What the action takes; call it after the form was found valid."""
        return NameFacts(str(self.name.data), str(self.how.data), bool(self.findable.data))
