"""Handing over a task or a case; absences, teams and closed days."""

from __future__ import annotations

from datetime import date

import wtforms
from sqlalchemy.orm import Session

from casework.actions.absences import AbsenceFacts
from casework.actions.assigning import LONGEST_NOTE, Receiver
from casework.records import absences
from web.forms import Choice, DateParts, Form, LongTextField, SelectField, TextField, longest, needed
from web.language import lazy_gettext as _l

_TEAM = "team:"


class HandOverForm(Form):
    """To whom, and what they should know."""

    seen = wtforms.HiddenField()
    to = SelectField(_l("Who sees to it from now on?"), [needed(_l("Choose who sees to it"))])
    note = LongTextField(_l("What should they know?"), [longest(LONGEST_NOTE)], rows=3)

    def to_those_here(self, session: Session, today: date, *, teams: bool = True) -> HandOverForm:
        """Offer the teams, and everybody who works here today."""
        named = [Choice(_TEAM + one.ref, one.name) for one, _who in absences.teams(session)] if teams else []
        self.to.offer([*named, *here(session, today)])
        return self

    def seen_pairs(self) -> list[tuple[str, int]]:
        """Each task with who had it when the page was read; nonsense counts as nobody."""
        pairs = [one.rpartition(":") for one in str(self.seen.data or "").split()]
        return [(key, int(holder) if holder.isdecimal() else 0) for key, _colon, holder in pairs if key]


class AbsenceForm(Form):
    """Who is away, and who covers them. Why is nobody's business here."""

    form_key = wtforms.HiddenField()
    staff = SelectField(_l("Who is away?"), [needed(_l("Choose who is away"))])
    starts_on = DateParts(_l("First day away"), [needed(_l("Enter the day"))])
    ends_on = DateParts(_l("Last day away"), [needed(_l("Enter the day"))])
    cover = SelectField(_l("Who covers?"), hint=_l("Leave it empty if nobody does."))

    def facts(self) -> AbsenceFacts:
        """What the action takes."""
        first, last = self.starts_on.data or date.max, self.ends_on.data or date.max
        return AbsenceFacts(str(self.staff.data), first, last, self.cover.data or "")


class CoverForm(Form):
    """Somebody else covers, or they are back on another day."""

    ends_on = DateParts(_l("Last day away"), [needed(_l("Enter the day"))])
    cover = SelectField(_l("Who covers?"), hint=_l("Leave it empty if nobody does."))


class ClosedDayForm(Form):
    """A day on which the landlord is closed."""

    day = DateParts(_l("Day"), [needed(_l("Enter the day"))])
    why = TextField(_l("Why?"), [needed(_l("Write why")), longest(200)])


class TeamForm(Form):
    """A new team."""

    name = TextField(_l("Name"), [needed(_l("Enter the name")), longest(80)])


class MemberForm(Form):
    """Who works in a team."""

    staff = SelectField(_l("Who?"), [needed(_l("Choose who it is"))])
    team = SelectField(_l("Team"), hint=_l("Leave it empty for no team."))


def receiver_of(form: HandOverForm) -> Receiver:
    """A team or a person, as chosen."""
    chosen = str(form.to.data or "")
    return Receiver(team_ref=chosen.removeprefix(_TEAM)) if chosen.startswith(_TEAM) else Receiver(staff_ref=chosen)


def here(session: Session, today: date) -> list[Choice]:
    """Everybody who works here today, to choose from."""
    return [Choice(one.ref, one.name) for one in absences.working_here(session, today)]
