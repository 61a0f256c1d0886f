"""The receipt for a service: that we have it, what happens by when, and how we come."""

from __future__ import annotations

from collections.abc import Mapping

from letters import words
from letters.content import Block, Bullets, Heading, Note, Paragraph, Section, Text
from letters.kinds.service_receipt.data import ServiceReceipt, Target
from letters.phrases import Phrases, phrases
from letters.sections import open_door, opening, rights
from translations import mark

EMERGENCY = "emergency_repair"
GAS = "gas_smell"
PARTS: tuple[str, ...] = (
    "who", "what_happened", "decided", "still_open", "complain", "recorded", "help", "contact",
)  # fmt: skip
TITLES: Mapping[str, str] = {
    "received": mark("We have your report"),
    "booked": mark("The day on which we come"),
    "longer": mark("We need longer than we said"),
    "done": mark("It is done"),
    "closed": mark("What we did with your report"),
}


def compose(data: ServiceReceipt, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; the number to call comes first in an emergency."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference"), _.reference(data.reference))],
            _first(_, data),
            own_words=bool(data.answer),
        ),
        Section("what_happened", _("What you told us"), _told(_, data)),
        Section("decided", _("What happens now"), _happens(_, data)),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLES[data.event]), sections


def target_line(_: Phrases, target: Target) -> Text:
    """What we do, by when, and where that is written."""
    return _.join(target_day(_, target), _("(where it is written: {source})", source=_.name(target.source)))


def target_day(_: Phrases, target: Target) -> Text:
    """What we do, and by when."""
    does = words.target(target.code, _.language)
    if target.at:
        at = words.time(target.at, _.language)
        return _("{what}: by {time} on {date}", what=does, time=at, date=_.date(target.on))
    return _("{what}: by {date}", what=does, date=_.date(target.on))


def _first(_: Phrases, data: ServiceReceipt) -> tuple[Block, ...]:
    """The number to call while there is danger; the title says the rest."""
    if data.service != EMERGENCY or data.event not in ("received", "longer"):
        return ()
    gas = data.about == GAS and bool(data.contact.gas_phone)
    phone = _.phone(data.contact.gas_phone if gas else data.contact.emergency_phone)
    return (Note(_("If you are still in danger, telephone {phone} now, day or night.", phone=phone)),)


def _told(_: Phrases, data: ServiceReceipt) -> tuple[Block, ...]:
    about = words.about(data.about, _.language)
    told = Paragraph(_("You told us this on {date}: {about}.", date=_.date(data.received_on), about=about))
    return (told, *_.quotes(data.what, data.words_language))


def _happens(_: Phrases, data: ServiceReceipt) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if data.visit:
        blocks.append(
            Note(
                _(
                    "We come on {date}, between {start} and {end}.",
                    date=_.date(data.visit.on),
                    start=words.time(data.visit.starts, _.language),
                    end=words.time(data.visit.ends, _.language),
                )
            )
        )
    if data.targets:
        blocks.append(Bullets(tuple(target_line(_, one) for one in data.targets)))
    for one in data.targets:
        blocks.extend(_longer(_, one))
    blocks.extend(_.quotes(data.answer))
    if data.next_on:
        blocks.append(Paragraph(_("The next check is due by {date}.", date=_.date(data.next_on))))
    if not blocks:
        blocks.append(Paragraph(_("We offer you times for a visit, and you choose one.")))
    return (*blocks, *_how_we_come(_, data))


def _longer(_: Phrases, target: Target) -> tuple[Block, ...]:
    """Where a target is later than usual: since when, by which clause, and why."""
    if target.first_on is None:
        return ()
    said = _(
        "Without the limits that apply to you, this day would be {date}. It may be later because of {source}.",
        date=_.date(target.first_on),
        source=_.name(target.longer_source),
    )
    return (Paragraph(said), *_.quotes(target.longer_why))


def _how_we_come(_: Phrases, data: ServiceReceipt) -> tuple[Block, ...]:
    if not data.conditions or data.event in ("done", "closed"):
        return ()
    lines = dict.fromkeys(words.visit_condition(code, _.language) for code in data.conditions)
    return (
        Heading(_("How we come to you")),
        Bullets(tuple(_(line) for line in lines)),
        Paragraph(_("This never makes a time longer that the law sets.")),
    )
