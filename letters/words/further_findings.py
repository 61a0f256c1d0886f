"""The sentences for findings of functions beside `check`, each with what would settle it.

These codes belong to the back office and the portal; they never come out of `policy check` (RULES 5 is a contract).
"""

from __future__ import annotations

from collections.abc import Mapping

from translations import mark

FURTHER: Mapping[str, tuple[str, str]] = {
    "promises_missing": (
        mark("An agreement has promises of both sides, and one side promises nothing."),
        mark("Write down what the customer promises, and what we promise."),
    ),
    "promises_broken": (
        mark("We have not kept our own promises. Times reported: {count}."),
        mark("Say in your reasons what we did about it."),
    ),
    "early_review_owed": (
        mark("The customer has told us of a change in their life. What applies to them has to be reviewed early."),
        mark("Hold the review, and answer the customer."),
    ),
    "status_too_long": (
        mark("“{kind}” ends by {date}. No review makes it longer."),
        mark("Enter that day or an earlier one."),
    ),
    "free_terms_not_in_policy": (
        mark("The list of restrictions in this landlord's policy is complete. “{kind}” takes nothing beside it."),
        mark("Take out what was added in free words."),
    ),
}
