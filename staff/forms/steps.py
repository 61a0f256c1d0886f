"""The forms of a case before a decision: enquiries, support, the police, acts on the spot, a file's action, the end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import wtforms

from casework.actions.asking import AnswerFacts, QuestionFacts
from casework.actions.support import KINDS, OUTCOMES, Offer
from casework.actions.warning_letters import LetterFacts, consequences, may_cite, must_cite
from casework.records.steps import Question
from casework.rules.before import SUPPORT_OUTCOMES, enquiries, on_the_spot
from casework.rules.pack import Pack
from letters import words
from letters.kinds.warning.wording import RESTRICTION
from letters.words import policy_terms
from staff.forms.agreements import ways
from staff.forms.cases import WARNED_ABOUT
from staff.forms.decisions import ToCome
from staff.forms.incidents import NotLater
from translations import mark
from web.forms import (
    Choice,
    ChoiceField,
    ChoicesField,
    DateParts,
    Form,
    LongTextField,
    TextField,
    TickField,
    longest,
    needed,
)
from web.language import current_language
from web.language import lazy_gettext as _l

HELP = {
    "support": mark("Support, for example a support worker"),
    "referral": mark("A referral to another organisation"),
    "advocacy": mark("Somebody who speaks for them"),
    "medical": mark("A referral to a doctor or nurse"),
}
CAME_TO = {
    "waiting": mark("We still wait"),
    "helps": mark("It helps"),
    "made_no_difference": mark("It made no difference"),
    "declined": mark("The customer said no"),
}
ENDS = {
    "support": mark("Support was enough: nothing is restricted"),
    "warning": mark("A warning was enough: nothing is restricted"),
    "file": mark("What the file was opened for is done"),
    "nothing_more": mark("Nothing more is needed"),
}
A_LIMIT = mark("We may limit contact, for a time")
REFERRED = {
    "restriction": mark("A restriction should be proposed"),
    "case": mark("A case is opened, and circumstances are looked at"),
    "warning": mark("A warning comes first"),
    "nothing": mark("Nothing more is needed"),
}


def step_name(code: str) -> str:
    """An enquiry, or an act on the spot, in the reader's language; the first letter large."""
    said = policy_terms.named(policy_terms.STEPS_OF_STAFF, code, current_language())
    return said[:1].upper() + said[1:]


class EnquiriesForm(Form):
    """One box for each enquiry; made by ``enquiries_form``."""

    def found(self) -> dict[str, str]:
        """What was written, by the code of the enquiry."""
        return {name: str(field.data) for name, field in self._fields.items() if name != "csrf_token" and field.data}


def enquiries_form(pack: Pack, known: dict[str, str]) -> EnquiriesForm:
    """The enquiries of this landlord's policy. ``known``: what was found already."""
    fields: dict[str, Any] = {
        code: LongTextField(step_name(code), [longest(4000)], hint=_l("What you found. Empty: not done yet."), rows=3)
        for code in enquiries(pack)
    }
    form: EnquiriesForm = type("EnquiriesForm", (EnquiriesForm,), fields)(data=known)
    return form


class QuestionForm(Form):
    """Something that the customer is asked."""

    form_key = wtforms.HiddenField()
    asks = LongTextField(
        _l("What do you want to ask?"),
        [needed(_l("Write what you want to ask")), longest(4000)],
        hint=_l("Each question on a line of its own. Never ask for a diagnosis."),
        rows=5,
    )
    why = LongTextField(_l("Why do you ask?"), [needed(_l("Write why")), longest(4000)], rows=3)
    answer_by = DateParts(
        _l("By when does an answer help?"),
        [needed(_l("Enter the day")), ToCome()],
        hint=_l("A letter in their format and language takes some days to come."),
    )

    def facts(self) -> QuestionFacts:
        """What the action takes."""
        assert self.answer_by.data is not None  # noqa: S101  a valid form has a day
        return QuestionFacts(str(self.asks.data), str(self.why.data), self.answer_by.data)


class QuestionAnswerForm(Form):
    """What the customer answered to a question."""

    on = DateParts(_l("When did it come?"), [needed(_l("Enter the day")), NotLater()])
    how = ChoiceField(_l("How did it come?"), [needed(_l("Choose how it came"))])
    said = LongTextField(
        _l("What does it say?"),
        [needed(_l("Write what it says")), longest(8000)],
        hint=_l("Or where it is kept."),
        rows=6,
    )

    @staticmethod
    def typed(question: Question, today: date) -> dict[str, object]:
        """What is on record, to start from."""
        return {"on": question.answered_on or today, "how": question.answered_how, "said": question.answer}

    def with_ways(self) -> QuestionAnswerForm:
        """Offer the ways in which something comes to us."""
        self.how.offer(ways())
        return self

    def facts(self) -> AnswerFacts:
        """What the action takes."""
        assert self.on.data is not None  # noqa: S101  a valid form has a day
        return AnswerFacts(str(self.said.data), str(self.how.data), self.on.data)


class SupportForm(Form):
    """Help that was offered."""

    kind = ChoiceField(_l("What kind of help?"), [needed(_l("Choose the kind of help"))])
    what = LongTextField(
        _l("What did you offer?"),
        [needed(_l("Write what you offered"))],
        hint=_l("Who helps, with what, from when. Never write down a diagnosis."),
        rows=4,
    )
    offered_on = DateParts(_l("When was it offered?"), [needed(_l("Enter the day")), NotLater()])

    def for_landlord(self, pack: Pack) -> SupportForm:
        """Offer every kind of help, those of this landlord's policy first."""
        self.kind.offer(_help(dict.fromkeys((*pack.support.kinds, *KINDS))))
        return self

    def facts(self) -> Offer:
        """What the action takes."""
        assert self.offered_on.data is not None  # noqa: S101  a valid form has a day
        return Offer(str(self.kind.data), str(self.what.data), self.offered_on.data)


def _help(codes: Iterable[str]) -> list[Choice]:
    return [Choice(code, _l(HELP[code])) for code in codes if code in HELP]


class OutcomeForm(Form):
    """What came of help that was offered."""

    outcome = ChoiceField(
        _l("What came of it?"),
        [needed(_l("Choose what came of it"))],
        choices=[Choice(code, _l(CAME_TO[code])) for code in SUPPORT_OUTCOMES],
    )
    said = LongTextField(_l("How do you know?"), [needed(_l("Write how you know")), longest(4000)], rows=4)


class PoliceForm(Form):
    """A report to the police."""

    reported_on = DateParts(_l("When were the police told?"), [needed(_l("Enter the day")), NotLater()])
    reference = TextField(_l("The police's reference"), [longest(80)], hint=_l("Leave this empty if you have none."))
    said = LongTextField(
        _l("What did you report?"),
        [needed(_l("Write what you reported")), longest(4000)],
        hint=_l("If a disability may explain what was said, ask about that first and write what you found."),
        rows=4,
    )


class AtOnceForm(Form):
    """What was done on the spot."""

    codes = ChoicesField(_l("What did you do at once?"), [needed(_l("Choose what you did"))])
    said = LongTextField(
        _l("What was the danger, and what did you do?"),
        [needed(_l("Write what you did")), longest(4000)],
        hint=_l("The customer will read this."),
        rows=4,
    )

    def for_landlord(self, pack: Pack) -> AtOnceForm:
        """Offer what the policy names."""
        self.codes.offer(Choice(code, step_name(code)) for code in on_the_spot(pack))
        return self


class ActionForm(Form):
    """An action in the file of a serious matter."""

    code = ChoiceField(_l("What is done?"), [needed(_l("Choose what is done"))])
    why = LongTextField(_l("Why is that done?"), [needed(_l("Write why")), longest(4000)], rows=4)

    def for_landlord(self, pack: Pack) -> ActionForm:
        """Offer the actions of the policy, and a report to the police."""
        codes = dict.fromkeys((*pack.actions, "police_report"))
        self.code.offer(Choice(code, words.action(code, current_language())) for code in codes)
        return self


class EndForm(Form):
    """The end of a case in which nothing is restricted."""

    outcome = ChoiceField(_l("How does it end?"), [needed(_l("Choose how it ends"))])
    why = LongTextField(_l("Why?"), [needed(_l("Write why")), longest(4000)], rows=4)

    def of_stage(self, stage: str) -> EndForm:
        """Offer what a case at this stage may end with."""
        codes = ("file",) if stage == "file" else tuple(code for code in OUTCOMES if code != "file")
        self.outcome.offer(Choice(code, _l(ENDS[code])) for code in codes)
        return self


class ReferForm(Form):
    """Why an incident needs more than a note."""

    why = LongTextField(
        _l("Why does this need more than a note?"),
        [needed(_l("Write why")), longest(4000)],
        hint=_l("What happened before, what was tried, and what you ask for."),
        rows=5,
    )


class AnswerForm(Form):
    """The answer to a referral."""

    answer = ChoiceField(
        _l("What follows?"),
        [needed(_l("Choose what follows"))],
        choices=[Choice(code, _l(text)) for code, text in REFERRED.items()],
    )
    why = LongTextField(
        _l("Why?"),
        [needed(_l("Write why")), longest(4000)],
        hint=_l("Whoever asked reads this."),
        rows=4,
    )


class WarningLetterForm(Form):
    """A letter of warning."""

    about = ChoiceField(
        _l("What is it about?"),
        [needed(_l("Choose what it is about"))],
        choices=[Choice(code, _l(text)) for code, text in WARNED_ABOUT.items()],
    )
    change = LongTextField(
        _l("What has to change?"),
        [needed(_l("Write what has to change")), longest(4000)],
        hint=_l("The customer will read this. Say it plainly, and say what help there is."),
        rows=6,
    )
    asks_to_stop = TickField(_l("Ask the customer to stop"))
    consequences = ChoicesField(_l("What may follow if it goes on?"), [needed(_l("Choose what may follow"))])
    cites_agreement = TickField(_l("Point to the agreement for their home"))

    def for_landlord(self, pack: Pack, customer_kind: str) -> WarningLetterForm:
        """Offer what may follow by this landlord's policy; the agreement only where the policy speaks of it."""
        language = current_language()
        self.consequences.offer(
            Choice(code, _l(A_LIMIT) if code == RESTRICTION else words.action(code, language))
            for code in consequences(pack)
        )
        if not may_cite(pack, customer_kind) or must_cite(pack, customer_kind):
            del self.cites_agreement
        return self

    def facts(self) -> LetterFacts:
        """What the action takes."""
        return LetterFacts(
            change=str(self.change.data),
            consequences=tuple(self.consequences.data or ()),
            about=str(self.about.data),
            asks_to_stop=bool(self.asks_to_stop.data),
            cites_agreement="cites_agreement" in self and bool(self.cites_agreement.data),
        )
