"""The forms on which a person says how to reach them: letters, ways for each purpose, help, and what is safe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import LazyString
from wtforms.validators import ValidationError

import letters
from casework.actions.preferences import PreferenceFacts, SafeFacts
from casework.records.preferences import FILE, Preference, SafeContact
from casework.rules.reaching import WAYS, Reach
from casework.rules.vocabulary import WEEKDAYS
from letters import options, words
from translations import LANGUAGES
from web.forms import (
    Choice,
    ChoiceField,
    ChoicesField,
    EmailField,
    Form,
    LongTextField,
    NumberField,
    PhoneField,
    TextField,
    TickField,
    TimeField,
    longest,
    needed,
)
from web.language import current_language
from web.language import gettext as _
from web.language import lazy_gettext as _l

LONGEST_NOTE = 2_000
CODED = ("size", "paper", "grade")  # chosen from a list; the others are typed as numbers


def in_words(name: str, code: str) -> LazyString:
    """What letters.words calls a code, in the language of whoever reads the form."""
    return LazyString(lambda: getattr(words, name)(code, current_language()))


def option(name: str, value: Any) -> LazyString:
    """What letters.words calls one thing that a reader may choose about a format."""
    return LazyString(lambda: words.format_option(name, value, current_language()))


class LettersForm(Form):
    """In which language and format letters come."""

    language = ChoiceField(
        _l("Which language do you want our letters in?"),
        [needed(_l("Choose a language"))],
        choices=[Choice(code, language.own_name) for code, language in LANGUAGES.items()],
    )
    letter_format = ChoiceField(
        _l("How do you want them?"),
        [needed(_l("Choose a format"))],
        choices=[Choice(code, in_words("letter_format", code)) for code in letters.FORMATS],
    )


class FormatForm(Form):
    """What a reader may choose about the format in which letters come."""

    size = ChoiceField(
        _l("How big should the print be?"), choices=[Choice(str(one), option("size", one)) for one in options.SIZES]
    )
    paper = ChoiceField(_l("On which paper?"), choices=[Choice(one, option("paper", one)) for one in options.PAPERS])
    grade = ChoiceField(
        _l("Which braille?"), choices=[Choice(str(one), option("grade", one)) for one in reversed(options.GRADES)]
    )
    cells = NumberField(
        _l("How many cells fit in a line?"), least=options.CELLS[0], most=options.CELLS[-1], hint=_l("Usually 40.")
    )
    lines = NumberField(
        _l("How many lines fit on a page?"), least=options.LINES[0], most=options.LINES[-1], hint=_l("Usually 25.")
    )

    @staticmethod
    def begin(kept: Mapping[str, Any]) -> dict[str, Any]:
        """What the form begins with."""
        return {name: str(value) if name in CODED else value for name, value in {**options.USUAL, **kept}.items()}

    def of(self, *formats: str) -> Self:
        """Ask only what there is to choose about these formats."""
        for name in options.ALLOWED:
            if not any(name in options.asked(code) for code in formats):
                del self[name]
        return self

    @property
    def chosen(self) -> dict[str, Any]:
        """What the action takes; call it after the form was found valid."""
        said = {name: self[name].data for name in options.ALLOWED if name in self and self[name].data is not None}
        return {name: int(value) if name in ("size", "grade") else value for name, value in said.items()}


class WaysForm(Form):
    """The way that a person likes for each purpose."""

    decisions_by = ChoiceField(
        _l("When we decide something"),
        [needed(_l("Choose a way"))],
        hint=_l("A letter comes as well, whatever you choose."),
    )
    appointments_by = ChoiceField(_l("When we arrange a visit or a call"), [needed(_l("Choose a way"))])
    reminders_by = ChoiceField(_l("When we remind you of something"), [needed(_l("Choose a way"))])
    mail_as = ChoiceField(
        _l("When we email you a letter"),
        [needed(_l("Choose one"))],
        choices=[
            Choice("file", _l("Put the letter in the email")),
            Choice("link", _l("Send a link: you sign in to read it")),
        ],
    )

    def offer_ways(self, goes: Reach) -> None:
        """Offer the ways that are there for this person."""
        for field in (self.decisions_by, self.appointments_by, self.reminders_by):
            field.offer([Choice(code, in_words("way", code)) for code in WAYS if goes.can(code)])


class HelpForm(Form):
    """Interpreters, and what stands in the way of reaching us."""

    interpreter = TextField(
        _l("An interpreter: for which language?"), [longest(80)], hint=_l("Leave this empty if you need none.")
    )
    sign_language = TickField(_l("A British Sign Language interpreter"))
    relay_uk = TickField(_l("Calls through Relay UK"))
    note = LongTextField(
        _l("What else makes it easier to reach us, or to be reached?"),
        [longest(LONGEST_NOTE)],
        hint=_l("For example: another way, because something stands in your way; who should interpret, and who not."),
        rows=4,
    )


class SafeForm(Form):
    """The ways that are safe. Nobody is asked why."""

    address = LongTextField(
        _l("A safe address for letters"), [longest(400)], hint=_l("One line for each part, the postcode last."), rows=4
    )
    email = EmailField(_l("A safe email address"))
    phone = PhoneField(_l("A safe phone number"))
    never = ChoicesField(
        _l("What should we never use?"),
        choices=[
            Choice("post", _l("The address that you have for me")),
            Choice("email", _l("The email address that you have for me")),
            Choice("phone", _l("The phone number that you have for me")),
        ],
    )
    days = ChoicesField(
        _l("On which days may we call?"),
        hint=_l("Choose none if every day is safe."),
        choices=[Choice(day, in_words("weekday", day)) for day in WEEKDAYS],
    )
    opens = TimeField(_l("From"), hint=_l("For example 9:30am"))
    closes = TimeField(_l("Until"), hint=_l("For example 3pm"))
    note = LongTextField(
        _l("What else must we know?"), [longest(LONGEST_NOTE)], hint=_l("For example: leave no message."), rows=3
    )

    def validate_email(self, field: EmailField) -> None:
        name, at, host = (field.data or "").partition("@")
        if field.data and not (name and at and "." in host and " " not in field.data):
            raise ValidationError(_("Enter an email address, like name@example.com"))

    def facts(self, **more: str) -> SafeFacts:
        """What the action takes; call it after the form was found valid."""
        return SafeFacts(
            address=tuple((self.address.data or "").splitlines()),
            email=self.email.data or None,
            phone=self.phone.data,
            days=tuple(self.days.data or ()),
            opens=self.opens.data,
            closes=self.closes.data,
            never=tuple(self.never.data or ()),
            note=self.note.data or "",
            **more,
        )


def facts_of(form: Form, **more: str) -> PreferenceFacts:
    """What the action takes, from whichever questions the form asks."""
    asked: dict[str, Any] = {name: form[name].data for name in PreferenceFacts.__dataclass_fields__ if name in form}
    for name in {"interpreter", "note"} & asked.keys():
        asked[name] = asked[name] or ""
    if isinstance(form, FormatForm):
        asked["format_options"] = form.chosen
    asked.update(more)
    return PreferenceFacts(**asked)


def kept_of(customer: Any, kept: Preference | None) -> dict[str, Any]:
    """What the forms begin with; what nobody asked yet comes as decisions do."""
    return {
        "language": customer.language,
        "letter_format": customer.letter_format,
        "format_options": customer.format_options,
        "mail_as": kept.mail_as if kept else FILE,
        "decisions_by": customer.preferred_channel,
        "appointments_by": (kept.appointments_by if kept else None) or customer.preferred_channel,
        "reminders_by": (kept.reminders_by if kept else None) or customer.preferred_channel,
        "interpreter": kept.interpreter if kept else "",
        "sign_language": bool(kept and kept.sign_language),
        "relay_uk": bool(kept and kept.relay_uk),
        "note": kept.note if kept else "",
    }


def safe_of(kept: SafeContact | None) -> dict[str, Any]:
    """What the form of safe ways begins with."""
    if kept is None:
        return {}
    names = ("email", "phone", "days", "opens", "closes", "never", "note")
    return {"address": "\n".join(kept.address), **{name: getattr(kept, name) for name in names}}


def refusals(code: str) -> str:
    """What the actions refuse, in the reader's words."""
    said: dict[str, str] = {
        "no_way": _("We have no address or number for this way. Choose another."),
        "not_in_language": _("We cannot make this format in your language yet. Choose another format."),
        "no_safe_way": _("Give us one way that is safe: an address or an email."),
        "closes_before_opening": _("Enter a time after the one above"),
        "missing": _("Fill in at least one of these"),
        "phone_unreadable": _("Enter a phone number, for example 01632 960 001 or +44 7700 900 982"),
    }
    return said.get(code, _("This cannot be done at the moment."))
