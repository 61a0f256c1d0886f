"""What carries a message out of the house: SMTP or GOV.UK Notify for mail, Notify for texts, files for the demo."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast
from urllib.parse import unquote, urlsplit

from casework.actions.messages import Outgoing

if TYPE_CHECKING:
    from notifications_python_client.notifications import NotificationsAPIClient

_PATIENCE = 20  # seconds that a server may take to answer
_MOST_KEPT = 2 * 1024 * 1024  # bytes
_KEPT_BY_NOTIFY = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/plain",
)


class AddressRefusedError(Exception):
    """Nothing will ever reach this address: to try again is in vain. It names nobody."""


class Carrier(Protocol):
    """Hands a message over, or raises; it is then tried again, unless AddressRefusedError says that it is in vain."""

    def send(self, message: Outgoing) -> None: ...

    def takes(self, media_type: str, size: int) -> bool:
        """Can a file of this kind, of so many bytes, go with a message?"""


@dataclass(frozen=True)
class Smtp:
    """A mail server. ``url``: smtp://name:password@host:587 (TLS as soon as it is offered), smtps://host:465."""

    url: str
    sender: str

    def send(self, message: Outgoing) -> None:
        parts = urlsplit(self.url)
        with self._connect(parts.scheme, parts.hostname or "", parts.port) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            try:
                server.send_message(as_mail(message, self.sender))
            except smtplib.SMTPRecipientsRefused as fault:
                if all(_no_such_mailbox(*said) for said in fault.recipients.values()):
                    raise AddressRefusedError from None  # the fault itself holds the address
                raise

    def takes(self, media_type: str, size: int) -> bool:  # noqa: ARG002  our letters are small
        """Every file."""
        return True

    def _connect(self, scheme: str, host: str, port: int | None) -> smtplib.SMTP:
        if scheme == "smtps":
            return smtplib.SMTP_SSL(host, port or 465, timeout=_PATIENCE, context=ssl.create_default_context())
        server = smtplib.SMTP(host, port or 25, timeout=_PATIENCE)
        try:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            elif urlsplit(self.url).username:
                raise smtplib.SMTPNotSupportedError("the server offers no TLS, so our password is not sent to it")
        except BaseException:
            server.close()
            raise
        return server


def _no_such_mailbox(code: int, said: bytes) -> bool:
    """Is this the answer of a server that has no such mailbox (RFC 5321, 4.2.3)?

    5.7.x, a matter of policy (RFC 3463), is an answer to us and not about the address: a server that will not relay for
    us says the same of every address, and is set right.
    """
    return code in (550, 551, 553, 554, 556) and not said.startswith(b"5.7.")


@dataclass(frozen=True)
class NotifyTexts:
    """GOV.UK Notify. The template there has one placeholder, ((message))."""

    api_key: str
    base_url: str
    template_id: str

    def send(self, message: Outgoing) -> None:
        with _notify(self.api_key, self.base_url) as client:
            client.send_sms_notification(
                phone_number=message.to,
                template_id=self.template_id,
                personalisation={"message": message.body},
                reference=message.ref,
            )

    def takes(self, media_type: str, size: int) -> bool:  # noqa: ARG002  a text has no file
        """Never."""
        return False


@dataclass(frozen=True)
class NotifyMails:
    """GOV.UK Notify for mail. The template there has ((subject)), and in its body ((message)) and ((letter)).

    Notify sends no attachments: it keeps the file and puts a link to it in place of ((letter)), which is empty where
    no file goes with the mail.
    """

    api_key: str
    base_url: str
    template_id: str

    def send(self, message: Outgoing) -> None:
        from notifications_python_client.utils import prepare_upload

        letter: object = ""
        if message.file is not None:
            name, _media_type, data = message.file
            letter = prepare_upload(BytesIO(data), filename=name)
        with _notify(self.api_key, self.base_url) as client:
            client.send_email_notification(
                email_address=message.to,
                template_id=self.template_id,
                personalisation={"subject": message.subject, "message": message.body, "letter": letter},
                reference=message.ref,
            )

    def takes(self, media_type: str, size: int) -> bool:
        """Notify keeps documents of these kinds, of at most two megabytes."""
        return media_type.partition(";")[0] in _KEPT_BY_NOTIFY and size <= _MOST_KEPT


@contextmanager
def _notify(api_key: str, base_url: str) -> Iterator[NotificationsAPIClient]:
    """Speaks with the address of the settings alone: where that one sends us is not followed.

    AddressRefusedError where Notify finds fault with the number or address itself, by the name of that field.
    """
    from notifications_python_client.errors import HTTPError
    from notifications_python_client.notifications import NotificationsAPIClient

    client = NotificationsAPIClient(api_key, base_url=base_url, timeout=_PATIENCE)
    client.request_session.max_redirects = 0
    try:
        yield client
    except HTTPError as fault:
        faults = fault.message if fault.status_code == HTTPStatus.BAD_REQUEST else ""
        said = [str(one.get("message")) for one in faults] if isinstance(faults, list) else []
        if any(one.startswith(("phone_number ", "email_address ")) for one in said):
            raise AddressRefusedError from None
        raise


@dataclass(frozen=True)
class FileOutbox:
    """The demo's: each message a file under its own name, so that handing it over twice leaves one."""

    folder: Path
    sender: str

    def send(self, message: Outgoing) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        ending = "eml" if message.channel == "email" else "txt"
        unfinished = self.folder / f"{message.ref}.part"
        unfinished.write_bytes(as_mail(message, self.sender).as_bytes(policy=policy.default))
        unfinished.replace(self.folder / f"{message.ref}.{ending}")

    def takes(self, media_type: str, size: int) -> bool:  # noqa: ARG002
        """Every file."""
        return True

    def sent(self) -> list[Sent]:
        """All that was sent, the newest first."""
        found = [*self.folder.glob("*.eml"), *self.folder.glob("*.txt")]
        return sorted(map(_read, found), key=lambda one: (one.at, one.ref), reverse=True)


@dataclass(frozen=True)
class Sent:
    """A mail or text as the demo's outbox holds it. ``files``: name, media type, bytes. ``html``: its page."""

    ref: str
    channel: str
    to: str
    subject: str
    body: str
    at: datetime
    files: tuple[tuple[str, str, bytes], ...]
    html: str = ""


def as_mail(message: Outgoing, sender: str) -> EmailMessage:
    """The message as a mail; of a text too, which the demo keeps in the same form."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, message.to
    if message.channel == "email":
        mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.made_at)
    mail["Message-ID"] = f"<{message.ref}@{sender.rpartition('@')[2].rstrip('>')}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body)
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    if message.file is not None:
        name, media_type, data = message.file
        main, _, sub = media_type.partition(";")[0].partition("/")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return mail


def _read(path: Path) -> Sent:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    body, page = mail.get_body(("plain",)), mail.get_body(("html",))
    files = tuple(
        (part.get_filename() or "", part.get_content_type(), bytes(cast("bytes", part.get_payload(decode=True))))
        for part in mail.iter_attachments()
    )
    return Sent(
        ref=path.stem,
        channel="email" if path.suffix == ".eml" else "text",
        to=str(mail["To"]),
        subject=str(mail["Subject"] or ""),
        body=body.get_content() if body is not None else "",
        at=parsedate_to_datetime(str(mail["Date"])).astimezone(UTC),
        files=files,
        html=page.get_content() if page is not None else "",
    )
