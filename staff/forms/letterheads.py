"""The form of a letterhead: its files."""

from __future__ import annotations

import wtforms

from staff.forms.administration import AnyFile
from web.forms import Form
from web.language import gettext
from web.language import lazy_gettext as _l


class LetterheadForm(Form):
    """Any of the three files; what is left out stays as the policy has it."""

    form_key = wtforms.HiddenField()
    word = AnyFile(_l("Word file (letterhead.docx)"))
    settings = AnyFile(_l("Settings for PDF and web (letterhead.toml)"))
    logo = AnyFile(_l("Logo (SVG or PNG)"))

    def validate_word(self, field: AnyFile) -> None:
        """One of the files at least."""
        if not (field.data or self.settings.data or self.logo.data):
            raise wtforms.ValidationError(gettext("Choose a file"))

    def validate_settings(self, field: AnyFile) -> None:
        """Settings are text; what it says, the action proves."""
        try:
            self.written()
        except UnicodeDecodeError:
            raise wtforms.ValidationError(gettext("The settings cannot be read: {names}", names="UTF-8")) from None

    def written(self) -> str:
        """The settings; none where no file of them was sent."""
        sent = self.settings.data
        return str(sent.content, "utf-8-sig") if sent else ""
