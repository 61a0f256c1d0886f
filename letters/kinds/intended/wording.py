"""What we plan, before it is decided for good: it does not apply yet, and can be appealed before it does."""

from __future__ import annotations

from letters.content import Block, Bullets, Note, Paragraph, Section
from letters.kinds.decision import wording as decision
from letters.kinds.intended.data import Intended
from letters.phrases import Phrases, phrases, text
from letters.sections import fairness, incidents, open_door, opening, restricted, rights
from translations import mark

TITLE = mark("What we plan to change in how you contact us")
WHY = mark("Why we plan this")
GIVEN_UP = mark("We do not go on with our plan")


def compose(data: Intended, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; that nothing applies yet stands in the first lines."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of this plan"), _.reference(data.reference))],
            _first_words(_, data),
        ),
        open_door.still_open(_, data.opened, data.contact),
        _planned(_, data),
        _dates(_, data),
        incidents.what_happened(_, data.incidents, data.behaviours),
        decision.why(_, data, WHY),
        decision.steps_tried(_, data),
        fairness.circumstances(_, data.circumstances),
        _appeal(_, data),
        *rights.at_the_end(_, data),
    )
    return _.label(GIVEN_UP if data.given_up else TITLE), sections


def _first_words(_: Phrases, data: Intended) -> tuple[Block, ...]:
    if data.given_up:
        return (Note(_("We told you of a plan. We do not go on with it: nothing of it applies to you.")),)
    return (
        Note(_("This is a plan. It does not apply yet.")),
        Paragraph(_("You can appeal now, before any of it starts. First you can read what stays open to you.")),
    )


def _dates(_: Phrases, data: Intended) -> Section:
    if data.given_up:
        return Section("dates", _("How long this lasts"), (Paragraph(_("It never starts.")),))
    return restricted.dates(_, data.restrictions, data.reviewers, data.would_help, immediate=False)


def _planned(_: Phrases, data: Intended) -> Section:
    if data.given_up:
        names = tuple(text(restricted.name_of(line, _.language)) for line in data.restrictions)
        told = Paragraph(_("This is what we had planned. It will never start:"))
        return Section("decided", _("What we planned"), (told, Bullets(names)) if names else (told,))
    blocks = (
        Paragraph(_("It cannot start before the days below. If we go on with it, we write to you again first.")),
        Paragraph(_("Who plans this: {roles}.", roles=_.roles(data.deciders))),
        *restricted.lines(_, data.restrictions),
        *restricted.actions(_, data.actions, data.tenancy_clause),
    )
    return Section("decided", _("What we plan"), blocks)


def _appeal(_: Phrases, data: Intended) -> Section:
    section = rights.appeal(_, data.appeal, data.contact)
    if data.given_up:
        over = Paragraph(
            _("There is nothing left to appeal against. If you have an appeal with us, we still answer it.")
        )
        return Section("appeal", _("If you do not agree"), (over,))
    now = (
        Paragraph(_("You can appeal before it starts. It does not start while we look at your first appeal.")),
        Paragraph(_("Where this is written: {clause}.", clause=_.name(data.clause))),
    )
    return Section("appeal", _("How to appeal before it starts"), (*now, *section.blocks))
