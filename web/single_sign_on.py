"""Talking to the landlord's OpenID provider: the code flow with PKCE, and a signed word about who came back.

Calls go to the provider's own address only: what its metadata says of another one is not followed.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from casework.actions.single_sign_on import Said
from web.settings import SingleSignOn

BACK: Final = "/staff/sign-in/single/back"
_METADATA: Final = "/.well-known/openid-configuration"
_SCOPE: Final = "openid email profile"
_SECONDS: Final = 10  # that we wait for the provider
_LEEWAY: Final = 60  # seconds by which its clock may differ
_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")  # none that a shared secret signs


class SignOnError(Exception):
    """The provider did not answer, or its word cannot be taken; the message is for the log and names nobody."""


class WeakSignOnError(SignOnError):
    """Whoever it was, they showed it by less than the landlord asks for, or the provider does not say by what."""


@dataclass(frozen=True)
class Journey:
    """What is remembered while somebody is at the provider. ``at``: when they left, in seconds."""

    state: str
    nonce: str
    verifier: str
    at: int
    again: bool = False  # signed in already: they show once more who they are


class Provider:
    """The landlord's provider, as the settings name it."""

    def __init__(self, chosen: SingleSignOn, site: str) -> None:
        self._chosen = chosen
        self._back = f"{site}{BACK}"

    def leave(self, *, again: bool = False) -> tuple[str, Journey]:
        """Where the browser goes, and what to remember. ``again``: the provider is to ask whoever is there anew."""
        journey = Journey(
            secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), int(time.time()), again
        )
        asked = {"prompt": "login", "max_age": "0"} if again else {}
        if self._chosen.strength:
            asked["acr_values"] = " ".join(self._chosen.strength)
        with self._session() as session:
            address, _ = session.create_authorization_url(
                self._endpoint(self._metadata(session), "authorization_endpoint"),
                state=journey.state,
                code_verifier=journey.verifier,
                nonce=journey.nonce,
                **asked,
            )
        return str(address), journey

    def back(self, journey: Journey, code: str) -> Said:
        """Who came back. SignOnError for a word that is not the provider's, not about this journey, or too old;
        WeakSignOnError for one that does not say that they showed who they are in the way that is asked for.
        """
        try:
            with self._session() as session:
                metadata = self._metadata(session)
                token = session.fetch_token(
                    self._endpoint(metadata, "token_endpoint"), code=code, code_verifier=journey.verifier
                )
                known = session.get(self._endpoint(metadata, "jwks_uri"), withhold_token=True).json()
            return self._said(self._checked(token, known, journey, str(metadata["issuer"])))
        except (OAuthError, JoseError, requests.RequestException, ValueError, KeyError, TypeError) as fault:
            raise SignOnError(type(fault).__name__) from fault

    def _checked(self, token: dict[str, Any], known: Any, journey: Journey, issuer: str) -> dict[str, Any]:
        registry = JWSRegistry(algorithms=list(_ALGORITHMS), strict_check_header=False)
        opened = jwt.decode(token["id_token"], KeySet.import_key_set(known), registry=registry)
        options = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": self._chosen.client_id},
        }
        about = {"nonce": journey.nonce, "client_id": self._chosen.client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(opened.claims, opened.header, options, about)
        claims.validate(leeway=_LEEWAY)
        if journey.again and int(claims.get("auth_time") or 0) < journey.at - _LEEWAY:
            raise SignOnError("the provider did not ask anew")
        if self._chosen.strength and not {claims.get("acr"), *(claims.get("amr") or ())} & {*self._chosen.strength}:
            raise WeakSignOnError("neither acr nor amr says what OIDC_STRENGTH asks for")
        return dict(claims)

    def _said(self, claims: dict[str, Any]) -> Said:
        groups = claims.get(self._chosen.groups_claim) or ()
        named = {groups} if isinstance(groups, str) else {str(one) for one in groups}
        roles = self._chosen.roles
        return Said(
            issuer=self._chosen.issuer,
            subject=str(claims["sub"]),
            name=str(claims.get("name") or ""),
            email=str(claims.get("email") or ""),
            email_proven=self._chosen.trusts_email or claims.get("email_verified") is True,
            roles=None if roles is None else tuple(sorted({role for group, role in roles.items() if group in named})),
        )

    def _session(self) -> OAuth2Session:
        return _OnlyThere(
            self._chosen.issuer,
            client_id=self._chosen.client_id,
            client_secret=self._chosen.client_secret or None,
            token_endpoint_auth_method=None if self._chosen.client_secret else "none",
            scope=_SCOPE,
            redirect_uri=self._back,
            code_challenge_method="S256",
            default_timeout=_SECONDS,
        )

    def _metadata(self, session: OAuth2Session) -> dict[str, Any]:
        try:
            found = session.get(f"{self._chosen.issuer}{_METADATA}", withhold_token=True).json()
        except (requests.RequestException, ValueError) as fault:
            raise SignOnError(type(fault).__name__) from fault
        if not isinstance(found, dict) or str(found.get("issuer", "")).rstrip("/") != self._chosen.issuer:
            raise SignOnError("the metadata is another provider's")
        return found

    def _endpoint(self, metadata: dict[str, Any], name: str) -> str:
        address = str(metadata.get(name, ""))
        if not _same_place(address, self._chosen.issuer):
            raise SignOnError(f"{name} is at another address")
        return address


class _OnlyThere(OAuth2Session):  # type: ignore[misc]  # Authlib has no types
    """A session that calls one address and follows no redirect."""

    def __init__(self, place: str, **given: Any) -> None:
        super().__init__(**given)
        self._place = place

    def request(self, method: str, url: str, *args: Any, **given: Any) -> Any:
        if not _same_place(url, self._place):
            raise SignOnError("a call to another address")
        answer = super().request(method, url, *args, **{**given, "allow_redirects": False})
        answer.raise_for_status()
        return answer


def _same_place(address: str, place: str) -> bool:
    try:
        one, other = urlsplit(address), urlsplit(place)
        return (one.scheme, one.hostname, one.port) == (other.scheme, other.hostname, other.port)
    except ValueError:
        return False
