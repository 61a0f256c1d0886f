"""Review dates and due dates, at the day before, the day itself and the day after."""

from datetime import date, timedelta

import holidays as peer
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from casework.rules.appeals import due_on
from casework.rules.calendar import (
    UnknownYearError,
    bank_holidays,
    is_working_day,
    months_after,
    working_days_after,
    working_days_between,
)
from tests.unit.rules.examples import (
    CAL,
    LANDLORDS,
    NHG,
    OCT,
    OVH,
    PACKS,
    WCH,
    answer,
    codes,
    floor_rules,
    found,
    hearing,
    imposing,
    people,
    restriction,
    reviewing,
)

SIX_MONTHS = [
    # imposed on, last day in time
    ("2026-11-23", "2027-05-23"),
    ("2026-08-31", "2027-02-28"),  # no 31 February
    ("2027-08-31", "2028-02-29"),  # a leap year
    ("2026-08-29", "2027-02-28"),
    ("2026-12-31", "2027-06-30"),
    ("2027-01-01", "2027-07-01"),
    ("2026-10-24", "2027-04-24"),  # the clocks go back on the next day
    ("2026-10-25", "2027-04-25"),  # the day on which they go back
    ("2026-09-28", "2027-03-28"),  # the last day is the day on which they go forward
    ("2026-04-30", "2026-10-30"),  # the last day of a month is not carried to the end of the next
    ("2026-06-25", "2026-12-25"),  # a review may be on Christmas Day, or any bank holiday
    ("2027-08-30", "2028-02-29"),
    ("2026-08-30", "2027-02-28"),
]


def day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@pytest.mark.clause("OVH-3.6.1")
@pytest.mark.clause("OVH-2.4")
@pytest.mark.parametrize(("on", "last"), SIX_MONTHS)
@pytest.mark.parametrize("landlord", [OVH, OCT, NHG, CAL])
def test_the_last_day_of_six_months_is_in_time_and_the_next_is_not(landlord: str, on: str, last: str) -> None:
    for review_on, expected in ((day_before(last), []), (last, []), (day_after(last), ["review_too_late"])):
        assert codes(landlord, imposing(landlord, on=on, review_on=review_on)) == expected
        assert codes(landlord, reviewing(landlord, on=on, next_review_on=review_on)) == expected


@pytest.mark.clause("WCH-7.1")
@pytest.mark.parametrize(
    ("on", "last"),
    [
        ("2026-11-23", "2027-11-23"),
        ("2028-02-29", "2029-02-28"),
        ("2027-02-28", "2028-02-28"),  # not the 29th
        ("2026-10-25", "2027-10-25"),  # over both changes of the clocks
        ("2026-12-31", "2027-12-31"),
    ],
)
def test_watfords_restrictions_stand_a_year_at_most(on: str, last: str) -> None:
    assert codes(WCH, imposing(WCH, on=on, review_on=day_before(last))) == []
    assert codes(WCH, imposing(WCH, on=on, review_on=last)) == []
    assert codes(WCH, imposing(WCH, on=on, review_on=day_after(last))) == ["review_too_late"]


@pytest.mark.clause("WCH-7.1")
@pytest.mark.parametrize(
    ("reason", "role", "expected"),
    [
        ("He has a weapon.", "customer_experience_manager", []),
        ("He has a weapon.", "service_caution_lead", []),
        ("He has a weapon.", "caution_lead", ["review_too_late"]),
        ("He has a weapon.", "chief_executive", ["review_too_late"]),
        ("  ", "customer_experience_manager", ["review_too_late"]),
        (None, "customer_experience_manager", ["review_too_late"]),
    ],
)
def test_watford_goes_longer_only_with_a_reason_and_the_right_approval(
    reason: str | None, role: str, expected: list[str]
) -> None:
    longer = {"reason": reason, "approved_by": {"person": "p8", "role": role}}
    assert codes(WCH, imposing(WCH, review_on="2028-06-01", longer_period=longer)) == expected


@pytest.mark.parametrize(
    ("landlord", "role"), [(OVH, "director"), (OCT, "director"), (NHG, "director"), (CAL, "director")]
)
def test_no_other_landlord_has_a_longer_period(landlord: str, role: str) -> None:
    longer = {"reason": "A serious risk.", "approved_by": {"person": "p8", "role": role}}
    proposal = imposing(landlord, review_on="2027-05-24", longer_period=longer)
    assert codes(landlord, proposal) == ["review_too_late"]


@pytest.mark.clause("OVH-3.7.1")
@pytest.mark.parametrize(
    ("kinds", "review_on", "expected"),
    [
        (["ineligible_status"], "2027-11-23", []),
        (["ineligible_status"], "2027-11-24", ["review_too_late"]),
        (["ineligible_status", "ineligible_status"], "2027-11-23", []),
        (["ineligible_status", "witness_present"], "2027-05-23", []),
        (["ineligible_status", "witness_present"], "2027-05-24", ["review_too_late"]),
    ],
)
def test_ineligible_status_has_twelve_months_only_where_it_stands_alone(
    kinds: list[str], review_on: str, expected: list[str]
) -> None:
    proposal = imposing(
        OVH,
        restrictions=[restriction(kind) for kind in kinds],
        customer={"kind": "applicant"},
        review_on=review_on,
    )
    assert codes(OVH, proposal) == expected


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_nothing_is_imposed_without_a_review_date(landlord: str) -> None:
    for blank in (None, " "):
        assert codes(landlord, imposing(landlord, review_on=blank)) == ["review_missing"]
        assert codes(landlord, reviewing(landlord, next_review_on=blank)) == ["review_missing"]


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_actions_alone_need_no_review_date(landlord: str) -> None:
    proposal = imposing(landlord, restrictions=[], actions=["tenancy_action"], review_on=None)
    assert codes(landlord, proposal) == []
    assert "review.period" not in floor_rules(landlord, proposal)


@pytest.mark.parametrize(
    ("landlord", "imposed", "reviewed"),
    [
        (OVH, set(), set()),
        (WCH, set(), set()),
        (OCT, {"review.period"}, {"review.period", "review.by"}),
        (NHG, {"decision", "review.period"}, {"review.period", "review.by"}),
        (CAL, {"decision"}, {"review.by"}),
    ],
)
def test_the_floor_is_named_exactly_where_the_policy_is_silent(
    landlord: str, imposed: set[str], reviewed: set[str]
) -> None:
    assert floor_rules(landlord, imposing(landlord)) == imposed
    assert floor_rules(landlord, reviewing(landlord)) == reviewed
    assert floor_rules(landlord, reviewing(landlord, outcome="lift", next_review_on=None)) == reviewed - {
        "review.period"
    }


@pytest.mark.parametrize(("landlord", "source"), [(OVH, "One Vision Housing 3.6.1"), (OCT, "Open Door floor 3")])
def test_a_late_review_names_the_clause_that_it_breaks(landlord: str, source: str) -> None:
    late = found(landlord, imposing(landlord, review_on="2027-05-24"), "review_too_late")
    assert (late.source, late.params["last_day"]) == (source, "2027-05-23")


# --- working days

TEN_WORKING_DAYS = [
    # received, due
    ("Friday, Christmas and New Year between", "2026-12-18", "2027-01-06"),
    ("Thursday, nothing between", "2026-11-05", "2026-11-19"),
    ("Friday before a plain weekend", "2026-11-06", "2026-11-20"),
    ("Saturday counts like the Friday", "2026-11-07", "2026-11-20"),
    ("Sunday counts like the Friday", "2026-11-08", "2026-11-20"),
    ("Monday", "2026-11-09", "2026-11-23"),
    ("the day before Good Friday", "2027-03-25", "2027-04-12"),
    ("Good Friday itself", "2027-03-26", "2027-04-12"),
    ("the clocks go forward between", "2026-03-25", "2026-04-10"),
    ("the clocks go back between", "2026-10-21", "2026-11-04"),
    ("Christmas Day on a Saturday", "2027-12-24", "2028-01-12"),
    ("a coronation", "2023-04-28", "2023-05-16"),
    ("a jubilee of two days", "2022-05-27", "2022-06-14"),
    ("the late Queen's funeral", "2022-09-09", "2022-09-26"),
    ("Easter at the end of a quarter", "2026-03-31", "2026-04-16"),
    ("both bank holidays of May", "2026-05-01", "2026-05-18"),
    ("the day before the bank holiday of August", "2026-08-28", "2026-09-14"),
    ("the bank holiday of August itself", "2026-08-31", "2026-09-14"),
    ("the day after it", "2026-09-01", "2026-09-15"),
    ("the last day of February", "2027-02-28", "2027-03-12"),
    ("leap day", "2028-02-29", "2028-03-14"),
    ("the Saturday before the clocks go forward", "2027-03-27", "2027-04-12"),
    ("the Sunday on which they go back", "2026-10-25", "2026-11-06"),
    ("New Year's Eve", "2026-12-31", "2027-01-15"),
]


@pytest.mark.clause("OCT-4.2a")
@pytest.mark.clause("CAL-7")
@pytest.mark.parametrize(("case", "received", "due"), TEN_WORKING_DAYS)
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_an_appeal_is_due_ten_working_days_after_receipt(landlord: str, case: str, received: str, due: str) -> None:
    assert answer(landlord, hearing(landlord, received_on=received)).due_on == date.fromisoformat(due), case
    assert due_on(PACKS[landlord], date.fromisoformat(received)) == date.fromisoformat(due)


def test_the_day_on_which_the_customer_could_read_it_does_not_move_the_landlords_day() -> None:
    late = hearing(CAL, delivered_on="2027-02-01")
    assert answer(CAL, late).due_on == answer(CAL, hearing(CAL)).due_on == date(2027, 1, 6)


@pytest.mark.clause("OVH-3.7.2")
@pytest.mark.parametrize("of", [["ineligible_status"], ["witness_present", "ineligible_status"]])
def test_an_appeal_about_bidding_goes_to_the_scheme_board(of: list[str]) -> None:
    proposal = hearing(OVH, of=of, customer={"kind": "applicant"})
    said = answer(OVH, proposal)
    assert [finding.code for finding in said.findings] == ["appeal_elsewhere"]
    assert (said.allowed, said.due_on) == (False, None)
    assert said.findings[0].source == "One Vision Housing 3.7.2"


def test_an_appeal_that_may_not_be_heard_by_this_person_is_still_due() -> None:
    said = answer(CAL, hearing(CAL, hearer={"person": "p1", "role": "officer"}, decided_by=people(("p1", "officer"))))
    assert said.due_on == date(2027, 1, 6)
    assert [finding.code for finding in said.findings] == ["hearer_wrong_role", "hearer_involved"]


def test_a_year_that_nobody_knows_is_not_guessed() -> None:
    with pytest.raises(UnknownYearError):
        working_days_after(date(2040, 12, 20), 10)
    with pytest.raises(UnknownYearError):
        working_days_after(date.max, 1)


ASSESSED_BY = [
    # someone's safety needed action on, the assessment follows by
    ("a plain Monday", "2026-11-23", "2026-11-30"),
    ("a Friday", "2026-11-27", "2026-12-04"),
    ("a Saturday", "2026-11-28", "2026-12-04"),
    ("Christmas Eve", "2026-12-24", "2027-01-05"),
    ("Maundy Thursday", "2027-03-25", "2027-04-05"),
    ("Good Friday", "2027-03-26", "2027-04-05"),
    ("before the first Monday of May", "2026-05-01", "2026-05-11"),
    ("before the clocks go back", "2026-10-23", "2026-10-30"),
    ("before they go forward", "2027-03-19", "2027-03-30"),
    ("the end of a month", "2026-09-30", "2026-10-07"),
]


@pytest.mark.parametrize(("case", "on", "by"), ASSESSED_BY)
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_after_acting_at_once_the_assessment_follows_in_five_working_days(
    landlord: str, case: str, on: str, by: str
) -> None:
    at_risk = imposing(
        landlord, on=on, immediate_risk=True, steps={"told": True, "warned": True}, review_on=day_after(on)
    )
    assert codes(landlord, at_risk) == ["assessment_missing?"], case
    assert dict(found(landlord, at_risk, "assessment_missing").params) == {"working_days": 5, "due_on": by}, case


def test_past_the_known_years_the_number_of_days_is_said_without_the_date() -> None:
    at_risk = imposing(CAL, on="2041-01-07", review_on="2041-02-01", immediate_risk=True, steps={"told": True})
    assert dict(found(CAL, at_risk, "assessment_missing").params) == {"working_days": 5}


def test_working_days_between_counts_the_end_and_not_the_start() -> None:
    assert working_days_between(date(2026, 12, 18), date(2027, 1, 6)) == 10
    assert working_days_between(date(2027, 1, 6), date(2026, 12, 18)) == 0


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(9999, 8, 1), 6, date.max),
    ],
)
def test_a_day_that_the_month_lacks_is_its_last_day(start: date, count: int, end: date) -> None:
    assert months_after(start, count) == end


def test_our_bank_holidays_are_those_that_gov_uk_lists() -> None:
    listed = {
        holiday["date"]
        for holiday in BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    }
    for year in sorted({day.year for day in listed} & bank_holidays().keys()):
        assert bank_holidays()[year] == {day for day in listed if day.year == year}, year


def test_our_bank_holidays_agree_with_a_second_calendar() -> None:
    for year, ours in bank_holidays().items():
        theirs = peer.country_holidays("GB", subdiv="ENG", years=year)
        assert ours == {day for day in theirs if day.weekday() < 5}, year


def test_a_bank_holiday_of_scotland_alone_is_a_working_day() -> None:
    assert is_working_day(date(2026, 11, 30))  # St Andrew's Day
    assert not is_working_day(date(2026, 8, 31))  # the last Monday of August, in England and Wales


def test_next_years_bank_holidays_are_in_the_file() -> None:
    """Fails in the last year of the file: look up www.gov.uk/bank-holidays and add the years that follow."""
    assert date.today().year + 1 in bank_holidays()  # noqa: DTZ011 - the age of our own file
