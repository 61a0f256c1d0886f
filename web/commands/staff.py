"""`flask --app wsgi staff add`: the first administrator, and anyone else who must get in without a browser."""

from __future__ import annotations

from typing import Final

import click
from flask.cli import AppGroup

from casework.rules import passwords

staff = AppGroup("staff", help="The landlord's people.")

_WEAK: Final = {
    "too_short": f"The password needs at least {passwords.SHORTEST} characters.",
    "too_long": f"The password may have {passwords.LONGEST} characters at most.",
    "too_simple": "The password needs more different characters.",
    "common": "Many people use this password: it is on the lists of those who guess.",
    "holds_name": "The password is made of names that everybody knows.",
}


@staff.command()
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option(
    "--role", "roles", multiple=True, required=True, help="A role of the policy, or administrator. Repeat it."
)
@click.password_option(help="Asked for when left out, which keeps it out of the shell's history.")
def add(name: str, email: str, roles: tuple[str, ...], password: str) -> None:
    """Add a member of staff, and print once what their authenticator app needs."""
    import pyotp

    from casework.actions.people import OWN_ROLES, StaffFacts, register_staff
    from casework.actions.work import RefusedError
    from web.database import act, pack

    weak = passwords.why_weak(password, (name, email, pack().name))
    if weak:
        raise click.ClickException(_WEAK[weak])
    secret = pyotp.random_base32()
    try:
        ref = act(register_staff, StaffFacts(name, email, password, roles, secret))
    except RefusedError as refused:
        known = ", ".join([*pack().roles, *OWN_ROLES])
        reasons = {
            "unknown_role": f"There is no such role here. There are: {known}",
            "email_taken": "Taken: that email.",
        }
        raise click.ClickException(reasons.get(refused.code, f"Not added: {refused.code}")) from None
    uri = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=f"Open Door {pack().name}")
    click.echo(f"Added as {ref}. For the authenticator app, shown only now:\n{uri}")


@staff.command()
@click.option("--email", required=True)
def link(email: str) -> None:
    """Print and mail a link to set up signing in anew: for the one administrator who can come in no more."""
    import secrets

    from sqlalchemy import select

    from casework.actions.staff_setup import send_link
    from casework.actions.work import RefusedError
    from casework.records.people import StaffMember
    from web.database import act, reading

    ref = reading().scalar(select(StaffMember.ref).where(StaffMember.email == email.strip().lower()))
    if ref is None:
        raise click.ClickException("Nobody here has this address.")
    try:
        click.echo(act(send_link, ref, secrets.token_hex(16)))
    except RefusedError as refused:
        raise click.ClickException(f"Not sent: {refused.code}") from None
