"""A proposal that each landlord would allow; a test changes one thing in it and looks at what is found."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, NamedTuple

import pytest
from _pytest.mark import ParameterSet

from casework.rules.check import check
from casework.rules.finding import Answer, Finding
from casework.rules.pack import Pack, landlord_keys, load_pack
from casework.rules.proposal import read_proposal

OVH, WCH, OCT, NHG, CAL = (
    "one-vision-housing",
    "watford-community-housing",
    "octavia",
    "notting-hill-genesis",
    "calico-homes",
)
LANDLORDS = (OVH, WCH, OCT, NHG, CAL)
PACKS: dict[str, Pack] = {key: load_pack(key) for key in landlord_keys()}

# The people whom each policy names, for an ordinary decision; at Octavia for any.
DECIDERS: dict[str, list[tuple[str, str]]] = {
    OVH: [("p1", "customer_access_manager"), ("p2", "community_safety_team_leader")],
    WCH: [("p1", "service_caution_lead"), ("p2", "caution_lead"), ("p3", "caution_lead")],
    OCT: [("p1", "assistant_director")],
    NHG: [("p1", "manager")],
    CAL: [("p1", "customer_experience_manager")],
}
HEARERS = {
    OVH: "customer_access_manager",
    WCH: "customer_experience_manager",
    OCT: "director",
    NHG: "manager",
    CAL: "head_of_service",
}
# A kind that each policy has.
ORDINARY = {
    OVH: "calls_at_set_times",
    WCH: "calls_at_set_times",
    OCT: "single_point_of_contact",
    NHG: "contact_agreement",
    CAL: "calls_at_set_times",
}
TERMS: dict[str, dict[str, Any]] = {
    "single_point_of_contact": {"officer": "Sam Sample"},
    "contact_time_limited": {"minutes": 30, "per": "week"},
    "calls_at_set_times": {"days": ["tue"], "from": "10:00", "to": "11:00"},
    "contact_count_limited": {"count": 2, "per": "week"},
    "only_channels": {"channels": ["email"]},
    "channel_excluded": {"channel": "email"},
    "no_reinvestigation": {"issues": ["the fence"]},
    "new_evidence_only": {"issues": "the fence"},
    "issues_per_period": {"count": 1, "per": "month"},
    "contact_agreement": {"promises_customer": ["to be polite"], "promises_landlord": ["to answer in a week"]},
    "response_times_varied": {"working_days": 15},
    "ineligible_status": {"scheme": "Sample Homes"},
}


def restriction(kind: str, **changes: Any) -> dict[str, Any]:
    """A restriction of that kind with terms, a reason and proportionality."""
    given = {
        "kind": kind,
        "reason": "Forty calls in a week.",
        "proportionality": "Less was tried.",
        **TERMS.get(kind, {}),
    }
    return deepcopy(given) | changes


def listed(param: object) -> tuple[str, ...]:
    """A parameter of a finding that holds several codes."""
    assert isinstance(param, tuple | list)
    return tuple(str(one) for one in param)


def people(*given: tuple[str, str]) -> list[dict[str, str]]:
    """People as they stand in a proposal."""
    return [{"person": person, "role": role} for person, role in given]


def imposing(landlord: str, **changes: Any) -> dict[str, Any]:
    """A proposal to impose that is allowed, with the changes given."""
    return {
        "act": "impose",
        "on": "2026-11-23",
        "customer": {"kind": "tenant", "cannot_use": [], "advocate": False},
        "behaviour": ["unreasonable_persistence"],
        "steps": {"told": True, "warned": True, "assessed": True, "vulnerability": "none", "support": "not_needed"},
        "restrictions": [restriction(ORDINARY[landlord])],
        "deciders": people(*DECIDERS[landlord]),
        "reported_by": "p9",
        "review_on": "2027-05-21",
    } | changes


def reviewing(landlord: str, **changes: Any) -> dict[str, Any]:
    """A proposal to continue after a review that is allowed, with the changes given."""
    return {
        "act": "review",
        "on": "2027-05-20",
        "outcome": "continue",
        "customer": {"kind": "tenant"},
        "restrictions": [restriction(ORDINARY[landlord])],
        "reviewers": people(*DECIDERS[landlord]),
        "next_review_on": "2027-11-19",
        "reason": "It still happens.",
    } | changes


def hearing(landlord: str, **changes: Any) -> dict[str, Any]:
    """A proposal to hear an appeal that is allowed, with the changes given."""
    return {
        "act": "hear_appeal",
        "received_on": "2026-12-18",
        "of": [ORDINARY[landlord]],
        "customer": {"kind": "tenant"},
        "hearer": {"person": "p7", "role": HEARERS[landlord]},
        "decided_by": people(*DECIDERS[landlord]),
        "involved": ["p9"],
        "earlier_appeals_same_issue": 0,
    } | changes


def steps(**changes: Any) -> dict[str, Any]:
    """Everything done before the decision, with the changes given."""
    return {"told": True, "warned": True, "assessed": True} | changes


def answer(landlord: str, values: dict[str, Any]) -> Answer:
    """What the rules answer to a proposal in JSON."""
    pack = PACKS[landlord]
    return check(pack, read_proposal(values, pack))


def codes(landlord: str, values: dict[str, Any]) -> list[str]:
    """The codes found, in order; a warning is marked with "?", what the floor gives is left out."""
    return [
        finding.code + {"stop": "", "warn": "?"}[finding.severity]
        for finding in answer(landlord, values).findings
        if finding.code != "floor_applied"
    ]


def found(landlord: str, values: dict[str, Any], code: str) -> Finding:
    """The one finding with this code."""
    (finding,) = [finding for finding in answer(landlord, values).findings if finding.code == code]
    return finding


def floor_rules(landlord: str, values: dict[str, Any]) -> set[str]:
    """The rules for which the floor was used."""
    return {
        str(finding.params["rule"]) for finding in answer(landlord, values).findings if finding.code == "floor_applied"
    }


class Case(NamedTuple):
    """One line of a landlord's table: what is tried, what is found, and the clause that stands in the way."""

    tried: str
    values: dict[str, Any]
    found: str
    source: str


def table(landlord: str, *lines: tuple[str, str, dict[str, Any], str, str]) -> list[ParameterSet]:
    """The cases of one landlord: the rows that each proves | what is tried | the proposal | codes found | clause.

    Codes and rows stand in a text, with spaces between; nothing found is an empty text. The clause is that of the
    first finding, without the landlord's name; one of the floor begins with "floor", a law is written out.
    """
    cases = []
    for rows, tried, values, found_codes, clause in lines:
        source = clause
        if clause[:1].isdigit():
            source = f"{PACKS[landlord].name} {clause}"
        elif clause.startswith("floor"):
            source = f"Open Door {clause}"
        marks = [pytest.mark.clause(row) for row in rows.split()]
        cases.append(pytest.param(Case(tried, values, found_codes, source), id=tried.replace(" ", "_"), marks=marks))
    return cases


def holds(landlord: str, case: Case) -> None:
    """What the table says is what the rules find."""
    given = answer(landlord, case.values)
    assert codes(landlord, case.values) == case.found.split(), case.tried
    if case.source:
        assert next(one.source for one in given.findings if one.code != "floor_applied") == case.source, case.tried
