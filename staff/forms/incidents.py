"""Writing down an incident: one page, quick to fill in on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import wtforms
from wtforms.validators import StopValidation

from casework.actions.concerns import ConcernFacts
from casework.actions.incidents import CHANNELS, ENDED_HOW, IncidentFacts
from casework.records.people import StaffMember
from casework.rules.calendar import LONDON
from casework.rules.pack import Pack
from casework.rules.unacceptable import AFFECTED
from casework.rules.vocabulary import BEHAVIOURS
from letters import words
from letters.words import policy_terms
from staff.examples import in_words
from staff.forms.aftermath import DamageFields, RecordingFields
from translations import mark
from web.forms import (
    Choice,
    ChoiceField,
    ChoicesField,
    DateParts,
    Form,
    LongTextField,
    SelectField,
    TextField,
    TimeField,
    longest,
    needed,
)
from web.language import current_language, gettext
from web.language import lazy_gettext as _l

ONLINE = mark("Online, for example on social media")
WHO_WAS_AFFECTED = {
    "staff": mark("A member of staff"),
    "contractor": mark("A contractor"),
    "board_or_group_member": mark("A member of the board or of a resident group"),
}
HOW_IT_ENDED = {
    "not_ended": mark("It ended in the usual way"),
    "call_ended": mark("We ended the call"),
    "meeting_left": mark("We left the meeting or visit"),
    "asked_to_leave": mark("We asked the customer to leave"),
    "no_reply": mark("We have not replied"),
}


ALSO = {
    "acted": mark("We did something else at once"),
    "recorded": mark("They recorded without asking, or after a no"),
    "damaged": mark("Something was damaged"),
    "says": mark("They say something about a member of staff"),
    "talk": mark("I would like somebody to talk to me about it"),
}
TICKED = (
    ("acted", "done_at_once", _l("Write what you did")),
    ("damaged", "damage", _l("Write what was damaged")),
    ("says", "says", _l("Write what they say")),
)
LATE, EARLY = 20, 6  # hours of the clock


def choices(codes: tuple[str, ...], texts: dict[str, str]) -> list[Choice]:
    """Codes with their words, in the order of the codes."""
    return [Choice(code, _l(texts[code])) for code in codes]


def _first_large(said: str) -> str:
    return said[:1].upper() + said[1:]


class NotLater:
    """A day that has come."""

    def __call__(self, form: Any, field: wtforms.Field) -> None:
        if field.data and field.data > datetime.now(LONDON).date():
            raise StopValidation(gettext("This day has not come yet. Enter today or an earlier day"))


class NeededUnlessRecorded(needed):
    """What kind of behaviour it was; a recording without asking needs none."""

    def __call__(self, form: Any, field: wtforms.Field) -> None:
        if "recorded" not in (form.also.data or ()):
            super().__call__(form, field)


WHICH = _l("Which of the policy's examples was it?")


class IncidentForm(RecordingFields, DamageFields, Form):
    """What happened, in the words of the person who was there. What not every incident has opens when it is ticked."""

    form_key = wtforms.HiddenField()
    customer = wtforms.HiddenField()  # whom it is about, so that a form kept over a lapsed session knows it too
    happened_on = DateParts(
        _l("What day was it?"),
        [needed(_l("Enter the day on which it happened")), NotLater()],
        hint=_l("For example 27 3 2026"),
    )
    happened_at = TimeField(
        _l("What time was it?"),
        [needed(_l("Enter the time, about right is enough"))],
        hint=_l("About right is enough, for example 2:30pm"),
    )
    channel = ChoiceField(_l("How was the contact?"), [needed(_l("Choose how the contact was"))])
    place = TextField(_l("Where was it?"), [longest(200)], hint=_l("For example at their door"))
    call_ref = TextField(_l("Reference of the call"), [longest(80)], hint=_l("If your telephone system gives one."))
    behaviour = ChoicesField(
        _l("What kind of behaviour was it?"),
        [NeededUnlessRecorded(_l("Choose at least one kind of behaviour"))],
        hint=_l("Choose all that apply. Anger alone, or being firm, is not one of them."),
    )
    examples_aggressive_or_abusive = ChoicesField(WHICH)
    examples_unreasonable_demands = ChoicesField(WHICH)
    examples_unreasonable_persistence = ChoicesField(WHICH)
    what_happened = LongTextField(
        _l("What happened?"),
        [needed(_l("Write what happened")), longest(4000)],
        hint=_l("What was said and done, as exactly as you can. The customer may read this."),
    )
    affected = ChoiceField(
        _l("Who was affected?"), [needed(_l("Choose who was affected"))], choices=choices(AFFECTED, WHO_WAS_AFFECTED)
    )
    matters = ChoicesField(
        _l("Is it about one of these?"), hint=_l("Another policy is for them. Leave all empty if it is not.")
    )
    said = ChoicesField(
        _l("What did you tell the customer?"),
        choices=[
            Choice("told", _l("That the behaviour is not acceptable, and why")),
            Choice("end_warned", _l("That we would end the contact unless it changed")),
            Choice("warned", _l("What would follow if it went on: a warning")),
        ],
        hint=_l("Leave both empty if nothing was said."),
    )
    gravity = ChoicesField(
        _l("Was anybody in danger?"),
        choices=[
            Choice(
                "serious",
                _l("It was serious"),
                hint=_l("Violence or a threat, harassment, hate crime or assault"),
            ),
            Choice("immediate_risk", _l("There is a risk now"), hint=_l("Someone's safety needs action now")),
        ],
        hint=_l("Leave both empty if not."),
    )
    ended_how = ChoiceField(
        _l("How did it end?"), [needed(_l("Choose how it ended"))], choices=choices(ENDED_HOW, HOW_IT_ENDED)
    )
    ended_at = TimeField(_l("What time did it end?"), hint=_l("If you know it"))
    done_at_once = LongTextField(_l("What did you do at once?"), [longest(4000)], rows=2)
    also = ChoicesField(_l("Was there more?"), hint=_l("Choose all that apply."))
    says = LongTextField(
        _l("What do they say happened?"),
        [longest(8000)],
        hint=_l("In their own words. It becomes a case of its own. Whoever it is about cannot close it."),
        rows=3,
    )
    says_about = SelectField(_l("Who was it, if you know?"), hint=_l("Leave it empty if you do not know."))

    def for_landlord(
        self, pack: Pack, staff: Sequence[StaffMember] = (), managers: Sequence[StaffMember] = ()
    ) -> IncidentForm:
        """Offer this landlord's kinds of behaviour, each with the examples that its policy gives; and colleagues."""
        language = current_language()
        self.channel.offer(
            Choice(code, _l(ONLINE) if code == "online" else words.channel(code, language)) for code in CHANNELS
        )
        self.behaviour.offer(
            Choice(code, words.behaviour(code, language)) for code in BEHAVIOURS if code in pack.behaviour
        )
        for code in BEHAVIOURS:
            examples = pack.behaviour[code].codes if code in pack.behaviour else ()
            self[f"examples_{code}"].offer(Choice(one, _first_large(in_words((one,)))) for one in examples)
        matters = pack.unacceptable.elsewhere.matters
        named = {code: policy_terms.named(policy_terms.MATTERS, code, language) for code in matters}
        self.matters.offer(Choice(code, _first_large(said)) for code, said in named.items())
        self.also.offer(Choice(code, _l(text)) for code, text in ALSO.items())
        self.offer_recording(managers)
        self.says_about.offer(Choice(one.ref, one.name) for one in staff)
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """What was ticked as well says what it was."""
        right: bool = super().validate(extra_validators)
        for code, name, message in TICKED:
            if code in (self.also.data or ()) and not self[name].data:
                self.add_error(name, message)
                right = False
        return right

    def facts(self) -> IncidentFacts:
        """What the action takes; call it after the form was found valid."""
        said, gravity = self.said.data or [], self.gravity.data or []
        examples = {code: self[f"examples_{code}"].data or [] for code in BEHAVIOURS}
        also = self.also.data or ()
        moment = self._at(self.happened_at.data)
        return IncidentFacts(
            happened_at=moment.astimezone(UTC),
            channel=str(self.channel.data),
            behaviour=tuple(code for code in BEHAVIOURS if code in (self.behaviour.data or ()) or examples[code]),
            examples=tuple(one for given in examples.values() for one in given),
            matters=tuple(self.matters.data or ()),
            what_happened=str(self.what_happened.data),
            affected=str(self.affected.data),
            serious="serious" in gravity,
            immediate_risk="immediate_risk" in gravity,
            told="told" in said,
            warned="warned" in said,
            end_warned="end_warned" in said,
            done_at_once=self.done_at_once.data or "",
            ended_how=str(self.ended_how.data),
            contact_ended_at=self._ended(moment),
            place=self.place.data or "",
            call_ref=self.call_ref.data or "",
            recording=self.recording_facts() if "recorded" in also or self.recording_steps.data else None,
            damage=self.damage_facts() if self.damage.data else None,
            concern=ConcernFacts(self.says.data, about_ref=self.says_about.data or "") if self.says.data else None,
            asks_for_help="talk" in also,
        )

    def _at(self, hour: Any) -> datetime:
        """A time on the day of the incident, in England."""
        return datetime.combine(self.happened_on.data, time.fromisoformat(str(hour)), LONDON)

    def _ended(self, began: datetime) -> datetime | None:
        """When it ended; an hour before the beginning is one after midnight, where the contact was a late one."""
        if not self.ended_at.data:
            return None
        ended = self._at(self.ended_at.data)
        late = began.hour >= LATE and ended.hour < EARLY
        return (ended + timedelta(days=1) if late else ended).astimezone(UTC)
