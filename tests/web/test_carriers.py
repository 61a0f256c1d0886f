"""Mails and texts reach real servers in the form that they ask for, and no password goes out unprotected."""

from __future__ import annotations

import json
import smtplib
import socket
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Receiver
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from notifications_python_client.errors import HTTPError

from casework.actions.carriers import AddressRefusedError, FileOutbox, NotifyMails, NotifyTexts, Smtp, as_mail
from casework.actions.messages import Outgoing

SENDER = "Octavia <no-reply@octavia.example>"
MAIL = Outgoing(
    "M-TEST-0001",
    "email",
    "samira@example.org",
    "رسالة لك",
    "O'Brien & <b>Söhne</b>\nرسالة",
    datetime(2026, 11, 23, 10, 30, tzinfo=UTC),
    ("L-1.pdf", "application/pdf", b"%PDF-1.7 and so on"),
)
TEXT = Outgoing("M-TEST-0002", "text", "+447700900101", "", "123456 is your code.", MAIL.made_at)
SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"


class Box(Receiver):
    """A mailbox."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.mails.append(message)


@contextmanager
def server(box: Box, **options: Any) -> Iterator[int]:
    """A mail server on this machine; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=port, ready_timeout=30, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def words_of(part: Message) -> str:
    plain = part.get_payload(decode=True)
    assert isinstance(plain, bytes)
    return plain.decode()


def test_a_mail_says_the_same_as_text_and_as_a_page() -> None:
    mail = as_mail(replace(MAIL, html="<p>رسالة</p>"), SENDER)
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for this machine, which this machine trusts."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    kept, private = tmp_path / "certificate.pem", tmp_path / "key.pem"
    kept.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    pem, pkcs8, open_ = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    private.write_bytes(key.private_bytes(pem, pkcs8, open_))
    monkeypatch.setenv("SSL_CERT_FILE", str(kept))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(kept, private)
    return context


def test_a_mail_arrives_with_its_words_and_its_letter() -> None:
    box = Box()
    with server(box) as port:
        Smtp(f"smtp://127.0.0.1:{port}", SENDER).send(MAIL)
    [mail] = box.mails
    parts = list(mail.walk())
    assert (mail["To"], mail["From"]) == ("samira@example.org", SENDER)
    assert mail["Message-ID"] == "<M-TEST-0001@octavia.example>"
    assert words_of(parts[1]).splitlines() == MAIL.body.splitlines()
    assert (parts[2].get_filename(), parts[2].get_payload(decode=True)) == ("L-1.pdf", b"%PDF-1.7 and so on")


def test_a_mail_that_is_handed_over_twice_can_be_known_as_one() -> None:
    box = Box()
    with server(box) as port:
        for _ in range(2):
            Smtp(f"smtp://127.0.0.1:{port}", SENDER).send(MAIL)
    assert box.mails[0]["Message-ID"] == box.mails[1]["Message-ID"]


def test_a_server_that_asks_for_tls_and_a_password_gets_both(trusted: ssl.SSLContext) -> None:
    box, given = Box(), []

    def known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: LoginPassword) -> AuthResult:
        given.append((login.login, login.password))
        return AuthResult(success=True)

    options = {"tls_context": trusted, "require_starttls": True, "auth_required": True, "authenticator": known}
    with server(box, **options) as port:
        Smtp(f"smtp://portal:p%40ss@localhost:{port}", SENDER).send(MAIL)
    assert (given, len(box.mails)) == ([(b"portal", b"p@ss")], 1)


def test_no_password_is_sent_without_tls() -> None:
    box = Box()
    with server(box) as port, pytest.raises(smtplib.SMTPNotSupportedError):
        Smtp(f"smtp://portal:pass@127.0.0.1:{port}", SENDER).send(MAIL)
    assert box.mails == []


def test_a_server_that_is_not_who_it_says_gets_nothing(
    trusted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    box = Box()
    with server(box, tls_context=trusted) as port, pytest.raises(ssl.SSLError):
        Smtp(f"smtp://localhost:{port}", SENDER).send(MAIL)
    assert box.mails == []


class NotifyApi(BaseHTTPRequestHandler):
    """GOV.UK Notify's API for texts, as its client speaks it."""

    answer = 201
    errors: tuple[dict[str, str], ...] = ()
    asked: list[dict[str, Any]]

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.asked.append({
            "path": self.path,
            "bearer": self.headers["Authorization"],
            **json.loads(self.rfile.read(length)),
        })  # fmt: skip
        self.send_response(self.answer)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"id": "1", "errors": self.errors}).encode())

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@contextmanager
def notify(answer: int = 201, *errors: dict[str, str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    asked: list[dict[str, Any]] = []
    says = {"answer": answer, "asked": asked, "errors": errors}
    with HTTPServer(("127.0.0.1", 0), type("Api", (NotifyApi,), says)) as api:
        thread = threading.Thread(target=api.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{api.server_port}", asked
        finally:
            api.shutdown()
            thread.join()


def test_a_text_is_asked_of_notify_with_its_reference() -> None:
    with notify() as (address, asked):
        NotifyTexts(f"portal-{SERVICE}-{SECRET}", address, "template").send(TEXT)
    [said] = asked
    assert said.pop("bearer").startswith("Bearer ")
    assert said == {
        "path": "/v2/notifications/sms",
        "phone_number": "+447700900101",
        "template_id": "template",
        "personalisation": {"message": "123456 is your code."},
        "reference": "M-TEST-0002",
    }


def test_a_mail_is_asked_of_notify_with_its_letter_to_fetch() -> None:
    with notify() as (address, asked):
        NotifyMails(f"portal-{SERVICE}-{SECRET}", address, "template").send(MAIL)
        NotifyMails(f"portal-{SERVICE}-{SECRET}", address, "template").send(replace(MAIL, file=None))
    letter = asked[0]["personalisation"].pop("letter")
    assert (letter["filename"], b64decode(letter["file"])) == ("L-1.pdf", b"%PDF-1.7 and so on")
    assert asked[1]["personalisation"].pop("letter") == ""  # Notify refuses a mail for which a part is missing
    for said in asked:
        assert said.pop("bearer").startswith("Bearer ")
        assert said == {
            "path": "/v2/notifications/email",
            "email_address": "samira@example.org",
            "template_id": "template",
            "personalisation": {"subject": MAIL.subject, "message": MAIL.body},
            "reference": "M-TEST-0001",
        }


@pytest.mark.parametrize(
    ("media_type", "size", "takes"),
    [
        ("application/pdf", 100_000, True),
        ("text/plain; charset=utf-8", 100, True),
        ("text/html; charset=utf-8", 100, False),
        ("application/pdf", 3_000_000, False),
    ],
)
def test_notify_is_given_only_files_that_it_keeps(media_type: str, size: int, takes: bool) -> None:
    assert NotifyMails("key", "http://127.0.0.1", "template").takes(media_type, size) is takes


@pytest.mark.parametrize(
    ("answer", "in_vain"),
    [("550 5.1.1 No such user", True), ("550 5.7.1 We do not relay for you", False), ("450 4.2.0 Later", False)],
)
def test_an_address_that_does_not_exist_is_told_from_a_server_that_does_not_want_us_now(
    monkeypatch: pytest.MonkeyPatch, answer: str, in_vain: bool
) -> None:
    async def refuse(*_given: object) -> str:
        return answer

    monkeypatch.setattr(Box, "handle_RCPT", refuse, raising=False)
    expected = AddressRefusedError if in_vain else smtplib.SMTPRecipientsRefused
    with server(Box()) as port, pytest.raises(expected) as refused:
        Smtp(f"smtp://127.0.0.1:{port}", SENDER).send(MAIL)
    assert (MAIL.to in repr(refused.value)) is not in_vain


@pytest.mark.parametrize(
    ("answer", "error", "in_vain"),
    [
        (500, {"error": "Exception", "message": "Internal server error"}, False),
        (400, {"error": "ValidationError", "message": "phone_number Not enough digits"}, True),
        (400, {"error": "BadRequestError", "message": "Can't send to this recipient using a team-only API key"}, False),
        (403, {"error": "AuthError", "message": "Invalid token: API key not found"}, False),
    ],
)
def test_a_number_that_notify_cannot_reach_is_told_from_all_other_refusals_which_are_tried_again(
    answer: int, error: dict[str, str], in_vain: bool
) -> None:
    expected = AddressRefusedError if in_vain else HTTPError
    with notify(answer, error) as (address, _asked), pytest.raises(expected):
        NotifyTexts(f"portal-{SERVICE}-{SECRET}", address, "template").send(TEXT)


def test_the_demo_writes_each_message_down_once(tmp_path: Path) -> None:
    outbox = FileOutbox(tmp_path / "outbox", SENDER)
    for message in (MAIL, TEXT, MAIL):
        outbox.send(message)
    assert sorted(path.name for path in (tmp_path / "outbox").iterdir()) == ["M-TEST-0001.eml", "M-TEST-0002.txt"]
    mail = next(one for one in outbox.sent() if one.channel == "email")
    assert (mail.to, mail.subject, mail.body.strip()) == (MAIL.to, MAIL.subject, MAIL.body)
    assert mail.files == (MAIL.file,)
    text = next(one for one in outbox.sent() if one.channel == "text")
    assert (text.to, text.body.strip()) == ("+447700900101", "123456 is your code.")
