"""The lint of letters: nothing goes out that lacks what the law asks, and what is awkward is shown to its writer."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

import letters
from letters.content import PARTS, Block, Content, Facts, Paragraph, Section, Span
from letters.kinds import Kind
from letters.kinds.decision.data import Decision
from letters.linting import findings, stops
from letters.phrases import text
from tests.unit.letters.examples import LETTER_KINDS, frozen
from web.commands.letters import letters as commands

# What a customer always learns from a letter on paper; and where a "no" is said, who else can be asked (Complaint
# Handling Code 2.4, 3.7, 6.5): every letter that decides, refuses or makes somebody wait.
ALWAYS = {"who", "help", "contact"}
NAMES_THE_OMBUDSMAN = {
    *("decision", "intended", "review_outcome", "suspension", "last_answer", "warning", "appeal_outcome"),
    *("appeal_not_accepted", "appeal_extended", "appeal_sent_on", "complaint_stage", "request_answer", "change_answer"),
    *("adjustment_answer", "refused_contact", "documents_returned", "ineligible_status", "data_access", "record_note"),
}
INTERNAL = {"withheld_record"}


def decision(**changed: Any) -> Decision:
    made = letters.KINDS["decision"].sample()
    assert isinstance(made, Decision)
    return dataclasses.replace(made, **changed)


def content() -> Content:
    return letters.compose("decision", decision(), "en")


def changed(part: str, change: Callable[[tuple[Block, ...]], tuple[Block, ...]]) -> Content:
    """The decision with one part made otherwise."""
    sections = [
        Section(one.part, one.title, change(one.blocks)) if one.part == part else one for one in content().sections
    ]
    return dataclasses.replace(content(), sections=tuple(sections))


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_every_letter_says_whom_it_is_for_where_to_ask_and_who_else_can_be_asked(kind: str) -> None:
    parts = set(letters.KINDS[kind].parts)
    assert kind in INTERNAL or parts >= ALWAYS
    assert kind not in NAMES_THE_OMBUDSMAN or "complain" in parts


@pytest.mark.parametrize("kind", letters.KINDS)
def test_nothing_is_to_be_said_about_a_sample(kind: str) -> None:
    assert letters.lint(frozen(kind, "en")) == ()


@pytest.mark.parametrize("part", PARTS)
def test_a_letter_that_lacks_a_part_is_refused_by_name(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = letters.KINDS["decision"]

    def without(data: Any, language: str) -> Any:
        title, sections = whole.compose(data, language)
        return title, tuple(one if one.part != part else Section(part, (), ()) for one in sections)

    bare = Kind("decision", Decision, without, whole.sample)
    monkeypatch.setitem(letters.KINDS, "decision", bare)
    with pytest.raises(letters.LetterIncomplete, match=part):
        letters.freeze("decision", decision(), "en")


@pytest.mark.parametrize(
    ("part", "change", "code"),
    [
        ("why", lambda blocks: (Paragraph(text("Our reason:")),), "nothing_follows"),
        ("why", lambda blocks: (*blocks, Paragraph(text("Written in {clause}."))), "placeholder"),
        ("dates", lambda blocks: (Facts(((text("Review by"), text(" ")),)),), "empty"),
        ("complain", lambda blocks: blocks[:2], "unreachable"),
    ],
)
def test_a_letter_that_breaks_off_is_refused(part: str, change: Any, code: str) -> None:
    assert code in {found.code for found in stops(changed(part, change))}


@pytest.mark.parametrize("field", ["what", "reason"])
def test_what_somebody_wrote_themselves_never_stops_a_letter(field: str) -> None:
    awkward, first = "They wrote {name} and %s: [nothing] TBC", decision()
    incident = dataclasses.replace(first.incidents[0], what=awkward if field == "what" else "Calls.")
    line = dataclasses.replace(first.restrictions[0], reason=awkward if field == "reason" else "Calls.")
    made = letters.freeze("decision", decision(incidents=(incident,), restrictions=(line,)), "en")
    assert [(one.code, one.severity, one.about) for one in letters.lint(made)] == [("unfinished", "warn", "[nothing]")]


def test_details_that_nobody_has_checked_for_a_year_are_shown() -> None:
    old = dataclasses.replace(decision().ombudsman, checked_on=datetime.date(2025, 11, 1))
    made = letters.freeze("decision", decision(ombudsman=old), "pl")
    assert [(one.code, one.language, one.about) for one in letters.lint(made)] == [
        ("old_details", "pl", "2025-11-01"),
        ("old_details", "en", "2025-11-01"),
    ]


def test_a_text_that_needs_more_years_at_school_is_shown() -> None:
    hard = "Notwithstanding the aforementioned contractual obligations, proportionality considerations necessitate it."
    long_winded = changed("why", lambda blocks: (*blocks, *[Paragraph((Span("text", hard),))] * 20))
    assert [one.code for one in findings(long_winded)] == ["hard_to_read"]


def test_the_command_is_silent_where_all_is_well_and_names_what_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = letters.KINDS["decision"]
    monkeypatch.setattr("letters.KINDS", {"decision": kind})
    ran = CliRunner().invoke(commands, ["lint"])
    assert (ran.exit_code, ran.output) == (0, "")
    unreachable = decision(contact=dataclasses.replace(decision().contact, phone=" "))
    faulty = dataclasses.replace(kind, sample=lambda: unreachable)
    monkeypatch.setattr("letters.KINDS", {"decision": faulty})
    ran = CliRunner().invoke(commands, ["lint"])
    assert ran.exit_code == 1
    assert "stop\tdecision\ten\t" in ran.output
