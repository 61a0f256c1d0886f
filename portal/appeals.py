"""An appeal: starting it, its questions one by one, sending it, and following it to its answer."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from casework.actions import appeals, grounds, handing_in, points
from casework.records import fair_desk, own
from casework.records.appeals import Appeal
from casework.records.decisions import Decision
from casework.records.letters import Letter
from casework.records.own import Reader
from casework.rules.appeals import heard_elsewhere, is_late
from casework.rules.lettings import council
from casework.rules.points import key
from casework.rules.regulators import Ombudsman
from letters import words
from portal.appeal_forms import ComplaintForm, NewEvidenceForm, SendForm, WantForm, WhyForm, seen_of
from portal.arrangements import decisions_in_force
from portal.blueprint import own_page
from portal.page import onto, page
from portal.sent_files import opens
from web.access import london_today
from web.database import act, connection, reading
from web.forms import Choice
from web.landlord import landlord
from web.language import current_language
from web.language import gettext as _

YES_NO = {True: "yes", False: "no", None: None}


@own_page("/appeals", "appeal", keep=True)
def appeal_list(reader: Reader) -> str:
    return page("appeals/list.html", appeals=own.own_appeals(reading(), reader), reader=reader)


@own_page("/appeals/new", "appeal", ("GET", "POST"))
def appeal_new(reader: Reader) -> ResponseReturnValue:
    found = own.arrangements(connection(), reader.customer_id, london_today(), reader.advocate_id)
    decisions = decisions_in_force(landlord(), found.restrictions, london_today())
    wanted = request.args.get("decision") or (decisions[0].ref if len(decisions) == 1 else None)
    chosen = own.own_decision(reading(), reader, wanted) if wanted else None
    form = SendForm()
    if chosen is not None and form.validate_on_submit():
        ref = act(appeals.start, chosen.ref)
        return onto(".appeal", ref=ref)
    elsewhere = chosen and heard_elsewhere(landlord(), [one.kind for one in chosen.restrictions])
    return page("appeals/new.html", form=form, chosen=chosen, decisions=decisions, elsewhere=elsewhere)


@own_page("/appeals/<ref>", "appeal", keep=True)
def appeal(reader: Reader, ref: str) -> ResponseReturnValue:
    found = own.own_appeal(reading(), reader, ref)
    if found.state == "draft":
        return onto(f".appeal_{next_question(found)}", ref=ref)
    return page(
        "appeals/appeal.html",
        appeal=found,
        reader=reader,
        points=points.as_findings(reading(), found),
        grounds=[one for one in grounds.of(reading(), found) if one.answer],
        late=is_late(found.due_on, london_today()),
        council=council_for(found.decision),
        letters=letters_about(reader, found),
        **files_of(reader, ref),
    )


def council_for(about: Decision | None) -> Ombudsman | None:
    """Who hears complaints about a council's list of homes, where the decision is about one."""
    return council(landlord(), [one.kind for one in about.restrictions], london_today()) if about else None


def files_of(reader: Reader, ref: str) -> dict[str, Any]:
    """For the list of an appeal's files: which of them this reader may open, and where."""
    return {
        "opens": lambda sent: opens(reader, sent),
        "file_at": lambda sent: url_for(".appeal_evidence_file", ref=ref, file=sent.ref),
    }


def letters_about(reader: Reader, found: Appeal) -> list[Letter]:
    """Our letters about an appeal of which there is a copy for this reader: the receipt, and what followed."""
    if "letters" not in reader.scope:
        return []
    return [one for one in own.own_letters(reading(), reader) if one.appeal_id == found.id]


@own_page("/appeals/<ref>/why", "appeal", ("GET", "POST"))
def appeal_why(reader: Reader, ref: str) -> ResponseReturnValue:
    appeal = own_draft(reader, ref)
    form = WhyForm(
        data={
            "grounds": appeal.grounds,
            "points": [one.key for one in fair_desk.appeals_points(reading(), appeal.id)],
            "seen": seen_of(appeal.grounds),
        }
    )
    form.points.offer(points_offered(appeal))
    elsewhere = ""
    if form.validate_on_submit() or (leaving() and not form.grounds.data):
        elsewhere = form.written_elsewhere("grounds", appeal.grounds)
        if not elsewhere:
            act(points.answer_why, ref, form.grounds.data or "", form.points.data or [])
            return onward("want", ref)
    return page("appeals/why.html", form=form, appeal=appeal, elsewhere=elsewhere)


def points_offered(appeal: Appeal) -> list[Choice]:
    """The points of appeal that the record offers, each with where it is written."""
    language = current_language()
    return [
        Choice(key(one), words.point(one, language, landlord()), hint=one.source)
        for one in points.offered(reading(), landlord(), appeal.decision, london_today())
    ]


@own_page("/appeals/<ref>/want", "appeal", ("GET", "POST"))
def appeal_want(reader: Reader, ref: str) -> ResponseReturnValue:
    appeal = own_draft(reader, ref)
    form, elsewhere = WantForm(data={"wanted": appeal.wanted, "seen": seen_of(appeal.wanted)}), ""
    if form.validate_on_submit():
        elsewhere = form.written_elsewhere("wanted", appeal.wanted)
        if not elsewhere:
            act(appeals.answer, ref, wanted=form.wanted.data or "")
            return onward("new_evidence", ref)
    return page("appeals/want.html", form=form, appeal=appeal, elsewhere=elsewhere)


@own_page("/appeals/<ref>/new-evidence", "appeal", ("GET", "POST"))
def appeal_new_evidence(reader: Reader, ref: str) -> ResponseReturnValue:
    appeal = own_draft(reader, ref)
    form = NewEvidenceForm(data={"new_evidence": YES_NO[appeal.new_evidence]})
    if form.validate_on_submit():
        new = form.new_evidence.data == "yes"
        act(appeals.answer, ref, new_evidence=new)
        return onto(".appeal_evidence", ref=ref, then=then()) if new else onward("complaint", ref)
    return page("appeals/new_evidence.html", form=form, appeal=appeal)


@own_page("/appeals/<ref>/complaint", "appeal", ("GET", "POST"))
def appeal_complaint(reader: Reader, ref: str) -> ResponseReturnValue:
    appeal = own_draft(reader, ref)
    form = ComplaintForm(data={"complaint_too": YES_NO[appeal.complaint_too]})
    if form.validate_on_submit():
        act(appeals.answer, ref, complaint_too=form.complaint_too.data == "yes")
        return onward("check", ref)
    return page("appeals/complaint.html", form=form, appeal=appeal)


@own_page("/appeals/<ref>/check", "appeal", ("GET", "POST"))
def appeal_check(reader: Reader, ref: str) -> ResponseReturnValue:
    appeal, form = own_draft(reader, ref), SendForm()
    if request.method == "POST" and not appeal.grounds:
        return onto(".appeal_why", ref=ref, then="check")
    if form.validate_on_submit():
        act(appeals.submit, ref, anyway="anyway" in request.form)
        return onto(".appeal", ref=ref)
    again = handing_in.repeated(reading(), landlord(), appeal, london_today()) if appeal.grounds else ()
    elsewhere = heard_elsewhere(landlord(), [one.kind for one in appeal.decision.restrictions])
    context = {"points": points.as_findings(reading(), appeal), "again": again, "elsewhere": elsewhere}
    context |= files_of(reader, ref)
    return page("appeals/check.html", form=form, appeal=appeal, reader=reader, **context)


@own_page("/appeals/<ref>/withdraw", "appeal", ("GET", "POST"))
def appeal_withdraw(reader: Reader, ref: str) -> ResponseReturnValue:
    appeal, form = own.own_appeal(reading(), reader, ref), SendForm()
    if appeal.state not in ("draft", "received", "hearing"):
        return onto(".appeal", ref=ref)
    if form.validate_on_submit():
        act(appeals.withdraw, ref)
        flash(_("Your appeal is withdrawn."))
        return onto(".appeal_list")
    return page("appeals/withdraw.html", form=form, appeal=appeal)


def own_draft(reader: Reader, ref: str) -> Appeal:
    """The reader's appeal while it can still be changed; once it is sent, its questions lead to where it stands."""
    found = own.own_appeal(reading(), reader, ref)
    if found.state != "draft":
        abort(onto(".appeal", ref=ref))
    return found


def next_question(appeal: Appeal) -> str:
    """Where somebody who comes back goes on: the first page without an answer."""
    if not appeal.grounds:
        return "why"
    if appeal.new_evidence is None:
        return "want"
    return "complaint" if appeal.complaint_too is None else "check"


def leaving() -> bool:
    """Whether "Save and come back later" was pressed."""
    return request.form.get("then") == "later"


def then() -> str | None:
    """Back to the answers, where the page was opened from there."""
    return "check" if request.args.get("then") == "check" else None


def onward(step: str, ref: str) -> ResponseReturnValue:
    """After a saved answer: to the next question, back to the answers, or away until another day."""
    if leaving():
        flash(_("Your answers are saved. You can go on whenever you like."))
        return onto(".appeal_list")
    return onto(f".appeal_{then() or step}", ref=ref)
