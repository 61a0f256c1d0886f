"""Names for what policies speak of: examples of behaviour, steps, thresholds. Shared by all landlords' packs.

A code that only one landlord's own pack has is said by its own letters.
"""

from __future__ import annotations

from collections.abc import Mapping

from letters.words.speech import speech
from translations import mark

EXAMPLES: Mapping[str, str] = {
    "abusive_language": mark("abusive or offensive words"),
    "intimidation": mark("frightening someone"),
    "reported_abuse_or_threats": mark("abuse or threats that staff have reported"),
    "outside_remit": mark("asking again and again about things that are not the landlord's to deal with"),
    "too_much_staff_time": mark("asking for more of staff's time than is fair to others"),
    "refusing_a_staff_member": mark("refusing to deal with the right member of staff"),
    "same_issue_already_acted_on": mark("contact about the same matter again after it was answered or acted on"),
    "violence": mark("violence"),
    "threats": mark("threats"),
    "verbal_abuse": mark("shouting abuse"),
    "swearing": mark("swearing at someone"),
    "derogatory_remarks": mark("hurtful or degrading remarks"),
    "inappropriate_remarks": mark("remarks that are out of place"),
    "rudeness": mark("rudeness"),
    "inflammatory_statements": mark("things said to stir up anger, or serious claims with nothing behind them"),
    "malicious_allegations": mark("claims made to harm someone"),
    "defamatory_comments": mark("false statements that harm someone's good name"),
    "sexually_inappropriate": mark("sexual remarks or acts"),
    "aggressive_pets": mark("not holding back an aggressive animal"),
    "deliberate_damage": mark("damage done on purpose"),
    "undisclosed_recording": mark("recording people without asking them"),
    "unreasonable_timescale": mark("asking for an answer sooner than anyone could give it"),
    "insisting_on_one_person": mark("insisting on one member of staff"),
    "too_many_contacts": mark("many more calls, emails or letters than the matter needs"),
    "too_much_information": mark("asking for or sending far more information than is needed"),
    "mass_emailing": mark("sending the same email to many members of staff"),
    "changing_the_complaint": mark("changing what a complaint is about again and again"),
    "ignoring_procedures_to_disrupt": mark("not following the landlord's ways on purpose, to disrupt its work"),
    "unfounded_complaints": mark("complaints or repair requests again and again with nothing behind them"),
    "refusing_advice": mark("not taking advice that would settle the matter, and asking for other action"),
    "refusing_a_decision": mark("not accepting a decision that has been made"),
    "refusing_an_explanation": mark("not accepting what the landlord can and cannot do"),
    "refusing_timescales": mark("not accepting the times in which the landlord answers"),
    "nothing_new": mark("going on with a matter with nothing new to say"),
    "pursuing_a_complaint_with_nothing_new": mark("going on with a complaint with nothing new to say"),
    "different_routes": mark("raising the same matter in many different places"),
}
PURPOSES: Mapping[str, str] = {
    "training": mark("training and checking how well we work"),
    "facts": mark("checking facts"),
    "agreements": mark("proof of what was agreed"),
    "public_task": mark("other duties of ours, such as proof that a tenancy was broken"),
    "approach": mark("checking how we deal with behaviour that is not acceptable"),
}
STEPS: Mapping[str, str] = {
    "say_it_is_unacceptable_and_why": mark("say that the behaviour is unacceptable, and why"),
    "warn_that_contact_ends": mark("warn that the call or meeting will end unless it changes"),
    "end_the_contact": mark("end the call, visit or meeting"),
    "record_it": mark("write down what happened"),
    "write_a_warning": mark("send a letter of warning"),
    "staff_decide_on_the_spot": mark("deal with it on the spot"),
    "act_at_once_where_extreme": mark("act at once where someone's safety is in danger"),
    "contact_records": mark("read the records of contact"),
    "phone_records": mark("look at the records of calls"),
    "staff_spoken_to": mark("speak with the staff who know the matter"),
    "customer_profile": mark("look at what is known about your needs"),
    "prevention": mark("prevent harm"),
    "response": mark("respond when something happens"),
    "support": mark("support people afterwards"),
    "feedback_policy": mark("use the landlord's complaints and feedback policy"),
    "ombudsman": mark("go to the Housing Ombudsman"),
}
# The same, said to staff who do it.
STEPS_OF_STAFF: Mapping[str, str] = {
    **STEPS,
    "customer_profile": mark("look at what is known about the person's needs"),
}
CIRCUMSTANCES: Mapping[str, str] = {
    "stops_good_service": mark("keeps staff from giving a good service"),
    "not_normal_working_relations": mark("goes beyond what is normal between people who work together"),
    "disproportionate_impact": mark("takes up far more time than is fair"),
    "harm_to_other_customers": mark("harms other customers"),
    "individuals_need_protection": mark("puts people at risk"),
    "distress_or_alarm": mark("causes staff distress or alarm"),
    "staff_feel_harassed": mark("makes staff feel harassed"),
    "unreasonable_demands_on_staff": mark("asks more of staff than is reasonable"),
    "behaviour_towards_staff": mark("treats staff in an unacceptable way"),
    "forceful_or_determined": mark("being forceful or determined"),
    "out_of_character": mark("acting out of character in a time of stress"),
    "anger_alone": mark("being angry"),
    "changed_circumstances": mark("your circumstances change"),
    "successful_appeal": mark("your appeal succeeds"),
    "acceptable_behaviour": mark("your behaviour has been acceptable for long enough"),
}
MATTERS: Mapping[str, str] = {
    "residential_care": mark("residential care"),
    "violence_at_work": mark("violence at work"),
    "staff_support": mark("support for staff"),
    "anti_social_behaviour": mark("anti-social behaviour"),
    "threats": mark("threats"),
    "harassment": mark("harassment"),
    "assault": mark("assault"),
    "criminal_damage": mark("criminal damage"),
    "hate_crime": mark("hate crime"),
}
SETTLED: Mapping[str, str] = {
    "told_of_pending_action": mark("you were told what would be done"),
    "matter_acted_on": mark("the matter was acted on"),
}
PROTECTED: Mapping[str, str] = {
    "staff": mark("staff"),
    "contractor": mark("contractors"),
    "board_or_group_member": mark("members of the board and of resident groups"),
}
HELP: Mapping[str, str] = {
    "support": mark("support"),
    "referral": mark("help from another organisation"),
    "advocacy": mark("someone to speak for you"),
    "medical": mark("medical help"),
}
TIERS: Mapping[str, str] = {
    "contact_standards": mark("how we keep in contact with you"),
    "service_limits": mark("limits on a service, tenancy action or a report to the police"),
}
CUSTOMERS: Mapping[str, str] = {
    "tenant": mark("tenants"),
    "leaseholder": mark("leaseholders"),
    "applicant": mark("people who apply for a home"),
    "visitor": mark("visitors"),
}


def named(names: Mapping[str, str], code: str, language: str) -> str:
    """The name of a code in one of the tables above."""
    text = names.get(code)
    return speech(language).gettext(text) if text else code.replace("_", " ")
