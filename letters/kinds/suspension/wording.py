"""What stopped, or opened, by itself: the landlord says so at once, and says that it was late."""

from __future__ import annotations

from collections.abc import Mapping

from letters import words
from letters.content import Block, Bullets, Paragraph, Section
from letters.kinds.suspension.data import Suspension
from letters.phrases import Phrases, phrases, text
from letters.sections import fairness, open_door, opening, restricted, rights
from translations import mark

TITLE = mark("Something has changed in how you contact us")
KEPT = mark("Our decision about how you contact us")

RESULTS: Mapping[str, str] = {
    **restricted.PAUSED,
    "waits": mark("This keeps somebody safe. It stays until a director has decided:"),
    "stands": mark("This stays as it is:"),
    "kept": mark("A director has decided that this stays for now, to keep somebody safe:"),
}
_DIRECTOR = mark("A director has now decided about what keeps somebody safe.")
HAPPENED: Mapping[str, str] = {
    "director_kept": _DIRECTOR,
    "director_ended": _DIRECTOR,
    "director_silent": mark("A director had to decide what keeps somebody safe, and did not do it in time."),
    "door_closed": mark("There was no way left for you to reach us. That must never happen."),
}
WHY: Mapping[str, str] = {
    "review_missed": mark("Nobody is limited only because we are late."),
    "director_silent": mark("Nobody is limited only because we are late."),
    "director_kept": mark("Somebody's safety comes first, until we have looked at everything again."),
    "director_ended": mark("Nobody is limited only because we are late."),
    "door_closed": mark("Everybody must have a way to reach us that they can use."),
}


def compose(data: Suspension, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; what happened stands in the first lines."""
    _ = phrases(language)
    happened, kept = _happened(_, data), data.why == "director_kept"
    to_do = _("You do not have to do anything now.") if kept else _("Nothing. It is so from today.")
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of the decision"), _.reference(data.decision_reference))],
            happened,
        ),
        open_door.still_open(_, data.opened, data.contact),
        _decided(_, data),
        Section("what_happened", _("What happened"), happened),
        Section("why", _("Why this is so"), _why(_, data)),
        Section("steps_tried", _("What you have to do"), (Paragraph(to_do),)),
        fairness.circumstances(_, data.circumstances),
        _dates(_, data),
        rights.appeal(_, data.appeal, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(KEPT if kept else TITLE), sections


def _happened(_: Phrases, data: Suspension) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if data.missed_on:
        said = _(
            "We had to look again at what we decided by {date}. We did not. We are sorry.", date=_.date(data.missed_on)
        )
        blocks.append(Paragraph(said))
    if data.why in HAPPENED:
        blocks.append(Paragraph(_(HAPPENED[data.why])))
    return tuple(blocks)


def _why(_: Phrases, data: Suspension) -> tuple[Block, ...]:
    why = Paragraph(_(WHY[data.why]))
    return (why, Paragraph(_("The director wrote:")), *_.quotes(data.reason)) if data.reason else (why,)


def _decided(_: Phrases, data: Suspension) -> Section:
    blocks: list[Block] = []
    if data.opened_now:
        blocks.append(Paragraph(_("You may now also reach us in this way:")))
        blocks.append(Bullets(tuple(text(words.channel(code, _.language)) for code in data.opened_now)))
    for answer in data.answers:
        blocks += restricted.became(_, answer.restriction, RESULTS[answer.result])
    title = _("What we decided") if data.why == "director_kept" else _("What has changed")
    return Section("decided", title, tuple(blocks))


def _dates(_: Phrases, data: Suspension) -> Section:
    blocks: list[Block] = []
    if data.decide_by:
        blocks.append(Paragraph(_("A director decides by {date}.", date=_.date(data.decide_by))))
    if data.kept_until:
        until = _(
            "It stays until {date} at the latest. Before then we look at everything again.",
            date=_.date(data.kept_until),
        )
        blocks.append(Paragraph(until))
    else:
        blocks.append(Paragraph(_("This lasts until we have looked at everything again.")))
    if data.asked_before:
        blocks.append(Paragraph(_("You can still tell us how things are now, until we have looked at it again.")))
    else:
        blocks.append(Paragraph(_("Before the review we write to you, so that you can tell us how things are now.")))
    return Section("dates", _("How long this lasts"), tuple(blocks))
