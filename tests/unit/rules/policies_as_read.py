"""What the five policies say, read from their texts and not from the packs: what the policy page has to say of each.

One line for each thing: the clause | what it is about | what it says. A list is in any order. `ALWAYS` is what the
floor says where a policy is silent; `SILENT` names what each policy does not say.
"""
# ruff: noqa: E501 - a line of a policy is a line of the table

from __future__ import annotations

from tests.unit.rules.examples import CAL, NHG, OCT, OVH, WCH

# approved, in force from, to be reviewed by, version; None where the document gives no date.
DOCUMENTS = {
    OVH: ("Unacceptable Behaviour Policy", "2022-05", "2022-05-17", "2022-05-17", "2025-05-31"),
    WCH: ("Persistent or Unreasonable Behaviour Policy", "2022-12", "2022-12-31", "2022-12-31", "2023-11-30"),
    OCT: ("Unacceptable customer actions policy", "2019-04", "2019-04-01", "2019-04-01", None),
    NHG: ("Preventing and managing unacceptable customer behaviour", "1.0", "2019-02-05", "2019-04-08", None),
    CAL: ("Unacceptable Behaviour Policy", "1", None, None, None),
}

ROLES = {
    OVH: {
        "officer": 1,
        "neighbourhood_services_team_leader": 2,
        "neighbourhood_services_manager": 3,
        "customer_access_team_leader": 2,
        "customer_access_manager": 3,
        "community_safety_team_leader": 2,
        "independent_living_team_leader": 2,
        "independent_living_manager": 3,
        "director": 5,
        "chief_executive": 6,
    },
    WCH: {
        "officer": 1,
        "caution_lead": 2,
        "service_caution_lead": 3,
        "customer_experience_manager": 4,
        "group_director_customer_services": 5,
        "chief_executive": 6,
    },
    OCT: {"officer": 1, "service_manager": 2, "assistant_director": 3, "director": 4, "chief_executive": 5},
    NHG: {"officer": 1, "manager": 2, "head_of_service": 3, "director": 4, "chief_executive": 5},
    CAL: {"officer": 1, "customer_experience_manager": 2, "head_of_service": 3, "director": 4, "chief_executive": 5},
}

SAYS = {
    OVH: """
1.1   | conduct.staff_trained   |
1.4   | scope                   | customers: tenant, leaseholder, applicant, visitor
1.5   | serious.elsewhere       | opens: case_management_file
1.6   | action                  | action: tenancy_action
1.6   | action                  | action: injunction
2.5   | assessment              |
3.1.2 | behaviour               | behaviour: aggressive_or_abusive; examples: abusive_language, intimidation, reported_abuse_or_threats
3.1.2 | behaviour               | behaviour: unreasonable_demands; examples: outside_remit, too_much_staff_time, refusing_a_staff_member
3.1.2 | behaviour               | behaviour: unreasonable_persistence; examples: same_issue_already_acted_on,
3.1.3 | immediate               | steps: say_it_is_unacceptable_and_why, warn_that_contact_ends, end_the_contact, record_it
3.1.3 | told.yes                | excused: immediate_risk,
3.1.4 | warning.no              |
3.2.1 | referral                | roles: neighbourhood_services_manager, neighbourhood_services_team_leader, customer_access_manager, customer_access_team_leader, community_safety_team_leader, independent_living_manager, independent_living_team_leader
3.2.1 | decision.panel          | people: 2; services: neighbourhood_services, customer_access, community_safety, independent_living
3.2.2 | enquiries               | steps: contact_records, phone_records, staff_spoken_to, customer_profile
3.2.3 | support.stop            | kinds: support, referral, advocacy, medical
3.2.5 | measures.yes            |
3.2.5 | kind                    | kind: third_party_only; closes: in_person, telephone, email, letter
3.2.5 | kind                    | kind: contact_time_limited
3.2.5 | kind                    | kind: calls_at_set_times
3.2.5 | kind                    | kind: only_channels
3.2.5 | kind                    | kind: witness_present
3.2.5 | kind                    | kind: office_meetings_only
3.2.5 | kind                    | kind: no_reinvestigation
3.2.6 | notice.form.yes         |
3.3.1 | monitoring.recorded     | purposes: training, facts, agreements, public_task
3.3.2 | recording.ask_first     |
3.4.1 | appeal.intended         |
3.4.2 | appeal.repeated.yes     |
3.5.1 | essential               | services: repair, safety_check, new_complaint
3.5.2 | kind                    | kind: response_times_varied
3.6.1 | review.period           | months: 6
3.6.1 | review.by               | who: deciders
3.6.2 | review.outcomes         | allow: lift, alter, continue
3.6.3 | review.early            | reasons: changed_circumstances, successful_appeal
3.7.1 | kind                    | kind: ineligible_status
3.7.2 | lettings                | appeal_to: scheme_board
4.1   | marker                  | system: CRM
8.1   | equality.relevance_test |
""",
    WCH: """
1.2     | conduct.fair_to_all             |
3.1     | scope                           | customers: tenant, leaseholder, applicant, visitor
3.1     | contractors.bound_by_the_policy |
3.2.1   | context                         | not_unacceptable: forceful_or_determined, out_of_character, anger_alone
3.2.1.1 | behaviour                       | behaviour: aggressive_or_abusive; examples: violence, verbal_abuse, swearing, derogatory_remarks, rudeness, inflammatory_statements, malicious_allegations
3.2.1.3 | behaviour                       | behaviour: unreasonable_demands; examples: unreasonable_timescale, insisting_on_one_person, too_many_contacts, changing_the_complaint
3.2.1.3 | behaviour                       | behaviour: unreasonable_persistence; examples: refusing_a_decision, refusing_an_explanation, nothing_new
4.2     | referral                        | roles: caution_lead,; form: 1
4.3     | marker                          | system: Orchard
5.1.1   | channels.remain.seeks_to        |
5.1.1   | kind                            | kind: third_party_only; closes: in_person, telephone, email, letter
5.1.1   | kind                            | kind: only_channels
5.1.1   | kind                            | kind: channel_excluded
5.1.1   | kind                            | kind: no_personal_contact; closes: in_person, telephone
5.2     | kind                            | kind: no_direct_contact; closes: in_person, telephone, email, letter
5.2     | serious.here                    |
5.2     | police.always_where_serious     |
5.2     | action                          | action: police_report
5.3     | kind                            | kind: offensive_correspondence_refused
5.4     | measures.no                     |
5.4     | kind                            | kind: single_point_of_contact
5.4     | kind                            | kind: calls_at_set_times
5.4     | kind                            | kind: appointments_only
5.4     | kind                            | kind: relevant_issues_only
5.4     | kind.in_part                    | kind: documents_returned
5.5     | kind                            | kind: read_and_file
6.1     | immediate                       | steps: staff_decide_on_the_spot, record_it
6.2     | decision.group                  | seats: service_caution_lead, caution_lead, caution_lead
6.2     | warning.where_possible          | excused: immediate_risk,
6.2     | notice.form.no                  |
6.3     | appeal.hearer.more_senior       |
6.6     | review.early                    | reasons: acceptable_behaviour,
7.1     | review.period                   | months: 12
7.1     | review.longer                   | approved_by: customer_experience_manager, service_caution_lead
7.2     | review.by                       | who: deciders; monthly_list: 1
8.1     | assessment                      |
8.1     | equality.not_stated             |
""",
    OCT: """
1.2 | conduct.breaches_investigated         |
1.2 | contractors.protected_and_answerable  |
1.3 | threshold                             | any_of: individuals_need_protection, disproportionate_impact
1.5 | scope                                 | customers: tenant, leaseholder
2.1 | behaviour                             | behaviour: aggressive_or_abusive; examples: threats, violence, verbal_abuse, abusive_language, derogatory_remarks, inappropriate_remarks, defamatory_comments
2.1 | behaviour                             | behaviour: unreasonable_demands; examples: too_many_contacts, unreasonable_timescale, ignoring_procedures_to_disrupt
2.1 | behaviour                             | behaviour: unreasonable_persistence; examples: same_issue_already_acted_on,
3.1 | told.yes                              | excused: immediate_risk, serious
3.3 | immediate                             | steps: act_at_once_where_extreme, end_the_contact
3.5 | appeal.next                           | steps: ombudsman,
3.5 | ombudsman                             |
4.1 | warning.where_possible                | excused: immediate_risk, serious
4.2 | referral                              | roles: service_manager,
4.2 | decision.tiers                        | tier: contact_standards; roles: service_manager,
4.2 | decision.tiers                        | tier: service_limits; roles: assistant_director,
4.2 | appeal.hearer.tiers                   | tier: contact_standards; roles: assistant_director,
4.2 | appeal.hearer.tiers                   | tier: service_limits; roles: director,
4.2 | appeal.days                           | working_days: 10
4.3 | measures.no                           |
4.3 | essential                             | services: emergency_repair,
4.3 | kind                                  | kind: single_point_of_contact
4.3 | kind                                  | kind: third_party_only; closes: email, letter
4.3 | kind                                  | kind: contact_time_limited
4.3 | kind                                  | kind: channel_excluded
4.3 | kind                                  | kind: calls_not_taken; closes: telephone,
4.3 | kind                                  | kind: no_personal_contact; closes: in_person,
4.3 | kind                                  | kind: offensive_correspondence_refused
4.3 | kind                                  | kind: witness_present
4.3 | kind                                  | kind: excluded_from_offices
4.3 | action                                | action: social_media_removal
4.4 | kind                                  | kind: no_improvement_approvals
4.4 | kind.in_part                          | kind: planned_works_withheld
4.4 | kind.in_part                          | kind: health_and_safety_repairs_only
4.4 | kind.in_part                          | kind: no_resident_groups
4.4 | kind                                  | kind: response_times_varied
4.4 | kind.unlawful                         | kind: no_complaints_process
4.5 | serious.here                          |
4.5 | police.where_the_law_is_broken        |
4.5 | tenancy                               |
4.5 | action                                | action: tenancy_action
4.5 | action                                | action: police_report
""",
    NHG: """
1.0 | scope                            | customers: tenant, leaseholder, applicant, visitor
1.0 | context                          | not_unacceptable: out_of_character,
1.0 | conduct.code_of_conduct          |
2.0 | threshold                        | any_of: stops_good_service, distress_or_alarm, staff_feel_harassed
2.0 | behaviour                        | behaviour: aggressive_or_abusive; examples: threats, verbal_abuse, inflammatory_statements, sexually_inappropriate, aggressive_pets
2.0 | behaviour                        | behaviour: unreasonable_demands; examples: insisting_on_one_person, unreasonable_timescale, unfounded_complaints, outside_remit
2.0 | behaviour                        | behaviour: unreasonable_persistence; examples: too_many_contacts, refusing_a_decision, different_routes
3.0 | tenancy                          |
4.0 | framework                        | parts: prevention, response, support
5.0 | immediate                        | steps: end_the_contact, record_it
5.0 | warning.no                       |
5.0 | assessment                       |
5.0 | measures.no                      |
5.0 | kind                             | kind: contact_agreement
5.0 | action                           | action: injunction
5.0 | action                           | action: eviction
5.0 | monitoring.listened_to           | purposes: approach,
7.0 | equality.on_request              |
""",
    CAL: """
3   | scope                           | customers: tenant, leaseholder, applicant, visitor
4   | threshold                       | any_of: unreasonable_demands_on_staff, behaviour_towards_staff
4   | context                         | not_unacceptable: out_of_character, forceful_or_determined
4.1 | behaviour                       | behaviour: aggressive_or_abusive; examples: violence, intimidation, deliberate_damage, derogatory_remarks, inflammatory_statements, undisclosed_recording
4.1 | recording.never_without_consent |
4.1 | action                          | action: recharge
4.1 | action                          | action: tenancy_action
4.2 | behaviour                       | behaviour: unreasonable_demands; examples: unreasonable_timescale, too_many_contacts, too_much_information, insisting_on_one_person, mass_emailing, changing_the_complaint, refusing_advice
4.3 | behaviour                       | behaviour: unreasonable_persistence; examples: refusing_a_decision, refusing_an_explanation, nothing_new, refusing_timescales, pursuing_a_complaint_with_nothing_new
5.1 | serious.here                    |
5.1 | police.where_necessary          |
5.1 | kind                            | kind: visits_in_pairs
5.1 | action                          | action: police_report
5.2 | immediate                       | steps: say_it_is_unacceptable_and_why, end_the_contact, write_a_warning
5.2 | warning.yes                     | excused: immediate_risk, serious
5.2 | withholding                     | kinds: visits_in_pairs,; signer: head_of_service
5.2 | tenancy.clause                  | agreement_clause: 3.1.1
5.3 | told.yes                        | excused: immediate_risk, serious
5.3 | measures.no                     |
5.3 | kind                            | kind: single_point_of_contact
5.3 | kind                            | kind: third_party_only; closes: in_person, telephone, email, letter
5.3 | kind                            | kind: calls_at_set_times
5.3 | kind                            | kind: contact_count_limited
5.3 | kind                            | kind: only_channels
5.3 | kind                            | kind: new_evidence_only
5.3 | kind                            | kind: issues_per_period
5.3 | notice.form.no                  |
5.3 | marker                          | system: Active H
6   | assessment                      |
6   | support.warn                    | kinds: advocacy,
6   | channels.remain.always          |
6   | equality.not_stated             |
7   | appeal.hearer.role              | roles: head_of_service,
7   | appeal.days                     | working_days: 10
7   | appeal.next                     | steps: feedback_policy, ombudsman
7   | ombudsman                       |
8   | review.period                   | months: 6
8   | review.outcomes                 | allow: lift, alter, continue
""",
}

# Lines that prove a row of tests/clauses.tsv as well: the page is where these rules speak.
PROVES = {
    (OVH, "1.5", "serious.elsewhere"): "OVH-1.5",
    (WCH, "6.1", "immediate"): "WCH-6.1",
    (OCT, "3.3", "immediate"): "OCT-3.3",
    (OCT, "4.2", "referral"): "OCT-4.2c",
    (OCT, "4.5", "serious.here"): "OCT-4.5",
    (NHG, "5.0", "immediate"): "NHG-5.0c",
    (NHG, "5.0", "warning.no"): "NHG-5.0c",
}

# What the floor puts where a policy is silent: the number in the floor | what | what it says.
ALWAYS = """
1  | decision.rank        | rank: 2
3  | review.period        | months: 6
3  | review.outcomes      | allow: lift, alter, continue
4  | review.by            | who: deciders
6  | assessment           | working_days_after_risk: 5
6  | support.warn         |
7  | notice.form.no       |
7  | withholding.never    |
8  | channels.remain.floor |
9  | essential.floor      | services: emergency_repair, repair, hazard, safety_check, new_complaint, safeguarding, report_harm, appeal, adjustment, advocate, representative, ombudsman, rent, data_rights, information, legal_notice, housing_need
10 | appeal.hearer.rank   | rank: 2
11 | appeal.days          | working_days: 10
12 | appeal.repeated.no   |
13 | appeal.next          | steps: ombudsman,
13 | lettings             | appeal_to: scheme_board
13 | ombudsman            |
"""

# What each policy does not say. "!" marks what the floor fills.
SILENT = {
    OVH: "review.longer appeal.hearer! appeal.days! appeal.next! withholding! channels.remain! ombudsman! contractors "
    "context tenancy framework police",
    WCH: "told support! enquiries appeal.days! appeal.repeated! appeal.next! appeal.intended withholding! essential! "
    "lettings! ombudsman! tenancy recording monitoring framework review.outcomes!",
    OCT: "review_on context enquiries assessment! support! notice.form! review.period! review.longer review.by! "
    "review.outcomes! review.early appeal.repeated! appeal.intended withholding! channels.remain! lettings! marker "
    "recording monitoring framework equality",
    NHG: "review_on referral enquiries decision! serious police told support! notice.form! review.period! "
    "review.longer review.by! review.outcomes! review.early appeal.hearer! appeal.days! appeal.repeated! appeal.next! "
    "appeal.intended withholding! channels.remain! essential! lettings! marker contractors ombudsman! recording",
    CAL: "approved_on valid_from review_on referral enquiries decision! review.longer review.by! review.early "
    "appeal.repeated! appeal.intended essential! lettings! contractors framework conduct monitoring",
}

# Where a policy meets law or the Complaint Handling Code: the letter | how grave | the law, in part.
CONFLICTS = {
    OVH: """
a | high   | Awaab's Law, regulation 36, Code 6
b | high   | Code 2.1, 2.5
c | medium | Code 2.4, 5.11
d | medium | Code 5.8
e | high   | Code 3.7
f | medium | Equality Act 2010 section 20
g | medium | Code 5.15
h | medium | Code 2.4
i | medium | Code 5.2, 5.3
""",
    WCH: """
a | high   | Code 5.14
b | high   | Code 5.12, UK GDPR
c | high   | Code 1.3, 2.1, Awaab's Law
d | medium | Housing Ombudsman guidance
e | medium | Code 3.7, 5.8
f | high   | Code 5.15, Equality Act 2010 section 20
g | high   | Equality Act 2010 section 20
h | medium | Code 5.14
i | low    | Standard
j | medium | UK GDPR
k | medium | Equality Act 2010 section 15
""",
    OCT: """
a | high   | Code 2.1, 2.2, 2.5, 3.1, 5.1, 5.11
b | high   | Code 1.2, 1.3
c | high   | Code 6, Awaab's Law, regulation 36
d | high   | Code 5.14
e | high   | Code 5.15, Equality Act 2010, 20
f | high   | Landlord and Tenant Act 1985 section 11, Decent Homes
g | medium | Standard 1.3.1
h | medium | Code 5.8
i | medium | Code 5.8
""",
    NHG: """
a | high   | Code 5.14
b | high   | Code 2.1, 5.1, Awaab's Law
c | medium | Equality Act 2010 section 20
d | medium | Code 3.2
e | high   | Code 5.14
f | low    | Code
""",
    CAL: """
a | high   | UK GDPR, Code
b | high   | Code 5.8
c | medium | Equality Act 2010 section 20
d | high   | Code 1.3, 1.4, 1.5, 2.1
e | high   | Awaab's Law
f | medium | Code 5.3
g | high   | Code 6.12
h | medium | UK GDPR
i | medium | Equality Act 2010 section 15
j | medium | Code 5.14
""",
}
SHORT = {OVH: "OVH", WCH: "WCH", OCT: "OCT", NHG: "NHG", CAL: "CAL"}
# What else lint says of each, on 23 November 2026, beside conflicts and silences.
BESIDES = {
    OVH: "contradiction.1 contradiction.2 out_of_date",
    WCH: "contradiction.1 contradiction.2 contradiction.3 out_of_date not_exhaustive",
    OCT: "unlawful.no_complaints_process contradiction.1 no_date.review_on not_exhaustive",
    NHG: "no_date.review_on not_exhaustive",
    CAL: "contradiction.1 no_date.approved_on no_date.valid_from no_date.review_on not_exhaustive",
}
