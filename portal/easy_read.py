"""The Easy Read of a letter as a page: pictures beside short sentences, from the words that were frozen at issue."""

from __future__ import annotations

from flask import abort
from markupsafe import Markup

import letters
from casework.actions.letters import newest_of
from casework.records import own
from casework.records.own import Reader
from letters.formats import easy_read
from portal.blueprint import own_page
from portal.page import page
from web.database import reading
from web.shared import picture_address


@own_page("/letters/<ref>/easy-read", "letters")
def letter_easy_read(reader: Reader, ref: str) -> str:
    """404 where the letter has no Easy Read words."""
    found = own.own_letter(reading(), reader, ref)
    frozen = letters.thaw(newest_of(reading(), found))
    if frozen.easy is None:
        abort(404)
    drawn = Markup(easy_read.fragment(frozen, picture_address))  # noqa: S704  written by letters, which escapes every word
    return page(
        "letters/easy_read.html",
        letter=found,
        letter_kind=found.kind,
        title=frozen.easy.title,
        words_of_letter=drawn,
        labels=frozen.easy.labels,
        in_language=frozen.easy.language,
    )
