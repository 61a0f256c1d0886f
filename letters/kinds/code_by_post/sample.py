"""A code for an invented person."""

from __future__ import annotations

import datetime

from letters.data import SignIn
from letters.kinds.code_by_post.data import CodeByPost
from letters.kinds.decision import sample as decision


def sample() -> CodeByPost:
    """A code that works together with the date of birth."""
    return CodeByPost(
        person=decision.PERSON,
        contact=decision.CONTACT,
        issued_on=datetime.date(2027, 1, 5),
        sign_in=SignIn("K7F3-9QPM-2RTV", "https://portal.example-homes.example/sign-in/letter"),
    )
