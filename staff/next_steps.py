"""The one thing to do next in a case. What the policy demands first, the proposal's own page says with its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from casework.records.cases import Case
from casework.records.decisions import Decision
from casework.records.steps import Step as Done
from casework.records.steps import SupportOffer
from casework.rules.before import enquiries, support_code
from casework.rules.vocabulary import SUPPORT_STILL_OWED
from letters import words
from web.database import pack
from web.language import current_language
from web.language import gettext as _


@dataclass(frozen=True)
class Step:
    """What comes next in a case: in words, and where it is done."""

    text: str
    why: str
    button: str
    href: str


@dataclass(frozen=True)
class Story:
    """A case with what was done in it."""

    case: Case
    decisions: Sequence[Decision]
    steps: Sequence[Done]
    offers: Sequence[SupportOffer]

    def done(self, kind: str) -> list[Done]:
        """The steps of a kind (enquiry, police, act, action)."""
        return [one for one in self.steps if one.kind == kind]

    def enquiries_left(self) -> list[str]:
        """The enquiries of the policy that nobody has ticked off."""
        made = {one.code for one in self.done("enquiry")}
        return [code for code in enquiries(pack()) if code not in made]

    def support_owed(self) -> bool:
        """Support has to come before a restriction, and nothing has come of it so far."""
        code = support_code(self.case.support, [one.outcome for one in self.offers])
        return self.case.vulnerability == "contributes" and code in SUPPORT_STILL_OWED


def next_step(story: Story) -> Step | None:
    """The one thing to do next; nothing in a case that has ended."""
    case = story.case
    if case.stage == "ended":
        return None
    if case.stage == "file":
        return _of_file(story)
    drafts = [decision for decision in story.decisions if decision.state == "draft"]
    if drafts:
        href = url_for("staff.decision", ref=drafts[0].ref)
        why = _("The page of the proposal shows what still stands in the way, and who may sign.")
        return Step(_("A proposal is waiting"), why, _("Open the proposal"), href)
    plans = [decision for decision in story.decisions if decision.state == "announced"]
    if plans:
        href = url_for("staff.decision", ref=plans[0].ref)
        why = _("The customer was told and can appeal. The page of the plan shows when it can be issued.")
        return Step(_("A plan was announced"), why, _("Open the plan"), href)
    if case.assessed_on is None:
        href = url_for("staff.case_assessment", ref=case.ref)
        why = _("Before anything is decided, we look at what is going on in this person's life.")
        return Step(_("Look at the person's circumstances"), why, _("Write the assessment"), href)
    issued = [decision for decision in story.decisions if decision.state == "issued"]
    return after_issue(issued[0]) if issued else _before_deciding(story)


def _before_deciding(story: Story) -> Step:
    case = story.case
    if story.enquiries_left():
        href = url_for("staff.case_enquiries", ref=case.ref)
        why = _("Before anything is decided, those who decide ask and look. Write what each one showed.")
        return Step(_("Make the enquiries"), why, _("Write down the enquiries"), href)
    if story.support_owed():
        href = url_for("staff.case_support", ref=case.ref)
        why = _("Support comes before any restriction, and may be all that is needed.")
        return Step(_("Support comes first"), why, _("Write down support"), href)
    always = str(pack().rules["serious"].table.values.get("opens", ""))
    if any(incident.serious for incident in case.incidents) and always in pack().kinds:
        href = url_for("staff.decision_new", case=case.ref, next="yes", kind=always)
        why = _("This was serious. The policy then always has this restriction, with a letter and a right of appeal.")
        name = words.restriction_name(always, current_language(), pack())
        return Step(_("Propose: {kind}", kind=name), why, _("Propose it"), href)
    href = url_for("staff.decision_new", case=case.ref)
    why = _("Only where talking, a warning and support were not enough. Start with the least that will do.")
    return Step(_("Decide whether a restriction is needed"), why, _("Propose a restriction"), href)


def _of_file(story: Story) -> Step:
    if story.done("action"):
        href = url_for("staff.case_end", ref=story.case.ref)
        why = _("An action was started. End the file when what it was opened for is done.")
        return Step(_("Follow the action to its end"), why, _("End the file"), href)
    href = url_for("staff.case_action", ref=story.case.ref)
    why = _("This is a file of a serious matter: no panel decides it. A manager starts what is needed.")
    return Step(_("Start the action that is needed"), why, _("Start an action"), href)


def after_issue(decision: Decision) -> Step | None:
    """The review of what applies; nothing where it has ended."""
    applies = [row for row in decision.restrictions if row.state in ("in_force", "suspended")]
    days = [row.review_on for row in applies if row.review_on is not None]
    if not days:
        return None
    text = _("Review what applies by {day}", day=words.date(min(days), current_language()))
    why = _("Until then the customer may appeal at any time, and a change in their life may end it sooner.")
    return Step(text, why, _("Open the decision"), url_for("staff.decision", ref=decision.ref))
