"""What is read and filed: that the customer was told before, who reads it, what came in, what was found in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import wtforms

from casework.actions.acting_for import REACHED_BY
from casework.actions.turning_away import AwayFacts, Came
from casework.records.decisions import Restriction
from casework.records.people import StaffMember
from casework.rules.filing import FOUND, REFUSED, RETURNED
from letters import words
from staff.forms.incidents import NotLater
from translations import mark
from web.database import pack
from web.forms import (
    Choice,
    ChoiceField,
    ChoicesField,
    DateParts,
    Form,
    LongTextField,
    SelectField,
    TickField,
    longest,
    needed,
)
from web.language import current_language
from web.language import lazy_gettext as _l

FOUND_WORDS: Mapping[str, str] = {
    "hazard": mark("Danger in a home: the clock of the law runs from the day on which it came"),
    "safeguarding": mark("Someone may be harmed"),
    "new_complaint": mark("A complaint that is new"),
    "essential_service": mark("A repair, a safety check, or another service that stays open"),
    "new_information": mark("Something new about the matter itself: it is answered"),
    "nothing": mark("Nothing of these"),
}


AWAY_WORDS: Mapping[str, str] = {
    REFUSED: mark("The contact was refused"),
    RETURNED: mark("The papers go back to the customer"),
}


def _what_is_in_it() -> ChoicesField:
    return ChoicesField(
        _l("What is in it?"),
        [needed(_l("Choose what is in it"))],
        choices=[Choice(code, _l(FOUND_WORDS[code])) for code in FOUND],
    )


def _what_was_done() -> LongTextField:
    return LongTextField(
        _l("What did you do about it?"),
        [longest(8000)],
        hint=_l("Where you passed it on to, with the reference. Leave this empty if there was nothing."),
        rows=4,
    )


class LastAnswerForm(Form):
    """The customer was told that no more answers follow."""

    on = DateParts(_l("When were they told?"), [needed(_l("Enter the day")), NotLater()])
    how = ChoiceField(
        _l("How were they told?"),
        [needed(_l("Choose how they were told"))],
        hint=_l("By letter: it is written and goes out now, in their language and format."),
    )
    said = LongTextField(
        _l("What were they told?"),
        [needed(_l("Write what they were told")), longest(4000)],
        hint=_l("Which matter is closed, and that anything new is still read and answered."),
        rows=4,
    )

    def with_ways(self) -> LastAnswerForm:
        """Offer the ways of contact."""
        self.how.offer(_ways())
        return self


class ReaderForm(Form):
    """Who reads what comes in."""

    reader = SelectField(_l("Who reads what comes in?"), [needed(_l("Choose who reads it"))])

    def among(self, people: Sequence[StaffMember]) -> ReaderForm:
        """Offer those who work here with a role of the policy."""
        self.reader.offer(Choice(one.ref, one.name) for one in people)
        return self


class CameForm(Form):
    """Something that came in."""

    form_key = wtforms.HiddenField()
    received_on = DateParts(_l("When did it come?"), [needed(_l("Enter the day")), NotLater()])
    channel = ChoiceField(_l("How did it come?"), [needed(_l("Choose how it came"))])
    what = LongTextField(
        _l("What does it say?"),
        [needed(_l("Write what it says")), longest(8000)],
        hint=_l("Or where it is kept."),
        rows=4,
    )

    def with_ways(self) -> CameForm:
        """Offer the ways of contact."""
        self.channel.offer(_ways())
        return self

    def facts(self) -> Came:
        """What the action takes."""
        assert self.received_on.data is not None  # noqa: S101  a valid form has a day
        return Came(self.received_on.data, str(self.channel.data), str(self.what.data))


class AwayForm(CameForm):
    """Contact that gets no answer."""

    outcome = ChoiceField(
        _l("What became of it?"),
        [needed(_l("Choose what became of it"))],
        choices=[Choice(code, _l(said)) for code, said in AWAY_WORDS.items()],
    )
    under = ChoiceField(_l("Which restriction says so?"), [needed(_l("Choose which restriction says so"))])
    found = _what_is_in_it()
    done = _what_was_done()
    copied = TickField(_l("A copy of each paper is on record, where papers go back"))

    def under_one_of(self, lines: Sequence[Restriction]) -> AwayForm:
        """Offer the restrictions that let staff give no answer."""
        language = current_language()
        self.under.offer(Choice(one.ref, words.restriction_name(one.kind, language, pack())) for one in lines)
        return self

    def away(self) -> AwayFacts:
        """What the action takes."""
        found = tuple(self.found.data or ())
        done = self.done.data or ""
        return AwayFacts(
            self.facts(), str(self.outcome.data), str(self.under.data), found, done, copied=bool(self.copied.data)
        )


class ReadForm(Form):
    """What the named person found."""

    found = _what_is_in_it()
    done = _what_was_done()
    tell = TickField(_l("Send the customer a receipt: what became of it, and why there is no answer"))


def _ways() -> list[Choice]:
    return [Choice(code, words.channel(code, current_language())) for code in REACHED_BY]
