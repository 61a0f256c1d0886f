"""The codes that packs, records, pages and the command line share.

People's words are put on them in letters/words.
"""

from typing import Final

CUSTOMERS: Final = ("tenant", "leaseholder", "applicant", "visitor")
# Roles of this product, beside those of the landlord's pack: no rank, no say in a decision.
OWN_ROLES: Final = ("administrator", "auditor", "translator", "contractor", "equality_monitor", "monitoring_team")
BEHAVIOURS: Final = ("aggressive_or_abusive", "unreasonable_demands", "unreasonable_persistence")
DIMENSIONS: Final = ("who", "when", "how", "where", "what", "agreement", "service", "lettings")

THIRD_PARTY: Final = "third_party"
DIRECT_CHANNELS: Final = ("in_person", "telephone", "email", "letter")
CHANNELS: Final = (*DIRECT_CHANNELS, THIRD_PARTY)

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

VULNERABILITY: Final = ("none", "present", "contributes")
SUPPORT: Final = ("not_needed", "none", "offered", "made_no_difference", "declined")
SUPPORT_STILL_OWED: Final = frozenset({"not_needed", "none", "offered"})

OUTCOMES: Final = ("lift", "alter", "continue")

ACTIONS: Final = (
    "tenancy_action",
    "police_report",
    "injunction",
    "eviction",
    "social_media_removal",
    "recharge",
)

# The order in which findings of one restriction, or of the whole proposal, are given.
CODES: Final = (
    "no_open_channel",
    "no_usable_channel",
    "third_party_missing",
    "unlawful",
    "essential_service_closed",
    "not_in_policy",
    "applicants_only",
    "wrong_route",
    "told_missing",
    "warning_missing",
    "assessment_missing",
    "support_first",
    "not_authorised",
    "quorum_missing",
    "police_report_missing",
    "decider_conflict",
    "reason_missing",
    "proportionality_missing",
    "review_missing",
    "review_too_late",
    "reviewer_missing",
    "invitation_missing",
    "outcome_not_in_policy",
    "notice_missing",
    "withholding_not_allowed",
    "withholding_unjustified",
    "appeal_elsewhere",
    "appeal_repeated",
    "hearer_wrong_role",
    "hearer_not_senior",
    "hearer_involved",
    "code_conflict",
    "floor_applied",
)
