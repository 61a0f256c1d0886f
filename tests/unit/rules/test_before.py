"""What must lie in a case before a decision, from each landlord's own pack, at every step of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casework.rules.before import Asked, Contact, Done, enquiries, missing, on_the_spot, support_code
from casework.rules.proposal import Impose, read_proposal
from letters.words import findings
from letters.words.step_findings import BEFORE
from tests.unit.rules.examples import (
    CAL,
    LANDLORDS,
    NHG,
    OCT,
    OVH,
    PACKS,
    WCH,
    codes,
    imposing,
    listed,
    restriction,
    steps,
)

DAY = date(2026, 11, 2)
ENQUIRIES = ("contact_records", "phone_records", "staff_spoken_to", "customer_profile")
CONSIDERED = "Asked what would help; letters suit her."


def asked_of(landlord: str, done: Done, **changes: Any) -> list[str]:
    """The codes found about an ordinary proposal, a warning marked with "?"; what is said of the person is there."""
    pack = PACKS[landlord]
    proposal = read_proposal(imposing(landlord, **changes), pack)
    assert isinstance(proposal, Impose)
    done = replace(done, considered=done.considered or CONSIDERED)
    return [one.code + ("?" if one.severity == "warn" else "") for one in missing(pack, proposal, done)]


def enquired(landlord: str, **changes: Any) -> Done:
    """A case in which every enquiry of the policy was made."""
    return Done(enquiries=frozenset(enquiries(PACKS[landlord])), **changes)


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_an_ordinary_case_lacks_nothing(landlord: str) -> None:
    assert asked_of(landlord, enquired(landlord)) == []


@pytest.mark.clause("OVH-3.2.2")
@pytest.mark.parametrize("left_out", ENQUIRIES)
def test_each_enquiry_of_the_panel_is_made_before_it_decides(left_out: str) -> None:
    made = Done(enquiries=frozenset(ENQUIRIES) - {left_out})
    assert asked_of(OVH, made) == ["enquiries_missing"]
    assert asked_of(OVH, made, immediate_risk=True) == ["enquiries_missing?"]


@pytest.mark.clause("OVH-3.2.3")
@pytest.mark.parametrize("help_", ["support", "referral", "advocacy", "medical"])
def test_at_one_vision_support_comes_first_where_a_vulnerability_contributes(help_: str) -> None:
    assert help_ in PACKS[OVH].support.kinds
    for support in ("not_needed", "none", "offered"):
        given = {"steps": steps(vulnerability="contributes", support=support)}
        assert codes(OVH, imposing(OVH, **given)) == ["support_first"]


@pytest.mark.clause("OVH-3.2.4")
@pytest.mark.parametrize(
    ("offers", "stands_in_the_way"),
    [
        ((), ["support_not_on_record"]),
        (("waiting",), ["support_first"]),
        (("helps",), ["support_first"]),
        (("declined", "waiting"), ["support_first"]),
        (("declined",), []),
        (("made_no_difference",), []),
        (("declined", "made_no_difference"), []),
    ],
)
def test_at_one_vision_support_must_have_changed_nothing_before_a_restriction(
    offers: tuple[str, ...], stands_in_the_way: list[str]
) -> None:
    code = support_code("made_no_difference", offers)
    given = {"steps": steps(vulnerability="contributes", support=code)}
    found = [*codes(OVH, imposing(OVH, **given)), *asked_of(OVH, enquired(OVH, offers=offers), **given)]
    assert found == stands_in_the_way
    no_vulnerability = {"steps": steps(vulnerability="none", support=code)}
    assert codes(OVH, imposing(OVH, **no_vulnerability)) == []


@pytest.mark.clause("CAL-6a")
@pytest.mark.parametrize(("support", "found"), [("none", ["support_first?"]), ("declined", [])])
def test_at_calico_support_through_a_third_party_is_looked_for(support: str, found: list[str]) -> None:
    assert PACKS[CAL].support.kinds == ("advocacy",)
    assert PACKS[CAL].support.source == "Calico Homes 6"
    given = {"steps": steps(vulnerability="contributes", support=support)}
    assert codes(CAL, imposing(CAL, **given)) == found
    unassessed = {"steps": steps(assessed=False)}
    assert "assessment_missing" in codes(CAL, imposing(CAL, **unassessed))
    assert PACKS[CAL].assessment_source == "Calico Homes 6"


@pytest.mark.parametrize(
    ("landlord", "source"),
    [
        pytest.param(WCH, "Watford Community Housing 8.1", marks=pytest.mark.clause("WCH-8.1")),
        pytest.param(NHG, "Notting Hill Genesis 5.0", marks=pytest.mark.clause("NHG-5.0b")),
    ],
)
@pytest.mark.parametrize("considered", [" ", "\n"])
def test_a_restriction_says_how_it_fits_the_person(landlord: str, source: str, considered: str) -> None:
    pack = PACKS[landlord]
    proposal = read_proposal(imposing(landlord), pack)
    assert isinstance(proposal, Impose)
    (found,) = missing(pack, proposal, replace(enquired(landlord), considered=considered))
    assert (found.code, found.severity, found.source) == ("circumstances_not_considered", "stop", source)
    assert "proportionality_missing" in codes(
        landlord, imposing(landlord, restrictions=[imposing(landlord)["restrictions"][0] | {"proportionality": " "}])
    )


@pytest.mark.clause("WCH-5.2")
@pytest.mark.parametrize(
    ("serious", "reported", "found"),
    [(False, False, []), (True, False, ["police_report_not_on_record"]), (True, True, [])],
)
def test_at_watford_violence_is_reported_to_the_police_before_a_decision(
    serious: bool, reported: bool, found: list[str]
) -> None:
    """A verbal incident may be reported; violence, a threat of it and discriminatory remarks always are."""
    given = {"serious": serious, "actions": ["police_report"]}
    assert asked_of(WCH, Done(reported=reported), **given) == found
    beside = codes(WCH, imposing(WCH, serious=serious, actions=[]))
    assert beside == (["police_report_missing"] if serious else [])


@pytest.mark.clause("WCH-5.2")
def test_at_watford_the_end_of_all_direct_contact_has_a_review_and_a_third_party() -> None:
    given = {"restrictions": [restriction("no_direct_contact")], "review_on": None}
    assert set(codes(WCH, imposing(WCH, **given))) == {"third_party_missing", "no_open_channel", "review_missing"}
    helped = {"customer": {"kind": "tenant", "advocate": True}, "review_on": "2027-05-21"}
    assert codes(WCH, imposing(WCH, **{**given, **helped})) == []


@pytest.mark.clause("CAL-5.1")
@pytest.mark.parametrize(
    ("kinds", "applying", "found"),
    [
        (["calls_at_set_times"], (), ["route_not_taken"]),
        (["calls_at_set_times"], ("visits_in_pairs",), []),
        (["visits_in_pairs"], (), []),
        (["calls_at_set_times", "visits_in_pairs"], (), []),
    ],
)
def test_at_calico_visits_in_pairs_follow_violence(
    kinds: list[str], applying: tuple[str, ...], found: list[str]
) -> None:
    given = {"restrictions": [restriction(kind) for kind in kinds], "serious": True}
    assert asked_of(CAL, Done(applying=frozenset(applying)), **given) == found
    assert asked_of(CAL, Done(), **{**given, "serious": False}) == []
    # Told in writing, with a review, and no warning has to come first.
    bare = {**given, "review_on": None, "notice": {"preferred": True, "letter": False, "withheld": None}}
    assert {"review_missing", "notice_missing"} <= set(codes(CAL, imposing(CAL, **bare)))
    unwarned = {**given, "steps": steps(told=False, warned=False), "actions": ["police_report"]}
    assert codes(CAL, imposing(CAL, **unwarned)) == []
    assert "police_report" in PACKS[CAL].actions
    assert PACKS[CAL].rules["police"].table.values.get("rule") == "where_necessary"


SHOUTED = Contact(DAY, "telephone", told=True, ended=True, aggressive=True)


@pytest.mark.clause("CAL-5.2a")
@pytest.mark.parametrize(
    ("contact", "letter", "found"),
    [
        (SHOUTED, False, ["warning_letter_missing"]),
        (SHOUTED, True, []),
        (replace(SHOUTED, ended=False), False, []),
        (replace(SHOUTED, aggressive=False), False, []),
    ],
)
def test_at_calico_a_letter_of_warning_follows_a_contact_that_was_ended(
    contact: Contact, letter: bool, found: list[str]
) -> None:
    assert asked_of(CAL, Done(contacts=(contact,), letter=letter)) == found
    assert "warning_missing" in codes(CAL, imposing(CAL, steps=steps(warned=False)))
    assert {"say_it_is_unacceptable_and_why", "end_the_contact", "write_a_warning"} <= set(on_the_spot(PACKS[CAL]))


def called(days: int, **changes: Any) -> Contact:
    return Contact(DAY + timedelta(days=days), **{"channel": "telephone", **changes})


ENDED, ASKED = called(0, ended=True), Asked(DAY + timedelta(days=2), "calls")


@pytest.mark.clause("OCT-4.3l")
@pytest.mark.parametrize(
    ("done", "left"),
    [
        (Done(), ("contact_ended", "asked_to_stop", "goes_on")),
        (Done(contacts=(ENDED,)), ("asked_to_stop", "goes_on")),
        (Done(contacts=(ENDED,), asked=(Asked(DAY - timedelta(days=1), "calls"),)), ("asked_to_stop", "goes_on")),
        (Done(contacts=(ENDED,), asked=(Asked(DAY + timedelta(days=2), "writing"),)), ("asked_to_stop", "goes_on")),
        (Done(contacts=(ENDED,), asked=(ASKED,)), ("goes_on",)),
        (Done(contacts=(ENDED, called(2)), asked=(ASKED,)), ("goes_on",)),  # on the day of the request itself
        (Done(contacts=(ENDED, called(3, channel="letter")), asked=(ASKED,)), ("goes_on",)),
        (Done(contacts=(ENDED, called(3)), asked=(ASKED,)), ()),
        (Done(contacts=(called(0), called(3)), asked=(ASKED,)), ("contact_ended", "asked_to_stop", "goes_on")),
    ],
)
def test_at_octavia_calls_are_refused_only_after_every_step_of_the_ladder(done: Done, left: tuple[str, ...]) -> None:
    assert rungs(OCT, "calls_not_taken", done) == left


@pytest.mark.clause("OCT-4.3l")
@pytest.mark.parametrize(
    ("done", "left"),
    [
        (Done(), ("asked_to_stop", "goes_on")),
        (Done(asked=(Asked(DAY, "writing"),)), ("goes_on",)),
        (Done(asked=(Asked(DAY, "calls"),), contacts=(called(1, channel="email"),)), ("asked_to_stop", "goes_on")),
        (Done(asked=(Asked(DAY, "writing"),), contacts=(called(1, channel="email"),)), ()),
    ],
)
def test_at_octavia_a_third_party_comes_after_a_request_to_stop_writing(done: Done, left: tuple[str, ...]) -> None:
    assert rungs(OCT, "third_party_only", done) == left


@pytest.mark.clause("OCT-4.3l")
@pytest.mark.parametrize("kind", ["witness_present", "no_personal_contact", "excluded_from_offices"])
@pytest.mark.parametrize("grave", [{"serious": True}, {"immediate_risk": True}])
def test_at_octavia_nobody_is_kept_away_but_for_safety(kind: str, grave: dict[str, bool]) -> None:
    assert rungs(OCT, kind, Done()) == ("safety",)
    assert rungs(OCT, kind, Done(), **grave) == ()


@pytest.mark.clause("WCH-5.3")
@pytest.mark.parametrize(
    ("done", "left"),
    [
        (Done(), ("told", "asked_to_stop")),
        (Done(contacts=(called(0, told=True),)), ("asked_to_stop",)),
        (Done(contacts=(called(0, told=True, channel="email"),), asked=(Asked(DAY, "writing"),)), ()),
    ],
)
def test_at_watford_who_writes_abuse_is_told_why_and_asked_to_stop(done: Done, left: tuple[str, ...]) -> None:
    assert rungs(WCH, "offensive_correspondence_refused", done) == left
    assert PACKS[WCH].kinds["offensive_correspondence_refused"].source == "Watford Community Housing 5.3"
    assert PACKS[WCH].kinds["third_party_only"].in_policy


def rungs(landlord: str, kind: str, done: Done, **changes: Any) -> tuple[str, ...]:
    """The rungs below a kind that the record does not show, with the clause that asks for them."""
    pack = PACKS[landlord]
    given = {"restrictions": [restriction(kind)], "customer": {"kind": "tenant", "advocate": True}, **changes}
    proposal = read_proposal(imposing(landlord, **given), pack)
    assert isinstance(proposal, Impose)
    found = missing(pack, proposal, replace(done, considered=CONSIDERED))
    ladder = [one for one in found if one.code == "ladder_not_taken"]
    assert all((one.place, one.severity, one.source) == (0, "stop", pack.kinds[kind].source) for one in ladder)
    return tuple(str(rung) for one in ladder for rung in listed(one.params["rungs"]))


def test_everything_that_is_found_is_said_in_words_with_what_would_settle_it() -> None:
    met: set[str] = set()
    contact = replace(SHOUTED, told=False)
    for landlord in LANDLORDS:
        pack = PACKS[landlord]
        support = steps(vulnerability="contributes", support="declined")
        for serious in (False, True):
            kinds = [restriction(code) for code, kind in pack.kinds.items() if kind.first] or [
                restriction("read_and_file")
            ]
            given = imposing(landlord, restrictions=kinds, steps=support, serious=serious)
            proposal = read_proposal(given, pack)
            assert isinstance(proposal, Impose)
            for finding in missing(pack, proposal, Done(contacts=(contact,), answer_by=proposal.on)):
                met.add(finding.code)
                for said in (findings.says(finding, "en", pack), findings.unlocks(finding, "en", pack)):
                    assert not set(said) & {"{", "}", "_"}, said
    assert met == set(BEFORE)
