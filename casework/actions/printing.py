"""The PDF of a print pack, made from the finished copies in it whenever somebody prints: nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable

import letters
from casework.actions import letterheads
from casework.actions.letters import frozen_of
from casework.actions.work import NotFoundError, Work
from casework.records import copies, files
from casework.records.letters import Delivery, PrintPack
from casework.records.preferences import safe_contact
from letters.printing import Labels, Sheet, pack

FormatWords = Callable[[str], str]


def pack_pdf(work: Work, printed: PrintPack, labels: Labels, format_words: FormatWords, plain_envelope: str) -> bytes:
    """The letters of an open pack behind their covers.

    ``plain_envelope``: what the cover says of a customer whose post another may see. NotFoundError once the pack was
    posted: the letters hold codes that open the portal, and nobody needs them any more.
    """
    if printed.posted_on is not None:
        raise NotFoundError(printed.ref)
    in_it = [one for one in copies.in_pack(work.session, printed.id) if one.stored_as]
    sheets = [_sheet(work, one, format_words, plain_envelope) for one in in_it]
    return pack(sheets, labels, letterheads.in_use(work.session, work.pack, work.site), work.today)


def _sheet(work: Work, copy: Delivery, format_words: FormatWords, plain_envelope: str) -> Sheet:
    letter = copy.letter
    frozen = letters.thaw(frozen_of(work.session, letter, copy.version))
    careful = copy.reader == "customer" and safe_contact(work.session, copy.reader_id) is not None
    return Sheet(
        reference=letter.ref,
        lines=letters.address_of(frozen),
        format=format_words(copy.format),
        pdf=files.get(work.session, letter.customer_id, copy.stored_as or ""),
        note=plain_envelope if careful else "",
    )
