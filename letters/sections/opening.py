"""Whom the letter is for, its references and dates, and what a reader of a translation must know."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Final, Protocol

from letters.content import Addressee, Block, Facts, Note, Paragraph, Section, Span, Text
from letters.data import Contact, Person
from letters.phrases import ENGLISH, Phrases
from translations import mark

OWN_WORDS: Final = mark(
    "What our staff wrote in their own words is in English. We will put it into your language if you ask."
)


class Addressed(Protocol):
    """What a letter to a person is written from. ``reviewed_languages``: those whose every sentence was checked."""

    @property
    def person(self) -> Person: ...
    @property
    def issued_on(self) -> datetime.date: ...
    @property
    def contact(self) -> Contact: ...
    @property
    def reviewed_languages(self) -> Collection[str]: ...


def begin(
    _: Phrases,
    data: Addressed,
    references: Sequence[tuple[Text, Span]],
    opening: Sequence[Block],
    *,
    own_words: bool = True,
) -> Section:
    """Part `who` as nearly every letter has it, with what a translation says about itself.

    own_words: whether the letter holds passages that staff wrote in English.
    """
    notes = translation_notes(_, data.contact, _.language in data.reviewed_languages, own_words)
    return who(_, data.person, data.issued_on, references, opening, notes)


def who(
    _: Phrases,
    person: Person,
    issued_on: datetime.date,
    references: Sequence[tuple[Text, Span]],
    opening: Sequence[Block],
    notes: Sequence[Block] = (),
) -> Section:
    """Part `who`: name and address, references, the date, the greeting, and the first words of the letter."""
    rows: list[tuple[Text, Text]] = [(label, (reference,)) for label, reference in references]
    rows.append((_("Your customer reference"), (_.reference(person.reference),)))
    rows.append((_("Date of this letter"), (_.date(issued_on),)))
    # A format that is made later shows its own day here: see render's option `sent_on`.
    sent = Span("sent", _.date(issued_on).text, issued_on.isoformat())
    rows.append((_("Sent to you in this format"), (sent,)))
    name = _.name(person.name)
    lines: list[Text] = [(name,), *((Span("address", line),) for line in person.address)]
    blocks: list[Block] = [Addressee(tuple(lines)), Facts(tuple(rows))]
    blocks.append(Paragraph(_("Dear {name},", name=name)))
    return Section("who", (), (*blocks, *opening, *notes))


def translation_notes(_: Phrases, contact: Contact, reviewed: bool, own_words: bool) -> tuple[Block, ...]:
    """What a letter in another language says about itself; nothing in English.

    own_words: whether the letter holds passages that staff wrote in English.
    """
    if _.language == ENGLISH:
        return ()
    said = _("The English text of this letter comes after this one. It is the English text that counts in law.")
    if not reviewed:
        said = _.join(
            said,
            _(
                "Nobody has checked this translation yet. If something is not clear, please telephone {phone}.",
                phone=_.phone(contact.phone),
            ),
        )
    if own_words:
        said = _.join(said, _(OWN_WORDS))
    return (Note(said),)
