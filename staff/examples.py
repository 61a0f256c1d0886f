"""The words for what each landlord gives as examples of a kind of behaviour (`behaviour.*.examples` of its pack)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from translations import mark
from web.language import gettext

EXAMPLES: Mapping[str, str] = {
    "abusive_language": mark("abusive language"),
    "aggressive_pets": mark("not keeping an aggressive pet under control"),
    "changing_the_complaint": mark("changing what the complaint is about"),
    "defamatory_comments": mark("untrue comments that harm a person's name"),
    "deliberate_damage": mark("damage done on purpose"),
    "derogatory_remarks": mark("insulting remarks"),
    "different_routes": mark("raising the same matter by different routes"),
    "ignoring_procedures_to_disrupt": mark("ignoring procedures in order to disrupt"),
    "inappropriate_remarks": mark("remarks that are out of place"),
    "inflammatory_statements": mark("inflammatory statements"),
    "insisting_on_one_person": mark("insisting on one member of staff"),
    "intimidation": mark("intimidation"),
    "malicious_allegations": mark("accusations that are made to harm"),
    "mass_emailing": mark("emails to many people at once"),
    "nothing_new": mark("going on with a matter and bringing nothing new"),
    "outside_remit": mark("matters that we have no power over"),
    "pursuing_a_complaint_with_nothing_new": mark("going on with a complaint and bringing nothing new"),
    "refusing_a_decision": mark("refusing to accept a decision"),
    "refusing_a_staff_member": mark("refusing to deal with the right member of staff"),
    "refusing_advice": mark("refusing to take advice"),
    "refusing_an_explanation": mark("refusing to accept an explanation"),
    "refusing_timescales": mark("refusing to accept how long things take"),
    "reported_abuse_or_threats": mark("reports of abuse or threats"),
    "rudeness": mark("rudeness"),
    "same_issue_already_acted_on": mark("the same matter again, when it was already dealt with"),
    "sexually_inappropriate": mark("sexual remarks or acts"),
    "swearing": mark("swearing"),
    "threats": mark("threats"),
    "too_many_contacts": mark("very many contacts"),
    "too_much_information": mark("asking for very much information"),
    "too_much_staff_time": mark("taking very much staff time"),
    "undisclosed_recording": mark("recording without telling anyone"),
    "unfounded_complaints": mark("complaints that again and again have no ground"),
    "unreasonable_timescale": mark("demanding an answer by a time that cannot be kept"),
    "verbal_abuse": mark("verbal abuse"),
    "violence": mark("violence"),
}


def in_words(codes: Sequence[str]) -> str:
    """The examples as one line in the reader's language; a code of a pack's own is said by its own letters."""
    return "; ".join(gettext(EXAMPLES[code]) if code in EXAMPLES else code.replace("_", " ") for code in codes)
