"""`flask --app wsgi staff add`: the first administrator, and anyone else who must get in without a browser."""

from __future__ import annotations

import click
from flask.cli import AppGroup

SHORTEST_PASSWORD = 12

staff = AppGroup("staff", help="The landlord's people.")


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

    if len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(f"The password needs at least {SHORTEST_PASSWORD} characters.")
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
