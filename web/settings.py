"""The settings of one deployment, read once from the environment; a bad one stops the start with one clear line."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from flask import current_app
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from casework.actions.hand_overs import HousingSystem
from casework.records.stores import Bucket
from casework.rules.evidence import AT_ONCE_MB
from casework.rules.pack import default_landlord, landlord_keys, load_pack
from casework.rules.vocabulary import OWN_ROLES

ROOT = Path(__file__).parent.parent
VAR = ROOT / "var"
MEGABYTE = 1024 * 1024
_YES, _NO = {"yes", "true", "1", "on"}, {"no", "false", "0", "off"}
SIDES = ("portal", "staff", "both")
_SHORTEST_KEY = 32  # characters


class SettingsError(Exception):
    """A setting that cannot be used; the message names it and says what would do."""


@dataclass(frozen=True)
class Notify:
    """GOV.UK Notify, which sends our texts, and mails where there is no server of our own. Empty: no such template."""

    api_key: str = field(repr=False)
    base_url: str
    template_id: str
    email_template_id: str = ""


@dataclass(frozen=True)
class SingleSignOn:
    """The landlord's OpenID provider. ``roles``: what each of its groups gives here; None, groups give nothing.

    ``trusts_email``: an address counts as the person's own although the provider does not say that it was checked.
    ``strength``: of these words of ``acr`` or ``amr`` the provider must say one; none, how it asks is left to it.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    groups_claim: str
    roles: Mapping[str, str] | None
    trusts_email: bool
    strength: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What a deployment may choose. ``landlord`` is a key of policies/ or the path of a pack."""

    landlord: str
    data_dir: Path  # keys, encrypted files, the demo's outbox
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)  # signs sessions
    data_key: bytes = field(repr=False)  # wraps the keys under which everything is encrypted
    demo: bool
    base_url: str  # as people reach the portal, without a slash at its end
    smtp_url: str | None = field(repr=False)
    mail_from: str
    notify: Notify | None
    scanner: str | None  # where ClamAV's daemon looks through files that people send: unix:///… or tcp://host:3310
    upload_limit: int  # bytes of one request
    session_idle: timedelta
    code_valid: timedelta
    proxies: int  # how many proxies of our own stand before us and tell the visitor's address
    single_sign_on: SingleSignOn | None = None
    staff_url: str | None = None  # as staff reach the back office, where it has an address of its own
    side: str = "both"  # what this process serves: portal staff both (see web/side.py)
    bucket: Bucket | None = None  # where files lie instead of in the data folder
    other_data_keys: tuple[bytes, ...] = field(default=(), repr=False)  # which only open, the oldest last
    seals_columns: bool = True  # no: the release before, which reads no sealed words, still runs beside us
    housing: HousingSystem | None = None  # which takes files of markers by itself
    metrics_token: str = field(default="", repr=False)  # what Prometheus brings; empty: nobody may ask
    testing: bool = False

    @property
    def https(self) -> bool:
        return self.here.startswith("https:")

    @property
    def here(self) -> str:
        """The address at which this process is reached."""
        return self.staff_site if self.side == "staff" else self.base_url

    @property
    def staff_site(self) -> str:
        """The address of the back office."""
        return self.staff_url or self.base_url

    @property
    def production(self) -> bool:
        """Reached by the public, and no demo: none of the invented people comes in, whatever lies in the database."""
        return "https:" in (self.base_url[:6], self.staff_site[:6]) and not self.demo

    @property
    def files(self) -> Path:
        """Where evidence and finished letters lie, encrypted, unless a bucket is set."""
        return self.data_dir / "files"

    @property
    def outbox(self) -> Path:
        """Where the demo's mails and texts are written instead of sent."""
        return self.data_dir / "outbox"

    @property
    def sends_mail(self) -> bool:
        return self.demo or self.smtp_url is not None or bool(self.notify and self.notify.email_template_id)

    @property
    def sends_texts(self) -> bool:
        return self.demo or bool(self.notify and self.notify.template_id)


def read(environ: Mapping[str, str]) -> Settings:
    """The settings from environment variables; an empty one counts as not given. SettingsError names the first bad one.

    Keys that are not given are made once and kept in the data folder, readable by their owner alone.
    """
    given = {name: value for name, value in environ.items() if value}
    landlord = _landlord(given)
    folder = Path(given.get("DATA_DIR") or VAR / _folder_name(landlord)).absolute()
    return Settings(
        landlord=landlord,
        data_dir=folder,
        database_url=_database(given.get("DATABASE_URL") or f"sqlite:///{folder / 'open-door.sqlite'}"),
        secret_key=_key(given, "SECRET_KEY", folder / "secret-key"),
        data_key=_digest(_key(given, "DATA_KEY", folder / "data-key")),
        other_data_keys=_other_data_keys(given),
        seals_columns=_yes_or_no(given, "SEAL_COLUMNS", default=True),
        demo=_yes_or_no(given, "DEMO", default=False),
        base_url=_base_url(given),
        smtp_url=_smtp(given),
        mail_from=given.get("MAIL_FROM", "no-reply@open-door.example"),
        notify=_notify(given),
        scanner=_scanner(given),
        upload_limit=_number(given, "MAX_UPLOAD_MB", default=AT_ONCE_MB, most=1000) * MEGABYTE,
        session_idle=timedelta(minutes=_number(given, "SESSION_MINUTES", default=30, most=24 * 60)),
        code_valid=timedelta(minutes=_number(given, "CODE_MINUTES", default=10, most=60)),
        proxies=_number(given, "PROXIES", default=0, least=0, most=9),
        single_sign_on=_single_sign_on(given),
        staff_url=_address(given["STAFF_URL"], "STAFF_URL") if "STAFF_URL" in given else None,
        side=_side(given),
        bucket=_bucket(given),
        housing=_housing(given),
        metrics_token=_named_or_given(given, "METRICS_TOKEN") or "",
    )


def settings() -> Settings:
    """The settings of the running portal."""
    found: Settings = current_app.extensions["settings"]
    return found


def _landlord(given: Mapping[str, str]) -> str:
    keys = landlord_keys()
    landlord = given.get("LANDLORD") or default_landlord()
    if landlord not in keys and not Path(landlord).is_file():
        raise SettingsError(f"LANDLORD is {landlord!r}; it must be one of {', '.join(keys)}, or the path of a pack")
    return landlord


def _folder_name(landlord: str) -> str:
    return Path(landlord).stem if landlord.endswith(".toml") else landlord


def _yes_or_no(given: Mapping[str, str], name: str, *, default: bool) -> bool:
    said = given.get(name, "yes" if default else "no").lower()
    if said not in _YES | _NO:
        raise SettingsError(f"{name} is {given[name]!r}; it must be yes or no")
    return said in _YES


def _number(given: Mapping[str, str], name: str, *, default: int, most: int, least: int = 1) -> int:
    said = given.get(name) or str(default)
    if not (said.isascii() and said.isdigit() and least <= int(said) <= most):
        raise SettingsError(f"{name} is {said!r}; it must be a whole number from {least} to {most}")
    return int(said)


def _database(url: str) -> str:
    try:
        engine = make_url(url).get_backend_name()
    except ArgumentError:
        engine = ""
    if engine not in ("sqlite", "postgresql"):
        raise SettingsError("DATABASE_URL must begin with sqlite:/// or postgresql://")
    return url


def _base_url(given: Mapping[str, str]) -> str:
    url = given.get("BASE_URL") or f"http://127.0.0.1:{_number(given, 'PORT', default=8000, most=65535)}"
    return _address(url, "BASE_URL")


def _address(url: str, name: str) -> str:
    parts = _split(url)
    if parts is None or parts.scheme not in ("http", "https") or parts.path.strip("/") or parts.query:
        raise SettingsError(f"{name} is {url!r}; it must be like https://contact.example.org")
    return url.rstrip("/")


def _side(given: Mapping[str, str]) -> str:
    side = given.get("APP_SIDE", "both").lower()
    if side not in SIDES:
        raise SettingsError(f"APP_SIDE is {side!r}; it must be one of {', '.join(SIDES)}")
    return side


def _smtp(given: Mapping[str, str]) -> str | None:
    url = given.get("SMTP_URL")
    parts = _split(url) if url else None
    if url and (parts is None or parts.scheme not in ("smtp", "smtps")):
        raise SettingsError("SMTP_URL must be like smtp://name:password@host:587, or smtps:// for TLS from the start")
    return url


def _notify(given: Mapping[str, str]) -> Notify | None:
    if "NOTIFY_API_KEY" not in given:
        return None
    texts, mails = given.get("NOTIFY_TEMPLATE_ID", ""), given.get("NOTIFY_EMAIL_TEMPLATE_ID", "")
    if not texts and not mails:
        raise SettingsError(
            "NOTIFY_TEMPLATE_ID or NOTIFY_EMAIL_TEMPLATE_ID must be given with NOTIFY_API_KEY: "
            "the templates of our texts and mails at Notify"
        )
    base_url = given.get("NOTIFY_BASE_URL", "https://api.notifications.service.gov.uk")
    return Notify(given["NOTIFY_API_KEY"], base_url, texts, mails)


def _scanner(given: Mapping[str, str]) -> str | None:
    url = given.get("CLAMD_URL")
    parts = _split(url) if url else None
    if url and not url.startswith("unix:///") and (parts is None or parts.scheme != "tcp"):
        raise SettingsError("CLAMD_URL must be like unix:///run/clamav/clamd.ctl or tcp://host:3310")
    return url


def _housing(given: Mapping[str, str]) -> HousingSystem | None:
    url = given.get("HOUSING_URL", "").rstrip("/")
    parts = _split(url) if url else None
    if url and (parts is None or parts.scheme not in ("http", "https") or parts.query):
        raise SettingsError(f"HOUSING_URL is {url!r}; it must be like https://housing.example.org/markers")
    return HousingSystem(url, _named_or_given(given, "HOUSING_TOKEN") or "") if url else None


def _bucket(given: Mapping[str, str]) -> Bucket | None:
    """ "s3://bucket/prefix"; the server of S3_ENDPOINT, or Amazon's own."""
    if "FILES_URL" not in given:
        return None
    parts = urlsplit(given["FILES_URL"])
    if parts.scheme != "s3" or not parts.netloc or parts.query:
        raise SettingsError(
            "FILES_URL must be like s3://bucket or s3://bucket/prefix; without it files are in DATA_DIR"
        )
    endpoint = given.get("S3_ENDPOINT")
    if endpoint and (_split(endpoint) is None or not endpoint.startswith(("https://", "http://"))):
        raise SettingsError(f"S3_ENDPOINT is {endpoint!r}; it must be like https://files.example.org")
    prefix = parts.path.strip("/")
    return Bucket(
        name=parts.netloc,
        prefix=f"{prefix}/" if prefix else "",
        endpoint=endpoint,
        region=given.get("S3_REGION"),
        key_id=given.get("S3_ACCESS_KEY_ID"),
        secret=_named_or_given(given, "S3_SECRET_ACCESS_KEY"),
    )


def _single_sign_on(given: Mapping[str, str]) -> SingleSignOn | None:
    issuer = given.get("OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    parts = _split(issuer)
    secure = parts is not None and (parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1"))
    if parts is None or not secure or parts.query:
        raise SettingsError(f"OIDC_ISSUER is {issuer!r}; it must be like https://login.example.org/realms/staff")
    if "OIDC_CLIENT_ID" not in given:
        raise SettingsError("OIDC_CLIENT_ID must be given with OIDC_ISSUER: the name of Open Door at the provider")
    return SingleSignOn(
        issuer=issuer,
        client_id=given["OIDC_CLIENT_ID"],
        client_secret=given.get("OIDC_CLIENT_SECRET", ""),
        groups_claim=given.get("OIDC_GROUPS_CLAIM", "groups"),
        roles=_roles_of_groups(given),
        trusts_email=_yes_or_no(given, "OIDC_TRUSTS_EMAIL", default=False),
        strength=tuple(given.get("OIDC_STRENGTH", "").split()),
    )


def _roles_of_groups(given: Mapping[str, str]) -> dict[str, str] | None:
    """ "Housing Officers=officer; Panel=director", with roles that there are."""
    if "OIDC_ROLES" not in given:
        return None
    known = (*load_pack(_landlord(given)).roles, *OWN_ROLES)
    pairs = [pair.rpartition("=") for pair in given["OIDC_ROLES"].split(";") if pair.strip()]
    roles = {group.strip(): role.strip() for group, _, role in pairs}
    for group, role in roles.items():
        if not group or role not in known:
            raise SettingsError(f"OIDC_ROLES gives {group!r} the role {role!r}; the roles are {', '.join(known)}")
    return roles


def _split(url: str) -> SplitResult | None:
    """The parts of an address with a host and a readable port, else None."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _key(given: Mapping[str, str], name: str, kept: Path) -> str:
    """The key that was given, or that of the file that was named, or our own, made at the first start."""
    found = _named_or_given(given, name)
    if found is not None:
        return _long_enough(found, name if name in given else f"{name}_FILE")
    try:
        return _long_enough(_made_once(kept), str(kept))
    except OSError as error:
        raise SettingsError(f"{name} is not given, and none can be kept in {kept}: {error.strerror}") from None


def _other_data_keys(given: Mapping[str, str]) -> tuple[bytes, ...]:
    """The data keys beside the one that is used: one a line, or with commas between them."""
    found = (_named_or_given(given, "DATA_KEY_OTHERS") or "").replace(",", " ").split()
    return tuple(_digest(_long_enough(one, "DATA_KEY_OTHERS (each key)")) for one in found)


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _named_or_given(given: Mapping[str, str], name: str) -> str | None:
    """A secret as it was given, or as it stands in the file that was named."""
    named = given.get(f"{name}_FILE")
    if name in given or not named:
        return given.get(name)
    try:
        return Path(named).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{name}_FILE is {named!r}; there is no file there that we can read") from None


def _long_enough(key: str, name: str) -> str:
    if len(key) < _SHORTEST_KEY:
        raise SettingsError(f"{name} must have at least {_SHORTEST_KEY} characters")
    return key


def _made_once(path: Path) -> str:
    """The content of a key file. Of several processes that start at once one makes it, and it is never seen half."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent)  # mode 600
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(48))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: theirs is the key
        finally:
            Path(draft).unlink()
    return path.read_text(encoding="utf-8").strip()
