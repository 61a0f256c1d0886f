"""What the people of the demo complain about, ask, and tell in confidence."""

from __future__ import annotations

from casework.actions import complaints, monitoring, requests
from casework.actions.complaints import AnswerFacts, ComplaintFacts
from casework.actions.requests import RequestFacts
from web.demo.teller import Teller


def tell(teller: Teller) -> None:
    """A complaint at each stage, a question about rent, and something that few may read."""
    _waits_for_an_answer(teller)
    _at_stage_two(teller)
    rent = RequestFacts("rent", "The benefits office asks for a letter about my rent. Can you send me one?")
    blind = teller.known["resident-blind"].ref
    teller.act("resident-blind", 3, requests.ask, blind, rent, "demo rent")
    teller.act("resident-blind", 3, monitoring.tell, blind, {"disability": "a_lot", "ethnic_group": "black"})
    told = RequestFacts(
        "anti_social_behaviour",
        "Someone kicks my door at night and shouts. I am afraid to go out.",
        safe_way="telephone",
        safe_how="My mobile, only between 10 and 3.",
    )
    teller.act("neighbour", 1, requests.ask, teller.known["neighbour"].ref, told, "demo told")


def _waits_for_an_answer(teller: Teller) -> None:
    facts = ComplaintFacts(
        "لم يأتِ أحد لإصلاح التدفئة في ثلاثة مواعيد. انتظرت في البيت كل مرة.", "أريد موعدًا أكيدًا، واعتذارًا."
    )
    ref = teller.act("resident", 9, complaints.make, teller.known["resident"].ref, facts, "demo resident")
    teller.act("officer", 7, complaints.acknowledge, ref, "Three visits about the heating were missed. You want a day.")


def _at_stage_two(teller: Teller) -> None:
    facts = ComplaintFacts("The light in the stairs is broken since spring. I fell last week.", "Mend it, please.")
    welsh = "resident-unrestricted"
    ref = teller.act(welsh, 40, complaints.make, teller.known[welsh].ref, facts, "demo stairs")
    teller.act("officer", 37, complaints.acknowledge, ref, "The light in the stairs is broken, and you fell.")
    answer = AnswerFacts(
        "partly_upheld",
        "The light was reported in April. The part came late, and we did not tell you.",
        "We are sorry. A lamp with a battery was put up on the same day.",
        "The new light comes within two weeks.",
    )
    teller.act("officer", 30, complaints.answer, ref, answer)
    teller.act(welsh, 4, complaints.escalate, ref, "Two weeks are over, and there is still no light.")
