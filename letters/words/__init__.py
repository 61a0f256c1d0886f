"""The one place that puts words on codes, for pages, letters and the command line alike.

Every function takes a code of the rules' vocabulary (or a plain value) and the code of a language.
"""

from letters.words.adjustments import adjustment, adjustment_reason
from letters.words.advocates import advocate_kind, proof, scope
from letters.words.codes import (
    action,
    behaviour,
    by_channel,
    channel,
    customer_kind,
    dimension,
    helpline,
    letter_format,
    letter_kind,
    outcome,
    role,
    service,
    way,
)
from letters.words.complaint_findings import told
from letters.words.formats import format_as, format_option
from letters.words.phones import dialled, phone
from letters.words.points import point
from letters.words.restrictions import restriction, restriction_name
from letters.words.services import about, target, visit_condition
from letters.words.speech import all_of, any_of
from letters.words.times import date, date_time, money, month, on_weekdays, time, weekday

__all__ = [
    "about",
    "action",
    "adjustment",
    "adjustment_reason",
    "advocate_kind",
    "all_of",
    "any_of",
    "behaviour",
    "by_channel",
    "channel",
    "customer_kind",
    "date",
    "date_time",
    "dialled",
    "dimension",
    "format_as",
    "format_option",
    "helpline",
    "letter_format",
    "letter_kind",
    "money",
    "month",
    "on_weekdays",
    "outcome",
    "phone",
    "point",
    "proof",
    "restriction",
    "restriction_name",
    "role",
    "scope",
    "service",
    "target",
    "time",
    "told",
    "visit_condition",
    "way",
    "weekday",
]
