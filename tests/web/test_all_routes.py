"""Every address is on this list, with who may use it; one that is not on it fails, and each is tried as a stranger,
as a customer whose things these are not, and as staff without a say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.web.office import Office, settings_of

ANYONE = {
    "portal.invitation",
    "portal.home", "portal.help_page", "portal.emergency", "portal.policy", "portal.accessibility", "portal.privacy",
    "portal.cookies", "portal.formats", "portal.languages_page", "portal.without_us",
    "portal.emergency_report", "portal.emergency_reported",
    "films.film", "shared.choose_language", "shared.colours", "shared.static", "shared.still_here", "shared.picture",
    "portal.open_appeal", "portal.open_appeal_received", "probes.alive", "probes.ready", "probes.numbers",
    "sign_in.start", "sign_in.code", "sign_in.again", "sign_in.who", "sign_in.letter", "sign_in.without",
    "sign_in.sign_out", "sign_in.signed_out", "sign_in.by_post", "sign_in.not_me", "sign_in.leave", "portal.sample",
    "staff_sign_in.start", "staff_sign_in.code", "staff_sign_in.recovery", "staff_sign_in.passkey",
    "staff_sign_in.single", "staff_sign_in.single_back", "staff_sign_in.join",
}  # fmt: skip
RESIDENT_OR_ADVOCATE = {
    "portal.preferences", "portal.preferences_format", "portal.preferences_letters", "portal.preferences_ways",
    "portal.preferences_help", "portal.sign_ins",
    "portal.review_list", "portal.review", "portal.question",
    "portal.services", "portal.service", "portal.service_visit", "portal.service_other_time", "portal.service_worse",
    "portal.repair_new", "portal.repair_danger", "portal.repair_details", "portal.safety_checks",
    "portal.safety_check_new",
    "portal.arrangements", "portal.arrangements_ended", "portal.letter", "portal.letter_easy_read",
    "portal.letter_copy", "portal.letter_file", "portal.letter_list",
    "portal.letter_translation",
    "portal.appeal", "portal.appeal_list", "portal.appeal_new", "portal.appeal_why", "portal.appeal_want",
    "portal.agreement", "portal.agreement_list", "portal.agreement_leave", "portal.agreement_broken",
    "portal.concern", "portal.concern_list", "portal.concern_new",
    "portal.change", "portal.change_list", "portal.change_new",
    "portal.adjustment", "portal.adjustment_list", "portal.adjustment_new", "portal.adjustment_withdraw",
    "portal.adjustment_not_done", "portal.adjustment_end", "portal.recording_new",
    "portal.complaint", "portal.complaint_list", "portal.complaint_new",
    "portal.asked", "portal.asked_list", "portal.asked_new",
    "portal.safeguarding", "portal.safeguarding_new", "portal.safeguarding_told",
    "portal.arrangements_card", "portal.incident_list", "portal.incident_reply", "portal.incident_correction",
    "portal.correction", "portal.correction_list", "portal.correction_new",
    "portal.appeal_more", "portal.change_file",
    "portal.appeal_new_evidence", "portal.appeal_evidence", "portal.appeal_evidence_file",
    "portal.appeal_evidence_remove", "portal.appeal_complaint", "portal.appeal_check", "portal.appeal_withdraw",
}  # fmt: skip
RESIDENT = {  # what no advocate may see
    "portal.about_you", "portal.about_you_end",
    "portal.preferences_safe", "portal.preferences_safe_end",
    "portal.record", "portal.record_download", "portal.record_looks", "portal.record_part",
    "portal.advocate", "portal.advocate_list", "portal.advocate_new", "portal.advocate_withdraw",
    "portal.advocate_code", "portal.advocate_end", "portal.advocate_forced", "portal.advocate_forced_told",
}  # fmt: skip
ADVOCATE = {
    "portal.clients", "portal.client_new", "portal.client_answer", "portal.client_end", "portal.client_letter_read",
    "portal.client_details", "portal.client_format", "portal.client_colleagues", "portal.client_colleague_remove",
}  # fmt: skip
STAFF_READ = {  # who holds a role of the landlord's policy, and auditors
    "staff.reports", "staff.report_page", "staff.report_file", "staff.paper_file",
    "staff.letters_desk", "staff.policy",
    "staff.area", "staff.bundles",  # of these few: the others get 403
    "staff.evidence_file", "staff.held_appeal",
    "staff.advocates", "staff.advocate",
    "staff.reviews", "staff.review", "staff.services", "staff.service",
    "staff.complaints", "staff.complaint", "staff.requests", "staff.request",
    "staff.adjustments", "staff.adjustment", "staff.adjustment_request", "staff.adjustment_breach",
    "staff.agreement", "staff.change", "staff.corrections", "staff.correction",
    "staff.concerns", "staff.concern", "staff.case_options", "staff.withheld",
    "staff.check", "staff.markers",
    "staff.work", "staff.calendar", "staff.case_consulted", "staff.customers", "staff.customer",
    "staff.incident", "staff.case", "staff.decision",
    "staff.decision_letter", "staff.referral", "staff.appeals", "staff.appeal",
    "staff.letter", "staff.letter_copy", "staff.letter_file",
    "staff.decision_letter_file", "staff.meeting", "staff.filed",
}  # fmt: skip
STAFF_ACT = {  # who holds a role of the landlord's policy
    "staff.paper_make",
    "staff.bundle_new", "staff.bundle_take_out", "staff.bundle_take", "staff.bundle_delete",  # managers: others get 403
    "staff.print_pack_new", "staff.print_pack", "staff.print_pack_file", "staff.print_pack_files",
    "staff.letter_returned",
    "staff.letter_settled", "staff.letter_again", "staff.letter_translation",
    "staff.case_consult", "staff.case_teller", "staff.case_legal", "staff.case_teams_told",
    "staff.tasks_chosen", "staff.tasks_hand_over", "staff.case_hand_over",
    "staff.absence_new", "staff.absence", "staff.absence_cancel", "staff.closed_day_new", "staff.closed_day_open",
    "staff.team_new", "staff.team_member",
    "staff.job_tell", "staff.job_take_back", "staff.marker_file_new", "staff.marker_file", "staff.marker_file_loaded",
    "staff.evidence_release", "staff.appeal_more", "staff.appeal_withdraw", "staff.appeal_extend",
    "staff.incident_recording", "staff.incident_damage", "staff.incident_help", "staff.help_answer", "staff.case_risk",
    "staff.incident_files", "staff.held_appeal_match", "staff.held_appeal_close",
    "staff.advocate_answer", "staff.advocate_new", "staff.advocate_code", "staff.authority_end",
    "staff.private_new", "staff.private",
    "staff.organisation_new", "staff.organisation", "staff.organisation_remove",
    "staff.service_new", "staff.check_new", "staff.service_offer", "staff.service_book", "staff.service_visited",
    "staff.service_found", "staff.service_longer", "staff.service_met", "staff.service_finish", "staff.service_note",
    "staff.service_match",
    "staff.review_begin", "staff.review_reply", "staff.review_propose", "staff.review_sign", "staff.review_hold",
    "staff.review_director",
    "staff.concern_new", "staff.concern_name", "staff.concern_close", "staff.matter_new", "staff.decision_retaliation",
    "staff.representative", "staff.withheld_test", "staff.correction_new", "staff.correction_answer",
    "staff.incident_reply", "staff.customer_details",
    "staff.complaint_new", "staff.appeal_complaint", "staff.complaint_acknowledge", "staff.complaint_extend",
    "staff.complaint_answer", "staff.complaint_escalate", "staff.request_new", "staff.request_answer",
    "staff.safeguarding", "staff.safeguarding_told",  # of these few: the others get 403
    "staff.risk_to_new", "staff.risk_to_end", "staff.risk_from_new", "staff.risk_from_end",
    "staff.agreement_new", "staff.agreement_answer", "staff.agreement_withdraw", "staff.agreement_impose",
    "staff.adjustment_new", "staff.adjustment_answer", "staff.adjustment_done", "staff.adjustment_review",
    "staff.adjustment_end", "staff.adjustment_not_done", "staff.adjustment_put_right", "staff.recording_new",
    "staff.recording",
    "staff.agreement_review", "staff.promise_broken", "staff.change_new", "staff.change_answer",
    "staff.incident_new", "staff.incident_weigh", "staff.incident_case", "staff.case_assessment", "staff.case_warning",
    "staff.case_question", "staff.question_answer",
    "staff.case_enquiries", "staff.case_support", "staff.support_outcome", "staff.case_police", "staff.case_action",
    "staff.case_end", "staff.case_warning_letter", "staff.incident_at_once", "staff.incident_refer",
    "staff.referral_answer",
    "staff.decision_new", "staff.decision_edit", "staff.decision_sign", "staff.decision_issue",
    "staff.decision_approve", "staff.decision_withdraw", "staff.appeal_take", "staff.appeal_decide",
    "staff.appeal_new", "staff.appeal_send_on", "staff.appeal_their_answer", "staff.decision_announce",
    "staff.letter_file_ask", "staff.letter_delivered", "staff.preferences", "staff.safe_contact",
    "staff.sign_out_customer",
    "staff.appeal_allocate", "staff.appeal_points", "staff.meeting_begin", "staff.meeting_close",
    "staff.meeting_minute", "staff.filed_reader", "staff.filed_new", "staff.filed_read", "staff.case_last_answer",
    "staff.told", "staff.told_seen", "staff.filed_away", "staff.parked",
    "staff.import_task", "staff.death", "staff.death_mistake", "staff.move", "staff.move_withdraw", "staff.new_name",
}  # fmt: skip
COLLEAGUE = {  # everybody who works here: their own sign-in
    "staff.account", "staff.account_password", "staff.account_authenticator", "staff.account_codes",
    "staff.account_passkey_new", "staff.account_passkey_remove", "staff.account_sign_out",
    "staff.prove", "staff.prove_passkey", "staff_sign_in.single_again",
}  # fmt: skip
PEOPLE_ACT = {  # administrators
    "staff.person_new", "staff.person_role_new", "staff.person_role_end", "staff.person_link", "staff.person_sign_out",
    "staff.person_unlock", "staff.person_leave", "staff.person_come_back",
}  # fmt: skip
ADMINISTRATION_READ = {  # administrators, and auditors
    "staff.audit", "staff.audit_file",
    "staff.administration", "staff.import_file", "staff.merge", "staff.retention_clocks", "staff.deletion",
    "staff.letterheads", "staff.letterhead", "staff.letterhead_sample",
}  # fmt: skip
ADMINISTRATION_ACT = {  # administrators
    "staff.import_new", "staff.import_example", "staff.import_settle", "staff.merge_new", "staff.merge_undo",
    "staff.hold_new", "staff.hold_lift", "staff.erasure_new",
    "staff.letterhead_new", "staff.letterhead_settle", "staff.letterhead_start",
}  # fmt: skip
CONTRACTOR = {"staff.jobs", "staff.job", "staff.job_receipt"}  # their own jobs, by name
TRANSLATOR = {  # and auditors, who read
    "staff.translations", "staff.translation", "staff.translation_words", "staff.sentences", "staff.sentences_of",
}  # fmt: skip
EXPECTED = {
    **dict.fromkeys(ANYONE, "anyone"),
    **dict.fromkeys(RESIDENT_OR_ADVOCATE, "resident_or_advocate"),
    **dict.fromkeys(RESIDENT, "resident"),
    **dict.fromkeys(ADVOCATE, "advocate"),
    **dict.fromkeys(STAFF_READ, "staff:+auditor"),
    **dict.fromkeys(STAFF_ACT, "staff"),
    "staff.authorised": "staff:+monitoring_team+auditor",
    "staff.authorised_receive": "staff:monitoring_team",
    **dict.fromkeys(COLLEAGUE, "colleague"),
    **dict.fromkeys(PEOPLE_ACT, "staff:administrator"),
    **dict.fromkeys(("staff.people", "staff.person", *ADMINISTRATION_READ), "staff:administrator+auditor"),
    **dict.fromkeys(ADMINISTRATION_ACT, "staff:administrator"),
    "staff.import_tasks": "staff:+auditor+administrator",
    **dict.fromkeys(TRANSLATOR, "staff:translator+auditor"),
    **dict.fromkeys(("staff.translation_checked", "staff.sentences_checked"), "staff:translator"),
    "staff.easy_read": "staff:+auditor+translator",
    "staff.easy_read_settled": "staff",
    **dict.fromkeys(CONTRACTOR, "staff:contractor"),
    "staff.equality_new": "staff:equality_monitor",
}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    made = Office(settings_of(database_url, tmp_path, "one-vision-housing"))
    yield made
    made.app.extensions["database"].engine.dispose()


def rules(app: Flask, *access: str) -> list[Rule]:
    """The rules whose view says that one of these may use it."""
    return [rule for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint).split(":")[0] in access]


def access_of(app: Flask, endpoint: str) -> str:
    return str(getattr(app.view_functions[endpoint], "access", "nobody said"))


def address(rule: Rule) -> str:
    """An address of this rule, with references that nobody has."""
    made = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
    for name in rule.arguments:
        made = made.replace(f"<int:{name}>", "999").replace(f"<{name}>", "X-2345-6789")
    return made


def test_every_address_is_on_the_list_with_who_may_use_it(office: Office) -> None:
    found = {rule.endpoint: access_of(office.app, rule.endpoint) for rule in office.app.url_map.iter_rules()}
    assert found == EXPECTED


def test_the_demo_is_not_there_without_demo_data(office: Office) -> None:
    browser = office.app.test_client()
    for path in ("/demo", "/demo/sign-in/resident", "/demo/link/x", "/demo/messages/x", "/demo/copies/1"):
        assert browser.get(path).status_code == browser.post(path).status_code == 404


def test_a_stranger_is_asked_to_sign_in_and_sees_nothing(office: Office) -> None:
    browser = office.app.test_client()
    tried = 0
    for rule in rules(office.app, "resident_or_advocate", "resident", "advocate", "staff", "colleague"):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = browser.open(address(rule), method=method)
            door = "/staff/sign-in" if rule.rule.startswith("/staff") else "/sign-in"
            assert answer.status_code == 303, (rule.rule, method)
            assert answer.location.split("?")[0] == door, (rule.rule, method)
            tried += 1
    assert tried >= len(EXPECTED) - len(ANYONE)


@pytest.mark.parametrize("who", ["neighbour", "advocate"])
def test_a_customer_or_advocate_never_comes_into_the_back_office(office: Office, who: str) -> None:
    for rule in rules(office.app, "staff", "colleague"):
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        answer = office.browser(who).open(address(rule), method=method)
        assert answer.status_code in (303, 400, 404), rule.rule
        if answer.status_code == 303:
            assert answer.location.startswith("/staff/sign-in")


@pytest.mark.parametrize("who", ["translator", "administrator", "contractor"])
def test_staff_without_a_say_in_cases_see_no_case(office: Office, who: str) -> None:
    """The first page of the back office leads them to their own."""
    for rule in rules(office.app, "staff"):
        if "GET" in (rule.methods or ()) and who not in access_of(office.app, rule.endpoint):
            plain = (303,) if rule.endpoint == "staff.work" else (403, 404)
            assert office.browser(who).get(address(rule)).status_code in plain, rule.rule


def test_an_auditor_reads_and_changes_nothing(office: Office) -> None:
    for endpoint in STAFF_ACT | PEOPLE_ACT:
        for rule in office.app.url_map.iter_rules(endpoint):
            method = "GET" if "GET" in (rule.methods or ()) else "POST"
            answer = office.browser("auditor").open(address(rule), method=method)
            assert answer.status_code in (400, 403, 404), rule.rule  # 400: a form without its token


def test_staff_do_not_walk_into_the_pages_of_residents(office: Office) -> None:
    for rule in rules(office.app, "resident_or_advocate", "resident", "advocate"):
        if "GET" in (rule.methods or ()):
            answer = office.browser("officer").get(address(rule))
            assert answer.status_code == 303, rule.rule
            assert answer.location.startswith("/sign-in")


def test_what_does_not_exist_and_what_is_not_yours_look_the_same(office: Office) -> None:
    unknown = office.browser("neighbour").get("/appeals/A-2345-6789")
    page = office.browser("neighbour").get("/letters/L-2345-6789")
    assert unknown.status_code == page.status_code == 404
    assert b"X-2345" not in unknown.data
