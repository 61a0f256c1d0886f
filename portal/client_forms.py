"""The forms of advocates: an invitation answered, a code that was read out, their own copies, their colleagues."""

from __future__ import annotations

from casework.actions.advocates import DetailFacts
from casework.actions.naming import AnswerFacts
from letters import FORMATS, words
from translations import LANGUAGES
from web.customer_forms.advocates import LONGEST_NAME, SCOPES
from web.forms import (
    Choice,
    ChoiceField,
    ChoicesField,
    CodeField,
    DateParts,
    EmailField,
    Form,
    LongTextField,
    PhoneField,
    TextField,
    longest,
    needed,
)
from web.language import current_language
from web.language import lazy_gettext as _l


class AnswerForm(Form):
    """Yes or no to somebody who asks."""

    answer = ChoiceField(
        _l("Will you speak for them?"),
        [needed(_l("Choose yes or no"))],
        choices=[Choice("yes", _l("Yes")), Choice("no", _l("No"))],
    )
    name = TextField(_l("Your full name"), [needed(_l("Enter your full name")), longest(LONGEST_NAME)])
    organisation = TextField(
        _l("Where you work, if you do this as part of your job"),
        [longest(LONGEST_NAME)],
        hint=_l("You can leave this empty."),
    )

    def facts(self) -> AnswerFacts | None:
        """What the action takes, None for a no; call it after the form was found valid."""
        if self.answer.data == "no":
            return None
        return AnswerFacts(str(self.name.data), self.organisation.data or "", current_language())


class TakeUpForm(Form):
    """A code that a client read out."""

    code = CodeField(
        _l("The code that they read to you"),
        hint=_l("From their page here, or from one of our letters to them"),
        validators=[needed(_l("Enter the code"))],
    )
    birthday = DateParts(
        _l("Their date of birth"),
        hint=_l("For example, 27 3 1965"),
        validators=[needed(_l("Enter their date of birth"))],
    )
    scope = ChoicesField(_l("Only for a code from a letter: what did they say that you may do?"), choices=SCOPES)


class DetailsForm(Form):
    """An advocate's own copies."""

    language = ChoiceField(
        _l("Which language do you like to read?"),
        [needed(_l("Choose a language"))],
        choices=[Choice(code, one.own_name) for code, one in LANGUAGES.items()],
    )
    letter_format = ChoiceField(_l("How do you want your copies of letters?"), [needed(_l("Choose one"))])
    mail_as = ChoiceField(
        _l("When we email you a letter"),
        [needed(_l("Choose one"))],
        choices=[
            Choice("file", _l("Put the letter in the email")),
            Choice("link", _l("Send a link: you sign in to read it")),
        ],
    )
    phone = PhoneField(_l("Your phone number"))
    address = LongTextField(
        _l("Your address"), [longest(1000)], hint=_l("Where we post your copies. One line below the other."), rows=4
    )

    def with_formats(self) -> DetailsForm:
        """Offer the formats, in the reader's language."""
        self.letter_format.offer(Choice(code, words.letter_format(code, current_language())) for code in FORMATS)
        return self

    def facts(self) -> DetailFacts:
        """What the action takes; call it after the form was found valid."""
        return DetailFacts(
            str(self.language.data),
            str(self.letter_format.data),
            self.phone.data or None,
            self.address.data or "",
            str(self.mail_as.data),
        )


class ColleagueForm(Form):
    """Somebody who works at the same organisation."""

    name = TextField(_l("Their full name"), [needed(_l("Enter their full name")), longest(LONGEST_NAME)])
    email = EmailField(_l("Their email address"), [needed(_l("Enter their email address")), longest(254)])
