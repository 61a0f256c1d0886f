"""What a password of staff must be like."""

import pytest

from casework.rules.passwords import why_weak


@pytest.mark.parametrize(
    ("password", "weak"),
    [
        ("short", "too_short"),
        ("x" * 201, "too_long"),
        ("aaaaaaaaaaaaaaaa", "too_simple"),
        ("ababABAB12ababABAB", "too_simple"),
        ("Olive.Officer1", "holds_name"),
        ("Example-Homes-olive", "holds_name"),
        ("kettle umbrella tram", ""),
        ("olive kettle umbrella tram", ""),
    ],
)
def test_a_password_is_long_and_not_made_of_names_and_nothing_else_is_asked_of_it(password: str, weak: str) -> None:
    assert why_weak(password, ("Olive Officer", "olive.officer@example.org", "Example Homes")) == weak


@pytest.mark.parametrize("password", ["qwertyuiop123", "PASSWORD123456", "ilovemymum1234", "correcthorsebatterystaple"])
def test_a_password_that_others_lost_in_a_leak_is_refused(password: str) -> None:
    assert why_weak(password) == "common"
