"""The packs themselves: nothing is missing, silence is written down, and a sixth landlord needs a file alone."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from casework.rules.channels import ESSENTIAL_SERVICES
from casework.rules.check import check
from casework.rules.explain import explain
from casework.rules.lint import lint
from casework.rules.pack import RULES, PackError, default_landlord, landlord_keys, load_pack
from casework.rules.proposal import read_proposal
from casework.rules.safety import channel_to_open, director_decides_within, is_safety_restriction
from casework.rules.tables import POLICIES
from tests.unit.rules.examples import LANDLORDS, OCT, OVH, PACKS, hearing, imposing, people, restriction

CODE = Path(__file__).resolve().parents[3]


def test_the_five_landlords_are_there() -> None:
    assert landlord_keys() == tuple(sorted(LANDLORDS))


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_every_rule_is_given_with_its_clause_or_named_as_silent(landlord: str) -> None:
    pack = PACKS[landlord]
    for name in RULES:
        rule = pack.rules[name]
        assert (rule.origin == "policy") == (name not in pack.silent)
        if rule.origin == "policy":
            assert re.fullmatch(rf"{re.escape(pack.name)} \d+(\.\d+)*", rule.source), rule.source


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_phone_numbers_and_addresses_are_plainly_invented(landlord: str) -> None:
    contact = PACKS[landlord].contact
    for phone in (contact.phone, contact.emergency_phone):
        assert re.fullmatch(r"01632 960\d{3}", phone)
    assert contact.gas_phone == "0800 111 999"
    assert contact.email.endswith(".example")
    assert contact.hours
    assert PACKS[landlord].ombudsman.phone == "0300 111 3000"


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_the_accent_stands_out_seven_to_one_on_white(landlord: str) -> None:
    assert 1.05 / (luminance(PACKS[landlord].accent) + 0.05) >= 7


def test_no_landlord_stands_in_the_code() -> None:
    names = {name for pack in PACKS.values() for name in (pack.key, pack.name)}
    for room in ("casework/rules", "web/commands", "letters/words"):
        for path in (CODE / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8").split('"""')
            code = "".join(text[::2])  # a docstring may name a clause as an example
            assert not [name for name in names if f'"{name}"' in code], path


def test_the_seventeen_essential_services_are_the_floors() -> None:
    assert len(ESSENTIAL_SERVICES) == 17
    for pack in PACKS.values():
        assert pack.essential_services == ESSENTIAL_SERVICES


# --- a pack of one's own


def sixth(tmp_path: Path, *changes: tuple[str, str], base: str = OCT) -> Path:
    """A copy of a pack under a name of its own, with texts changed."""
    text = (POLICIES / f"{base}.toml").read_text(encoding="utf-8")
    text = text.replace(f'key = "{base}"', 'key = "sixth"').replace(
        f'name = "{PACKS[base].name}"', 'name = "Sixth Homes"'
    )
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = tmp_path / "sixth.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("base", LANDLORDS)
def test_a_sixth_landlord_brings_a_file_and_everything_works(tmp_path: Path, base: str) -> None:
    pack = load_pack(str(sixth(tmp_path, base=base)))
    for values in (imposing(base), hearing(base), imposing(base, deciders=[], steps={})):
        theirs = check(pack, read_proposal(values, pack))
        ours = check(PACKS[base], read_proposal(values, PACKS[base]))
        assert [one.code for one in theirs.findings] == [one.code for one in ours.findings]
        assert not any(PACKS[base].name in one.source for one in theirs.findings)
    assert explain(pack)
    assert lint(pack, date(2026, 11, 23))


OWN_KIND = """
[kinds.post_box_only]
clause = "9.1"
tier = "contact_standards"
dimension = "how"
terms = { box = "text", weeks = "count" }
closes = ["in_person", "telephone", "email"]
closes_services = ["emergency_repair", "pigeon_post"]
name = "Post box only"
says = "Please write to our post box."

[kinds.single_point_of_contact]"""


def test_a_pack_may_have_kinds_of_its_own_and_may_not_close_an_essential_service(tmp_path: Path) -> None:
    pack = load_pack(str(sixth(tmp_path, ("[kinds.single_point_of_contact]", OWN_KIND))))
    own = restriction("post_box_only", box="12", weeks=3)
    answer = check(pack, read_proposal(imposing(OCT, restrictions=[own]), pack))
    (finding,) = answer.stops
    assert (finding.code, finding.params["services"]) == ("essential_service_closed", ("emergency_repair",))
    blind = imposing(OCT, restrictions=[own], customer={"kind": "tenant", "cannot_use": ["letter"]})
    codes = [one.code for one in check(pack, read_proposal(blind, pack)).stops]
    assert codes == ["essential_service_closed", "no_usable_channel"]


def test_a_pack_may_allow_fewer_outcomes_and_name_its_reviewers(tmp_path: Path) -> None:
    path = sixth(
        tmp_path,
        ('  "review.by", "review.outcomes", "review.early"', '  "review.early"'),
        (
            '["appeal.days"]',
            '["review.outcomes"]\nclause = "8"\nallow = ["lift", "continue"]\n'
            '["review.by"]\nclause = "8.1"\nwho = "director"\n\n["appeal.days"]',
        ),
    )
    pack = load_pack(str(path))
    review = {
        "act": "review",
        "on": "2027-05-20",
        "outcome": "alter",
        "customer": {"kind": "tenant"},
        "restrictions": [restriction("calls_not_taken")],
        "next_review_on": "2027-11-19",
        "reason": "It still happens.",
        "reviewers": people(("p1", "assistant_director")),
    }
    found = check(pack, read_proposal(review, pack)).stops
    assert [(one.code, one.source) for one in found] == [
        ("not_authorised", "Sixth Homes 8.1"),
        ("outcome_not_in_policy", "Sixth Homes 8"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('"review.period", ', "", "review.period"),  # neither given nor silent
        ('"review.period", ', '"review.period", "decision", ', "decision"),  # both
        ('"review.period", ', '"review.period", "weather", ', "silent"),
        ('version = "2019-04"\n', "", "version"),
        ('policy = "Unacceptable customer actions policy"', "policy = 5", "policy"),
        ("approved_on = 2019-04-01", 'approved_on = "April"', "approved_on"),
        ("rank = 2", "rank = 0", "rank"),
        ('role = "service_manager"', 'role = "king"', "role"),
        ("working_days = 10", "working_days = true", "working_days"),
        ("[kinds.calls_not_taken]", "[kinds.calls_not_taken]\ncloses = ['third_party']", "closes"),
        ("[kinds.calls_not_taken]", "[kinds.calls_not_taken]\ncolour = 'red'", "colour"),
        ("[kinds.calls_not_taken]", "[kinds.new_kind]", "dimension"),
        ('"notice.form", ', "", "notice.form"),
        ("[colours]", "[colour]", "colour"),
        ('accent = "#14467a"', "", "accent"),
        ("[contact]", "[contact", "cannot be read"),
    ],
)
def test_a_slip_in_a_pack_is_an_error_that_names_the_field(tmp_path: Path, old: str, new: str, named: str) -> None:
    with pytest.raises(PackError, match=re.escape(named)):
        load_pack(str(sixth(tmp_path, (old, new))))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (('code = "service_manager"\nrank = 2', 'code = "officer"\nrank = 2'), "names 'officer' a second time"),
        (("[actions.tenancy_action]", "[actions.shouting]"), "actions.shouting is not a field that is known here"),
        (("[behaviour.unreasonable_demands]", "[behaviour.rudeness]"), "behaviour.rudeness is not a field"),
        (("[kinds.calls_not_taken]", "[kinds.own]\ndimension = 'how'\ncolour = 'red'"), "own.colour is not a field"),
        (("[kinds.calls_not_taken]", "[kinds.own]\ndimension = 'sideways'"), "own.dimension must be one of"),
        (
            ("[kinds.calls_not_taken]", "[kinds.own]\ndimension = 'how'\ncloses_term = 'channel'"),
            "own.terms must have 'channel' of the type 'channel'",
        ),
        (("[kinds.calls_not_taken]", "[kinds.own]\ndimension = 'how'\nterms = { per = [] }"), "per must name a choice"),
        (("rank = 2", 'rank = 2\ncolour = "red"'), "colour is not a field"),
        (("working_days = 10", "working_days = 0"), "working_days must be a whole number of one or more"),
        (('mode = "tiers"\n# Which', 'mode = "dice"\n# Which'), "decision.mode must be one of"),
        (('phone = "01632 960300"', 'phone = ""'), "contact.phone must be a text"),
        (('hours = [{ days = ["mon"', 'hours = [{ days = ["someday"'), "days has 'someday', which is not one of"),
        (('severity = "high"', 'severity = "grave"'), "severity must be one of high, medium, low"),
        (('id = "OCT-a"', 'id = "OCT-a"\ncolour = "red"'), "colour is not a field"),
        (('accent = "#14467a"', 'accent = "blue"'), 'colours.accent is no colour like "#14467a"'),
        (('accent = "#14467a"', 'accent = "#7f9fc9"'), "colours.accent is too pale"),
    ],
)
def test_a_slip_is_told_in_words_that_lead_to_it(tmp_path: Path, changes: tuple[str, str], said: str) -> None:
    with pytest.raises(PackError, match=re.escape(said)):
        load_pack(str(sixth(tmp_path, changes)))


def test_a_pack_may_name_one_role_that_decides_and_one_that_hears(tmp_path: Path) -> None:
    path = sixth(
        tmp_path,
        ('"decision", ', ""),
        ('"appeal.hearer", ', ""),
        (
            "[[roles]]",
            '[decision]\nclause = "9"\nmode = "rank"\nrole = "head_of_service"\n\n'
            '["appeal.hearer"]\nclause = "10"\nmode = "role"\nrole = "director"\n\n[[roles]]',
        ),
        base="notting-hill-genesis",
    )
    pack = load_pack(str(path))
    base = "notting-hill-genesis"
    by_manager = check(pack, read_proposal(imposing(base), pack)).stops
    assert [(one.code, one.source) for one in by_manager] == [("not_authorised", "Sixth Homes 9")]
    by_head = imposing(base, deciders=people(("p1", "head_of_service")))
    assert check(pack, read_proposal(by_head, pack)).allowed
    heard = {
        role: check(pack, read_proposal(hearing(base, hearer={"person": "x", "role": role}), pack))
        for role in pack.roles
    }
    assert {role for role, answer in heard.items() if answer.allowed} == {"director", "chief_executive"}


def test_only_calico_names_the_clause_of_a_tenancy_and_one_vision_is_the_usual_landlord() -> None:
    assert {key: pack.tenancy_clause for key, pack in PACKS.items() if pack.tenancy_clause} == {"calico-homes": "3.1.1"}
    assert default_landlord() == OVH


def test_no_pack_can_do_without_a_letter(tmp_path: Path) -> None:
    path = sixth(tmp_path, ("letter = true", "letter = false"), base=OVH)
    with pytest.raises(PackError, match=r"notice\.form\.letter must be true"):
        load_pack(str(path))


@pytest.mark.parametrize("key", ["floor", "kinds", "octavia.toml", "../policies/octavia", "", "nobody"])
def test_what_is_no_landlord_is_refused(key: str) -> None:
    with pytest.raises(PackError, match="there is no landlord"):
        load_pack(key)


def test_a_pack_that_was_edited_is_read_again(tmp_path: Path) -> None:
    path = sixth(tmp_path)
    assert load_pack(str(path)).version == "2019-04"
    text = path.read_text(encoding="utf-8").replace('version = "2019-04"', 'version = "2"')
    path.write_text(text, encoding="utf-8")
    assert load_pack(str(path)).version == "2"


def test_the_packs_use_only_what_is_known_of_conflicts() -> None:
    """The whole list of conflicts, by the ids under which they are spoken of."""
    letters = {"OVH": "abcdefghi", "WCH": "abcdefghijk", "OCT": "abcdefghi", "NHG": "abcdef", "CAL": "abcdefghij"}
    expected = {f"{short}-{letter}" for short, all_letters in letters.items() for letter in all_letters}
    found = [one for pack in PACKS.values() for one in lint(pack, date(2026, 11, 23)) if one.kind == "conflict"]
    assert {one.id for one in found} == expected
    assert len(found) == len(expected)
    assert all(one.law and one.product and one.severity for one in found)


@pytest.mark.parametrize(
    ("landlord", "today", "late"),
    [
        (OVH, date(2025, 5, 31), False),
        (OVH, date(2025, 6, 1), True),
        ("watford-community-housing", date(2023, 11, 30), False),
        ("watford-community-housing", date(2023, 12, 1), True),
        (OCT, date(2030, 1, 1), False),  # it says no date
    ],
)
def test_lint_says_when_a_policy_is_past_its_own_review(landlord: str, today: date, late: bool) -> None:
    assert ("out_of_date" in [one.id for one in lint(PACKS[landlord], today)]) == late


def test_lint_says_what_is_silent_open_or_unlawful() -> None:
    ids = {landlord: {one.id for one in lint(PACKS[landlord], date(2026, 11, 23))} for landlord in LANDLORDS}
    assert "unlawful.no_complaints_process" in ids[OCT]
    assert {one for one in LANDLORDS if "not_exhaustive" in ids[one]} == set(LANDLORDS) - {OVH}
    assert {one for one in LANDLORDS if "silent.review.period" in ids[one]} == {OCT, "notting-hill-genesis"}
    assert {one for one in LANDLORDS if "silent.decision" in ids[one]} == {"notting-hill-genesis", "calico-homes"}


@pytest.mark.parametrize(
    ("kind", "serious", "risk", "expected"),
    [
        ("visits_in_pairs", False, False, True),
        ("witness_present", False, False, True),
        ("office_meetings_only", False, False, True),
        ("excluded_from_offices", False, False, True),
        ("calls_not_taken", False, False, False),
        ("calls_not_taken", True, False, True),
        ("calls_not_taken", False, True, True),
    ],
)
def test_which_restrictions_keep_somebody_safe(kind: str, serious: bool, risk: bool, expected: bool) -> None:
    assert is_safety_restriction(PACKS[OCT], kind, serious, risk) == expected


@pytest.mark.parametrize(
    ("cannot_use", "opens"),
    [
        ([], "letter"),
        (["letter"], "email"),
        (["letter", "email"], "telephone"),
        (["letter", "email", "telephone"], None),  # never a visit
    ],
)
def test_a_closed_door_opens_again_by_the_least_risky_way(cannot_use: list[str], opens: str | None) -> None:
    assert channel_to_open(cannot_use) == opens
    assert director_decides_within() == 2


def test_the_shared_files_can_be_read_by_a_policy_officer_without_tabs() -> None:
    for path in POLICIES.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert "\t" not in text, path
        tomllib.loads(text)
