"""A forged host name or a forged way back leads nobody to another site."""

from __future__ import annotations

import pytest

from tests.web.doorway import Doorway
from web.language import local_address

EVIL = "evil.example"
FORGED = [{"Host": EVIL}, {"X-Forwarded-Host": EVIL}, {"Forwarded": f"host={EVIL}"}, {"X-Original-URL": f"//{EVIL}/"}]


@pytest.mark.parametrize("headers", FORGED, ids=lambda headers: next(iter(headers)))
def test_a_forged_host_name_stands_in_no_page_redirect_or_cookie(door: Doorway, headers: dict[str, str]) -> None:
    for path in ("/", "/sign-in", "/letters", "/staff/", "/staff/sign-in", "/language/cy?next=/help", "/no-such-page"):
        answer = door.browser.get(path, headers=headers)
        said = "".join(f"{name}: {value}\n" for name, value in answer.headers)
        assert EVIL not in said + answer.get_data(as_text=True), path


def test_a_forged_host_name_stands_in_no_mail(door: Doorway) -> None:
    page = door.get("/sign-in")
    sent = {**page.form_data(), "address": "samira.exemplar@example.org"}
    door.browser.post("/sign-in", data=sent, headers={"X-Forwarded-Host": EVIL, "Origin": f"https://{EVIL}"})
    assert EVIL not in door.post_box()[-1].body


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/appeals?step=2", "/appeals?step=2"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
        ("javascript:alert(1)", "/"),
        (None, "/"),
    ],
)
def test_a_forged_link_leads_nobody_away(wanted: str | None, led_to: str) -> None:
    assert local_address(wanted) == led_to


def test_a_nul_in_an_address_is_answered_as_what_nobody_has(door: Doorway) -> None:
    resident, officer = door.office.browser("resident"), door.office.browser("officer")
    for path in ("/letters/a%00b", "/emergency/reported/a%00b", "/complaints/new?decision=a%00b"):
        assert resident.get(path).status_code == 404, path
    assert officer.get("/staff/incidents/new?customer=a%00b").status_code == 404
    assert officer.get("/staff/check?q=a%00%%0000b").status_code == 200
