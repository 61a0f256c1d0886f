"""What letters about a complaint say at each step (Complaint Handling Code 6.9, 3.7)."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

import letters
from letters.kinds.complaint_stage.data import Answer, ComplaintStage
from letters.kinds.complaint_stage.sample import sample
from tests.unit.letters.examples import texts_of

DAY = datetime.date(2027, 3, 3)


def said(data: ComplaintStage) -> str:
    return "\n".join(texts_of(letters.freeze("complaint_stage", data, "en")))


def test_an_answer_says_all_that_the_code_asks() -> None:
    data = sample()
    assert data.answer is not None
    text = said(data)
    given = (data.understood, data.answer.reasons, data.answer.remedy, data.answer.to_do)
    for words in ("This is stage 1 of two.", "You are right.", "ask for stage 2", data.ombudsman.name, *given):
        assert words in text


@pytest.mark.parametrize("field", ["outcome", "reasons", "remedy", "to_do"])
def test_an_answer_that_lacks_one_of_them_never_comes_to_be(field: str) -> None:
    whole = Answer("upheld", "x", "x", "x")
    with pytest.raises(ValueError, match=field):
        dataclasses.replace(whole, **{field: " "})


@pytest.mark.clause("OCT-3.5")
@pytest.mark.parametrize("step", ["received", "acknowledged", "extended"])
def test_each_step_names_the_day_and_the_ombudsman(step: str) -> None:
    late: dict[str, Any] = (
        {"first_due_on": sample().due_on, "extended_why": "We wait for a report."} if step == "extended" else {}
    )
    text = said(dataclasses.replace(sample(), step=step, answer=None, due_on=DAY, **late))
    assert "Wednesday 3 March 2027" in text
    assert sample().ombudsman.phone.replace(" ", "") in text.replace("\u00a0", "").replace(" ", "")
    assert ("We wait for a report." in text) is (step == "extended")


def test_after_stage_two_the_next_step_is_the_ombudsman() -> None:
    text = said(dataclasses.replace(sample(), number=2))
    assert "This was our last answer" in text
    assert "ask for stage 2" not in text
