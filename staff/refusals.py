"""What the actions refuse, put in words on the form that asked: nothing typed is lost, and the reason is plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from casework.actions.work import RefusedError
from casework.rules.finding import Finding
from letters.words import findings, incident_findings
from staff import administration_words
from translations import mark
from web.database import pack
from web.forms import Form
from web.language import current_language
from web.language import gettext as _

SAYS: Mapping[str, str] = {
    "both_have_safe_contact": mark(
        "Both records name a safe way to reach this person. End the one that is wrong first."
    ),
    "customer_died": mark("This person has died. Nothing is sent to them any more."),
    "customer_merged": mark(
        "This record became part of another one while you were reading. What you wrote is still here."
    ),
    "column_missing": mark("A column is missing. Compare the first line of the file with the columns below"),
    "column_twice": mark("A column stands there twice. Compare the first line of the file with the columns below"),
    "column_unknown": mark(
        "There is a column that we do not know. Compare the first line of the file with the columns below"
    ),
    "import_has_faults": mark(
        "Nothing was taken in: something is wrong with the file now. Bring it again to see what."
    ),
    "import_is_discarded": mark("This file was discarded. Bring it again."),
    "import_is_done": mark("This file is taken in already."),
    "letterhead_ended": mark("This letterhead is not used any more. Bring it again."),
    "move_is_done": mark("They have moved already. Put their details right instead."),
    "no_joint_tenant": mark("This person holds another tenancy. Choose again"),
    "no_lines": mark("There is nothing in this file below its first line"),
    "not_text": mark("This file cannot be read. Save it as CSV, and bring it again"),
    "one_has_died": mark("One of the two is on record as having died. Settle that first."),
    "same_record": mark("These are the same record. Enter another one"),
    "too_many_lines": mark("There are too many lines in this file. Bring it in parts"),
    "address_unreadable": mark("Enter an email address, like name@example.org"),
    "administrator_only": mark("Only an administrator does this."),
    "code_is_wrong": mark("This code is not right. Check that it is for Open Door, and type the newest one."),
    "email_taken": mark("Somebody here has this address already."),
    "has_left": mark("This person has left. They must work here again first."),
    "last_administrator": mark("Nobody else could let people in. Give another person this role first."),
    "link_too_old": mark("This link is too old. Ask your administrator for another."),
    "own_role": mark("Nobody gives a role to themselves. Ask another administrator."),
    "passkey_refused": mark("This passkey could not be kept. Try again, or use another device."),
    "too_many_passkeys": mark("Ten passkeys are kept already. Remove one first."),
    "unknown_role": mark("There is no such role here."),
    "until_before_from": mark("Enter a last day that is not before the first, and not over"),
    "decides": mark("Who has a part in decisions does not write this down. Ask a colleague."),
    "month_not_over": mark("The month is not over yet."),
    "before_it_began": mark("It cannot have ended before it began. Check the times."),
    "noted_meanwhile": mark("Someone wrote this down while you were reading. What you wrote is still here."),
    "not_offered_yet": mark("Nobody has offered this yet."),
    "not_theirs": mark("Only the person who was offered it answers, or whoever offered it."),
    "before_the_report": mark("Enter a day on or after the day of the report"),
    "ends_first": mark("The time until which must be later than the time from which"),
    "is_matched": mark("Someone said whose home it is while you were reading."),
    "law_sets_it": mark("The law sets this day. Nothing moves it."),
    "no_condition": mark("Nothing about how you visit this person takes longer. The usual target stays."),
    "not_later": mark("Enter a day that is later than the present one"),
    "not_matched": mark("Say first whose home it is."),
    "nothing_to_do": mark("This was done already. Open the page again to see it."),
    "phone_unreadable": mark("Enter a phone number, like 01632 960001"),
    "policy_does_not": mark("This landlord's policy has no longer targets because of a restriction."),
    "service_is_closed": mark("This request was closed while you were reading. What you wrote is still here."),
    "service_is_done": mark("This request is done already. What you wrote is still here."),
    "visit_is_gone": mark("This time is not on offer any more."),
    "agreement_is_accepted": mark("The customer has agreed. Nothing has to be imposed."),
    "agreement_is_ended": mark("This agreement has ended."),
    "agreement_is_imposed": mark("These promises were imposed as a restriction. They change by a review or an appeal."),
    "agreement_is_offered": mark("The customer has not answered yet."),
    "agreement_is_refused": mark("The customer has said no."),
    "agreement_is_withdrawn": mark("This offer was taken back."),
    "announced_for_later": mark("It was announced for a later day. It cannot be issued before that."),
    "appeal_is_open": mark("An appeal against it waits for its answer. Answer that first."),
    "appeal_is_not_accepted": mark("This appeal was not heard again. The customer was told why."),
    "appeal_is_received": mark("This appeal was not sent on yet."),
    "appeal_is_sent_on": mark("This appeal was sent to the body that hears it."),
    "appeal_is_decided": mark("This appeal was decided while you were reading. What you wrote is still here."),
    "appeal_is_hearing": mark("Someone else took this appeal while you were reading."),
    "appeal_is_withdrawn": mark("The customer has withdrawn this appeal."),
    "adjustment_ended": mark("This adjustment has ended."),
    "adjustment_is_agreed": mark("Someone answered this while you were reading. What you wrote is still here."),
    "adjustment_is_declined": mark("Someone answered this while you were reading. What you wrote is still here."),
    "adjustment_is_other_agreed": mark("Someone answered this while you were reading. What you wrote is still here."),
    "adjustment_is_withdrawn": mark("The customer has taken this back."),
    "code_wrong": mark("This is not a code that we sent to this customer, or it is too old"),
    "already_referred": mark("Someone else has asked about this incident already."),
    "before_it_was_agreed": mark("It was agreed later than that. Check the day."),
    "breach_is_answered": mark("Someone answered this while you were reading. What you wrote is still here."),
    "case_holds_something": mark("A proposal waits in this case, or a decision of it applies. It cannot end yet."),
    "case_is_file": mark(
        "This is a file of a serious matter. The policy does not have a panel restrict contact for it."
    ),
    "case_is_ended": mark("This case has ended. Nothing more can be added to it."),
    "caution_at_risk": mark("Someone's safety was at stake. The policy then has a restriction proposed."),
    "change_is_answered": mark("Someone answered this while you were reading. What you wrote is still here."),
    "changed_meanwhile": mark(
        "Someone changed this proposal while you were reading. Read it again before you go on: nothing was done."
    ),
    "extended_before": mark("The answer was put off once already. It cannot be put off again."),
    "extended_to_the_past": mark("Enter a day after the day on which the answer is due"),
    "extended_too_far": mark("This day is too far away. Choose an earlier one"),
    "extended_too_late": mark("The answer is late already. Give it now."),
    "file_harmful": mark("There is a virus in this file. Nobody can open it."),
    "held_appeal_is_closed": mark("Someone settled this while you were reading."),
    "held_appeal_is_matched": mark("Someone matched this appeal while you were reading."),
    "before_the_letter": mark("Enter a day on or after the day of the letter"),
    "decision_is_announced": mark("This plan was announced. Give it up, and write another one."),
    "decision_is_issued": mark("This decision was issued while you were reading. Nothing in it changes any more."),
    "decision_is_withdrawn": mark("This proposal was withdrawn while you were reading."),
    "complaint_is_received": mark("First tell the customer what we understood."),
    "complaint_is_acknowledged": mark("This complaint was not answered yet."),
    "complaint_is_answered": mark("Someone answered this while you were reading. What you wrote is still here."),
    "agenda_open": mark("There are cases that nobody has decided or put off. Decide them, or write why not."),
    "all_grounds_accepted": mark("You agree with every point. Change something, or say with which you do not agree."),
    "already_extended": mark("The day was moved once already. It cannot be moved again."),
    "no_third_stage": mark("There are two stages. The customer may go to the Ombudsman."),
    "request_is_answered": mark("Someone answered this while you were reading. What you wrote is still here."),
    "too_long_ago": mark("This day is too long ago. Check it."),
    "does_not_count": mark("By the policy this is not unacceptable yet. See what is missing."),
    "ends_too_late": mark("Enter a day within the next two years"),
    "either_or": mark("Choose what is going on, or that nothing is known. Not both."),
    "form_used": mark("This form was sent already. Open the page again to write another one."),
    "heard_here": mark("We hear this appeal ourselves."),
    "intentions_unknown": mark("The policy does not have plans announced first."),
    "in_the_past": mark("Enter a day that is still to come"),
    "in_the_future": mark("This has not happened yet. Check the day and the time."),
    "lift_instead": mark("Everything would end. Choose that it ends instead."),
    "look_sooner": mark("Choose an earlier day: it is looked at again within a year."),
    "missing": mark("Write something here"),
    "naming_is_declined": mark("They said no meanwhile."),
    "naming_is_refused": mark("Someone answered this while you were reading."),
    "naming_is_stands": mark("They speak for the customer already."),
    "naming_is_withdrawn": mark("The customer took it back meanwhile."),
    "no_way_to_send": mark("No phone and no email is on record. Use the code of one of our letters, or a witness."),
    "no_ground_accepted": mark("You agree with none of the points. Then say that the appeal is not upheld."),
    "nobody_reads": mark("Name the person who reads it."),
    "no_stand_ins": mark("This landlord's policy knows no team representatives. Sign in a role of your own."),
    "may_not_allocate": mark("A manager who took no part gives an appeal to its hearer."),
    "meeting_is_closed": mark("This meeting was closed while you were reading. Its minutes do not change any more."),
    "minute_changed": mark("Someone wrote a minute here while you were reading. Save again to replace it."),
    "money_is_no_reason": mark("What it costs us is not a reason that we may give."),
    "nothing_asked": mark("Choose what would help, or write it down"),
    "not_answered_yet": mark("The customer still has time to answer."),
    "not_sent_yet": mark("This copy is still being made."),
    "nothing_to_appeal": mark("Nothing of this decision applies any more."),
    "notice_is_withheld": mark("The customer was not told of this decision. Settle that first."),
    "not_allowed": mark("The rules do not allow this yet."),
    "nothing_proposed": mark("Choose at least one restriction, or something else that is done"),
    "nothing_changed": mark("Nothing would change. Choose that the appeal is not upheld, or change something."),
    "nothing_to_decide": mark("Nothing waits for a director here any more."),
    "nothing_to_review": mark("Nothing of this decision applies any more."),
    "nothing_to_approve": mark("There is nothing here to approve any more. Read the proposal again."),
    "no_markers": mark("The policy has no markers. Check each customer here before you contact them."),
    "no_agreement": mark("This person has no agreement for a home with us, or the policy does not speak of it."),
    "not_a_file": mark("Choose an end that fits this case"),
    "not_asked": mark("The policy has somebody else answer this, who did not report it."),
    "nothing_offered": mark("No support is on record in this case. Write down what was offered first."),
    "nothing_warned": mark("No warning is on record in this case. Write it down first."),
    "own_words": mark("You wrote what it is about. Somebody else answers."),
    "correction_is_answered": mark("Someone answered this while you were reading. What you wrote is still here."),
    "not_the_reader": mark("Only the person who is named reads it."),
    "filed_item_is_read": mark("This was read already. What you wrote is still here."),
    "not_the_hearer": mark("Someone else hears this appeal. Only they decide it."),
    "other_ways_missing": mark("Choose which other ways you offered"),
    "recording_is_agreed": mark("Recording this call is agreed already."),
    "recording_is_declined": mark("The customer was told no already."),
    "referral_is_answered": mark("Someone answered this while you were reading."),
    "reporter_may_not_decide": mark("You reported this. Somebody else decides what is done."),
    "review_is_held": mark("This review was held while you were reading. What you wrote is still here."),
    "role_may_not_decide": mark("The policy does not let this role decide a proposal like this one."),
    "role_not_held": mark("You do not hold this role today. Ask your administrator."),
    "scope_not_of_kind": mark("Someone of this kind may do less. Choose fewer things"),
    "staff_only": mark("Only people who work here today can do this."),
    "decided_already": mark("Something is decided in this case already. The customer is asked again at the review."),
    "answer_too_soon": mark("Choose a later day: the letter has to come first"),
    "starts_too_soon": mark("The first day must leave time for the letter to come, and for an appeal"),
    "starts_in_the_past": mark("The first day must be today or later"),
    "terms_unreadable": mark("Check what you wrote here"),
    "review_missing": mark("Enter the day on which it is looked at again"),
    "text_was_changed": mark("The text on record is not the one that was signed. Tell your administrator."),
    "too_many_asked": mark("Many people were asked already. Wait for their answers, or take one back."),
    "too_many_points": mark("These are many points. Put some of them together."),
    "too_many_promises": mark("These are too many promises. Keep those that matter most."),
    "too_long": mark("This is too long. Make it shorter."),
    "too_far_ahead": mark("This day is too far away. Enter an earlier day"),
    "absence_overlaps": mark("They are away on some of these days already"),
    "by_its_own_page": mark("Who hears an appeal is settled on its own page."),
    "case_has_ended": mark("This case has ended."),
    "closed_anyway": mark("This is a weekend or a bank holiday already"),
    "cover_is_away": mark("They are away too, and nobody covers them. Choose somebody else"),
    "covers_oneself": mark("Choose somebody else"),
    "ends_before": mark("The last day is before the first one"),
    "is_away": mark("They are away, and nobody covers them. Choose somebody else"),
    "managers_only": mark("Only who manages others can do this."),
    "may_not": mark("By the policy they may not do this. Choose somebody else"),
    "nobody_chosen": mark("Choose who sees to it"),
    "own_absence_only": mark("You can only say that you are away yourself."),
    "team_was_asked": mark("What this team said is on record already"),
    "task_changed_hands": mark("Someone handed this over while you were reading. See who has it now."),
    "task_is_held": mark("Someone else took this while you were reading."),
    "unknown_code": mark("Choose one of the answers"),
    "unknown_kind": mark("This landlord does not have that restriction"),
    "until_too_late": mark("Choose a day that is still to come, within ten working days"),
    "works_elsewhere": mark("This person works for another organisation on record."),
    "withheld_is_not_announced": mark("What the customer must not be told cannot be announced."),
    "bundle_is_gone": mark("The file of this bundle is gone. Make a new one."),
    "copy_is_settled": mark("Someone settled this while you were reading. What you wrote is still here."),
    "letter_incomplete": mark("The letter about this would not say all that it must. Look at it first."),
    "copy_missing": mark("Papers go back only once a copy of each is on record"),
    "letter_is_internal": mark("This record is for staff alone. It goes to nobody."),
    "letter_is_held": mark("This letter is held until it is translated. Send it now as it is, or wait."),
    "no_other_language": mark("This letter is too old. It cannot be made in another language."),
    "no_such_way": mark("Nothing that is safe is on record for this way"),
    "not_in_language": mark("This letter is not made in this format in that language. Choose another format."),
    "not_translated_yet": mark("Some sentences are not written yet."),
    "nothing_posted": mark("Choose at least one letter"),
    "nothing_ready": mark("Nothing is ready to be printed."),
    "nothing_to_translate": mark("There is nothing to translate in this letter."),
    "own_translation": mark("You wrote some of it. Somebody else has to check it."),
    "translation_changed": mark(
        "Someone else wrote here while you were reading. What you wrote is still here. Save again to put it in place."
    ),
    "translators_only": mark("Only translators can do this."),
    "nothing_ticked": mark("Tick what is right."),
    "wording_changed": mark("The words have changed since you read them. Read them again."),
    "uphold_instead": mark("Everything would end. Choose that the appeal is upheld instead."),
}
OTHERWISE = mark("This cannot be done as things stand now. Open the page again to see what changed.")


def says(error: RefusedError) -> list[str]:
    """The refusal in the reader's language: the findings where there are some, else one sentence."""
    stops = [finding for finding in error.findings if finding.severity == "stop"]
    return [finding_says(finding) for finding in stops] or [_(SAYS.get(error.code, OTHERWISE))]


def finding_says(finding: Finding) -> str:
    """A finding with its source: what stands in the way, and where that is written."""
    return f"{said_of(finding)} ({finding.source})"


def said_of(finding: Finding) -> str:
    """What stands in the way."""
    if finding.code == "still_open":
        return administration_words.still_open(finding)
    if incident_findings.speaks_of(finding):
        return incident_findings.says(finding, current_language())
    return findings.says(finding, current_language(), pack())


def finding_unlocks(finding: Finding) -> str:
    """What would settle it."""
    if incident_findings.speaks_of(finding):
        return incident_findings.unlocks(finding, current_language())
    return findings.unlocks(finding, current_language(), pack())


def refuse(form: Form, error: RefusedError) -> None:
    """Put the refusal on the form: beside the field where the action names one that is there, else above it all."""
    name = _field_name(str(error.params.get("field", "")))
    for message in says(error):
        form.add_error(name if name in form else None, message)


@contextmanager
def refusals_on(form: Form) -> Iterator[None]:
    """Do what was asked; where it is refused, the form says why, and its page is shown again with what was typed."""
    try:
        yield
    except RefusedError as error:
        refuse(form, error)


def _field_name(named: str) -> str:
    """ "restrictions[0].days" is `r0_days` on the page."""
    found = re.fullmatch(r"restrictions\[(\d+)\]\.(\w+)(\[\d+\])?", named)
    return f"r{found[1]}_{found[2]}" if found else named
