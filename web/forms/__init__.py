"""What forms are made of, for both rooms."""

from web.forms.base import (
    CodeField,
    EmailField,
    Form,
    LongTextField,
    PasswordField,
    TextField,
    longest,
    needed,
    optional,
)
from web.forms.choices import Choice, ChoiceField, ChoicesField, SelectField, TickField
from web.forms.dates import DateParts, TimeField
from web.forms.files import FileField, FilesField, Upload
from web.forms.numbers import NumberField, PhoneField

__all__ = [
    "Choice",
    "ChoiceField",
    "ChoicesField",
    "CodeField",
    "DateParts",
    "EmailField",
    "FileField",
    "FilesField",
    "Form",
    "LongTextField",
    "NumberField",
    "PasswordField",
    "PhoneField",
    "SelectField",
    "TextField",
    "TickField",
    "TimeField",
    "Upload",
    "longest",
    "needed",
    "optional",
]
