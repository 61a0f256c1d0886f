"""Every kind of letter: the data it is written from, its wording, a sample, and what it may not lack.

A kind is a folder with `data.py`, `wording.py` and `sample.py`, and one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from letters.content import PARTS, Section
from letters.kinds.adjustment_answer import sample as adjustment_answer_sample
from letters.kinds.adjustment_answer import wording as adjustment_answer
from letters.kinds.adjustment_answer.data import AdjustmentAnswer
from letters.kinds.adjustment_received import sample as adjustment_received_sample
from letters.kinds.adjustment_received import wording as adjustment_received
from letters.kinds.adjustment_received.data import AdjustmentReceived
from letters.kinds.advocate_ended import sample as advocate_ended_sample
from letters.kinds.advocate_ended import wording as advocate_ended
from letters.kinds.advocate_ended.data import AdvocateEnded
from letters.kinds.advocate_named import sample as advocate_named_sample
from letters.kinds.advocate_named import wording as advocate_named
from letters.kinds.advocate_named.data import AdvocateNamed
from letters.kinds.advocate_told import sample as advocate_told_sample
from letters.kinds.advocate_told import wording as advocate_told
from letters.kinds.advocate_told.data import AdvocateTold
from letters.kinds.agreement_offer import sample as agreement_offer_sample
from letters.kinds.agreement_offer import wording as agreement_offer
from letters.kinds.agreement_offer.data import AgreementOffer
from letters.kinds.appeal_extended import sample as appeal_extended_sample
from letters.kinds.appeal_extended import wording as appeal_extended
from letters.kinds.appeal_extended.data import AppealExtended
from letters.kinds.appeal_not_accepted import sample as appeal_not_accepted_sample
from letters.kinds.appeal_not_accepted import wording as appeal_not_accepted
from letters.kinds.appeal_not_accepted.data import AppealNotAccepted
from letters.kinds.appeal_outcome import sample as appeal_outcome_sample
from letters.kinds.appeal_outcome import wording as appeal_outcome
from letters.kinds.appeal_outcome.data import AppealOutcome
from letters.kinds.appeal_received import sample as appeal_received_sample
from letters.kinds.appeal_received import wording as appeal_received
from letters.kinds.appeal_received.data import AppealReceived
from letters.kinds.appeal_sent_on import sample as appeal_sent_on_sample
from letters.kinds.appeal_sent_on import wording as appeal_sent_on
from letters.kinds.appeal_sent_on.data import AppealSentOn
from letters.kinds.change_answer import sample as change_answer_sample
from letters.kinds.change_answer import wording as change_answer
from letters.kinds.change_answer.data import ChangeAnswer
from letters.kinds.code_by_post import sample as code_by_post_sample
from letters.kinds.code_by_post import wording as code_by_post
from letters.kinds.code_by_post.data import CodeByPost
from letters.kinds.complaint_stage import sample as complaint_stage_sample
from letters.kinds.complaint_stage import wording as complaint_stage
from letters.kinds.complaint_stage.data import ComplaintStage
from letters.kinds.data_access import sample as data_access_sample
from letters.kinds.data_access import wording as data_access
from letters.kinds.data_access.data import DataAccess
from letters.kinds.decision import sample as decision_sample
from letters.kinds.decision import wording as decision
from letters.kinds.decision.data import Decision
from letters.kinds.documents_returned import sample as documents_returned_sample
from letters.kinds.documents_returned import wording as documents_returned
from letters.kinds.documents_returned.data import DocumentsReturned
from letters.kinds.hazard_summary import sample as hazard_summary_sample
from letters.kinds.hazard_summary import wording as hazard_summary
from letters.kinds.hazard_summary.data import HazardSummary
from letters.kinds.immediate_notice import sample as immediate_notice_sample
from letters.kinds.immediate_notice import wording as immediate_notice
from letters.kinds.immediate_notice.data import ImmediateNotice
from letters.kinds.ineligible_status import sample as ineligible_status_sample
from letters.kinds.ineligible_status import wording as ineligible_status
from letters.kinds.ineligible_status.data import IneligibleStatus
from letters.kinds.information_request import sample as information_request_sample
from letters.kinds.information_request import wording as information_request
from letters.kinds.information_request.data import InformationRequest
from letters.kinds.intended import sample as intended_sample
from letters.kinds.intended import wording as intended
from letters.kinds.intended.data import Intended
from letters.kinds.last_answer import sample as last_answer_sample
from letters.kinds.last_answer import wording as last_answer
from letters.kinds.last_answer.data import LastAnswer
from letters.kinds.letter_ready import sample as letter_ready_sample
from letters.kinds.letter_ready import wording as letter_ready
from letters.kinds.letter_ready.data import LetterReady
from letters.kinds.preferences_noted import sample as preferences_noted_sample
from letters.kinds.preferences_noted import wording as preferences_noted
from letters.kinds.preferences_noted.data import PreferencesNoted
from letters.kinds.record_note import sample as record_note_sample
from letters.kinds.record_note import wording as record_note
from letters.kinds.record_note.data import RecordNote
from letters.kinds.refused_contact import sample as refused_contact_sample
from letters.kinds.refused_contact import wording as refused_contact
from letters.kinds.refused_contact.data import RefusedContact
from letters.kinds.request_answer import sample as request_answer_sample
from letters.kinds.request_answer import wording as request_answer
from letters.kinds.request_answer.data import RequestAnswer
from letters.kinds.review_invitation import sample as review_invitation_sample
from letters.kinds.review_invitation import wording as review_invitation
from letters.kinds.review_invitation.data import ReviewInvitation
from letters.kinds.review_outcome import sample as review_outcome_sample
from letters.kinds.review_outcome import wording as review_outcome
from letters.kinds.review_outcome.data import ReviewOutcome
from letters.kinds.service_receipt import sample as service_receipt_sample
from letters.kinds.service_receipt import wording as service_receipt
from letters.kinds.service_receipt.data import ServiceReceipt
from letters.kinds.sign_in_code import sample as sign_in_code_sample
from letters.kinds.sign_in_code import wording as sign_in_code
from letters.kinds.sign_in_code.data import SignInCodeMessage
from letters.kinds.staff_invitation import sample as staff_invitation_sample
from letters.kinds.staff_invitation import wording as staff_invitation
from letters.kinds.staff_invitation.data import StaffInvitationMessage
from letters.kinds.staff_notice import sample as staff_notice_sample
from letters.kinds.staff_notice import wording as staff_notice
from letters.kinds.staff_notice.data import StaffNotice
from letters.kinds.status_ended import sample as status_ended_sample
from letters.kinds.status_ended import wording as status_ended
from letters.kinds.status_ended.data import StatusEnded
from letters.kinds.support_offer import sample as support_offer_sample
from letters.kinds.support_offer import wording as support_offer
from letters.kinds.support_offer.data import SupportOffer
from letters.kinds.suspension import sample as suspension_sample
from letters.kinds.suspension import wording as suspension
from letters.kinds.suspension.data import Suspension
from letters.kinds.verbal_warning import sample as verbal_warning_sample
from letters.kinds.verbal_warning import wording as verbal_warning
from letters.kinds.verbal_warning.data import VerbalWarning
from letters.kinds.visits_in_pairs import sample as visits_in_pairs_sample
from letters.kinds.visits_in_pairs import wording as visits_in_pairs
from letters.kinds.visits_in_pairs.data import VisitsInPairs
from letters.kinds.warning import sample as warning_sample
from letters.kinds.warning import wording as warning
from letters.kinds.warning.data import WarningLetter
from letters.kinds.withheld_record import sample as withheld_record_sample
from letters.kinds.withheld_record import wording as withheld_record
from letters.kinds.withheld_record.data import WithheldRecord

Composed = tuple[str, tuple[Section, ...]]
ALL_FORMATS: tuple[str, ...] = ("docx", "pdf", "large_print", "html", "text", "braille", "audio", "easy_read")


@dataclass(frozen=True)
class Kind:
    """One kind of letter.

    data: its dataclass. compose: title and sections in a language. parts: what may not be missing. formats: those
    it is made in. with_english: a letter in another language carries the English text after it. internal: a record for
    staff, of which no copy is ever made for anybody else.
    """

    code: str
    data: type
    compose: Callable[[Any, str], Composed]
    sample: Callable[[], Any]
    parts: tuple[str, ...] = PARTS
    formats: tuple[str, ...] = ALL_FORMATS
    with_english: bool = True
    internal: bool = False


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("decision", Decision, decision.compose, decision_sample.sample),
        Kind("appeal_received", AppealReceived, appeal_received.compose, appeal_received_sample.sample),
        Kind("appeal_outcome", AppealOutcome, appeal_outcome.compose, appeal_outcome_sample.sample),
        Kind("appeal_not_accepted", AppealNotAccepted, appeal_not_accepted.compose, appeal_not_accepted_sample.sample),
        Kind("appeal_extended", AppealExtended, appeal_extended.compose, appeal_extended_sample.sample),
        Kind("appeal_sent_on", AppealSentOn, appeal_sent_on.compose, appeal_sent_on_sample.sample),
        Kind("intended", Intended, intended.compose, intended_sample.sample),
        Kind(
            "agreement_offer",
            AgreementOffer,
            agreement_offer.compose,
            agreement_offer_sample.sample,
            parts=agreement_offer.PARTS,
        ),
        Kind(
            "change_answer",
            ChangeAnswer,
            change_answer.compose,
            change_answer_sample.sample,
            parts=change_answer.PARTS,
        ),
        Kind("last_answer", LastAnswer, last_answer.compose, last_answer_sample.sample, parts=last_answer.PARTS),
        Kind("record_note", RecordNote, record_note.compose, record_note_sample.sample, parts=record_note.PARTS),
        Kind(
            "complaint_stage",
            ComplaintStage,
            complaint_stage.compose,
            complaint_stage_sample.sample,
            parts=complaint_stage.PARTS,
        ),
        Kind(
            "request_answer",
            RequestAnswer,
            request_answer.compose,
            request_answer_sample.sample,
            parts=request_answer.PARTS,
        ),
        Kind(
            "adjustment_received",
            AdjustmentReceived,
            adjustment_received.compose,
            adjustment_received_sample.sample,
            parts=adjustment_received.PARTS,
        ),
        Kind(
            "adjustment_answer",
            AdjustmentAnswer,
            adjustment_answer.compose,
            adjustment_answer_sample.sample,
            parts=adjustment_answer.PARTS,
        ),
        Kind(
            "advocate_named",
            AdvocateNamed,
            advocate_named.compose,
            advocate_named_sample.sample,
            parts=advocate_named.PARTS,
        ),
        Kind(
            "advocate_ended",
            AdvocateEnded,
            advocate_ended.compose,
            advocate_ended_sample.sample,
            parts=advocate_ended.PARTS,
        ),
        Kind("review_invitation", ReviewInvitation, review_invitation.compose, review_invitation_sample.sample),
        Kind("review_outcome", ReviewOutcome, review_outcome.compose, review_outcome_sample.sample),
        Kind("suspension", Suspension, suspension.compose, suspension_sample.sample),
        Kind(
            "service_receipt",
            ServiceReceipt,
            service_receipt.compose,
            service_receipt_sample.sample,
            parts=service_receipt.PARTS,
        ),
        Kind(
            "hazard_summary",
            HazardSummary,
            hazard_summary.compose,
            hazard_summary_sample.sample,
            parts=hazard_summary.PARTS,
        ),
        Kind("warning", WarningLetter, warning.compose, warning_sample.sample, parts=warning.PARTS),
        Kind(
            "verbal_warning",
            VerbalWarning,
            verbal_warning.compose,
            verbal_warning_sample.sample,
            parts=verbal_warning.PARTS,
        ),
        Kind(
            "information_request",
            InformationRequest,
            information_request.compose,
            information_request_sample.sample,
            parts=information_request.PARTS,
        ),
        Kind(
            "support_offer",
            SupportOffer,
            support_offer.compose,
            support_offer_sample.sample,
            parts=support_offer.PARTS,
        ),
        Kind("immediate_notice", ImmediateNotice, immediate_notice.compose, immediate_notice_sample.sample),
        Kind("visits_in_pairs", VisitsInPairs, visits_in_pairs.compose, visits_in_pairs_sample.sample),
        Kind(
            "refused_contact",
            RefusedContact,
            refused_contact.compose,
            refused_contact_sample.sample,
            parts=refused_contact.PARTS,
        ),
        Kind(
            "documents_returned",
            DocumentsReturned,
            documents_returned.compose,
            documents_returned_sample.sample,
            parts=documents_returned.PARTS,
        ),
        Kind(
            "withheld_record",
            WithheldRecord,
            withheld_record.compose,
            withheld_record_sample.sample,
            parts=withheld_record.PARTS,
            internal=True,
        ),
        Kind("ineligible_status", IneligibleStatus, ineligible_status.compose, ineligible_status_sample.sample),
        Kind("status_ended", StatusEnded, status_ended.compose, status_ended_sample.sample, parts=status_ended.PARTS),
        Kind("data_access", DataAccess, data_access.compose, data_access_sample.sample, parts=data_access.PARTS),
        Kind("code_by_post", CodeByPost, code_by_post.compose, code_by_post_sample.sample, parts=code_by_post.PARTS),
        Kind(
            "preferences_noted",
            PreferencesNoted,
            preferences_noted.compose,
            preferences_noted_sample.sample,
            parts=preferences_noted.PARTS,
        ),
        Kind(
            "letter_ready",
            LetterReady,
            letter_ready.compose,
            letter_ready_sample.sample,
            parts=(),
            formats=("html", "text"),
            with_english=False,
        ),
        Kind(
            "advocate_told",
            AdvocateTold,
            advocate_told.compose,
            advocate_told_sample.sample,
            parts=(),
            formats=("html", "text"),
            with_english=False,
        ),
        Kind(
            "sign_in_code",
            SignInCodeMessage,
            sign_in_code.compose,
            sign_in_code_sample.sample,
            parts=(),
            formats=("html", "text"),
            with_english=False,
        ),
        Kind(
            "staff_notice",
            StaffNotice,
            staff_notice.compose,
            staff_notice_sample.sample,
            parts=(),
            formats=("html", "text"),
            with_english=False,
        ),
        Kind(
            "staff_invitation",
            StaffInvitationMessage,
            staff_invitation.compose,
            staff_invitation_sample.sample,
            parts=(),
            formats=("html", "text"),
            with_english=False,
        ),
    )
}
