"""Files that people sent, as those who may see them meet them again: by name, and to keep once they may be opened."""

from __future__ import annotations

from flask import abort
from werkzeug.wrappers import Response

from casework.records import files
from casework.records.appeals import Evidence
from casework.records.own import Reader
from casework.rules.evidence import may_open
from portal.page import saved
from web.database import reading


def opens(reader: Reader, sent: Evidence) -> bool:
    """Whether this reader may open the file; what others sent waits until it is out of quarantine."""
    mine = ("customer", reader.customer_id) if reader.advocate_id is None else ("advocate", reader.advocate_id)
    return may_open(sent.scan, own=(sent.sent_by, sent.sent_by_id) == mine)


def opened(reader: Reader, sent: Evidence) -> Response:
    """The file for the person to keep; a 404 while they may not open it."""
    if not opens(reader, sent):
        abort(404)
    data = files.get(reading(), reader.customer_id, sent.stored_as)
    return saved(data, sent.media_type, sent.name)
