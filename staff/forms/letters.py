"""Letters that came back, go once more, and are put into another language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import wtforms

from casework.actions.copies import WAYS, AgainFacts
from casework.records.letters import Delivery, Letter
from casework.rules.copies import RETURNED
from letters import KINDS, words
from letters.phrases import ENGLISH
from staff.showing import door
from translations import LANGUAGES, mark
from web.customer_forms.days import NotLater
from web.forms import (
    Choice,
    ChoiceField,
    ChoicesField,
    DateParts,
    Form,
    LongTextField,
    SelectField,
    TextField,
    longest,
    needed,
)
from web.language import current_language, gettext
from web.language import lazy_gettext as _l

__all__ = ["AgainForm", "PostedForm", "ReturnedForm", "SettledForm", "TermForm", "copy_choices", "why_words"]

WHY = {
    "gone_away": mark("Gone away"),
    "wrong_address": mark("The address is wrong or not complete"),
    "refused": mark("The customer did not take it"),
    "not_called_for": mark("Nobody fetched it"),
    "unreadable": mark("The customer cannot read it"),
    "other": mark("Something else, or nobody knows"),
}
LONGEST = 2_000


def why_words(code: str) -> str:
    """Why a copy came back."""
    return gettext(WHY[code])


def copy_choices(copies: Iterable[Delivery]) -> list[Choice]:
    """Copies by format and way."""
    language = current_language()
    return [Choice(str(one.id), f"{words.letter_format(one.format, language)}, {door(one.channel)}") for one in copies]


class ReturnedForm(Form):
    """A copy that came back."""

    copy = ChoiceField(_l("Which copy?"), [needed(_l("Choose the copy"))])
    returned_on = DateParts(_l("On which day did it come back?"), [needed(_l("Enter the day")), NotLater()])
    why = ChoiceField(
        _l("Why did it come back?"),
        [needed(_l("Choose why it came back"))],
        choices=[Choice(code, _l(WHY[code])) for code in RETURNED],
    )


class SettledForm(Form):
    """What was done about a copy that came back, other than sending it again."""

    copy = ChoiceField(_l("Which copy?"), [needed(_l("Choose the copy"))])
    how = ChoiceField(
        _l("What did you do?"),
        [needed(_l("Choose what you did"))],
        choices=[
            Choice("other_way", _l("The customer was told in another way")),
            Choice("stopped", _l("Nothing can be sent for now")),
        ],
    )
    words = LongTextField(
        _l("What exactly?"),
        [needed(_l("Write what you did")), longest(LONGEST)],
        rows=3,
        hint=_l("It stays on record."),
    )


class AgainForm(Form):
    """How a letter goes once more."""

    form_key = wtforms.HiddenField()
    format = ChoiceField(_l("Format"), [needed(_l("Choose one"))])
    language = ChoiceField(_l("Language"), [needed(_l("Choose one"))])
    channel = ChoiceField(_l("Way"), [needed(_l("Choose one"))])

    def of(self, letter: Letter) -> AgainForm:
        """Offer what this letter can be made as; another language only where we kept what it was written from."""
        language = current_language()
        self.format.offer(Choice(code, words.letter_format(code, language)) for code in KINDS[letter.kind].formats)
        spoken = [*LANGUAGES] if letter.facts else list(dict.fromkeys((newest_language(letter),)))
        self.language.offer(Choice(code, LANGUAGES[code].own_name) for code in spoken)
        self.channel.offer(Choice(code, door(code)) for code in WAYS)
        return self

    def facts(self) -> AgainFacts:
        """What the action takes; call it after the form was found valid."""
        return AgainFacts(str(self.format.data), str(self.language.data), str(self.channel.data))


def newest_language(letter: Letter) -> str:
    """The language in which its reader has it now."""
    return letter.versions[-1].language if letter.versions else letter.language


class PostedForm(Form):
    """Which letters of a pack were posted."""

    went = ChoicesField(_l("Which of them did you post?"), hint=_l("Those that you leave out are ready again."))

    def of(self, copies: Sequence[Delivery]) -> PostedForm:
        """Offer the letters of the pack."""
        self.went.offer(Choice(str(one.id), f"{one.letter.ref} {one.letter.customer.name}") for one in copies)
        return self


class TermForm(Form):
    """A word of the field, as the translators of this landlord say it."""

    language = SelectField(
        _l("Language"),
        [needed(_l("Choose one"))],
        choices=[Choice(code, one.own_name) for code, one in LANGUAGES.items() if code != ENGLISH],
    )
    english = TextField(_l("In English"), [needed(_l("Write the English word")), longest(100)])
    words = TextField(_l("In that language"), [longest(200)], hint=_l("Empty takes the word off the list."))
