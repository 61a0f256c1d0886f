"""An agreement is offered: freely, with promises of both sides, and with nothing lost by saying no."""

from __future__ import annotations

from collections.abc import Iterable

from letters.content import Block, Bullets, Note, Paragraph, Section, Span
from letters.kinds.agreement_offer.data import AgreementOffer
from letters.phrases import Phrases, phrases
from letters.sections import open_door, opening, rights
from translations import mark

TITLE = mark("We would like to make an agreement with you")
PARTS: tuple[str, ...] = (
    "who", "what_happened", "decided", "dates", "answer", "still_open", "complain", "recorded", "help", "contact",
)  # fmt: skip


def compose(data: AgreementOffer, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections; that it is an offer stands in the first lines."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of the agreement"), _.reference(data.reference))],
            _first_words(_, data),
        ),
        Section("what_happened", _("Why we ask you"), _.quotes(data.why)),
        _promises(_, data),
        _answer(_, data),
        Section(
            "dates",
            _("How long it lasts"),
            (
                Paragraph(_("We look at it again with you by {date}.", date=_.date(data.review_on))),
                Paragraph(_("You may leave the agreement at any time.")),
            ),
        ),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _first_words(_: Phrases, data: AgreementOffer) -> tuple[Block, ...]:
    return (
        Paragraph(_("This is an offer. Nothing changes unless you say yes. You do not have to.")),
        Note(_("Please tell us by {date}.", date=_.date(data.answer_by))),
    )


def _promises(_: Phrases, data: AgreementOffer) -> Section:
    blocks = (
        Paragraph(_("What we promise:")),
        _listed(_, data.promises_landlord),
        Paragraph(_("What we ask you to promise:")),
        _listed(_, data.promises_customer),
        Paragraph(_("Where this is written: {clause}.", clause=_.name(data.clause))),
    )
    return Section("decided", _("What the agreement says"), blocks)


def _listed(_: Phrases, promises: Iterable[str]) -> Bullets:
    items: list[tuple[Span, ...]] = [(_.own_words(promise),) for promise in promises]
    return Bullets(tuple(items))


def _answer(_: Phrases, data: AgreementOffer) -> Section:
    blocks = (
        Paragraph(_("You can say yes or no, or ask for other promises. You can:")),
        Bullets(
            (
                _("answer on {website}", website=_.link(data.contact.website)),
                _("telephone {phone}", phone=_.phone(data.contact.phone)),
                _("tell any of our staff, or ask somebody to do it for you"),
            )
        ),
        Paragraph(
            _(
                "If you say no, we may decide without you that this applies. Then you get our reasons, and you can "
                "appeal."
            )
        ),
    )
    return Section("answer", _("How to answer"), blocks)
