"""The forms on which people ask about an essential service, and tell us in confidence of harm or danger."""

from __future__ import annotations

import wtforms

from casework.actions.acting_for import PORTAL
from casework.actions.requests import RequestFacts
from web.forms import Choice, ChoiceField, Form, LongTextField, TickField, longest, needed
from web.language import lazy_gettext as _l

LONGEST_TEXT = 10_000


class RequestForm(Form):
    """What somebody needs from us."""

    form_key = wtforms.HiddenField()
    what = LongTextField(
        _l("What do you need?"),
        [needed(_l("Write what you need")), longest(LONGEST_TEXT)],
        hint=_l("Say it in your own words and in any language."),
        rows=6,
    )

    def facts(self, about: str) -> RequestFacts:
        """What the action takes; ``about``: the code of the service."""
        return RequestFacts(about, str(self.what.data), how=how_of(self))


class HarmForm(Form):
    """What happens, and how we reach the person without danger. Nobody has to give a name, a condition or a proof."""

    form_key = wtforms.HiddenField()
    what = LongTextField(
        _l("What is happening?"),
        [needed(_l("Write what is happening")), longest(LONGEST_TEXT)],
        hint=_l("Write as much or as little as you like, in any language."),
        rows=6,
    )
    safe_way = ChoiceField(
        _l("How can we reach you safely?"),
        [needed(_l("Choose how we can reach you safely"))],
        choices=[
            Choice("telephone", _l("Phone")),
            Choice("email", _l("Email")),
            Choice("letter", _l("Letter")),
            Choice("in_person", _l("At your office")),
            Choice("not_at_all", _l("Do not contact me"), hint=_l("You can call us when it is safe.")),
        ],
    )
    safe_how = LongTextField(
        _l("Which number or address, and when?"),
        [longest(2_000)],
        hint=_l("Give one that only you see. You can leave this empty."),
        rows=2,
    )
    advocate_may_see = TickField(_l("The person who speaks for me may know that I told you"))

    def facts(self, about: str) -> RequestFacts:
        """What the action takes; ``about``: a code of rules.requests.HARM."""
        return RequestFacts(
            about,
            str(self.what.data),
            safe_way=str(self.safe_way.data),
            safe_how=self.safe_how.data or "",
            advocate_may_see=bool("advocate_may_see" in self and self.advocate_may_see.data),
            how=how_of(self),
        )


def how_of(form: Form) -> str:
    """How it reached us: in the portal, or as staff say who write it down."""
    return str(form["how"].data) if "how" in form else PORTAL
