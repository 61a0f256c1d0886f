"""The sentences for what the rules found, and for what would settle it; letters/words/findings.py fills them."""

from __future__ import annotations

from collections.abc import Mapping

from translations import mark

# The services that speak on a panel. One that a sixth landlord brings along is said by its own letters.
TEAMS: Mapping[str, str] = {
    "neighbourhood_services": mark("Neighbourhood Services"),
    "customer_access": mark("Customer Access"),
    "community_safety": mark("Community Safety"),
    "independent_living": mark("Independent Living"),
}
NUMBERS: tuple[str, ...] = (
    mark("no"),
    mark("one"),
    mark("two"),
    mark("three"),
    mark("four"),
    mark("five"),
    mark("six"),
)

# Each form of a finding: what is said, and what would settle it. A form is the code, with a variant after a point
# where one code is said in more than one way.
FORMS: Mapping[str, tuple[str, str]] = {
    "no_open_channel": (
        mark("No way to contact the landlord would be left."),
        mark("Leave at least one way open, or put in place someone with authority to speak for the customer."),
    ),
    "no_usable_channel": (
        mark("This customer cannot use any of the ways that would be left: {channels}."),
        mark("Leave open a way that this customer can use."),
    ),
    "third_party_missing": (
        mark("“{kind}” needs someone who speaks for the customer, and nobody has authority to do that."),
        mark("Record the authority of someone whom the customer has chosen, or use another restriction."),
    ),
    "unlawful": (
        mark("“{kind}” can never be used. Nobody may lose the right to complain, whatever a policy says."),
        mark("Take this restriction out."),
    ),
    "essential_service_closed": (
        mark("“{kind}” would close a service that always stays open: {services}."),
        mark("Take this restriction out, or use one that leaves these services open."),
    ),
    "not_in_policy": (
        mark("The landlord's policy does not have “{kind}”."),
        mark("Use a restriction that the policy has."),
    ),
    "not_in_policy.at_most": (
        mark("The landlord's policy leaves {number} way to make contact, not more: “{kind}” names more."),
        mark("Name fewer ways, or use another restriction."),
    ),
    "applicants_only": (
        mark("“{kind}” is only for people who apply for a home."),
        mark("Use a restriction that is meant for this customer."),
    ),
    "wrong_route": (
        mark("This policy is not for serious matters such as threats, violence or harassment. No panel decides them."),
        mark("Open a case management file, and use the anti-social behaviour or legal route."),
    ),
    "told_missing": (
        mark("The customer has not been told that the behaviour is unacceptable, and why."),
        mark("Tell the customer first, and record it."),
    ),
    "warning_missing": (
        mark("The customer has had no warning, and so no chance to change."),
        mark("Give a warning and a chance to change, and record it."),
    ),
    "warning_missing.explained": (
        mark("The customer has had no warning. The reason for that is on record."),
        mark("Give a warning if it is still possible."),
    ),
    "warning_missing.may_be_explained": (
        mark("The customer has had no warning, and no reason for that is on record."),
        mark("Give a warning and a chance to change, or record why that is not possible."),
    ),
    "assessment_missing": (
        mark("Nobody has looked at the customer's circumstances yet, such as health, disability and support."),
        mark("Look at the customer's circumstances first, and record it."),
    ),
    "assessment_missing.follows": (
        mark("Nobody has looked at the customer's circumstances yet. Someone has to within {days} working days."),
        mark("Look at the customer's circumstances within {days} working days, and record it."),
    ),
    "assessment_missing.follows_by": (
        mark("Nobody has looked at the customer's circumstances yet. Someone has to by {date}."),
        mark("Look at the customer's circumstances by {date}, and record it."),
    ),
    "support_first": (
        mark("The customer is vulnerable, and that plays a part in what happened. Support comes first."),
        mark("Offer support, and record whether it made a difference or was declined."),
    ),
    "not_authorised": (
        mark("Nobody who has signed may decide on “{subject}”. It needs at least: {roles}."),
        mark("Ask someone in this role, or in a more senior one, to sign: {roles}."),
    ),
    "not_authorised.review": (
        mark("Nobody who has signed may review “{subject}”. It needs at least: {roles}."),
        mark("Ask someone in this role, or in a more senior one, to sign: {roles}."),
    ),
    "not_authorised.only": (
        mark("Only this role may decide on “{subject}”: {roles}."),
        mark("Ask the person in this role to sign: {roles}."),
    ),
    "quorum_missing.panel": (
        mark("A panel needs {number} of the {all} services. {signed}"),
        mark("Ask someone from another service to sign: {services}."),
    ),
    "quorum_missing.group": (
        mark("{number} people decide together. Still missing: {seats}."),
        mark("Ask these people to sign: {seats}."),
    ),
    "police_report_missing": (
        mark("A serious matter is always reported to the police here, and no report is recorded."),
        mark("Report it to the police, and record it among the actions."),
    ),
    "decider_conflict": (
        mark("Someone who decides is also the person who reported what happened."),
        mark("Let someone else decide in that person's place."),
    ),
    "reason_missing": (
        mark("No reason is given for “{kind}”."),
        mark("Say why this restriction is needed."),
    ),
    "reason_missing.review": (
        mark("No reason is given for what the review decided."),
        mark("Say why the review decided this."),
    ),
    "proportionality_missing": (
        mark("Nothing says why “{kind}” is not more than is needed."),
        mark("Say why less would not be enough, and how the customer's circumstances were weighed."),
    ),
    "review_missing": (
        mark("No date is set for a review. The last day for it is {date}."),
        mark("Set a review on or before {date}."),
    ),
    "review_too_late": (
        mark("The review is too late: it has to be within {months} months, so on or before {date}."),
        mark("Set a review on or before {date}."),
    ),
    "review_too_late.may_be_longer": (
        mark("The review is too late: it has to be within {months} months, so on or before {date}."),
        mark("Set a review on or before {date}, or record why it is later and the approval of: {roles}."),
    ),
    "reviewer_missing": (
        mark("Nobody is named who does the review."),
        mark("Name who does the review."),
    ),
    "invitation_missing": (
        mark("The customer was not invited to take part in the review."),
        mark("Invite the customer to say what has changed."),
    ),
    "outcome_not_in_policy": (
        mark("The landlord's policy does not allow this outcome of a review."),
        mark("Choose an outcome that the policy has."),
    ),
    "notice_missing": (
        mark("The customer is not told by letter."),
        mark("Send the customer a letter."),
    ),
    "notice_missing.preferred": (
        mark("The customer is not told in the way that the customer prefers."),
        mark("Tell the customer in the preferred way, and by letter as well."),
    ),
    "withholding_not_allowed": (
        mark("The notice is kept back from the customer, and the landlord's policy does not allow that."),
        mark("Tell the customer."),
    ),
    "withholding_not_allowed.only_for": (
        mark("The notice is kept back from the customer. That is allowed for this alone: {kinds}."),
        mark("Tell the customer, or decide about the other matters apart."),
    ),
    "withholding_unjustified": (
        mark("The notice is kept back without a full reason that the right person has signed. It needs: {roles}."),
        mark("Write down the full reason and have it signed by: {roles}. Or tell the customer."),
    ),
    "appeal_elsewhere": (
        mark("This appeal is not heard by the landlord. It is heard by: {body}."),
        mark("Send the appeal on to: {body}. Tell the customer."),
    ),
    "appeal_repeated": (
        mark("There was an appeal about the same matter before, and there is nothing new."),
        mark("Ask for new evidence. Give the customer the reasons, and name the Ombudsman."),
    ),
    "hearer_wrong_role": (
        mark("This person's role is not senior enough to hear the appeal. It needs at least: {roles}."),
        mark("Choose someone in this role, or in a more senior one: {roles}."),
    ),
    "hearer_not_senior": (
        mark("This person is not more senior than those who decided."),
        mark("Choose someone more senior than everyone who decided."),
    ),
    "hearer_involved": (
        mark("This person took part in the decision or in what led to it."),
        mark("Choose someone who had no part in it."),
    ),
    "code_conflict": (
        mark("“{kind}” is lawful only in part."),
        mark("Keep to what the law allows, and say so in the letter."),
    ),
    "code_conflict.repairs_the_law_demands": (
        mark("“{kind}” is lawful only in part: repairs that the law demands are always done."),
        mark("Say in the letter that these repairs go on as before."),
    ),
    "code_conflict.works_the_law_demands": (
        mark("“{kind}” is lawful only in part: works for safety or that the law demands are always done."),
        mark("Say in the letter that these works go on as before."),
    ),
    "code_conflict.views_still_heard": (
        mark("“{kind}” is lawful only in part: tenants' views have to be heard, so say why and offer another way."),
        mark("Say in the letter how the customer can still give views."),
    ),
    "code_conflict.keep_the_record": (
        mark("“{kind}” is lawful only in part: nothing that belongs to a case may be destroyed."),
        mark("Keep a copy of everything that is sent back."),
    ),
    "floor_applied.decision": (
        mark("The policy does not say who decides, so the floor does: one person, at least: {roles}."),
        mark("Nothing has to be done. This is shown because the policy is silent."),
    ),
    "floor_applied.review.by": (
        mark("The policy does not say who reviews, so the floor does: whoever may decide may review."),
        mark("Nothing has to be done. This is shown because the policy is silent."),
    ),
    "floor_applied.review.period": (
        mark("The policy does not say when restrictions are reviewed, so the floor does: within {months} months."),
        mark("Nothing has to be done. This is shown because the policy is silent."),
    ),
    "floor_applied.appeal.hearer": (
        mark("The policy does not say who hears an appeal, so the floor does: at least {roles}, who took no part."),
        mark("Nothing has to be done. This is shown because the policy is silent."),
    ),
    "floor_applied.appeal.days": (
        mark("The policy does not say how soon an appeal is answered, so the floor does: within {days} working days."),
        mark("Nothing has to be done. This is shown because the policy is silent."),
    ),
}
NOBODY_SIGNED = mark("Nobody who speaks for one of them has signed.")
ONLY_SIGNED = mark("Only {services} has signed.")
ONE_PERSON_SIGNED = mark("Only one person has signed, for {services}.")
