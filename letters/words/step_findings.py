"""The sentences for what must lie in a case before a decision (casework/rules/before.py), and what would settle it.

These codes belong to the back office; they never come out of `policy check` (RULES 5 is a contract).
"""

from __future__ import annotations

from collections.abc import Mapping

from translations import mark

BEFORE: Mapping[str, tuple[str, str]] = {
    "enquiries_missing": (
        mark("Those who decide first make enquiries. Not done yet: {enquiries}."),
        mark("Make the enquiries, and tick them off in the case."),
    ),
    "answer_awaited": (
        mark("The customer was asked, and may still answer until {day}."),
        mark("Wait for the answer, or for that day."),
    ),
    "support_not_on_record": (
        mark("The assessment speaks of support, and the case does not say what was offered."),
        mark("Write down in the case what was offered, and what came of it."),
    ),
    "circumstances_not_considered": (
        mark("The proposal does not say how it fits this person's circumstances."),
        mark("Write how you thought about disability, vulnerability and language."),
    ),
    "police_report_not_on_record": (
        mark("The policy has a matter like this reported to the police, and no report is on record."),
        mark("Report it, and write the report down in the case."),
    ),
    "route_not_taken": (
        mark("After a matter like this the policy always has “{kind}”."),
        mark("Put this restriction into the proposal."),
    ),
    "warning_letter_missing": (
        mark("Staff ended a contact because of aggression. No letter of warning followed, as the policy asks."),
        mark("Write the letter of warning in the case, and see whether it goes on."),
    ),
    "ladder_not_taken": (
        mark("Less comes before “{kind}”. The record does not show: {rungs}."),
        mark("Take the steps before it first, or use something milder."),
    ),
}
RUNGS: Mapping[str, str] = {
    "told": mark("that the customer was told why"),
    "contact_ended": mark("that a contact was ended on the spot"),
    "asked_to_stop": mark("that the customer was asked to stop"),
    "goes_on": mark("that it went on after that"),
    "last_answer": mark("that the customer was told before that no more answers follow"),
    "safety": mark("that someone's safety is at stake"),
}
