"""The forms on which people report a repair or a danger, and ask for a safety check, one question on a page."""

from __future__ import annotations

from collections.abc import Iterable

import wtforms

from casework.actions.acting_for import PORTAL
from casework.actions.services import CheckFacts, Report
from casework.rules.services import CHECKS, PROBLEMS
from letters import words
from web.forms import Choice, ChoiceField, Form, LongTextField, PhoneField, TextField, longest, needed
from web.language import current_language
from web.language import lazy_gettext as _l

LONGEST_TEXT = 8_000
HINTS = {
    "flood": _l("Water pours in, or comes through the ceiling"),
    "electrics": _l("Sparks, a burning smell, shocks, or no power"),
    "damp_mould": _l("Wet walls, mould, or a musty smell"),
    "other": _l("A door, a window, a tap, the roof, or anything else"),
}


def problems() -> list[Choice]:
    """What can be wrong in a home, danger first."""
    language = current_language()
    return [Choice(code, words.about(code, language), hint=HINTS.get(code, "")) for code in PROBLEMS]


def checks() -> list[Choice]:
    """The safety checks."""
    return [Choice(code, words.about(code, current_language())) for code in CHECKS]


class ProblemForm(Form):
    """The first question: what is wrong."""

    form_key = wtforms.HiddenField()
    about = ChoiceField(_l("What is wrong?"), [needed(_l("Choose what is wrong"))])

    def offered(self) -> ProblemForm:
        """Offer the problems, in the reader's language."""
        self.about.offer(problems())
        return self


class DangerForm(Form):
    """The second question: is it dangerous. Who is not sure is treated as one in danger."""

    form_key = wtforms.HiddenField()
    danger = ChoiceField(
        _l("Could somebody be hurt or fall ill today?"),
        [needed(_l("Choose yes, no or not sure"))],
        hint=_l("Think of everybody at home: children, older people, and anyone who needs warmth, power or clean air."),
        choices=[Choice("yes", _l("Yes")), Choice("no", _l("No")), Choice("not_sure", _l("I am not sure"))],
    )


class DetailsForm(Form):
    """The last question where nobody is in danger: what it is, and where."""

    form_key = wtforms.HiddenField()
    what = LongTextField(
        _l("What should we know?"),
        [needed(_l("Write what is wrong")), longest(LONGEST_TEXT)],
        hint=_l("What is broken, since when, and in which room. In your own words, in any language."),
        rows=6,
    )
    phone = PhoneField(_l("Phone number for this"), hint=_l("You can leave this empty."))

    def report(self, about: str, danger: str) -> Report:
        """What the action takes; call it after the form was found valid."""
        return Report(about, danger, self.what.data or "", phone=self.phone.data or "")


class MoreForm(Form):
    """More about something that was reported, or that no time suits."""

    said = LongTextField(
        _l("Tell us more"),
        [needed(_l("Write what we should know")), longest(LONGEST_TEXT)],
        hint=_l("For example the room, a phone number, or how we get in."),
        rows=4,
    )


class OtherTimeForm(Form):
    """When somebody could come, where none of the times on offer suits."""

    said = LongTextField(
        _l("When could we come?"), [needed(_l("Write when we could come")), longest(LONGEST_TEXT)], rows=3
    )


class TimeForm(Form):
    """A time for a visit, chosen from those that are on offer."""

    visit = ChoiceField(_l("When shall we come?"), [needed(_l("Choose a time"))])

    def offered(self, times: Iterable[tuple[int, str]]) -> TimeForm:
        """Offer the visits: number and words of each."""
        self.visit.offer(Choice(str(number), said) for number, said in times)
        return self


class CheckForm(Form):
    """A safety check that somebody asks for."""

    form_key = wtforms.HiddenField()
    about = ChoiceField(_l("Which check?"), [needed(_l("Choose a check"))])
    what = LongTextField(
        _l("When could we come?"), [longest(LONGEST_TEXT)], hint=_l("You can leave this empty."), rows=3
    )

    def offered(self) -> CheckForm:
        """Offer the checks, in the reader's language."""
        self.about.offer(checks())
        return self

    def facts(self) -> CheckFacts:
        """What the action takes; call it after the form was found valid."""
        last_on = self["last_on"].data if "last_on" in self else None
        how = str(self["how"].data) if "how" in self else PORTAL
        return CheckFacts(str(self.about.data), self.what.data or "", last_on, how)


class UnsignedForm(Form):
    """An emergency, reported by anybody. Only what is wrong and where is needed."""

    form_key = wtforms.HiddenField()
    about = ChoiceField(_l("What is wrong?"), [needed(_l("Choose what is wrong"))])
    place = LongTextField(
        _l("Where is it?"),
        [needed(_l("Write the address")), longest(2_000)],
        hint=_l("The address, with the number of the flat"),
        rows=3,
    )
    phone = PhoneField(_l("Your phone number"), hint=_l("So that we can ask and say when we come."))
    reporter = TextField(_l("Your name"), [longest(200)], hint=_l("You can leave this empty."))

    def offered(self) -> UnsignedForm:
        """Offer the problems, in the reader's language."""
        self.about.offer(problems())
        return self

    def report(self) -> Report:
        """What the action takes; call it after the form was found valid."""
        return Report(
            str(self.about.data),
            "yes",
            place=str(self.place.data),
            phone=self.phone.data or "",
            reporter=self.reporter.data or "",
        )
