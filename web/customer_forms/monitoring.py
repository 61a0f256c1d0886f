"""What a person may tell about themselves so that outcomes can be compared: a list for each question, all optional."""

from __future__ import annotations

from collections.abc import Iterable

from casework.rules.monitoring import ANSWERS
from web.forms import Choice, Form, SelectField
from web.language import lazy_gettext as _l
from web.monitoring_words import GROUPS, QUESTIONS


class MonitoringForm(Form):
    """Every question that there is; ``asking`` leaves those that this landlord asks."""

    def asking(self, asked: Iterable[str]) -> None:
        """Keep these questions only."""
        for code in set(ANSWERS) - set(asked):
            del self[code]

    def answers(self, asked: Iterable[str]) -> dict[str, str]:
        """What was chosen; call it after the form was found valid."""
        return {code: self[code].data or "" for code in asked}


def _question(code: str) -> SelectField:
    return SelectField(
        _l(QUESTIONS[code]), choices=[Choice(answer, _l(GROUPS[code][answer])) for answer in ANSWERS[code]]
    )


for _code in ANSWERS:
    setattr(MonitoringForm, _code, _question(_code))
