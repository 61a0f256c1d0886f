"""The steps of a case before a decision, each a page with one form."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from casework.actions import asking, steps, support, warning_letters
from casework.actions.warning_letters import must_cite
from casework.records import case_desk, case_story, desk
from casework.records.cases import Case
from staff.blueprint import bp, may_act
from staff.cases import reads_circumstances
from staff.drafting import key_of
from staff.forms import steps as forms
from staff.refusals import refusals_on
from staff.showing import show
from web.access import london_today
from web.database import act, pack, reading
from web.forms import Form
from web.language import gettext as _


@bp.route("/cases/<ref>/enquiries", methods=["GET", "POST"])
@may_act
def case_enquiries(ref: str) -> ResponseReturnValue:
    """The enquiries that the policy lists, ticked off with what was found."""
    case = desk.case(reading(), ref)
    known = {one.code: one.said for one in case_desk.steps(reading(), case.id) if one.kind == "enquiry"}
    form = forms.enquiries_form(pack(), known)

    def do(_form: Form) -> None:
        act(steps.enquire_all, ref, form.found())

    intro = _("Before anything is decided, those who decide ask and look. Write what each one showed.")
    return page(case, form, do, _("Enquiries"), intro)


@bp.route("/cases/<ref>/question", methods=["GET", "POST"])
@may_act
def case_question(ref: str) -> ResponseReturnValue:
    """Something that the customer is asked before anything is decided, by letter."""
    case = desk.case(reading(), ref)
    form = forms.QuestionForm(data={"form_key": secrets.token_hex(16)})
    intro = _("Who is asked first can explain, and may not need a restriction.")
    intro += " " + _("The customer gets this by letter.")

    def do(_form: Form) -> None:
        act(asking.ask, ref, form.facts(), key_of(form))

    return page(case, form, do, _("Ask the customer"), intro)


@bp.route("/questions/<ref>", methods=["GET", "POST"])
@may_act
def question_answer(ref: str) -> ResponseReturnValue:
    """What the customer answered."""
    asked = case_desk.question(reading(), ref)
    case = desk.case(reading(), asked.case.ref)
    form = forms.QuestionAnswerForm(data=forms.QuestionAnswerForm.typed(asked, london_today())).with_ways()
    if not reads_circumstances(case_story.case_file(reading(), case)):
        abort(403)

    def do(_form: Form) -> None:
        act(asking.answered, ref, form.facts())

    return page(case, form, do, _("What the customer answered"), asked.asks)


@bp.route("/cases/<ref>/support", methods=["GET", "POST"])
@may_act
def case_support(ref: str) -> ResponseReturnValue:
    """Help that was offered."""
    case = desk.case(reading(), ref)
    form = forms.SupportForm(data={"offered_on": london_today()}).for_landlord(pack())
    intro = _("Support comes before any restriction, and may be all that is needed.")
    intro += " " + _("The customer gets this by letter.")
    return page(case, form, lambda _form: act(support.offer, ref, form.facts()), _("Offer support"), intro)


@bp.route("/support/<ref>", methods=["GET", "POST"])
@may_act
def support_outcome(ref: str) -> ResponseReturnValue:
    """What came of help that was offered."""
    made = case_desk.offer(reading(), ref)
    form = forms.OutcomeForm(data={"outcome": made.outcome, "said": made.outcome_said})
    case = desk.case(reading(), made.case.ref)
    if not reads_circumstances(case_story.case_file(reading(), case)):
        abort(403)

    def do(_form: Form) -> None:
        act(support.came_of_it, ref, str(form.outcome.data), str(form.said.data))

    return page(case, form, do, _("What came of the support"), made.what)


@bp.route("/cases/<ref>/police", methods=["GET", "POST"])
@may_act
def case_police(ref: str) -> ResponseReturnValue:
    """A report to the police."""
    case = desk.case(reading(), ref)
    form = forms.PoliceForm(data={"reported_on": london_today()})

    def do(_form: Form) -> None:
        assert form.reported_on.data is not None  # noqa: S101  a valid form has a day
        act(steps.report_to_police, ref, form.reported_on.data, form.reference.data or "", str(form.said.data))

    return page(case, form, do, _("Report to the police"), _("Report it first, then write it down here."))


@bp.route("/cases/<ref>/action", methods=["GET", "POST"])
@may_act
def case_action(ref: str) -> ResponseReturnValue:
    """An action in the file of a serious matter: no panel is asked."""
    case = desk.case(reading(), ref)
    form = forms.ActionForm().for_landlord(pack())
    intro = _("This is a file of a serious matter: no panel decides it. A manager starts what is needed.")

    def do(_form: Form) -> None:
        act(steps.start_action, ref, str(form.code.data), str(form.why.data))

    return page(case, form, do, _("Start an action"), intro)


@bp.route("/cases/<ref>/end", methods=["GET", "POST"])
@may_act
def case_end(ref: str) -> ResponseReturnValue:
    """The end of a case in which nothing is restricted."""
    case = desk.case(reading(), ref)
    form = forms.EndForm().of_stage(case.stage)
    intro = _("A case may end with support or a warning alone. Nothing is restricted then.")

    def do(_form: Form) -> None:
        act(support.close, ref, str(form.outcome.data), str(form.why.data))

    return page(case, form, do, _("End the case"), intro)


@bp.route("/incidents/<ref>/at-once", methods=["GET", "POST"])
@may_act
def incident_at_once(ref: str) -> ResponseReturnValue:
    """What staff did on the spot; the look at circumstances is due soon after."""
    incident = desk.incident(reading(), ref)
    form = forms.AtOnceForm().for_landlord(pack())
    if form.validate_on_submit():
        with refusals_on(form):
            case = act(steps.act_at_once, ref, tuple(form.codes.data or ()), str(form.said.data))
            flash(_("This is on record. Look at the person's circumstances within the days that the case names."))
            return redirect(url_for(".case", ref=case), 303)
    intro = _("Someone's safety comes first. The look at the person's circumstances follows within five working days.")
    back = url_for(".incident", ref=ref)
    return drawn(form, _("What was done at once"), intro, incident.customer.name, back)


def page(case: Case, form: Form, do: Callable[[Form], Any], heading: str, intro: str) -> ResponseReturnValue:
    """Show the form; when it is sent and taken, back to the case."""
    if form.validate_on_submit():
        with refusals_on(form):
            do(form)
            flash(_("This is on record."))
            return redirect(url_for(".case", ref=case.ref), 303)
    return drawn(form, heading, intro, f"{case.customer.name} · {case.ref}", url_for(".case", ref=case.ref))


def drawn(form: Form, heading: str, intro: str, caption: str, back: str) -> str:
    """The one template of these pages."""
    return show("staff/step.html", form=form, heading=heading, intro=intro, caption=caption, back=back)


@bp.route("/cases/<ref>/warning-letter", methods=["GET", "POST"])
@may_act
def case_warning_letter(ref: str) -> ResponseReturnValue:
    """A letter of warning, written and sent."""
    case = desk.case(reading(), ref)
    start = {"about": "contact", "asks_to_stop": True, "consequences": ["restriction"]}
    form = forms.WarningLetterForm(data=start).for_landlord(pack(), case.customer.kind)

    def do(_form: Form) -> None:
        act(warning_letters.send, ref, form.facts())

    intro = _("A warning restricts nothing. The letter also says what stays open and how to complain.")
    if must_cite(pack(), case.customer.kind):
        intro += " " + _("It names the clause of the tenancy agreement: {clause}.", clause=pack().tenancy_clause or "")
    return page(case, form, do, _("Send a letter of warning"), intro)
