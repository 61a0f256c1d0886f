"""Words on codes: every code of the vocabulary is said, in every language, the way people there say it."""

import datetime
from decimal import Decimal

import pytest

from casework.rules import pack, vocabulary
from letters import words
from letters.data import ESSENTIAL_SERVICES
from letters.words import codes, restrictions
from tests.unit.letters.examples import LANGUAGES

TERMS = {
    "officer": "Sam Okoro",
    "minutes": 20,
    "per": "week",
    "days": ["tue"],
    "from": "10:00",
    "to": "11:00",
    "count": 3,
    "channels": ["email", "letter"],
    "channel": "email",
    "issues": ["the fence of 2024."],
    "promises_customer": ["to call calmly"],
    "promises_landlord": ["to call back"],
    "working_days": 20,
    "scheme": "Homechoice",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(restrictions.NAMES))
def test_every_restriction_is_a_sentence_in_every_language(kind: str, language: str) -> None:
    sentence = words.restriction(kind, TERMS, language)
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert words.restriction_name(kind, language)
    if language != "en":
        assert sentence != words.restriction(kind, TERMS, "en")


@pytest.mark.parametrize("key", pack.landlord_keys())
def test_every_kind_and_role_of_a_landlord_has_words(key: str) -> None:
    policy = pack.load_pack(key)
    for kind in policy.kinds:
        assert words.restriction_name(kind, "en", policy)
        assert words.restriction(kind, TERMS, "en", policy)
    assert set(policy.roles) <= set(codes.ROLES)


def test_every_channel_and_essential_service_has_words() -> None:
    assert set(vocabulary.CHANNELS) == set(codes.CHANNELS) == set(codes.BY_CHANNEL)
    for key in pack.landlord_keys():
        assert set(pack.load_pack(key).essential_services) == set(codes.SERVICES) == set(ESSENTIAL_SERVICES)


def test_a_call_time_reads_as_people_say_it() -> None:
    said = words.restriction("calls_at_set_times", {"days": ["tue"], "from": "10:00", "to": "11:00"}, "en")
    assert said == "You may telephone us on Tuesdays, from 10 am to 11 am."


@pytest.mark.parametrize(
    ("key", "kind", "open_still"),
    [("octavia", "no_personal_contact", "telephone"), ("octavia", "third_party_only", "telephone or meet")],
)
def test_a_landlord_that_closes_less_says_so(key: str, kind: str, open_still: str) -> None:
    policy = pack.load_pack(key)
    assert open_still in words.restriction(kind, {}, "en", policy).lower()
    assert words.restriction(kind, {}, "en", policy) != words.restriction(kind, {}, "en")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Tuesday 5 January 2027"),
        ("cy", "5 Ionawr 2027 (dydd Mawrth)"),
        ("pl", "5 stycznia 2027 (wtorek)"),
        ("ro", "marți, 5 ianuarie 2027"),
        ("ar", "الثلاثاء 5 يناير 2027"),
        ("ur", "منگل، 5 جنوری 2027"),
        ("bn", "মঙ্গলবার, 5 জানুয়ারী 2027"),
        ("pa", "ਮੰਗਲਵਾਰ, 5 ਜਨਵਰੀ 2027"),
        ("so", "Talaado, 5 Janaayo 2027"),
        ("uk", "5 січня 2027 року (вівторок)"),
        ("zh", "2027年1月5日星期二"),
    ],
)
def test_a_date_is_said_with_its_weekday(language: str, said: str) -> None:
    assert words.date(datetime.date(2027, 1, 5), language) == said


@pytest.mark.parametrize(
    ("clock", "language", "said"),
    [
        ("10:00", "en", "10 am"),
        ("14:30", "en", "2:30 pm"),
        ("00:00", "en", "12 am"),
        ("12:00", "en", "12 pm"),
        ("14:30", "cy", "2:30 yh"),
        ("14:30", "pl", "14:30"),
        ("10:00", "ar", "10 صباحا"),
        ("10:00", "ur", "صبح 10:00"),
        ("14:30", "bn", "দুপুর 2:30"),
        ("14:30", "pa", "ਦੁਪਹਿਰੇ 2:30"),
        ("14:30", "so", "14:30"),
        ("09:00", "zh", "上午9:00"),
    ],
)
def test_a_time_is_said_the_way_of_the_language(clock: str, language: str, said: str) -> None:
    assert words.time(clock, language) == said


def test_a_weekday_and_a_month_are_of_the_language_asked_for_and_not_of_the_one_before() -> None:
    for language, day, month in (("zh", "星期五", "2027年1月"), ("cy", "Dydd Gwener", "Ionawr 2027")):
        assert words.weekday("fri", language) == day
        assert words.month(datetime.date(2027, 1, 5), language) == month
    assert words.weekday("fri", "uk") == "п’ятниця"  # the apostrophe of its catalogue


@pytest.mark.parametrize(
    ("parts", "language", "said"),
    [
        (["a"], "en", "a"),
        (["a", "b", "c"], "en", "a, b and c"),
        (["drwy lythyr", "e-bost"], "cy", "drwy lythyr ac e-bost"),
        (["e-bost", "llythyr"], "cy", "e-bost a llythyr"),
        (["a", "b", "c"], "ur", "a، b اور c"),
        (["a", "b", "c"], "zh", "a、b和c"),
        ([], "en", ""),
    ],
)
def test_a_list_joins_as_the_language_does(parts: list[str], language: str, said: str) -> None:
    assert words.all_of(parts, language) == said


@pytest.mark.parametrize(("count", "said"), [(1, "1 minutę"), (3, "3 minuty"), (12, "12 minut"), (22, "22 minuty")])
def test_polish_counts_with_its_three_forms(count: int, said: str) -> None:
    assert said in words.restriction("contact_time_limited", {"minutes": count, "per": "call"}, "pl")


@pytest.mark.parametrize(
    ("amount", "said"), [("1250", "£1,250"), ("12.5", "£12.50"), ("0.99", "£0.99"), ("1250.00", "£1,250")]
)
def test_money_has_pence_only_where_there_are_any(amount: str, said: str) -> None:
    assert words.money(Decimal(amount), "en") == said


def test_a_phone_number_stays_in_one_piece() -> None:
    assert words.phone("01632960001", "en") == "01632\u00a0960001"
    assert words.phone("0300 123 4567", "ar", isolate=True) == "\u20660300\u00a0123\u00a04567\u2069"
    assert words.dialled("01632 960001") == "+441632960001"
    for short in ("999", "101", "18001"):
        assert words.dialled(short) == short


def test_a_kind_that_nobody_has_words_for_is_refused() -> None:
    with pytest.raises(KeyError, match="locked_in"):
        words.restriction("locked_in", {}, "en")


def test_a_role_of_a_sixth_landlord_is_still_said() -> None:
    assert words.role("pool_manager", "pl") == "Pool manager"
