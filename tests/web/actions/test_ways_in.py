"""Coming in without a password: passkeys, and the word of the landlord's own sign-on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from casework.actions import passkeys, single_sign_on, staff_roles
from casework.actions.passkeys import Answer
from casework.actions.rows import roles_of
from casework.actions.sign_in import Tried
from casework.actions.single_sign_on import Said
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import staff_access
from tests.people import Town
from tests.soft_passkey import SoftPasskey

SITE, HOST = "https://contact.example.org", "contact.example.org"


def roles(town: Town, key: str) -> set[str]:
    with town.database.reading() as session:
        return set(roles_of(staff_access.colleague(session, town.ref(key)), town.today))


# Passkeys


def of_site(town: Town, key: str, action: Any, *given: Any, **more: Any) -> Any:
    """An act at an address at which browsers make passkeys."""

    def do(work: Work, *also: Any, **still: Any) -> Any:
        return action(replace(work, site=SITE), *also, **still)

    return town.act(key, do, *given, **more)


def added(town: Town, device: SoftPasskey, key: str = "officer") -> str:
    challenge = passkeys.new_challenge()
    with town.database.reading() as session:
        person = staff_access.colleague(session, town.ref(key))
        options = passkeys.options_to_add(session, person, SITE, "Example Homes", challenge)
    return str(of_site(town, key, passkeys.add, Answer(challenge, device.made(options)), "My telephone"))


def tried(town: Town, device: SoftPasskey, challenge: str = "") -> Tried:
    drawn = challenge or passkeys.new_challenge()
    said = device.used(passkeys.options_to_use(SITE, drawn))
    found: Tried = of_site(town, "system", passkeys.redeem, Answer(drawn, said), network="192.0.2.1")
    return found


def test_a_passkey_opens_the_door_until_it_is_removed(town: Town) -> None:
    device = SoftPasskey(SITE, HOST)
    ref = added(town, device)
    first, second = tried(town, device).person, tried(town, device).person
    assert first is not None
    assert second is not None
    assert first.id == second.id == town.known["officer"].id
    assert first.mark != second.mark  # each of the two sessions can be ended alone
    with pytest.raises(NotFoundError):
        town.act("decider", passkeys.remove, ref)
    town.act("officer", passkeys.remove, ref)
    assert tried(town, device).refused == "wrong"


def test_an_answer_of_a_passkey_counts_once_and_for_its_own_challenge_and_site(town: Town) -> None:
    device = SoftPasskey(SITE, HOST)
    added(town, device)
    challenge = passkeys.new_challenge()
    said = device.used(passkeys.options_to_use(SITE, challenge))
    for answer, works in [
        (Answer(passkeys.new_challenge(), said), False),
        (Answer(challenge, said), True),
        (Answer(challenge, said), False),
        (Answer(challenge, "no answer at all"), False),
    ]:
        found = of_site(town, "system", passkeys.redeem, answer, network="192.0.2.1")
        assert (found.person is not None) is works
    device.origin = "https://contact.example.net"
    assert tried(town, device).refused == "wrong"


def test_a_device_that_asks_for_no_finger_and_no_pin_is_refused(town: Town) -> None:
    with pytest.raises(RefusedError, match="passkey_refused"):
        added(town, SoftPasskey(SITE, HOST, verifies=False))


def test_the_passkey_of_who_has_left_opens_nothing(town: Town) -> None:
    device = SoftPasskey(SITE, HOST)
    added(town, device)
    town.act("administrator", staff_roles.leave, town.ref("officer"), town.today, at_once=True)
    assert tried(town, device).refused == "unknown"


# Single sign-on


def said(subject: str = "sub-1", email: str = "officer@staff.example.org", **given: Any) -> Said:
    return Said(
        "https://login.example.org", subject, "Olive Officer", email, **{"email_proven": True, "roles": None, **given}
    )


def test_an_address_that_the_sign_on_vouches_for_is_that_persons_from_then_on(town: Town) -> None:
    unproven = town.act("system", single_sign_on.come_in, said(email_proven=False))
    assert unproven.refused == "unknown_here"
    found = town.act("system", single_sign_on.come_in, said()).person
    assert found is not None
    assert found.id == town.known["officer"].id
    again = town.act("system", single_sign_on.come_in, said(email="married@staff.example.org")).person
    assert again is not None
    assert again.id == found.id, "the name that the sign-on has for them counts, not the address"
    other = town.act("system", single_sign_on.come_in, said("sub-2"))
    assert other.refused == "unknown_here", "an address that went over to somebody else"


def test_groups_give_roles_and_take_them_and_leave_what_was_given_here(town: Town) -> None:
    def came(*held: str) -> set[str]:
        assert town.act("system", single_sign_on.come_in, said(roles=held)).person
        return roles(town, "officer")

    assert came("director") == {"officer", "director"}
    assert came("director") == {"officer", "director"}
    assert came() == {"officer"}
    assert came("director") == {"officer", "director"}


def test_a_newcomer_needs_a_group_that_gives_a_role(town: Town) -> None:
    nell = said("sub-9", "nell@staff.example.org", email_proven=False)
    assert town.act("system", single_sign_on.come_in, nell).refused == "unknown_here"
    with_role = said("sub-9", "nell@staff.example.org", email_proven=False, roles=("officer",))
    found = town.act("system", single_sign_on.come_in, with_role).person
    assert found is not None
    taken = said("sub-10", "decider@staff.example.org", email_proven=False, roles=("officer",))
    assert town.act("system", single_sign_on.come_in, taken).refused == "unknown_here"


def test_who_has_left_does_not_come_in_by_the_sign_on(town: Town) -> None:
    town.act("system", single_sign_on.come_in, said())
    town.act("administrator", staff_roles.leave, town.ref("officer"), town.today, at_once=True)
    assert town.act("system", single_sign_on.come_in, said()).refused == "unknown"
