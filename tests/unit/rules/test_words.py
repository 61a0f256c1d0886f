"""Every finding and every line of a policy has words, in each language, with nothing left unfilled."""

import re
from datetime import date
from typing import Any

import pytest

from casework.rules.check import check
from casework.rules.explain import HEADINGS, explain
from casework.rules.finding import Finding
from casework.rules.lint import lint
from casework.rules.proposal import read_proposal
from casework.rules.vocabulary import CODES
from letters.words import explain as policy_words
from letters.words import findings as words
from letters.words import lint as lint_words
from letters.words.finding_forms import FORMS
from tests.unit.rules.examples import (
    LANDLORDS,
    OCT,
    OVH,
    PACKS,
    WCH,
    found,
    hearing,
    imposing,
    people,
    restriction,
    reviewing,
)
from translations import LANGUAGES

UNFILLED = re.compile(r"[{}]|\bNone\b|_")


def test_every_code_of_the_rules_has_words() -> None:
    assert {form.split(".")[0] for form in FORMS} == set(CODES)


SAID = [
    # one service has signed
    (
        OVH,
        imposing(OVH, deciders=people(("a", "community_safety_team_leader"))),
        "quorum_missing",
        "A panel needs two of the four services. Only Community Safety has signed.",
    ),
    (
        OVH,
        imposing(OVH, deciders=[]),
        "quorum_missing",
        "A panel needs two of the four services. Nobody who speaks for one of them has signed.",
    ),
    (
        OVH,
        imposing(OVH, deciders=people(("a", "community_safety_team_leader"), ("a", "customer_access_manager"))),
        "quorum_missing",
        "A panel needs two of the four services. Only one person has signed, for Customer Access and Community Safety.",
    ),
    (
        WCH,
        imposing(WCH, deciders=people(("a", "service_caution_lead"))),
        "quorum_missing",
        "Three people decide together. Still missing: Caution Lead (2).",
    ),
    (
        OCT,
        imposing(OCT, restrictions=[restriction("planned_works_withheld")], deciders=people(("a", "officer"))),
        "not_authorised",
        "Nobody who has signed may decide on “Planned works put off”. It needs at least: Assistant Director.",
    ),
    (
        OVH,
        imposing(OVH, review_on="2027-06-01"),
        "review_too_late",
        "The review is too late: it has to be within 6 months, so on or before Sunday 23 May 2027.",
    ),
    (
        OVH,
        hearing(OVH, of=["ineligible_status"]),
        "appeal_elsewhere",
        "This appeal is not heard by the landlord. It is heard by: Scheme Board.",
    ),
]


@pytest.mark.parametrize(("landlord", "values", "code", "said"), SAID)
def test_a_finding_says_what_stands_in_the_way(landlord: str, values: dict[str, object], code: str, said: str) -> None:
    assert words.says(found(landlord, values, code), "en") == said


def test_a_finding_says_what_would_settle_it() -> None:
    finding = found(OVH, imposing(OVH, deciders=people(("a", "community_safety_team_leader"))), "quorum_missing")
    assert words.unlocks(finding, "en") == (
        "Ask someone from another service to sign: Neighbourhood Services, Customer Access or Independent Living."
    )


def wrong_proposals(landlord: str) -> list[dict[str, Any]]:
    """Proposals in which much is wrong, so that together they meet every finding of the landlord."""
    kept_back = {"preferred": False, "letter": False}
    everything = [restriction(kind, reason=None, proportionality=None) for kind in PACKS[landlord].kinds]
    wrong = {
        "restrictions": everything,
        "steps": {"vulnerability": "contributes"},
        "deciders": people(("p9", "officer")),
        "actions": ["eviction"],
    }
    unjustified = {"justification": None, "signed_by": {"person": "p4", "role": "officer"}}
    two_ways = restriction("only_channels", channels=["email", "letter"])
    officer = {"person": "p1", "role": "officer"}
    return [
        imposing(landlord, **wrong, serious=True, review_on=None, notice=kept_back | {"withheld": None}),
        imposing(landlord, **wrong, review_on="2030-01-01"),
        imposing(landlord, **wrong, immediate_risk=True),
        imposing(landlord, steps={}, not_warned_because="x"),
        imposing(landlord, on="2041-01-07", review_on="2041-02-01", immediate_risk=True, steps={}),
        imposing(landlord, notice={"letter": True, "withheld": None}),
        imposing(landlord, notice=kept_back | {"withheld": unjustified}),
        imposing(landlord, restrictions=[two_ways], customer={"kind": "tenant", "cannot_use": ["email", "letter"]}),
        reviewing(
            landlord,
            outcome="alter",
            restrictions=everything,
            reviewers=people(("p1", "officer")),
            invited=False,
            next_review_on="2030-01-01",
            reason=None,
        ),
        hearing(landlord, hearer=officer, earlier_appeals_same_issue=1),
        hearing(landlord, of=["ineligible_status"]),
    ]


# Of no proposal to these five landlords: what only a sixth landlord's pack can bring, or an empty list of reviewers.
BESIDE = [
    Finding("reviewer_missing", "stop", "x"),
    Finding("essential_service_closed", "stop", "x", 0, {"kind": "own_kind", "services": ("rent",)}),
    Finding("outcome_not_in_policy", "stop", "x", None, {"outcome": "alter", "outcomes": ("lift",)}),
    Finding("code_conflict", "warn", "x", 0, {"kind": "own_kind", "limit": "of_its_own"}),
]


def every_finding() -> list[Finding]:
    """Findings of every code and form."""
    return BESIDE + [
        finding
        for landlord, pack in PACKS.items()
        for values in wrong_proposals(landlord)
        for finding in check(pack, read_proposal(values, pack)).findings
    ]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_form_of_every_finding_is_said_whole(language: str) -> None:
    met = set()
    for finding in every_finding():
        met.add(words.form(finding))
        for said in (words.says(finding, language), words.unlocks(finding, language)):
            assert said
            assert not UNFILLED.search(said), (finding, said)
    assert met == set(FORMS)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_every_line_of_a_policy_is_said_whole_and_has_its_source(landlord: str, language: str) -> None:
    pack = PACKS[landlord]
    lines = explain(pack)
    for line in lines:
        said = policy_words.says(line, language, pack)
        assert said
        assert not UNFILLED.search(said), (line, said)
        assert line.source.startswith((pack.name, pack.floor_name))
        assert policy_words.heading(line.heading, language)
    assert {line.heading for line in lines} == set(HEADINGS)
    assert {line.origin for line in lines} == {"policy", "floor", "silent"}


@pytest.mark.clause("OCT-3.5")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_policy_always_says_what_stays_open_and_names_the_ombudsman(landlord: str) -> None:
    pack = PACKS[landlord]
    said = {policy_words.says(line, "en", pack): line.source for line in explain(pack)}
    assert said["Whatever is decided, at least one way that you can use yourself stays open."] == "Open Door floor 8"
    assert said["You have the right to go to the Housing Ombudsman."]
    assert any(text.startswith("Whatever is decided, these stay open to you: Emergency repairs;") for text in said)


EXPLAINED = [
    (OVH, "A panel decides: at least two people from different services among", "One Vision Housing 3.2.1"),
    (OVH, "Restrictions are reviewed within 6 months.", "One Vision Housing 3.6.1"),
    (OVH, "A second appeal about the same matter is heard only if there is something new.", "One Vision Housing 3.4.2"),
    (WCH, "These people decide together: Service Caution Lead and Caution Lead (2).", "Watford Community Housing 6.2"),
    (WCH, "Restrictions are reviewed within 12 months.", "Watford Community Housing 7.1"),
    (OCT, "Restrictions are reviewed within 6 months.", "Open Door floor 3"),
    (OCT, "On limits on a service, tenancy action or a report to the police, this person", "Octavia 4.2"),
    (OCT, "The policy speaks of taking away the complaints process. That is never lawful", "Octavia 4.4"),
    ("calico-homes", "An appeal is answered within 10 working days", "Calico Homes 7"),
    ("calico-homes", "Behaviour may break clause 3.1.1 of your tenancy agreement.", "Calico Homes 5.2"),
    ("notting-hill-genesis", "The policy does not say who decides.", "Notting Hill Genesis"),
    ("notting-hill-genesis", "One person decides, at least: Manager.", "Open Door floor 1"),
]


@pytest.mark.parametrize(("landlord", "begins", "source"), EXPLAINED)
def test_a_policy_in_plain_words_says_its_own_figures(landlord: str, begins: str, source: str) -> None:
    pack = PACKS[landlord]
    sources = [line.source for line in explain(pack) if policy_words.says(line, "en", pack).startswith(begins)]
    assert sources == [source]


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_every_fault_of_a_policy_is_said_whole(landlord: str) -> None:
    pack = PACKS[landlord]
    faults = lint(pack, date(2026, 11, 23))
    assert len({fault.id for fault in faults}) == len(faults)
    for fault in faults:
        assert not UNFILLED.search(lint_words.about(fault, "en", pack)), fault
        assert lint_words.product(fault, "en")
        assert lint_words.says(fault, "en", pack).startswith(f"{fault.severity}: {fault.id} [{pack.name}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_of_a_policy_that_names_many_things_is_a_list_of_them_in_every_language(language: str) -> None:
    for pack in PACKS.values():
        for line in explain(pack):
            english, theirs = (policy_words.in_parts(policy_words.says(line, one, pack))[1] for one in ("en", language))
            assert len(theirs) == len(english), line.code
            assert not [thing for thing in theirs if thing.endswith((".", "।", "۔", "。"))], line.code
