"""Words of administration: what is wrong with a line of a file, what a record lacks, what is deleted when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from casework.rules.finding import Finding
from translations import mark
from web.language import gettext as _

FAULTS: Final[Mapping[str, str]] = {
    "missing": mark("is empty"),
    "twice": mark("stands in the file twice"),
    "not_a_day": mark("is no day. Write 2026-06-01 or 1/6/2026"),
    "not_a_birthday": mark("cannot be a date of birth"),
    "in_the_future": mark("has not come yet"),
    "phone_unreadable": mark("is no telephone number"),
    "email_unreadable": mark("is no email address"),
    "unknown_code": mark("is not one of the words for this column"),
    "unknown_kind": mark("is no restriction that we know"),
    "unlawful": mark("is never lawful. Leave it out, and tell the customer that it does not apply"),
    "not_of_kind": mark("does not belong to this restriction"),
    "terms_unreadable": mark("cannot be read"),
    "not_on_record": mark("is no customer on record. Bring the customers in first"),
    "too_long": mark("is too long"),
}
LACKS: Final[Mapping[str, str]] = {
    "no_way_to_reach": mark("An address, an email or a telephone number"),
    "customer_not_told": mark("A letter: nobody has told the customer"),
    "reason_missing": mark("The reason"),
    "proportionality_missing": mark("Why nothing less is enough"),
    "assessment_missing": mark("A look at the person's circumstances"),
    "circumstances_not_considered": mark("How it fits this person"),
    "enquiries_missing": mark("The enquiries that the policy lists"),
    "told_missing": mark("That the customer was told what is wrong"),
    "warning_missing": mark("A warning"),
    "not_authorised": mark("A decision by somebody who may"),
    "quorum_missing": mark("A decision by the people whom the policy names"),
    "review_missing": mark("A review: its day has passed"),
    "review_too_late": mark("An earlier review"),
    "not_in_policy": mark("A place in our policy, which does not have it"),
    "third_party_missing": mark("Somebody who speaks for the customer"),
    "no_usable_channel": mark("A way in which the customer can reach us"),
    "no_open_channel": mark("A way in which the customer can reach us"),
}
STATES: Final[Mapping[str, str]] = {
    "checked": mark("Waits for you"),
    "done": mark("Taken in"),
    "discarded": mark("Discarded"),
}
# Why somebody cannot be erased yet, and what to do instead.
STILL_OPEN: Final[Mapping[str, str]] = {
    "hold": mark("A legal hold stands: {refs}. Lift it once what it is for is over."),
    "restriction": mark("A restriction applies to this person: {refs}. Have it reviewed and ended first."),
    "appeal": mark("An appeal is open: {refs}. See that it is answered first."),
    "case": mark("A case is open: {refs}. Bring it to its end first."),
    "complaint": mark("A complaint is open: {refs}. See that it is answered first."),
    "service": mark("A repair, a danger or a check is open: {refs}. Have it done or closed first."),
    "request": mark("A request is open: {refs}. See that it is answered first."),
    "change": mark("A change in this person's life waits for our answer: {refs}. See that it is answered first."),
    "correction": mark("This person asked us to put something right: {refs}. See that it is answered first."),
    "concern": mark("A concern is open: {refs}. See that it is closed first."),
}
SOMETHING: Final = mark("Something that the policy asks for")
KEPT: Final[Mapping[str, str]] = {
    "incident": mark("Incidents that led to nothing"),
    "case": mark("Cases, with all that was decided in them"),
    "complaint": mark("Complaints"),
    "request": mark("Requests"),
    "service": mark("Repairs and checks"),
    "change": mark("Changes of circumstances"),
    "correction": mark("Corrections"),
    "look": mark("Who looked at a record"),
    "import_file": mark("Files that nobody took in"),
    "customer": mark("Customers who left or died"),
}
FROM: Final[Mapping[str, str]] = {
    "recorded": mark("from the day when it was recorded"),
    "ended": mark("from the day when it ended"),
    "answered": mark("from the day of the answer"),
    "left": mark("from the day when they left"),
}


def fault(one: Mapping[str, Any]) -> str:
    """What is wrong in a column of a line."""
    return _(FAULTS.get(str(one["code"]), FAULTS["terms_unreadable"]))


def state(code: str) -> str:
    """What became of a file."""
    return _(STATES[code])


def still_open(finding: Finding) -> str:
    """What keeps somebody from being erased now, and what to do instead."""
    kind, refs = str(finding.params["kind"]), finding.params["refs"]
    return _(STILL_OPEN[kind], refs=", ".join(refs) if isinstance(refs, tuple) else refs)


def lacks(code: str) -> str:
    """What a record lacks."""
    return _(LACKS.get(code, SOMETHING))


def kept(code: str) -> str:
    """A kind of record that has a clock."""
    return _(KEPT[code])


def since(code: str) -> str:
    """From when it is counted."""
    return _(FROM[code])
