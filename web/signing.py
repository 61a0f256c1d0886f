"""What we sign, the sessions and the tokens of forms, in the format that Flask and Flask-WTF themselves use.

Both make what signs anew for every request, which costs more than the signing. Here it is made once.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterator
from typing import Any, Final

from flask import Flask, Response, current_app, g, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import generate_csrf
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode
from itsdangerous.signer import SigningAlgorithm

_FIELD: Final = "csrf_token"
SET_BACK: Final = 24 * 60 * 60  # seconds


class Hmac(SigningAlgorithm):
    """The algorithm of itsdangerous, in one step."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return hmac.digest(key, value, "sha1")


class Stamper(TimestampSigner):
    """Signs with the moment. A clock that was set back by up to a day makes nothing that was signed before worthless.

    Otherwise it would sign everybody out, and what they were typing would be lost with it.
    """

    def unsign(self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False) -> Any:  # noqa: FBT001, FBT002  as it is there
        try:
            return super().unsign(signed_value, max_age, return_timestamp)  # type: ignore[call-overload]
        except SignatureExpired as error:
            ahead = error.date_signed.timestamp() - self.get_timestamp() if error.date_signed else 0
            if 0 < ahead <= SET_BACK:
                return super().unsign(signed_value, None, return_timestamp)  # type: ignore[call-overload]
            raise


class Signed(URLSafeTimedSerializer):
    """Signs and reads with one signer, whose key is derived once."""

    def __init__(self, key: str, salt: str, key_derivation: str, serializer: Any = None) -> None:
        super().__init__(key, salt=salt, serializer=serializer)
        derived = Stamper(key, salt=salt, key_derivation=key_derivation).derive_key()
        self._signer = Stamper(derived, key_derivation="none", algorithm=Hmac())

    def make_signer(self, salt: str | bytes | None = None) -> TimestampSigner:  # noqa: ARG002  always our own
        return self._signer

    def iter_unsigners(self, salt: str | bytes | None = None) -> Iterator[TimestampSigner]:  # noqa: ARG002
        yield self._signer


class Tokens(Signed):
    """The tokens that forms carry: too short for itsdangerous to gain by making them smaller, so it does not try."""

    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(json.dumps(obj, separators=(",", ":")))


class Sessions(SecureCookieSessionInterface):
    """Flask's own sessions in a signed cookie. One that nobody changed is not looked at again when we answer."""

    def __init__(self, key: str) -> None:
        self._signed = Signed(key, self.salt, self.key_derivation, self.serializer)

    def get_signing_serializer(self, app: Flask) -> Signed:  # noqa: ARG002  ours has the app's key
        return self._signed

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.modified:
            super().save_session(app, session, response)


def init_app(app: Flask, key: str) -> None:
    app.secret_key = key
    app.session_interface = Sessions(key)
    app.extensions["form_tokens"] = Tokens(key, "wtf-csrf-token", "django-concat")


def tokens() -> Tokens:
    """What signs and reads the tokens of forms."""
    found: Tokens = current_app.extensions["form_tokens"]
    return found


def browser_key() -> str:
    """The key with which a browser keeps what the signed-in person typed and did not send yet (AES-256, base64).

    It is the same whenever they sign in, and no other person's pages carry it.
    """
    person = session.get("_user_id", "").rpartition(":")[0]
    key = str(current_app.secret_key).encode()
    return base64.b64encode(hmac.digest(key, f"kept in the browser of {person}".encode(), "sha256")).decode()


def form_token() -> str:
    """The token of the forms of this page, as Flask-WTF makes it; it also makes a new visitor's first."""
    token: str | None = g.get(_FIELD)
    if token is None:
        said = session.get(_FIELD)
        token = g.csrf_token = tokens().dumps(said) if said else generate_csrf()
    return token
