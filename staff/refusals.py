"""What the actions refuse, put in words on the form that asked: nothing typed is lost, and the reason is plain."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casework.actions.work import RefusedError
from casework.rules.finding import Finding
from letters import words
from letters.words import findings
from translations import mark
from web.database import pack
from web.forms import Form
from web.language import current_language
from web.language import gettext as _

SAYS: Mapping[str, str] = {
    "appeal_is_decided": mark("This appeal was decided while you were reading. What you wrote is still here."),
    "appeal_is_hearing": mark("Someone else took this appeal while you were reading."),
    "appeal_is_withdrawn": mark("The customer has withdrawn this appeal."),
    "case_is_ended": mark("This case has ended. Nothing more can be added to it."),
    "changed_meanwhile": mark(
        "Someone changed this proposal while you were reading. Read it again before you go on: nothing was done."
    ),
    "decision_is_issued": mark("This decision was issued while you were reading. Nothing in it changes any more."),
    "decision_is_withdrawn": mark("This proposal was withdrawn while you were reading."),
    "form_used": mark("This form was sent already. Open the page again to write another one."),
    "in_the_future": mark("This has not happened yet. Check the day and the time."),
    "missing": mark("Write something here"),
    "no_stand_ins": mark("This landlord's policy knows no team representatives. Sign in a role of your own."),
    "not_allowed": mark("The rules do not allow this yet."),
    "nothing_proposed": mark("Choose at least one restriction, or something else that is done"),
    "nothing_changed": mark("Nothing would change. Choose that the appeal is not upheld, or change something."),
    "nothing_to_approve": mark("There is nothing here to approve any more. Read the proposal again."),
    "not_the_hearer": mark("Someone else hears this appeal. Only they decide it."),
    "role_may_not_decide": mark("The policy does not let this role decide a proposal like this one."),
    "role_not_held": mark("You do not hold this role today. Ask your administrator."),
    "staff_only": mark("Only people who work here today can do this."),
    "starts_in_the_past": mark("The first day must be today or later"),
    "terms_unreadable": mark("Check what you wrote here"),
    "text_was_changed": mark("The text on record is not the one that was signed. Tell your administrator."),
    "too_long": mark("This is too long. Make it shorter."),
    "unknown_code": mark("Choose one of the answers"),
    "unknown_kind": mark("This landlord does not have that restriction"),
    "uphold_instead": mark("Everything would end. Choose that the appeal is upheld instead."),
}
OTHERWISE = mark("This cannot be done as things stand now. Open the page again to see what changed.")


def says(error: RefusedError) -> list[str]:
    """The refusal in the reader's language: the findings where there are some, else one sentence."""
    stops = [finding for finding in error.findings if finding.severity == "stop"]
    return [finding_says(finding) for finding in stops] or [_(SAYS.get(error.code, OTHERWISE))]


def finding_says(finding: Finding) -> str:
    """A finding with its source: what stands in the way, and where that is written."""
    said = findings.says(finding, current_language(), pack())
    return f"{said} ({finding.source})"


def finding_unlocks(finding: Finding) -> str:
    """What would settle it."""
    return findings.unlocks(finding, current_language(), pack())


def refuse(form: Form, error: RefusedError) -> None:
    """Put the refusal on the form: beside the field where the action names one that is there, else above it all."""
    name = _field_name(str(error.params.get("field", "")))
    for message in says(error):
        form.add_error(name if name in form else None, message)


def _field_name(named: str) -> str:
    """ "restrictions[0].days" is `r0_days` on the page."""
    found = re.fullmatch(r"restrictions\[(\d+)\]\.(\w+)(\[\d+\])?", named)
    return f"r{found[1]}_{found[2]}" if found else named


def role(code: str) -> str:
    """A role in the reader's language."""
    return words.role(code, current_language())
