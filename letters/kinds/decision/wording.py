"""The decision letter: what stays open, what was decided and why, and what the person can do about it."""

from __future__ import annotations

from collections.abc import Mapping

from letters.content import Block, Paragraph, Section
from letters.kinds.decision.data import Decision, Steps
from letters.phrases import Phrases, phrases
from letters.sections import fairness, incidents, open_door, opening, restricted, rights
from translations import mark

TITLE = mark("Our decision about how you contact us")
NO_LIMITS = mark("Our decision about what happened")  # where nothing limits how they contact us
WHY = mark("Why we decided this")

SUPPORT: Mapping[str, str] = {
    "none": mark("We did not find other support that would have changed this."),
    "offered": mark("We offered you support, and the offer still stands."),
    "made_no_difference": mark("You had support, but it did not change what happened."),
    "declined": mark("We offered you support. You did not want it then. You may still have it."),
    "not_needed": mark("You did not tell us that you need support. You may ask for it at any time."),
}


def compose(data: Decision, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections in the order of reading: what stays open comes before what is restricted."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of this decision"), _.reference(data.reference))],
            _first_words(_, data),
        ),
        open_door.still_open(_, data.opened, data.contact),
        decided(_, data),
        dates(_, data),
        incidents.what_happened(_, data.incidents, data.behaviours),
        why(_, data),
        steps_tried(_, data),
        fairness.circumstances(_, data.circumstances),
        rights.appeal(_, data.appeal, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE if data.restrictions else NO_LIMITS), sections


def _first_words(_: Phrases, data: Decision) -> tuple[Block, ...]:
    if data.restrictions:
        return (
            Paragraph(_("We are changing how you contact us for a while. First you can read what stays open to you.")),
            Paragraph(_("Then we say what changes, why, for how long, and what you can do if you do not agree.")),
        )
    return (
        Paragraph(_("We write to tell you what we are doing because of what happened. You may contact us as before.")),
    )


def dates(_: Phrases, data: Decision) -> Section:
    """Part `dates`: from when until when, and when we look at it by ourselves."""
    section = restricted.dates(_, data.restrictions, data.reviewers, data.would_help, data.immediate)
    calm = restricted.calm(_, data.calm_days, data.calm_clause) if data.restrictions else ()
    return Section(section.part, section.title, (*section.blocks, *calm))


def decided(_: Phrases, data: Decision) -> Section:
    """Part `decided`: by whom, on which day, and each line of it."""
    by = Paragraph(
        _(
            "This was decided on {date}. Who decided: {roles}.",
            date=_.date(data.decided_on),
            roles=_.roles(data.deciders),
        )
    )
    heading, *acts = restricted.actions(_, data.actions, data.tenancy_clause) or (None,)
    if heading and data.restrictions:  # what else is done; alone it needs no heading
        acts.insert(0, heading)
    return Section("decided", _("What we decided"), (by, *restricted.lines(_, data.restrictions), *acts))


def why(_: Phrases, data: Decision, title: str = WHY) -> Section:
    """Part `why`: the reasons of each restriction."""
    blocks = restricted.reasons(_, data.restrictions)
    if not blocks:
        blocks = (Paragraph(_("We act because of what happened. You can read it above.")),)
    return Section("why", _(title), blocks)


def steps_tried(_: Phrases, data: Decision) -> Section:
    """Part `steps_tried`: what was said, warned and offered before."""
    blocks = (*_told(_, data.steps), Paragraph(_(SUPPORT[data.steps.support])), *_.quotes(data.steps.tried))
    return Section("steps_tried", _("What we tried first"), blocks)


def _told(_: Phrases, steps: Steps) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if steps.told_on:
        blocks.append(Paragraph(_("On {date} we told you what was wrong and why.", date=_.date(steps.told_on))))
    if steps.warned_on:
        blocks.append(Paragraph(_("On {date} we warned you that this could happen.", date=_.date(steps.warned_on))))
    elif steps.not_warned_because.strip():
        blocks.append(Paragraph(_("We did not warn you first. This is why:")))
        blocks += _.quotes(steps.not_warned_because)
    return tuple(blocks)
