"""The notice of a contact that was stopped at once: that it is over, what is looked at now, what the person can say."""

from __future__ import annotations

from letters.content import Block, Bullets, Note, Paragraph, Section
from letters.kinds.immediate_notice.data import ImmediateNotice
from letters.phrases import Phrases, phrases, text
from letters.sections import fairness, incidents, open_door, opening, rights
from letters.words.policy_terms import STEPS, named
from translations import mark

TITLE = mark("Why we stopped a contact with you at once")


def compose(data: ImmediateNotice, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections in the order of reading."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of this matter"), _.reference(data.reference))],
            _first_words(_),
        ),
        incidents.what_happened(_, data.incidents, data.behaviours),
        _done(_, data),
        _why(_, data),
        _tried(_, data),
        _circumstances(_, data),
        _dates(_),
        _say_it(_, data),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _first_words(_: Phrases) -> tuple[Block, ...]:
    return (
        Note(_("We stopped a contact with you at once, because we feared that somebody could be harmed.")),
        Paragraph(_("It is over. This letter limits nothing in how you contact us from now on.")),
    )


def _done(_: Phrases, data: ImmediateNotice) -> Section:
    did = Bullets(tuple(text(named(STEPS, code, _.language)) for code in data.done))
    blocks: tuple[Block, ...] = (Paragraph(_("To keep everybody safe, we had to:")), did, *_.quotes(data.said))
    return Section("decided", _("What we did at once"), blocks)


def _why(_: Phrases, data: ImmediateNotice) -> Section:
    blocks = (
        Paragraph(_("When somebody could be harmed, our staff act first. They do not have to wait for a decision.")),
        Paragraph(_("Our policy says that we may do this: {clause}.", clause=_.name(data.clause))),
    )
    return Section("why", _("Why we did this"), blocks)


def _tried(_: Phrases, data: ImmediateNotice) -> Section:
    told = Paragraph(_("We said what was wrong, so that it could stop."))
    none = Paragraph(_("There was no time to try something milder."))
    return Section("steps_tried", _("What we tried first"), (told if data.told_before else none,))


def _circumstances(_: Phrases, data: ImmediateNotice) -> Section:
    tell = Paragraph(_("Please tell us what we should know. You do not have to say what your condition is."))
    blocks = (*fairness.still_to_do(_, data.assess_by), tell)
    return Section("circumstances", _("How we think about you"), blocks)


def _dates(_: Phrases) -> Section:
    blocks = (
        Paragraph(_("It ended with that contact.")),
        Paragraph(_("If we decide anything more, we write to you: what, why, until when, and how you can appeal.")),
    )
    return Section("dates", _("How long this lasts"), blocks)


def _say_it(_: Phrases, data: ImmediateNotice) -> Section:
    blocks = (
        Paragraph(_("Nothing more is decided, so you need not appeal. Tell us now how you see it. You can:")),
        rights.ways(_, data.contact),
    )
    return Section("appeal", _("If you do not agree"), blocks)
