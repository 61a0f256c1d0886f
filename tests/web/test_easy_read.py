"""Easy Read: read on the web, approved by a manager, and honest about words that nobody has checked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

import letters
from casework.actions import easy_read as actions
from casework.actions.letters import newest_of
from casework.actions.work import RefusedError
from casework.records.easy_read import EasyReadApproval
from casework.records.events import Event
from casework.records.letters import Letter
from letters.easy import pictures
from letters.easy.blocks import digest
from letters.easy.shape import EasyRead
from tests.web.office import Office

ENGLISH = "resident-blind"  # who reads English
UNCHECKED = "Nobody has checked these words yet."


def easy_of(office: Office, ref: str) -> EasyRead:
    with office.town.database.reading() as session:
        letter = session.scalars(select(Letter).where(Letter.ref == ref)).one()
        found = letters.thaw(newest_of(session, letter)).easy
    assert found is not None
    return found


def letter_to(office: Office, who: str, form_key: str = "form-1") -> str:
    """A decision was sent to this person; the reference of their letter."""
    office.town.decided(who, form_key)
    with office.town.database.reading() as session:
        chosen = select(Letter).where(Letter.customer_id == office.town.known[who].id, Letter.kind == "decision")
        return next(iter(session.scalars(chosen.order_by(Letter.id.desc())))).ref


def test_a_resident_reads_their_letter_in_pictures_and_short_sentences(office: Office) -> None:
    ref = letter_to(office, ENGLISH)
    page = office.get(ENGLISH, f"/letters/{ref}")
    assert f"/letters/{ref}/easy-read" in page.html
    easy = office.get(ENGLISH, f"/letters/{ref}/easy-read")
    assert "We change how you contact us for a while." in easy.main
    assert easy.html.count('class="easy-picture"') >= len(easy_of(office, ref).rows)
    assert UNCHECKED in easy.main
    office.get("neighbour", f"/letters/{ref}/easy-read", status=404)


def test_a_picture_is_there_for_everybody_and_may_be_kept(office: Office) -> None:
    answer = office.app.test_client().get(f"/pictures/{pictures.file_name('telephone')}")
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    assert "immutable" in answer.headers["Cache-Control"]
    assert office.app.test_client().get("/pictures/telephone.svg").status_code == 404


def test_a_block_counts_as_checked_from_the_day_on_which_a_manager_approved_it(office: Office) -> None:
    before = easy_of(office, letter_to(office, ENGLISH))
    assert "complain.how" in before.unchecked
    block = f"complain.how:{digest('complain.how', 'en')}"
    office.done("decider", "/staff/easy-read", {"block": [block], "do": "approve"}, at="/staff/easy-read?shelf=always")
    office.done("decider", "/staff/easy-read", {"block": [block], "do": "approve"}, at="/staff/easy-read?shelf=always")
    with office.town.database.reading() as session:
        assert len(session.scalars(select(EasyReadApproval)).all()) == 1
        assert len(session.scalars(select(Event).where(Event.name == "easy_read_approved")).all()) == 1
    after = easy_of(office, letter_to(office, ENGLISH, "form-2"))
    assert "complain.how" not in after.unchecked
    office.done(
        "decider", "/staff/easy-read", {"block": [block], "do": "take_back"}, at="/staff/easy-read?shelf=always"
    )
    page = office.get("auditor", "/staff/easy-read?shelf=always")
    assert "took the approval back" in page.main
    assert "Approve what is ticked" not in page.main


def test_only_a_manager_approves_and_only_the_words_as_they_are(office: Office) -> None:
    with pytest.raises(RefusedError, match="managers_only"):
        office.town.act("officer", actions.approve, "en", {"complain.how": digest("complain.how", "en")})
    with pytest.raises(RefusedError, match="words_changed"):
        office.town.act("decider", actions.approve, "en", {"complain.how": "0" * 64})
    with pytest.raises(RefusedError, match="unknown_code"):
        office.town.act("decider", actions.approve, "en", {"complain.nothing": "0" * 64})
