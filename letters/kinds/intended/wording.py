"""What we plan, before it is decided for good: it does not apply yet, and can be appealed before it does."""

from __future__ import annotations

from letters.content import Note, Paragraph, Section
from letters.kinds.decision import wording as decision
from letters.kinds.intended.data import Intended
from letters.phrases import Phrases, phrases
from letters.sections import fairness, open_door, opening, restricted, rights
from translations import mark

TITLE = mark("What we plan to change in how you contact us")


def compose(data: Intended, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; that nothing applies yet stands in the first lines."""
    _ = phrases(language)
    reviewed = language in data.reviewed_languages
    sections = (
        opening.who(
            _,
            data.person,
            data.issued_on,
            [(_("Reference of this plan"), _.reference(data.reference))],
            (
                Note(_("This is a plan. It does not apply yet.")),
                Paragraph(_("You can appeal now, before any of it starts. First you can read what stays open to you.")),
            ),
            opening.translation_notes(_, data.contact, reviewed, own_words=True),
        ),
        open_door.still_open(_, data.opened, data.contact),
        _planned(_, data),
        restricted.dates(_, data.restrictions, data.reviewers, data.would_help, immediate=False),
        decision.what_happened(_, data),
        decision.why(_, data),
        decision.steps_tried(_, data),
        fairness.circumstances(_, data.circumstances),
        _appeal(_, data),
        rights.complain(_, data.ombudsman, data.contact),
        rights.recorded(_, data.recorded),
        rights.help_(_, data.contact),
        rights.contact_details(_, data.contact, data.sign_in),
    )
    return _.label(TITLE), sections


def _planned(_: Phrases, data: Intended) -> Section:
    blocks = (
        Paragraph(_("It cannot start before the days below. If we go on with it, we write to you again first.")),
        Paragraph(_("Who plans this: {roles}.", roles=_.roles(data.deciders))),
        *restricted.lines(_, data.restrictions),
        *restricted.actions(_, data.actions, data.tenancy_clause),
    )
    return Section("decided", _("What we plan"), blocks)


def _appeal(_: Phrases, data: Intended) -> Section:
    section = rights.appeal(_, data.appeal, data.contact)
    now = (
        Paragraph(_("You can appeal before it starts. It does not start while we look at your first appeal.")),
        Paragraph(_("Where this is written: {clause}.", clause=_.name(data.clause))),
    )
    return Section("appeal", _("How to appeal before it starts"), (*now, *section.blocks))
