"""What letters about repairs, dangers and checks say."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

import letters
from letters.kinds.hazard_summary.sample import sample as summary
from letters.kinds.service_receipt.data import ServiceReceipt, Target
from letters.kinds.service_receipt.sample import sample
from tests.unit.letters.examples import texts_of

LAW = "SI 2025/1042 (Awaab's Law)"


def said(data: object) -> str:
    kind = "service_receipt" if isinstance(data, ServiceReceipt) else "hazard_summary"
    return "\n".join(texts_of(letters.freeze(kind, data, "en"))).replace("\u00a0", " ")


@pytest.mark.clause("OVH-3.5.2")
def test_a_longer_target_is_told_with_the_day_without_it_the_clause_and_why() -> None:
    text = said(sample())
    for words in ("Friday 15 January 2027", "Tuesday 29 December 2026", "Example Homes 3.5.2", "Two plumbers"):
        assert words in text
    assert "This never makes a time longer that the law sets." in text
    assert "Two of us come together." in text


def test_an_emergency_begins_with_the_number_and_says_the_hour() -> None:
    day = datetime.date(2026, 12, 1)
    urgent = dataclasses.replace(
        sample(),
        event="received",
        service="emergency_repair",
        about="flood",
        targets=(Target("make_safe", day, LAW, at="14:30"),),
    )
    text = said(urgent)
    assert text.index("telephone") < text.index("What you told us")
    assert "by 2:30 pm on Tuesday 1 December 2026" in text
    gas = said(dataclasses.replace(urgent, about="gas_smell"))
    assert gas.index(sample().contact.gas_phone[:4]) < gas.index("What you told us")


def test_a_summary_says_what_was_found_what_follows_and_that_another_place_is_free() -> None:
    text = said(summary())
    for words in ("Black mould", "mend the gutter", "Thursday 10 December 2026", "another place to stay"):
        assert words in text
    safe = said(dataclasses.replace(summary(), danger=False, targets=()))
    assert "We found no danger." in safe
    assert "another place to stay" not in safe
