"""Forms of administration: a file brought in, two records made one, holds, erasure."""

from __future__ import annotations

import wtforms
from werkzeug.datastructures import FileStorage

from casework.rules import imports
from translations import mark
from web.forms import Choice, ChoiceField, FileField, Form, LongTextField, TextField, TickField, Upload, longest, needed
from web.forms.files import plain_name
from web.language import gettext
from web.language import lazy_gettext as _l

MOST_MB = 20
KINDS = {
    imports.CUSTOMERS: mark("Customers"),
    imports.RESTRICTIONS: mark("Restrictions and markers in force elsewhere"),
}


class AnyFile(FileField):
    """A file of whatever kind; whether it can be read, the action says."""

    def _taken(self, file: FileStorage) -> Upload:
        name = plain_name(file.filename or "")
        with file.stream as sent:  # a large one lies on the disk until it is closed
            content = sent.read(MOST_MB * 1024 * 1024 + 1)
        if not content:
            raise ValueError(gettext("{name} is empty. Choose another file", name=name))
        if len(content) > MOST_MB * 1024 * 1024:
            raise ValueError(gettext("{name} is too big. A file can have at most {limit} MB", name=name, limit=MOST_MB))
        return Upload(name, content, "text/csv")


class ImportForm(Form):
    """What the file holds, and the file."""

    form_key = wtforms.HiddenField()
    kind = ChoiceField(
        _l("What does the file hold?"),
        [needed(_l("Choose what the file holds"))],
        choices=[Choice(code, _l(words)) for code, words in KINDS.items()],
    )
    file = AnyFile(_l("File (CSV)"), [needed(_l("Choose a file"))])


class TaskForm(Form):
    """What was done about something that a record lacked."""

    words = LongTextField(_l("What did you do about it?"), [needed(_l("Write what you did")), longest(4_000)], rows=3)


class MergeForm(Form):
    """Two records of one person."""

    form_key = wtforms.HiddenField()
    kept = TextField(_l("The record that is kept"), [needed(_l("Enter its reference")), longest(60)])
    other = TextField(_l("The record that becomes part of it"), [needed(_l("Enter its reference")), longest(60)])
    why = LongTextField(
        _l("How do we know that it is one person?"), [needed(_l("Write how we know")), longest(2_000)], rows=3
    )


class WhyForm(Form):
    """Why something is done."""

    why = LongTextField(_l("Why?"), [needed(_l("Write why")), longest(2_000)], rows=3)


class HoldForm(Form):
    """Whom a hold is for, and why."""

    form_key = wtforms.HiddenField()
    customer = TextField(_l("Customer"), [needed(_l("Enter their reference")), longest(60)])
    why = LongTextField(_l("Why?"), [needed(_l("Write why")), longest(2_000)], rows=3)


class EraseForm(Form):
    """Whose record is erased; it cannot be undone."""

    customer = TextField(_l("Customer"), [needed(_l("Enter their reference")), longest(60)])
    sure = TickField(
        _l("Yes, erase everything about this person. It cannot be undone."), [needed(_l("Tick that you are sure"))]
    )
