"""A landlord that is none of the five brings its own file: the portal starts with it, and everything is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casework.actions import decisions
from casework.actions.decisions import RestrictionFacts
from casework.rules.tables import POLICIES
from tests.web.office import Office, settings_of

OWN_KIND = """
[kinds.post_box_only]
clause = "9.1"
tier = "contact_standards"
dimension = "how"
terms = { box = "text" }
closes = ["in_person", "telephone", "email"]
name = "Post box only"
says = "Please write to our post box."

[kinds.single_point_of_contact]"""
POST_BOX = RestrictionFacts("post_box_only", {"box": "12"}, "Forty visits in a week.", "You can always write to us.")


@pytest.fixture
def own_pack(tmp_path: Path) -> Path:
    """Octavia's pack as a sixth landlord's, with a kind of its own."""
    text = (POLICIES / "octavia.toml").read_text(encoding="utf-8")
    text = text.replace('key = "octavia"', 'key = "sixth-homes"').replace('name = "Octavia"', 'name = "Sixth Homes"')
    text = text.replace("hello@octavia.example", "hello@sixth.example").replace("Octavia House", "Sixth House")
    path = tmp_path / "sixth-homes.toml"
    path.write_text(text.replace("[kinds.single_point_of_contact]", OWN_KIND), encoding="utf-8")
    return path


@pytest.fixture
def office(database_url: str, own_pack: Path) -> Iterator[Office]:
    made = Office(replace(settings_of(database_url, own_pack.parent, str(own_pack)), demo=True))
    yield made
    made.close()


def test_every_page_is_the_landlords_own(office: Office) -> None:
    for path in ("/", "/policy", "/help", "/privacy", "/emergency"):
        page = office.get("resident", path)
        assert "Sixth Homes" in page.text, path
        assert "Octavia" not in page.text, path
    policy = office.get("resident", "/policy")
    assert "Please write to our post box." in policy.text


def test_a_kind_of_its_own_is_decided_told_and_appealed_against(office: Office) -> None:
    town = office.town
    case = town.case()
    decision = town.act("officer", decisions.draft, case, town.facts(POST_BOX), "draft-1")
    town.sign(decision, "decider")
    town.act("officer", decisions.issue, decision)
    town.later(days=5)
    page = office.get("resident", "/arrangements")
    assert "Post box only" in page.text
    town.appealed(decision)
