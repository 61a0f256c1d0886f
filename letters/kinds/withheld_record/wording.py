"""The record of a notice that is kept back: why, who signed, until when, and what the customer would read."""

from __future__ import annotations

from letters import words
from letters.content import Block, Facts, Note, Paragraph, Section, Text
from letters.kinds.decision import wording as decision
from letters.kinds.withheld_record.data import WithheldRecord
from letters.phrases import Phrases, phrases, strong
from letters.sections import fairness, incidents, restricted
from translations import mark

TITLE = mark("Record of a notice that is kept back")
PARTS: tuple[str, ...] = (
    "who", "withheld", "retest", "decided", "dates", "what_happened", "why", "steps_tried", "circumstances",
)  # fmt: skip


def compose(data: WithheldRecord, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections: what staff must know first, then the decision as its letter would say it."""
    _ = phrases(language)
    sections = (
        _who(_, data),
        _withheld(_, data),
        _retest(_, data),
        decision.decided(_, data),
        restricted.dates(_, data.restrictions, data.reviewers, data.would_help, None),
        incidents.what_happened(_, data.incidents, data.behaviours),
        decision.why(_, data),
        decision.steps_tried(_, data),
        fairness.circumstances(_, data.circumstances),
    )
    return _.label(TITLE), sections


def _who(_: Phrases, data: WithheldRecord) -> Section:
    rows: list[tuple[Text, Text]] = [
        (_("Customer"), (_.name(data.person.name),)),
        (_("Customer reference"), (_.reference(data.person.reference),)),
        (_("Reference of the decision"), (_.reference(data.reference),)),
        (_("Date of this record"), (_.date(data.issued_on),)),
    ]
    ours = Note(strong("".join(span.text for span in _("For our own record. It is never sent to the customer."))))
    return Section("who", (), (ours, Facts(tuple(rows))))


def _withheld(_: Phrases, data: WithheldRecord) -> Section:
    signed = _("Signed for by: {role}.", role=words.role(data.signer_role, _.language))
    blocks: tuple[Block, ...] = (*_.quotes(data.justification), Paragraph(signed))
    return Section("withheld", _("Why the customer is not told"), blocks)


def _retest(_: Phrases, data: WithheldRecord) -> Section:
    """When it was looked at, and what happens if nobody looks again."""
    blocks: list[Block] = []
    if data.tested_on:
        role = words.role(data.tester_role, _.language)
        looked = _("Looked at again on {date} by: {role}.", date=_.date(data.tested_on), role=role)
        blocks += [Paragraph(looked), *_.quotes(data.test_reason)]
    blocks += [
        Paragraph(_("Look at it again by {date}.", date=_.date(data.test_by))),
        Paragraph(_("If nobody does, the customer is told. What protects our staff stays as it is.")),
        Paragraph(_("What follows is what the customer would read.")),
    ]
    return Section("retest", _("Until when"), tuple(blocks))
