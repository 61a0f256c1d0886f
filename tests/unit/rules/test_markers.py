"""Who is told before they contact or visit somebody, and of what."""

import pytest

from casework.rules.markers import marker
from tests.unit.rules.examples import CAL, LANDLORDS, NHG, OCT, OVH, PACKS, WCH


@pytest.mark.clause("CAL-5.1", "CAL-5.2b")
@pytest.mark.pack
@pytest.mark.parametrize(("landlord", "system"), [(OVH, "CRM"), (WCH, "Orchard"), (CAL, "Active H")])
def test_those_who_visit_are_told_of_what_keeps_them_safe(landlord: str, system: str) -> None:
    note = marker(PACKS[landlord], safety=True)
    assert note is not None
    assert (note.purpose, note.audience, note.system) == ("safety", ("staff", "contractors"), system)


@pytest.mark.clause("CAL-5.3")
@pytest.mark.pack
@pytest.mark.parametrize("landlord", [OVH, WCH, CAL])
def test_those_who_visit_learn_nothing_of_how_somebody_telephones(landlord: str) -> None:
    note = marker(PACKS[landlord], safety=False)
    assert note is not None
    assert (note.purpose, note.audience) == ("contact", ("staff",))
    assert note.source.startswith(PACKS[landlord].name)


@pytest.mark.parametrize("landlord", [NHG, OCT])
def test_a_policy_that_is_silent_about_markers_has_none(landlord: str) -> None:
    assert set(LANDLORDS) > {landlord}
    assert marker(PACKS[landlord], safety=True) is None
