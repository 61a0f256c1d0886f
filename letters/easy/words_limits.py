"""Easy Read words for what limits contact: each restriction, what led to it, how long it lasts, what else we do."""

from __future__ import annotations

from collections.abc import Mapping

from letters.easy.line import SAID, Line
from translations import mark

_SEE_FULL_LETTER = mark("The full letter says which things.")

LIMITS: Mapping[str, tuple[Line, ...]] = {
    "limit.single_point_of_contact": (
        Line("person", SAID),
        Line("words", mark("Please ask for this person each time.")),
    ),
    "limit.third_party_only": (
        Line("people", mark("Somebody speaks to us for you.")),
        Line("no", mark("We do not talk to you ourselves for now.")),
    ),
    "limit.writing_through_others": (
        Line("telephone", mark("You can call us or meet us.")),
        Line("people", mark("Somebody else writes to us for you.")),
    ),
    "limit.no_direct_contact": (
        Line("no", mark("We do not talk to you ourselves for now.")),
        Line("people", mark("Somebody can talk to us for you.")),
    ),
    "limit.contact_time_limited": (Line("clock", SAID),),
    "limit.calls_at_set_times": (
        Line("clock", SAID),
        Line("no_telephone", mark("Please do not call at other times. In danger you can always call.")),
    ),
    "limit.contact_count_limited": (Line("telephone", SAID),),
    "limit.only_channels": (Line("door", SAID),),
    "limit.channel_excluded": (Line("no", SAID),),
    "limit.calls_not_taken": (
        Line("no_telephone", mark("We do not take your calls for now. In danger you can always call.")),
        Line("letter", mark("You can reach us in other ways.")),
    ),
    "limit.no_personal_contact": (
        Line("letter", mark("You can write to us.")),
        Line("no", mark("We do not meet you or talk on the telephone for now.")),
    ),
    "limit.not_in_person": (
        Line("telephone", mark("You can write to us or call us.")),
        Line("no", mark("We do not meet you for now.")),
    ),
    "limit.appointments_only": (
        Line("calendar", mark("Please agree a day and a time with us before you come.")),
        Line("no_entry", mark("Please do not come without that.")),
    ),
    "limit.offensive_correspondence_refused": (
        Line("yes", mark("We answer letters and emails with polite words.")),
        Line("no", mark("We do not answer letters and emails with rude words.")),
    ),
    "limit.witness_present": (Line("people", mark("When we meet you, one more person is there and listens.")),),
    "limit.office_meetings_only": (Line("office", mark("We meet you in our office. We do not meet in your home.")),),
    "limit.visits_in_pairs": (
        Line("people", mark("When we come to your home, two of us come.")),
        Line("home", mark("We still come. Your visits go on.")),
    ),
    "limit.excluded_from_offices": (
        Line("no_entry", mark("Please do not come to our offices for now.")),
        Line("telephone", mark("You can reach us in other ways.")),
    ),
    "limit.no_reinvestigation": (
        Line("look", mark("We have looked into some things. You have our answer. We do not look again.")),
        Line("page", _SEE_FULL_LETTER),
    ),
    "limit.new_evidence_only": (
        Line("new", mark("Do you have something new to show us? Then we look at it again.")),
        Line("page", _SEE_FULL_LETTER),
    ),
    "limit.relevant_issues_only": (
        Line("home", mark("We answer you about your home and our work.")),
        Line("no", mark("We do not answer about other things.")),
    ),
    "limit.issues_per_period": (Line("calendar", SAID),),
    "limit.documents_returned": (
        Line("page", mark("Is there nothing new in your papers? Then we send them back.")),
        Line("file", mark("We keep all that we need.")),
    ),
    "limit.read_and_file": (
        Line("eyes", mark("We read all that you send. We keep it.")),
        Line("new", mark("We write back only if it says something new.")),
    ),
    "limit.contact_agreement": (
        Line("handshake", mark("You and we have an agreement.")),
        Line("page", mark("It says what you do and what we do. You find it in the full letter.")),
    ),
    "limit.no_improvement_approvals": (
        Line("works", mark("Do you want to change your home? We cannot say yes for now.")),
        Line("yes", mark("Do you need a change because of a disability? You can always ask.")),
    ),
    "limit.planned_works_withheld": (
        Line("works", mark("Planned works have to wait. For example, a new kitchen.")),
        Line("yes", mark("We still do all works that the law asks for.")),
    ),
    "limit.health_and_safety_repairs_only": (
        Line("repair", mark("We still mend what is not safe or not healthy.")),
        Line("wait", mark("Other repairs have to wait.")),
    ),
    "limit.no_resident_groups": (Line("no_entry", mark("Please do not come to our meetings and events for now.")),),
    "limit.response_times_varied": (Line("wait", SAID),),
    "limit.no_complaints_process": (Line("words", mark("You can always complain. The law says so.")),),
    "limit.ineligible_status": (Line("homes", SAID),),
    # A restriction that only one landlord has is said in the words of its policy.
    "limit.other": (Line("page", SAID),),
    "limits.clause": (Line("book", mark("Our rules say that we may do this: {clause}.")),),
    "limits.also": (Line("page", mark("There is more about this in the full letter.")),),
    "happened.aggressive_or_abusive": (
        Line("angry", mark("We think that something you said or did frightened somebody.")),
    ),
    "happened.unreasonable_demands": (Line("hand", mark("We think that you asked us for more than we can do.")),),
    "happened.unreasonable_persistence": (
        Line("again", mark("We think that you contacted us too often about the same thing.")),
    ),
    "happened.on": (Line("calendar", mark("It was on {date}.")),),
    "happened.yours": (
        Line("words", mark("Do you remember it in another way? Tell us. We keep your words too.")),
        Line("page", mark("All our reasons are in the full letter.")),
    ),
    "tried.before": (
        Line("words", mark("We told you on {told} what was wrong.")),
        Line("danger", mark("We warned you on {warned}.")),
        Line("heart", mark("Do you need support? You can ask us at any time.")),
    ),
    "thought.of_you": (
        Line("think", mark("We thought about your health and your life.")),
        Line("words", mark("Did we forget something? Tell us. You do not have to name an illness.")),
    ),
    "dates.start": (
        Line("calendar", mark("It starts on {starts}.")),
        Line("again", mark("We look at it again by {review}.")),
    ),
    "dates.review": (
        Line("letter", mark("We write to you before that. You can tell us how things are.")),
        Line("yes", mark("Being calm and polite helps. It can end sooner.")),
    ),
    "dates.late": (Line("wait", mark("Are we late? Then it stops until we have looked.")),),
    "dates.late_safety": (
        Line("person", mark("Does it keep somebody safe? Then a director decides when we are late.")),
    ),
    "dates.none": (Line("yes", mark("You can contact us as before.")),),
    "action.tenancy_action": (
        Line("home", mark("We also do something about your tenancy. Your home could be at risk.")),
    ),
    "action.police_report": (Line("police", mark("We also tell the police.")),),
    "action.injunction": (Line("scales", mark("We also ask a court to order that this stops.")),),
    "action.eviction": (Line("court", mark("We also ask a court to end your tenancy.")),),
    "action.social_media_removal": (Line("computer", mark("We also ask a website to take down what was written.")),),
    "action.recharge": (Line("money", mark("We also ask you to pay for damage.")),),
    "action.advice": (
        Line("court", mark("Only a court can end a tenancy.")),
        Line("people", mark("You can get free advice. Ask a law centre or your council.")),
    ),
}
