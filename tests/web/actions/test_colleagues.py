"""Staff's passwords and codes, links by mail, which roles they hold and when, and what happens when they go."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import func, select

from casework.actions import decisions, messages, people, staff_roles, staff_setup
from casework.actions import staff_sign_in as sign_in
from casework.actions.sign_in import Tried
from casework.actions.staff_setup import Chosen, Invited
from casework.actions.staff_sign_in import Place
from casework.actions.work import RefusedError
from casework.records import staff_access
from casework.records.events import Event
from casework.records.people import StaffMember
from casework.records.signin import Attempt, Message
from tests.people import PASSWORD, Town, totp_secret
from tests.web.actions.test_at_once import at_once

SITE, HOST = "https://contact.example.org", "contact.example.org"
HERE, FAR = Place("192.0.2.1"), Place("198.51.100.9")
NEW_HASH = people.HASHER.hash("kettle umbrella tram")


def row(town: Town, ref: str) -> StaffMember:
    with town.database.reading() as session:
        return staff_access.colleague(session, ref)


def roles(town: Town, key: str) -> set[str]:
    from casework.actions.rows import roles_of

    return set(roles_of(row(town, town.ref(key)), town.today))


def names(town: Town) -> list[str]:
    """What is on record of it, in order."""
    with town.database.reading() as session:
        return list(session.scalars(select(Event.name).order_by(Event.number)))


def password(town: Town, place: Place, typed: str, email: str = "officer@staff.example.org") -> bool | None:
    """Whether a password opens the door; None where no more tries are allowed."""
    tried = town.act("system", sign_in.count_password, email, place)
    return None if tried.until else sign_in.password_fits(tried, typed) is not None


def refused(town: Town, key: str, action: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(RefusedError) as error:
        town.act(key, action, *given, **more)
    return error.value.code


# Wrong passwords


def test_a_stranger_who_tries_passwords_shuts_nobody_else_out(town: Town) -> None:
    for _ in range(10):
        assert password(town, FAR, "wrong") is False
    assert password(town, FAR, PASSWORD) is None
    assert password(town, HERE, PASSWORD) is True


def test_strangers_from_many_places_do_not_shut_out_the_browser_that_a_person_is_used_to(town: Town) -> None:
    for number in range(99):
        assert password(town, Place(f"198.51.100.{number}"), "wrong") is False
    assert password(town, Place("203.0.113.7"), PASSWORD) is None
    assert password(town, Place("203.0.113.7", browser="known"), PASSWORD) is True


def test_an_administrator_unlocks_and_the_person_tries_again_at_once(town: Town) -> None:
    for _ in range(11):
        password(town, HERE, "wrong")
    assert password(town, HERE, PASSWORD) is None
    until = row(town, town.ref("officer")).refused_until
    assert until is not None
    assert until > town.now
    assert refused(town, "officer", staff_roles.unlock, town.ref("officer")) == "administrator_only"
    town.act("administrator", staff_roles.unlock, town.ref("officer"))
    town.act("administrator", staff_roles.unlock, town.ref("officer"))
    assert password(town, HERE, PASSWORD) is True
    assert names(town).count("sign_in_refused") == names(town).count("sign_in_unlocked") == 1


def test_ten_wrong_codes_after_the_right_password_close_the_door_from_everywhere(town: Town) -> None:
    number = town.known["officer"].id
    wrong = "000000" if pyotp.TOTP(totp_secret("officer")).at(town.now) != "000000" else "111111"
    for place in [HERE, FAR] * 5:
        assert town.act("system", sign_in.redeem_totp, number, wrong, place).refused == "wrong"
    code = pyotp.TOTP(totp_secret("officer")).at(town.now)
    assert town.act("system", sign_in.redeem_totp, number, code, HERE).refused == "locked"


def test_who_comes_in_uses_up_nobody_elses_tries(town: Town) -> None:
    """A whole office signs in from one network on a Monday morning."""
    for key in ("officer", "decider", "hearer"):
        assert password(town, HERE, PASSWORD, f"{key}@staff.example.org") is True
        code = pyotp.TOTP(totp_secret(key)).at(town.now)
        assert town.act("system", sign_in.redeem_totp, town.known[key].id, code, HERE).person is not None
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 0


# Recovery codes


def test_a_recovery_code_opens_the_door_once_and_new_codes_end_the_old(town: Town) -> None:
    number = town.known["officer"].id

    def tried(code: str) -> Tried:
        return town.act("system", sign_in.redeem_recovery, number, code, HERE)

    codes = town.act("officer", staff_setup.make_codes, "form-1")
    assert len(set(codes)) == 10
    assert town.act("officer", staff_setup.make_codes, "form-1") == codes, "the button pressed twice"
    assert tried(codes[0].lower().replace("-", " ")).person is not None
    assert tried(codes[0]).refused == "wrong"
    with town.database.reading() as session:
        assert staff_access.codes_left(session, number) == 9
        assert not set(codes) & set(session.scalars(select(staff_access.RecoveryCode.code_hash)))
    town.act("officer", staff_setup.make_codes, "form-2")
    assert tried(codes[1]).refused == "wrong"
    assert names(town).count("recovery_codes_made") == 2


# By invitation


def invite(town: Town, email: str = "nell@staff.example.org", form_key: str = "form-1", **given: Any) -> str:
    facts = Invited("Nell Newcomer", email, given.pop("roles", ("officer",)), town.today, **given)
    return town.act("administrator", staff_setup.invite, facts, form_key)


def link(town: Town) -> str:
    """The link in the mail that came last."""
    with town.database.reading() as session:
        links = select(Message.id).where(Message.kind == "staff_invitation").order_by(Message.id.desc())
        last = session.scalars(links).first()
        mail = messages.outgoing(session, last or 0)
    assert mail is not None
    return mail.body.partition("/staff/join/")[2].split()[0]


def join(town: Town, token: str) -> tuple[str, ...]:
    with town.database.reading() as session:
        secret = staff_setup.joining(session, token, town.now).secret
    return town.act("system", staff_setup.join, token, Chosen(NEW_HASH, pyotp.TOTP(secret).at(town.now)))


def test_an_invited_colleague_sets_their_own_password_and_nobody_else_ever_knew_it(town: Town) -> None:
    ref = invite(town)
    assert invite(town) == ref, "the button pressed twice"
    assert password(town, HERE, "", "nell@staff.example.org") is False
    codes = join(town, token := link(town))
    assert join(town, token) == codes, "the button pressed twice"
    assert password(town, HERE, "kettle umbrella tram", "nell@staff.example.org") is True
    assert names(town).count("staff_invited") == names(town).count("staff_joined") == 1
    town.later(minutes=2)
    with pytest.raises(RefusedError, match="link_too_old"):
        join(town, token)


def test_a_wrong_code_leaves_the_link_as_it_was(town: Town) -> None:
    invite(town)
    token = link(town)
    assert refused(town, "system", staff_setup.join, token, Chosen(NEW_HASH, "1")) == "code_is_wrong"
    assert len(join(town, token)) == 10


def test_a_link_is_too_old_after_a_week_and_when_a_newer_one_was_sent(town: Town) -> None:
    ref = invite(town)
    first = link(town)
    town.act("administrator", staff_setup.send_link, ref, "form-2")
    second = link(town)
    with pytest.raises(RefusedError, match="link_too_old"):
        join(town, first)
    town.later(days=7)
    with pytest.raises(RefusedError, match="link_too_old"):
        join(town, second)


def test_setting_up_anew_ends_what_opened_the_door_before(town: Town) -> None:
    codes = town.act("officer", staff_setup.make_codes, "form-1")
    town.act("administrator", staff_setup.send_link, town.ref("officer"), "form-2")
    assert password(town, HERE, PASSWORD) is True, "until the link is followed all is as it was"
    version = row(town, town.ref("officer")).session_version
    join(town, link(town))
    assert password(town, HERE, PASSWORD) is False
    number = town.known["officer"].id
    assert town.act("system", sign_in.redeem_recovery, number, codes[0], HERE).refused == "wrong"
    assert row(town, town.ref("officer")).session_version == version + 1


def test_whoever_changes_how_a_person_comes_in_they_hear_of_it(town: Town) -> None:
    def told() -> list[str]:
        with town.database.reading() as session:
            sent = session.scalars(select(Message.id).where(Message.kind == "staff_notice").order_by(Message.id))
            mails = [messages.outgoing(session, number) for number in sent]
        assert all(mail is not None and mail.to == "officer@staff.example.org" for mail in mails)
        return [mail.body for mail in mails if mail is not None]

    [code, *_] = town.act("officer", staff_setup.make_codes, "form-1")
    town.act("officer", staff_setup.set_password, NEW_HASH)
    town.act("system", sign_in.redeem_recovery, town.known["officer"].id, code, HERE)
    town.act("administrator", staff_setup.send_link, town.ref("officer"), "form-2")
    join(town, link(town))
    for body, words in zip(told(), ("recovery codes were made", "password", "signed in", "set up anew"), strict=True):
        assert words in body
        assert "Was it not you?" in body


@pytest.mark.parametrize("who", ["officer", "decider", "auditor", "resident"])
def test_only_an_administrator_lets_people_in(town: Town, who: str) -> None:
    facts = Invited("Nell Newcomer", "nell@staff.example.org", ("officer",), town.today)
    assert refused(town, who, staff_setup.invite, facts, "form-1") in ("administrator_only", "staff_only")
    grant = (staff_roles.grant, town.ref("decider"), "auditor", town.today)
    assert refused(town, who, *grant) in ("administrator_only", "staff_only")


# Roles


def test_a_role_lasts_from_its_first_day_to_its_last(town: Town) -> None:
    first, last = town.today + timedelta(days=2), town.today + timedelta(days=3)
    town.act("administrator", staff_roles.grant, town.ref("officer"), "director", first, last)
    held = []
    for _ in range(5):
        held.append("director" in roles(town, "officer"))
        town.later(days=1)
    assert held == [False, False, True, True, False]


def test_a_role_given_twice_is_held_once_and_a_new_last_day_replaces_the_old(town: Town) -> None:
    def give(last: date | None = None) -> None:
        town.act("administrator", staff_roles.grant, town.ref("officer"), "director", town.today, last)

    give()
    give()
    give(town.today)
    assert [one.ends_on for one in row(town, town.ref("officer")).roles if one.role == "director"] == [town.today]
    town.act("administrator", staff_roles.take_away, town.ref("officer"), "director")
    give()
    assert "director" in roles(town, "officer")


def test_nobody_gives_a_role_to_themselves_nor_one_that_there_is_not(town: Town) -> None:
    own, theirs = town.ref("administrator"), town.ref("officer")
    assert refused(town, "administrator", staff_roles.grant, own, "director", town.today) == "own_role"
    assert refused(town, "administrator", staff_roles.grant, theirs, "emperor", town.today) == "unknown_role"
    yesterday = town.today - timedelta(days=1)
    assert refused(town, "administrator", staff_roles.grant, theirs, "director", yesterday) == "in_the_past"
    ends_first = refused(town, "administrator", staff_roles.grant, theirs, "director", town.today, yesterday)
    assert ends_first == "until_before_from"


def test_the_last_administrator_stays(town: Town) -> None:
    own = town.ref("administrator")
    assert refused(town, "administrator", staff_roles.take_away, own, "administrator") == "last_administrator"
    assert refused(town, "administrator", staff_roles.leave, own, town.today) == "last_administrator"
    town.act("administrator", staff_roles.grant, town.ref("officer"), "administrator", town.today)
    town.act("administrator", staff_roles.take_away, own, "administrator")
    assert "administrator" not in roles(town, "administrator")


def test_two_administrators_cannot_remove_each_other_at_one_moment(town: Town) -> None:
    town.act("administrator", staff_roles.grant, town.ref("officer"), "administrator", town.today)

    def removes(one: str, other: str) -> Callable[[], object]:
        return lambda: town.act(one, staff_roles.take_away, town.ref(other), "administrator")

    both = ("administrator", "officer")
    came_of = at_once(removes(*both), removes(*reversed(both)))
    assert "administrator_only" in came_of
    assert sum("administrator" in roles(town, one) for one in both) == 1


def test_a_decider_whose_role_was_taken_away_in_the_middle_of_the_act_signs_nothing(town: Town) -> None:
    decision = town.draft(town.case())
    town.act("administrator", staff_roles.take_away, town.ref("decider"), "customer_access_manager")
    with pytest.raises(RefusedError) as error:
        town.sign(decision, "decider")
    assert error.value.code == "role_not_held"


def test_who_leaves_before_a_proposal_is_issued_has_to_be_stood_in_for(town: Town) -> None:
    decision = town.draft(town.case())
    town.sign(decision)
    town.act("administrator", staff_roles.leave, town.ref("decider"), town.today, at_once=True)
    assert refused(town, "decider", decisions.sign, decision, "customer_access_manager", True) == "staff_only"
    with pytest.raises(RefusedError) as error:
        town.act("officer", decisions.issue, decision)
    assert [one.code for one in error.value.findings if one.severity == "stop"] == ["quorum_missing"]
    town.sign(decision, "decider-3")
    assert town.act("officer", decisions.issue, decision) == decision


def test_who_leaves_has_until_the_last_day_and_then_nothing(town: Town) -> None:
    ref, last = town.ref("decider"), town.today + timedelta(days=1)
    town.act("administrator", staff_roles.leave, ref, last)
    town.act("administrator", staff_roles.leave, ref, last)
    assert names(town).count("staff_left") == 1
    assert roles(town, "decider")
    town.later(days=2)
    assert not roles(town, "decider")
    assert password(town, HERE, PASSWORD, "decider@staff.example.org") is False
    town.act("administrator", staff_roles.come_back, ref)
    assert password(town, HERE, PASSWORD, "decider@staff.example.org") is True
    assert not roles(town, "decider"), "roles are given anew"


def test_a_mail_with_a_link_is_blanked_after_a_day(town: Town) -> None:
    invite(town)
    assert re.fullmatch(r"[\w-]{32}", link(town))
    town.later(days=2)
    with town.database.writing() as session:
        messages.purge(session, town.now)
    with town.database.reading() as session:
        assert session.scalars(select(Message.content).where(Message.kind == "staff_invitation")).all() == [b""]
