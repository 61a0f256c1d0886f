"""Who speaks for a customer, as staff write it down, look at papers and help in private."""

from __future__ import annotations

from collections.abc import Sequence

from casework.actions.forced import ForcedFacts
from casework.actions.naming import NamingFacts
from casework.records.people import Authority
from casework.rules.advocates import KINDS
from letters import words
from staff.forms.agreements import ways
from staff.showing import first_large, scopes
from web.customer_forms.advocates import LONGEST_NAME, ForcedForm, NamingForm
from web.forms import (
    Choice,
    ChoiceField,
    ChoicesField,
    EmailField,
    Form,
    LongTextField,
    TextField,
    longest,
    needed,
)
from web.language import current_language
from web.language import lazy_gettext as _l


class TheirNamingForm(NamingForm):
    """The same form, with how we know that it is the customer's wish, and how it reached us."""

    given_how = ChoiceField(
        _l("How do we know that the customer wants it?"),
        choices=[
            Choice("phone", _l("They read out the code that we sent them just now")),
            Choice("letter_code", _l("They read out the code of one of our letters")),
            Choice("witnessed", _l("They said it in front of a witness")),
        ],
        hint=_l("Not needed where a paper shows it: that is looked at afterwards."),
    )
    code = TextField(_l("The code that they read out"), [longest(40)])
    witness = TextField(_l("Who was the witness?"), [longest(LONGEST_NAME)])
    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])

    def for_staff(self) -> TheirNamingForm:
        """Offer the ways and what may be done, in the words of staff."""
        self.how.offer(ways())
        codes = [choice.code for choice in self.scope.choices]
        self.scope.offer(Choice(code, first_large(said)) for code, said in zip(codes, scopes(codes), strict=True))
        return self

    def their_facts(self) -> NamingFacts:
        """What the action takes; call it after the form was found valid."""
        return self.facts(
            given_how=self.given_how.data or "",
            how=str(self.how.data),
            code=self.code.data or "",
            witness=self.witness.data or "",
        )


class TheirForcedForm(ForcedForm):
    """The same form, and how it reached us."""

    how = ChoiceField(_l("How did it reach us?"), [needed(_l("Choose how it reached us"))])

    def with_ways(self) -> TheirForcedForm:
        """Offer the ways, in the reader's language."""
        self.how.offer(ways())
        return self

    def their_facts(self) -> ForcedFacts:
        """What the action takes; call it after the form was found valid."""
        return self.facts(str(self.how.data))


class CheckForm(Form):
    """What we saw, or why not."""

    proof = ChoiceField(_l("What did you see or hear?"), [needed(_l("Choose one of the answers"))])
    why = LongTextField(
        _l("If we cannot accept it: why?"),
        [longest(4000)],
        hint=_l("The customer will read this. Nobody is refused without a reason."),
        rows=4,
    )

    def of_kind(self, kind: str) -> CheckForm:
        """Offer the papers that show it for that kind, or a yes by phone."""
        papers = KINDS[kind].proofs or ("agreed",)
        self.proof.offer(
            [
                *(Choice(code, words.proof(code, current_language())) for code in papers),
                Choice("none", _l("We cannot accept it")),
            ]
        )
        return self


class EndForm(Form):
    """Why staff end an authority."""

    why = LongTextField(
        _l("Why?"), [needed(_l("Write why")), longest(4000)], hint=_l("The customer will read this."), rows=4
    )


class HelpedForm(Form):
    """What staff did for somebody who was made to choose."""

    ends = ChoicesField(_l("What ends now, without a letter to their home?"))
    done = LongTextField(_l("What did you do?"), [needed(_l("Write what you did")), longest(4000)], rows=4)

    def about(self, standing: Sequence[Authority]) -> HelpedForm:
        """Offer what stands today, by its number."""
        self.ends.offer(Choice(str(one.id), one.advocate.name) for one in standing)
        return self


class OrganisationForm(Form):
    """An advice centre, a law centre or a charity."""

    name = TextField(_l("Name of the organisation"), [needed(_l("Enter the name")), longest(LONGEST_NAME)])


class WorkerForm(Form):
    """Somebody who works there."""

    name = TextField(_l("Their full name"), [needed(_l("Enter their full name")), longest(LONGEST_NAME)])
    email = EmailField(_l("Their email address"), [needed(_l("Enter their email address")), longest(254)])
