"""An advocate's own page: the people whom they speak for, with what is due and when."""

from __future__ import annotations

from casework.records import own
from portal.blueprint import bp
from portal.page import page
from web.access import advocate, london_today, me
from web.database import reading


@bp.get("/clients")
@advocate
def clients() -> str:
    session, today = reading(), london_today()
    rows = []
    for client in own.clients(session, me().id, today):
        reader = own.client(session, me().id, client.ref, client.scope[0], today)
        appeals = own.own_appeals(session, reader) if "appeal" in client.scope else ()
        applies = own.arrangements(session, reader.customer_id, today, reader.advocate_id)
        open_ones = [one for one in appeals if one.state in ("draft", "received", "hearing")]
        rows.append((client, applies.restrictions if "see" in client.scope else (), open_ones))
    return page("clients/list.html", rows=rows)
