"""Each kind of task in words, and the page on which it is done."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from flask import url_for

from translations import mark
from web.language import gettext as _

# In the order in which the kinds stand beside the list.
KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "contact_uncovered": (mark("One contact, away and not covered"), "staff.decision"),
    "door": (mark("Ways of contact that opened by themselves"), "staff.customer"),
    "parked": (mark("What the system could not do"), "staff.parked"),
    "director": (mark("Missed reviews that a director decides"), "staff.review"),
    "service": (mark("Repairs and checks due now"), "staff.service"),
    "appeal_heard": (mark("Appeals being heard"), "staff.appeal"),
    "appeal_to_hear": (mark("Appeals to hear"), "staff.appeal"),
    "appeal_to_match": (mark("Appeals to match"), "staff.held_appeal"),
    "appeal_to_send_on": (mark("Appeals to send on"), "staff.appeal"),
    "proposal_to_sign": (mark("Proposals to sign"), "staff.decision"),
    "proposal_to_issue": (mark("Proposals ready to issue"), "staff.decision"),
    "referral": (mark("Questions to answer"), "staff.referral"),
    "answer": (mark("Answers to my questions"), "staff.referral"),
    "told": (mark("What was decided"), "staff.told"),
    "filed": (mark("Letters to read, that are read and filed"), "staff.filed_read"),
    "file": (mark("Files of serious matters"), "staff.case"),
    "legal_advice": (mark("Legal advice to consider"), "staff.case_consulted"),
    "teams_to_tell": (mark("Teams to tell what was decided"), "staff.case_consulted"),
    "case_to_assess": (mark("Cases to assess"), "staff.case"),
    "help_asked": (mark("Colleagues who asked for help"), "staff.incident"),
    "recording_to_tell": (mark("Recordings of which no manager was told"), "staff.incident"),
    "risk_assessment": (mark("Risk assessments to look at again"), "staff.case"),
    "review": (mark("Reviews coming due"), "staff.review"),
    "adjustment": (mark("Adjustments to answer"), "staff.adjustment_request"),
    "adjustment_not_done": (mark("Adjustments that were not done"), "staff.adjustment_breach"),
    "adjustment_review": (mark("Adjustments to look at again"), "staff.adjustment"),
    "recording": (mark("Calls that people asked to record"), "staff.recording"),
    "advocate": (mark("Advocates to confirm"), "staff.advocate"),
    "change": (mark("Changes to answer"), "staff.change"),
    "correction": (mark("Corrections to answer"), "staff.correction"),
    "offer": (mark("Offers without an answer"), "staff.agreement"),
    "agreement": (mark("Agreements to look at again"), "staff.agreement"),
    "complaint": (mark("Complaints"), "staff.complaint"),
    "request": (mark("What people ask"), "staff.request"),
    "concern": (mark("Concerns about staff"), "staff.concern"),
    "risk_to": (mark("People at risk, to look at again"), "staff.customer"),
    "risk_from": (mark("Risks to look at again"), "staff.customer"),
    "letter_waiting": (mark("Letters that wait for a translation or format"), "staff.letter"),
    "letter_to_post": (mark("Letters to post"), "staff.letter"),
    "letter_returned": (mark("Letters that came back"), "staff.letter"),
    "brought_in": (mark("What brought-in records lack"), "staff.import_task"),
}
# Done on pages on which something is done and nothing else: whoever may only read cannot open them.
ONLY_TO_ACT: Final = frozenset({"parked", "told", "filed", "recording", "brought_in"})


def kind_words(kind: str) -> str:
    """What kind of task it is."""
    return _(KINDS[kind][0]) if kind in KINDS else kind


def address(kind: str, ref: str) -> str:
    """The page on which it is done: of a review that nobody has begun, the decision."""
    endpoint = KINDS[kind][1]
    if endpoint == "staff.review" and ref.startswith("D-"):
        endpoint = "staff.decision"
    return _pattern(endpoint).replace("REF", ref)


@lru_cache(64)
def _pattern(endpoint: str) -> str:
    return url_for(endpoint, ref="REF")
