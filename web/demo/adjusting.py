"""What people of the demo asked to be done differently: agreed and kept to, agreed and not done, and waiting."""

from __future__ import annotations

from sqlalchemy import select

from casework.actions import adjustments, breaches, call_recordings
from casework.actions.adjustments import AnswerFacts, WishFacts
from casework.actions.breaches import BreachFacts
from casework.actions.call_recordings import RecordingFacts
from casework.records.people import Adjustment
from casework.rules.adjustments import OWN_WORDS, last_review
from web.demo.teller import Teller


def tell(teller: Teller) -> None:
    """One of each, told by the people themselves."""
    who = teller.known
    wish = WishFacts(("large_print", "record_calls"), "Please ring twice, and give me time to get to the door.")
    ref = teller.act("resident", 18, adjustments.ask, who["resident"].ref, wish, "demo resident")
    yes = AnswerFacts(
        ("large_print", "record_calls", OWN_WORDS), last_review(teller.pack, teller.day(16)),
        put_as="Ring the bell twice, and wait five minutes", words="We have told everybody who visits you.",
    )  # fmt: skip
    teller.act("officer", 16, adjustments.answer, ref, yes)
    first = teller.session.scalars(select(Adjustment).where(Adjustment.customer_id == who["resident"].id)).first()
    if first is not None:
        teller.act("officer", 5, adjustments.note_done, first.ref, teller.day(5))
    blind = teller.session.scalars(select(Adjustment).where(Adjustment.customer_id == who["resident-blind"].id)).one()
    told = BreachFacts(teller.day(3), "A printed letter came on Friday. I could not read it, and nobody was there.")
    teller.act("resident-blind", 2, breaches.report, blind.ref, told, "demo resident-blind")
    slow = WishFacts(("more_time", "one_person"), "Mae angen mwy o amser arna i.")
    teller.act("resident-unrestricted", 1, adjustments.ask, who["resident-unrestricted"].ref, slow, "demo welsh")
    call = RecordingFacts(teller.day(-3), "The repair of the boiler")
    teller.act("neighbour", 1, call_recordings.ask, who["neighbour"].ref, call, "demo neighbour")
