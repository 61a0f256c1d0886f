"""The sentences for what actions find beside `check`: about steps, people and days that no proposal carries.

Each form is the code of a finding, with a variant after a point; what is said, and what would settle it.
"""

from __future__ import annotations

from collections.abc import Mapping

from translations import mark

FAIRNESS: Mapping[str, tuple[str, str]] = {
    "retaliation_unanswered.complaint": (
        mark("The customer complained on {day}, not long before this was proposed."),
        mark("Write down why this would be proposed without the complaint."),
    ),
    "retaliation_unanswered.disrepair_claim": (
        mark("The customer made a claim about disrepair on {day}, not long before this was proposed."),
        mark("Write down why this would be proposed without the claim."),
    ),
    "retaliation_unanswered.ombudsman_referral": (
        mark("The customer went to the Ombudsman on {day}, not long before this was proposed."),
        mark("Write down why this would be proposed if they had not gone to the Ombudsman."),
    ),
    "concern_open": (
        mark("A concern that this customer raised about a member of staff has no answer yet."),
        mark("Look into the concern. It may change what happened."),
    ),
    "concern_about_decider": (
        mark("The customer has raised a concern about someone who decides this, and it has no answer yet."),
        mark("Let someone else decide in that person's place, or answer the concern first."),
    ),
    "may_not_close.about": (
        mark("The concern is about this person."),
        mark("Choose someone else to answer it."),
    ),
    "may_not_close.reporter": (
        mark("This person reported what the customer is said to have done."),
        mark("Choose someone else to answer it."),
    ),
    "may_not_close.part": (
        mark("This person has a part in the case against the customer."),
        mark("Choose someone who has no part in it."),
    ),
    "may_not_close.rank": (
        mark("This person's role is not senior enough to answer a concern. It needs at least: {roles}."),
        mark("Choose someone in this role, or in a more senior one: {roles}."),
    ),
}
