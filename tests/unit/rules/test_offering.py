"""What is offered to a person before they ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from casework.rules.offering import Person, offers

PLAIN = Person(likes="email", usable=("email", "letter"), limited=False, needs_known=True)


@pytest.mark.parametrize(
    ("changed", "offered"),
    [
        ({}, ()),
        ({"language": "ar"}, ("interpreter",)),
        ({"interpreter": True}, ("interpreter",)),
        ({"sign_language": True, "relay": True}, ("sign_language", "relay")),
        ({"likes": "telephone", "limited": True}, ("other_way", "services")),
        ({"likes": "text"}, ()),
        ({"usable": (), "limited": True}, ("manager", "services")),
        ({"spoken_for": True, "needs_known": False}, ("speaker", "ask")),
    ],
)
def test_what_helps_is_named_before_anybody_is_told_no(changed: dict[str, Any], offered: tuple[str, ...]) -> None:
    assert offers(replace(PLAIN, **changed)) == offered
