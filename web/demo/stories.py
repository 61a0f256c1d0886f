"""What the people of the demo have behind them: a case at every stage, each step taken by the person who may.

What differs between the landlords is read from their packs: an intention is announced, an agreement offered, a notice
kept back only where the policy has it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import (
    agreements,
    announcing,
    asking,
    bundles,
    cases,
    changes,
    concerns,
    decisions,
    keeping,
    meetings,
    missed,
    referrals,
    staff_setup,
    support,
    warning_letters,
)
from casework.actions.agreements import OfferFacts
from casework.actions.asking import QuestionFacts
from casework.actions.changes import ChangeFacts
from casework.actions.concerns import ConcernFacts
from casework.actions.decisions import RestrictionFacts
from casework.actions.staff_setup import Invited
from casework.actions.support import Offer
from casework.actions.warning_letters import LetterFacts
from casework.actions.work import SYSTEM, Work
from casework.records import outbox
from casework.records.database import Database
from casework.records.people import Customer
from casework.rules import withheld
from casework.rules.calendar import months_after
from casework.rules.pack import Pack
from letters.kinds.warning.wording import RESTRICTION
from web.demo import (
    adjusting,
    appealing,
    arriving,
    easy_words,
    following,
    homes,
    people,
    reaching,
    sides,
    speaking,
    voices,
    wording,
    working,
)
from web.demo.teller import PROMISES, REVIEW_AFTER, Teller

_STATUS: Final = RestrictionFacts(
    "ineligible_status",
    {"scheme": "Sampletown Homes"},
    "You shouted at three viewings, and the officers who showed the homes felt in danger.",
    "A year is the time that the policy gives. Help for people without a home goes on as before.",
)
_IN_PAIRS: Final = RestrictionFacts(
    "visits_in_pairs",
    {},
    "An officer was followed back to the car and shouted at.",
    "Visits go on as before, by two people instead of one.",
)
_SHOUTED: Final = {
    "channel": "in_person",
    "behaviour": ("aggressive_or_abusive",),
    "examples": (),
    "ended_how": "not_ended",
}
_AT_A_VIEWING: Final = {**_SHOUTED, "what_happened": "Shouted at the officer during a third viewing."}
_AT_THE_DOOR: Final = {**_SHOUTED, "what_happened": "Followed the officer back to the car after a visit, and shouted."}


def load(database: Database, pack: Pack, now: datetime, site: str) -> bool:
    """Fill an empty database with the demo's people and their cases. False: they were there already.

    ``site``: the portal's address, which letters print.
    """
    with database.writing() as session:
        if _there(session):
            return False
        long_ago = now - timedelta(days=120)
        known = people.register(Work(session, SYSTEM, pack, long_ago), people.further_of(pack))
        _tell(Teller(session, pack, now, known, site))
        outbox.begin_now(session, now)
    bundles.check_chain(database, lambda session: Work(session, SYSTEM, pack, now))
    return True


def _tell(teller: Teller) -> None:
    easy_words.tell(teller)
    reaching.choose(teller)
    _before_a_decision(teller)
    _proposed(teller)
    _in_force(teller)
    _reviewed(teller)
    _where_the_policy_has_it(teller)
    following.tell(teller)
    adjusting.tell(teller)
    homes.tell(teller)
    reaching.tell(teller)
    reaching.listen(teller)
    speaking.tell(teller)
    voices.tell(teller)
    sides.tell(teller)
    wording.tell(teller)
    arriving.tell(teller)
    for key in (*people.CUSTOMERS, *people.further_of(teller.pack)):
        teller.act("system", 0, cases.settle, teller.known[key].id)
    keeping.keep_all(Work(teller.session, SYSTEM, teller.pack, teller.now))  # what waits shows before it is shared out
    working.tell(teller)
    _invited(teller)


def _invited(teller: Teller) -> None:
    """A colleague for a quarter of a year, who has not followed the link yet."""
    facts = Invited("Ingrid Invited", people.staff_email("invited"), ("translator",), teller.day(0), teller.day(-90))
    teller.act("administrator", 1, staff_setup.invite, facts, "demo invited")


def _there(session: Session) -> bool:
    return session.scalar(select(Customer.id).limit(1)) is not None


def _before_a_decision(teller: Teller) -> None:
    """A new case, one with help on offer, one with a letter of warning; and what happened after that is asked about."""
    teller.case("neighbour", 2)
    helped = teller.assessed("supported", 9)
    kind = next(iter(teller.pack.support.kinds), "support")
    what = "Somebody from the advice centre who is there at each call about the repair."
    teller.act("officer", 7, support.offer, helped, Offer(kind, what, teller.day(7)))
    question = "What were the calls about? At which time of the day do you like to be called?"
    asked = QuestionFacts(question, "We want to know first whether a promise of ours was broken.", teller.day(-12))
    teller.act("officer", 2, asking.ask, helped, asked, "demo supported")
    warned = teller.assessed("warned", 15)
    change = "Please ring once a day at most about the repair, and speak calmly with the person who answers."
    teller.act("officer", 13, warning_letters.send, warned, LetterFacts(change, (RESTRICTION,)))
    if referrals.roles_asked(teller.pack):
        again = teller.incident("warned", 1, what_happened="Rang six times before noon, after our letter.")
        why = "The calls went on after the letter. Is more needed, or should we ring first and ask what is wrong?"
        teller.act("officer", 0.5, referrals.refer, again, why)


def _proposed(teller: Teller) -> None:
    """A proposal that waits for its last signature, and an intention that was announced."""
    waits = teller.drafted("resident-unrestricted", 8)
    teller.signed(waits, 4, all_but_the_last=True)
    if "intended" in teller.known:
        planned = teller.signed(teller.drafted("intended", 9, starts_on=teller.day(-14)), 5)
        teller.act("officer", 4, announcing.announce, planned)


def _in_force(teller: Teller) -> None:
    """What applies, what is appealed against, and an appeal that was heard."""
    appealing.without_sign_in(teller, "resident", teller.issued("resident", 20), 1)
    blinds = teller.appealed("resident-blind", teller.issued("resident-blind", 30), 3)
    appealing.added_to(teller, "resident-blind", blinds, 1)
    said = ConcernFacts(
        what="The officer put the telephone down while I was still reading out the number of my repair.",
        about_words="The officer who answers on Mondays",
    )
    blind = teller.known["resident-blind"]
    teller.act("resident-blind", 2, concerns.raise_concern, blind.ref, said, "demo resident-blind")
    if _has_an_appealing_applicant(teller.pack):
        appeal = teller.appealed("applicant", teller.issued("applicant", 40), 25)
        reasons = (
            "The calls came after two of our own promises to ring back were broken. The set times end. "
            "We ask you to speak calmly, and we will ring back when we say so."
        )
        teller.heard(appeal, 24, "uphold", reasons)


def _reviewed(teller: Teller) -> None:
    """A review to which the customer is invited, and one that was missed: that restriction is suspended, and told."""
    decision = teller.issued("reviewed", 100, review_on=teller.day(-14))
    if not _has_an_appealing_applicant(teller.pack):
        appeal = teller.appealed("reviewed", decision, 85)
        teller.heard(appeal, 82, "dismiss", "We rang back each time on the day that we had said. It stays for now.")
    _the_night_of(teller, "reviewed", 10)
    change = ChangeFacts("The repair is done, and I have a new job with set hours.", "Please look at it again now.")
    teller.act("reviewed", 1, changes.tell, teller.known["reviewed"].ref, change, "demo reviewed")
    teller.issued("overdue", 90, review_on=teller.day(6))
    _the_night_of(teller, "overdue", 30)
    _the_night_of(teller, "overdue", 5)
    teller.assessed("overdue", 3)
    teller.act("decider", 0.1, meetings.begin, teller.day(0))


def _where_the_policy_has_it(teller: Teller) -> None:
    """An agreement on offer, a notice that is kept back, and an applicant who cannot use a lettings scheme for now."""
    if "agreeing" in teller.known:
        case = teller.assessed("agreeing", 6)
        offered = OfferFacts(
            **PROMISES,
            why="You rang nine times in one morning. We would both like the calls to be calm.",
            answer_by=teller.day(-12),
            review_on=months_after(teller.day(4), REVIEW_AFTER),
        )
        teller.act("officer", 4, agreements.offer, case, offered, "demo agreeing")
    if "withheld" in teller.known:
        _kept_back(teller, 16)
    if _has_status(teller.pack):
        a_year_on = months_after(teller.day(45), 12)
        teller.issued("applicant", 45, _STATUS, facts=_AT_A_VIEWING, review_on=a_year_on)


def _kept_back(teller: Teller, days_ago: float) -> None:
    why = "The customer said of an earlier letter that whoever signed the next one would be waited for."
    decision = teller.drafted("withheld", days_ago, _IN_PAIRS, facts=_AT_THE_DOOR, withheld=why)
    teller.signed(decision, days_ago - 4)
    keepers = withheld.keepers(teller.pack)
    key, role = next(
        (key, role) for key, who in teller.known.items() if key != "officer" for role in who.roles if role in keepers
    )
    teller.act(key, days_ago - 4, decisions.sign_withholding, decision, role)
    teller.act("officer", days_ago - 5, decisions.issue, decision)


def _the_night_of(teller: Teller, customer: str, days_ago: float) -> None:
    teller.act("system", days_ago, missed.look_after, teller.known[customer].id)


def _takes_applicants(pack: Pack) -> bool:
    return "applicant" in pack.rules["scope"].table.values.get("customers", ())


def _has_status(pack: Pack) -> bool:
    return _takes_applicants(pack) and _STATUS.kind in pack.kinds_in_policy


def _has_an_appealing_applicant(pack: Pack) -> bool:
    return _takes_applicants(pack) and not _has_status(pack)
