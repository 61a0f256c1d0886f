"""The letter that a proposal would make, before anybody issues it: on the page, and as the file that would go out."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from flask import abort, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

import letters
from casework.actions import letterheads, preview
from casework.actions.work import RefusedError, Work
from casework.records import desk
from staff.blueprint import bp, may_read
from staff.letters import drawn
from staff.looking import looked_at
from staff.showing import show
from web.database import acting, database, pack, reading
from web.settings import settings


@bp.get("/decisions/<ref>/letter")
@may_read
def decision_letter(ref: str) -> ResponseReturnValue:
    """The letter that a proposal would make today, in the customer's language; nothing of it is kept."""
    found = desk.decision(reading(), ref)
    if found.state != "draft":
        return redirect(url_for(".decision", ref=ref))
    looked_at(found.customer_id)
    frozen = would_go_out(ref)
    said = drawn(frozen) if frozen else None
    left = left_open(frozen) if frozen else ()
    return show("staff/decision_letter.html", decision=found, said=said, left=left, kind=kind_asked_for())


@bp.get("/decisions/<ref>/letter/file")
@may_read
def decision_letter_file(ref: str) -> ResponseReturnValue:
    """The same in the format that this customer needs."""
    found = desk.decision(reading(), ref)
    looked_at(found.customer_id)
    frozen = would_go_out(ref) if found.state == "draft" else None
    if frozen is None:
        abort(404)
    made_as = found.customer.letter_format if found.customer.letter_format in letters.FORMATS else "html"
    made = letters.render(frozen.data, made_as, letterheads.in_use(reading(), pack(), settings().base_url))
    name = f"{found.ref}-{kind_asked_for()}.{made.filename_ext}"
    kind = made.media_type.partition(";")[0]  # Werkzeug adds the charset
    answer = send_file(BytesIO(made.data), mimetype=kind, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def left_open(frozen: letters.Frozen) -> tuple[str, ...]:
    """What somebody left open in their own words, each once: square brackets, a note to come back."""
    return tuple(dict.fromkeys(one.about for one in letters.lint(frozen) if one.code == "unfinished"))


def kind_asked_for() -> str:
    """The letter about the decision, or, where the policy has plans announced first, that about the plan."""
    asked = request.args.get("kind") == "intended" and pack().appeals.intended
    return "intended" if asked else "decision"


def would_go_out(ref: str) -> letters.Frozen | None:
    """The letter as it would be written now; None while something that it must say is missing."""
    with database().session() as session:  # never committed: closing it takes everything back
        try:
            work = Work(session, acting(), pack(), datetime.now(UTC), settings().base_url)
            return preview.decision_letter(work, ref, kind_asked_for())
        except RefusedError:
            return None
        finally:
            session.rollback()
