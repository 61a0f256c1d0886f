"""Names for the codes of the rules' vocabulary: one short name a code, in the reader's language.

Each table holds the English text, marked for the catalogues. A code that a pack brings along and that is
in no table is said by its own letters ("Pool manager") rather than failing: a sixth landlord's
roles are no reason for a page to break.
"""

from __future__ import annotations

from collections.abc import Mapping

from letters.words.speech import speech
from translations import mark

CHANNELS: Mapping[str, str] = {
    "in_person": mark("In person"),
    "telephone": mark("Telephone"),
    "email": mark("Email"),
    "letter": mark("Letter"),
    "third_party": mark("Through a person who speaks for you"),
}
BY_CHANNEL: Mapping[str, str] = {
    "in_person": mark("in person"),
    "telephone": mark("by telephone"),
    "email": mark("by email"),
    "letter": mark("by letter"),
    "third_party": mark("through a person who speaks for you"),
}
# How we may reach a person; a text is no channel that a policy speaks of.
WAYS: Mapping[str, str] = {
    "letter": mark("Letter"),
    "email": mark("Email"),
    "text": mark("Text message"),
    "telephone": mark("Telephone"),
}
SERVICES: Mapping[str, str] = {
    "emergency_repair": mark("Emergency repairs"),
    "repair": mark("Repairs"),
    "hazard": mark("Damp, mould and other dangers in your home"),
    "safety_check": mark("Gas, electrical and fire safety checks"),
    "new_complaint": mark("New complaints"),
    "safeguarding": mark("Worries about someone's safety"),
    "report_harm": mark("Reporting harm: anti-social behaviour, hate crime or domestic abuse"),
    "appeal": mark("Appeals"),
    "adjustment": mark("Asking for a reasonable adjustment"),
    "advocate": mark("Choosing someone to speak for you"),
    "representative": mark("Going to your councillor or MP"),
    "ombudsman": mark("Going to the Ombudsman"),
    "rent": mark("Rent and payments"),
    "data_rights": mark("Your rights over what we keep about you"),
    "information": mark("Asking for information about how we work"),
    "legal_notice": mark("Legal notices and court papers"),
    "housing_need": mark("Homelessness, ending your tenancy, and changes to your home for a disability"),
}
# Helplines that have no name of their own.
HELPLINES: Mapping[str, str] = {
    "police": mark("Police, when it is not an emergency"),
    "power_cut": mark("A power cut in your street"),
    "domestic_abuse": mark("National Domestic Abuse Helpline, day and night"),
    "parliament": mark("Your MP, at Parliament"),
}
ROLES: Mapping[str, str] = {
    "officer": mark("Officer"),
    "manager": mark("Manager"),
    "service_manager": mark("Service Manager"),
    "head_of_service": mark("Head of Service"),
    "assistant_director": mark("Assistant Director"),
    "director": mark("Director"),
    "chief_executive": mark("Chief Executive"),
    "neighbourhood_services_team_leader": mark("Neighbourhood Services Team Leader"),
    "neighbourhood_services_manager": mark("Neighbourhood Services Manager"),
    "customer_access_team_leader": mark("Customer Access Team Leader"),
    "customer_access_manager": mark("Customer Access Manager"),
    "community_safety_team_leader": mark("Community Safety Team Leader"),
    "independent_living_team_leader": mark("Independent Living Team Leader"),
    "independent_living_manager": mark("Independent Living Manager"),
    "caution_lead": mark("Caution Lead"),
    "service_caution_lead": mark("Service Caution Lead"),
    "customer_experience_manager": mark("Customer Experience Manager"),
    "group_director_customer_services": mark("Group Director of Customer Services"),
    "scheme_board": mark("Scheme Board"),
}
BEHAVIOURS: Mapping[str, str] = {
    "aggressive_or_abusive": mark("Aggressive or abusive behaviour"),
    "unreasonable_demands": mark("Unreasonable demands"),
    "unreasonable_persistence": mark("Unreasonable persistence"),
}
ACTIONS: Mapping[str, str] = {
    "tenancy_action": mark("Action about your tenancy"),
    "police_report": mark("A report to the police"),
    "injunction": mark("Asking a court for an injunction"),
    "eviction": mark("Asking a court to end your tenancy"),
    "social_media_removal": mark("Asking a website to take down a post"),
    "recharge": mark("Asking you to pay for damage"),
}
OUTCOMES: Mapping[str, str] = {
    "uphold": mark("We agree with your appeal"),
    "vary": mark("We agree with a part of your appeal"),
    "dismiss": mark("We do not agree with your appeal"),
    "lift": mark("Ended"),
    "alter": mark("Changed"),
    "continue": mark("Continued"),
}
CUSTOMER_KINDS: Mapping[str, str] = {
    "tenant": mark("Tenant"),
    "leaseholder": mark("Leaseholder"),
    "applicant": mark("Applicant"),
    "visitor": mark("Visitor"),
}
DIMENSIONS: Mapping[str, str] = {
    "who": mark("Who you contact"),
    "when": mark("When you contact us"),
    "how": mark("How you contact us"),
    "where": mark("Where we meet"),
    "what": mark("What we answer"),
    "agreement": mark("Our agreement with you"),
    "service": mark("A service"),
    "lettings": mark("Bidding for a home"),
}
FORMATS: Mapping[str, str] = {
    "docx": mark("Word document"),
    "pdf": mark("Standard print (PDF)"),
    "large_print": mark("Large print (PDF)"),
    "html": mark("Web page"),
    "text": mark("Plain text"),
    "braille": mark("Braille (a file, or on paper)"),
    "audio": mark("Sound (MP3)"),
    "easy_read": mark("Easy Read with pictures (PDF)"),
}
LETTER_KINDS: Mapping[str, str] = {
    "decision": mark("Decision about how you contact us"),
    "appeal_received": mark("We have your appeal"),
    "appeal_outcome": mark("The answer to your appeal"),
    "appeal_not_accepted": mark("We do not look at your appeal again"),
    "appeal_extended": mark("Our answer to your appeal takes longer"),
    "appeal_sent_on": mark("We have sent your appeal on"),
    "intended": mark("What we plan to change in how you contact us"),
    "agreement_offer": mark("The offer of an agreement with you"),
    "change_answer": mark("Our answer to what has changed for you"),
    "last_answer": mark("Our last answer on a matter"),
    "record_note": mark("About your record"),
    "complaint_stage": mark("About your complaint"),
    "request_answer": mark("Our answer to what you told us"),
    "adjustment_received": mark("We have what you asked us to do differently"),
    "adjustment_answer": mark("Our answer about what we do differently for you"),
    "advocate_named": mark("Someone to speak for you"),
    "advocate_ended": mark("Someone no longer speaks for you"),
    "review_invitation": mark("Before we look at it again: tell us how things are"),
    "review_outcome": mark("We have looked at it again"),
    "suspension": mark("Something has changed in how you contact us"),
    "warning": mark("A warning"),
    "verbal_warning": mark("A record of the warning that we gave you"),
    "information_request": mark("Please tell us more"),
    "support_offer": mark("We would like to help"),
    "immediate_notice": mark("Why we stopped a contact with you at once"),
    "visits_in_pairs": mark("Two of us will come when we visit you"),
    "service_receipt": mark("What you asked us to do in your home"),
    "hazard_summary": mark("What we found in your home"),
    "refused_contact": mark("What we did with what you sent us"),
    "documents_returned": mark("Your papers come back to you"),
    "withheld_record": mark("Record of a notice that is kept back"),
    "ineligible_status": mark("You cannot bid for homes for a time"),
    "status_ended": mark("You can bid for homes again"),
    "data_access": mark("A copy of what we keep about you"),
    "sign_in_code": mark("Your sign-in code"),
    "code_by_post": mark("Your sign-in code"),
    "preferences_noted": mark("How we reach you"),
}


def _named(names: Mapping[str, str], code: str, language: str) -> str:
    text = names.get(code)
    return speech(language).gettext(text) if text else code.replace("_", " ").capitalize()


def channel(code: str, language: str) -> str:
    """The name of a channel: "Telephone"."""
    return _named(CHANNELS, code, language)


def way(code: str, language: str) -> str:
    """The name of a way in which we reach a person: "Text message"."""
    return _named(WAYS, code, language)


def by_channel(code: str, language: str) -> str:
    """A channel inside a sentence: "by telephone"."""
    return _named(BY_CHANNEL, code, language)


def service(code: str, language: str) -> str:
    """The name of an essential service, as its customer would say it."""
    return _named(SERVICES, code, language)


def helpline(code: str, language: str) -> str:
    """Whom a helpline belongs to, where that is no name of its own: "Police, when it is not an emergency"."""
    return _named(HELPLINES, code, language)


def role(code: str, language: str) -> str:
    """The name of a role in a landlord's policy: "Head of Service"."""
    return _named(ROLES, code, language)


def behaviour(code: str, language: str) -> str:
    """The name of a kind of behaviour."""
    return _named(BEHAVIOURS, code, language)


def action(code: str, language: str) -> str:
    """The name of an action that is recorded beside restrictions."""
    return _named(ACTIONS, code, language)


def outcome(code: str, language: str) -> str:
    """What came of an appeal (uphold, vary, dismiss) or of a review (lift, alter, continue)."""
    return _named(OUTCOMES, code, language)


def customer_kind(code: str, language: str) -> str:
    """What the customer is to the landlord: "Tenant"."""
    return _named(CUSTOMER_KINDS, code, language)


def dimension(code: str, language: str) -> str:
    """What a restriction is about (who, when, how, where, what, agreement, service, lettings)."""
    return _named(DIMENSIONS, code, language)


def letter_format(code: str, language: str) -> str:
    """The name of a format of a letter: "Large print (PDF)"."""
    return _named(FORMATS, code, language)


def letter_kind(code: str, language: str) -> str:
    """The name of a kind of letter, for lists."""
    return _named(LETTER_KINDS, code, language)
