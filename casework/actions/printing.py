"""The PDF of a print pack, made from the finished copies in it whenever somebody prints: nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any

import letters
from casework.actions.copies import unfit_to_post
from casework.actions.letters import frozen_of, letterhead_of
from casework.actions.work import NotFoundError, Work
from casework.records import copies, files
from casework.records.letters import Delivery, PrintPack
from casework.records.preferences import safe_contact
from casework.rules.copies import postal_order, postcode
from letters.printing import Labels, Sheet, pack, whole

FormatWords = Callable[[str, dict[str, Any]], str]  # a format with its options, in the words of those who print


def in_postal_order(work: Work, printed: PrintPack) -> list[Delivery]:
    """The copies of a pack as they are printed: by postcode, and all that goes to one person together.

    While it is open, without what may not be posted any more: its reader has died, or named a safe address since.
    """

    def place(copy: Delivery) -> tuple[Any, ...]:
        lines = _lines(work, copy)
        return (*postal_order(lines[1:]), lines[:1], copy.id)

    in_it = copies.in_pack(work.session, printed.id)
    if printed.posted_on is None:
        in_it = tuple(one for one in in_it if one.state == "ready" and unfit_to_post(work, one) is None)
    return sorted(in_it, key=place)


def pack_pdf(work: Work, printed: PrintPack, labels: Labels, format_words: FormatWords, plain_envelope: str) -> bytes:
    """The letters of an open pack behind their covers.

    ``plain_envelope``: what the cover says of a customer whose post another may see. NotFoundError once the pack was
    posted: the letters hold codes that open the portal, and nobody needs them any more.
    """
    sheets = _sheets(work, printed, format_words, plain_envelope)
    return pack(sheets, labels, letterhead_of(work.pack, work.site), work.today)


def pack_files(
    work: Work, printed: PrintPack, labels: Labels, format_words: FormatWords, plain_envelope: str, *, out: IO[bytes]
) -> None:
    """All of an open pack as a ZIP: the same PDF, a table of what is in it, and what is not printed beside them."""
    sheets = _sheets(work, printed, format_words, plain_envelope)
    whole(printed.ref, sheets, labels, letterhead_of(work.pack, work.site), work.today, out=out)


def _sheets(work: Work, printed: PrintPack, format_words: FormatWords, plain_envelope: str) -> list[Sheet]:
    if printed.posted_on is not None:
        raise NotFoundError(printed.ref)
    in_it = [one for one in in_postal_order(work, printed) if one.stored_as]
    return [_sheet(work, one, format_words, plain_envelope) for one in in_it]


def _sheet(work: Work, copy: Delivery, format_words: FormatWords, plain_envelope: str) -> Sheet:
    lines = _lines(work, copy)
    careful = copy.reader == "customer" and safe_contact(work.session, copy.reader_id) is not None
    return Sheet(
        reference=copy.letter.ref,
        lines=lines,
        format=format_words(copy.format, copy.options),
        data=files.get(work.session, copy.letter.customer_id, copy.stored_as or ""),
        ext=letters.FORMATS[copy.format].filename_ext,
        postcode=postcode(lines[1:]),
        note=plain_envelope if careful else "",
    )


def _lines(work: Work, copy: Delivery) -> tuple[str, ...]:
    """Name and address as the letter has them in the window of its envelope."""
    return letters.address_of(letters.thaw(frozen_of(work.session, copy.letter, copy.version)))
