"""What reached staff for an appeal that was sent already, and an answer to it that takes longer."""

from __future__ import annotations

from typing import Any

from staff.forms.agreements import ways
from staff.forms.decisions import ToCome
from web.forms import ChoiceField, DateParts, FilesField, Form, LongTextField, longest, needed
from web.language import lazy_gettext as _l


class MoreForm(Form):
    """Words and files that came later. Made by ``more_form``, which offers the ways."""

    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])
    words = LongTextField(
        _l("What does the customer say?"), [longest(10_000)], hint=_l("In their own words, in any language."), rows=6
    )
    files = FilesField(_l("Add a file"))


def more_form(**given: Any) -> MoreForm:
    """The form with every way on offer."""
    form = MoreForm(**given)
    form.how.offer(ways())
    return form


class FilesForm(Form):
    """Files that show what happened."""

    files = FilesField(_l("Add a file"), [needed(_l("Choose a file"))])


class WithdrawForm(Form):
    """That the customer takes their appeal back."""

    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])


class ExtendForm(Form):
    """By when the answer comes now, and why."""

    until = DateParts(_l("By when will they have our answer?"), [needed(_l("Enter the new day")), ToCome()])
    reason = LongTextField(
        _l("Why does it take longer?"),
        [needed(_l("Write why it takes longer")), longest(4000)],
        hint=_l("The customer will read this in the letter."),
        rows=4,
    )
