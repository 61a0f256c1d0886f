"""What may be sent to a portal by somebody who means no good, and what every answer must be all the same."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final
from urllib.parse import quote_from_bytes

import lxml.html
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.web.walking import REFERENCE
from translations import LANGUAGES
from web.delivery import HEADERS
from web.demo import pages

# Where numbers, dates, texts and files break: what the reader of a field forgets once.
AWKWARD: Final = (
    b"", b" ", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"-1", b"0", b"00", b"1e400", b"nan", b"9" * 40, b"9" * 5_000,
    "²".encode(), "٣".encode(), "\u202e\u200f".encode(), b"0001-01-01", b"9999-12-31", b"9999", b"31", b"02", b"24:00",
    b"12:60", b"'\"><b>&amp;", b"%s%(x)s{0}{x}{{x}}", b"=1+1", b"../../etc/passwd", b"//example.com", b"\r\nX-Own: 1",
    b"07700 900101", b"a@b", b"x" * 5_000, "\U0001f9ff".encode() * 300, b"[]", b"null", b"K-2345-6789", b"true",
)  # fmt: skip
# What is sent as a file: nothing, a beginning of what it says it is, what it does not say it is.
FILES: Final = (
    b"", b"\x00" * 2_000, b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\xff" * 40, b"\xff\xd8\xff\xe0\x00\x10JFIF",
    b"GIF89a\xff\xff\xff\xff\x00", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n1 0 obj<</Length 99999999>>stream\n",
    b"PK\x03\x04" * 60, b"RIFF\xff\xff\xff\xffWAVE", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", b"MZ\x90\x00",
    b"name;ref\n=cmd|' /C calc'!A0;\xff\n", b'"' + b"\n" * 3_000, b"," * 20_000,
    b"\xef\xbb\xbfcustomer,name\r\n\x00,\x00\r\n", b"\xff\xfea\x00,\x00",
)  # fmt: skip
NAMES: Final = (
    b"", b".", b"../../x.png", b"a\x00b.pdf", b"x" * 300 + b".png", "\u202egnp.exe".encode(), b"con", b";.jpg",
    b'\\".csv', b"photo.jpg", b"letter.pdf", b"rows.csv", b"\xff\xfe.png", b"head.zip", b"a.toml",
)  # fmt: skip
# What a server hands on of what a browser said of itself, and of what it would like.
HEADERS_SENT: Final = (
    "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "HTTP_AUTHORIZATION", "HTTP_CACHE_CONTROL",
    "HTTP_HOST", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_ORIGIN", "HTTP_RANGE", "HTTP_REFERER",
    "HTTP_SEC_FETCH_SITE", "HTTP_TRACEPARENT", "HTTP_USER_AGENT", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO", "HTTP_X_REQUEST_ID", "CONTENT_TYPE", "QUERY_STRING",
)  # fmt: skip
COOKIES: Final = ("language", "colours", "known", "held", "remember_token", "")
SEEDS: Final = st.integers(0, 2**64)
# What pages read from their query.
QUERIED: Final = (
    "about", "after", "again", "before", "code", "customer", "decision", "kind", "language", "month", "next", "of",
    "page", "q", "role", "show", "side", "sort", "state", "then", "format", "letter", "team", "from", "to", "number",
)  # fmt: skip
# The same in each run of `make test`; without shrinking, for what was sent before has changed the record.
USUAL: Final = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
INSIDES: Final = re.compile(r'Traceback \(most|File "/|sqlalchemy\.|werkzeug\.|jinja2\.|psycopg|sqlite3?\.\w+Error')
MOST: Final = 400  # kinds of pages
# Not followed: another language, the demo's own, and files that take long to make.
NOT_WALKED: Final = re.compile(
    r"^/(language|demo|static|leave)\b|/(evidence|files?)/|/(pdf|docx|large_print|audio|braille|download)\b|sign-out"
)


WHO: Final = ("resident", "advocate", "officer", "administrator")
FURTHER: Final = (
    "neighbour", "applicant", "decider", "hearer", "translator", "auditor", "contractor", "monitor",
    "equality-monitor", "resident-blind", "resident-unrestricted",
)  # fmt: skip
START: Final = {"advocate": "/clients", "contractor": "/staff/jobs"}
DECIDERS: Final = ("decider-2", "decider-3", "decider-4")  # each in another role of the landlord's policy
STAFF: Final = frozenset(("officer", "administrator", *FURTHER[2:9], *DECIDERS))


@dataclass(frozen=True)
class Control:
    """A field of a form: what may be sent under its name, as the page has it."""

    name: str
    usual: tuple[bytes, ...]


@dataclass(frozen=True)
class Offered:
    """A form that a page offers: where to, with what, and the names of its fields for files."""

    address: str
    controls: tuple[Control, ...]
    files: tuple[str, ...] = ()

    def filled(self, seed: int) -> list[tuple[str, bytes]]:
        """What is sent: each field as it should be, or with anything at all in it, or left out."""
        draw = Random(f"{seed} {self.address}")  # noqa: S311 - so that each form gets something else
        sent = [(one.name, draw.choice((one.usual, one.usual, AWKWARD, AWKWARD, ()))) for one in self.controls]
        return [(name, anything(draw) if among is AWKWARD else draw.choice(among)) for name, among in sent if among]


@dataclass(frozen=True)
class Seen:
    """A page as somebody saw it: its forms that send something, and where it leads."""

    path: str
    text: str
    forms: tuple[Offered, ...]
    links: tuple[str, ...]


def tried(examples: int, take: Callable[[int], None]) -> None:
    """Take so many seeds, one after the other."""

    @settings(USUAL, max_examples=examples)
    @given(SEEDS)
    def one(seed: int) -> None:
        take(seed)

    one()


def anything(draw: Random) -> bytes:
    return draw.choice(AWKWARD) if draw.random() < 0.7 else draw.randbytes(draw.randrange(60))


def asked(rule: Rule, refs: Mapping[str, str], seed: int) -> tuple[str, str]:
    """A method and an address of this rule: references of what is on record or of nothing, and any query."""
    draw = Random(f"{seed} {rule.rule}")  # noqa: S311
    made = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
    for _, kind, name in re.findall(r"(<(?:(\w+):)?(\w+)>)", made):
        known = draw.choice(("1", "9" * 30)) if kind == "int" else draw.choice(tuple(refs.values()))
        given = known if kind == "int" or draw.random() < 0.5 else quote_from_bytes(anything(draw), safe="") or "x"
        made = made.replace(f"<{kind}:{name}>" if kind else f"<{name}>", given, 1)
    query = encoded([(name, anything(draw)) for name in draw.sample(QUERIED, 4)]).decode()
    return draw.choice(("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")), f"{made}?{query}"


def uploaded(form: Offered, seed: int) -> tuple[bytes, str, int]:
    """What is sent with files, as a body, what it says it is, and how long: whole, or broken off anywhere."""
    draw = Random(f"{seed} {form.address}")  # noqa: S311
    parts = [(f'name="{name}"'.encode(), value) for name, value in form.filled(seed)]
    for name in form.files:
        for _ in range(draw.choice((1, 1, 2))):
            told = f'name="{name}"; filename="'.encode() + draw.choice(NAMES) + b'"\r\nContent-Type: '
            parts.append(
                (told + draw.choice((b"image/png", b"text/csv", b"", b"\xff/;=", b"x" * 900)), draw.choice(FILES))
            )
    body = (
        b"".join(b"--cut\r\nContent-Disposition: form-data; %b\r\n\r\n%b\r\n" % part for part in parts) + b"--cut--\r\n"
    )
    whole = draw.random() < 0.7
    sent = body if whole else body[: draw.randrange(len(body))]
    kind = "multipart/form-data; boundary=" + draw.choice(("cut", "cut", "cut", "cut", "", '"', "x" * 300))
    return sent, kind, len(sent) if whole else draw.choice((len(sent), len(body)))


def headers_of(seed: int, address: str, cookies: Mapping[str, str]) -> dict[str, str]:
    """Headers with anything in them that a server lets through, and these cookies, whole or spoilt, among others."""
    draw = Random(f"{seed} {address}")  # noqa: S311
    sent = {name: _header(draw) for name in draw.sample(HEADERS_SENT, 4)}
    kept = [f"{name}={_spoilt(draw, value)}" for name, value in cookies.items() if draw.random() < 0.8]
    others = [f"{name}={_header(draw)}" for name in draw.sample(COOKIES, 3)]
    return {**sent, "HTTP_COOKIE": "; ".join(kept + others)}


def _header(draw: Random) -> str:
    return re.sub(r"[\r\n\x00]", "", anything(draw).decode("latin-1"))


def _spoilt(draw: Random, value: str) -> str:
    place = draw.randrange(len(value))
    return draw.choice((value, value, value[:place], value[:place] + "x" + value[place + 1 :], value * 2, f'"{value}'))


def encoded(fields: list[tuple[str, bytes]]) -> bytes:
    """A form's fields as they travel, whatever bytes they are."""
    return b"&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}".encode() for name, value in fields)


def read(path: str, answer: TestResponse) -> Seen:
    """What a page offers. Read more quickly, and less strictly, than by tests.web.inspect."""
    root: lxml.html.HtmlElement = lxml.html.fromstring(text_of(answer) or "<html></html>")
    links = tuple(dict.fromkeys(link.get("href", "").partition("#")[0] for link in root.iter("a")))
    forms = tuple(_form(form, path) for form in root.iter("form") if form.get("method") == "post")
    return Seen(path, root.text_content(), forms, tuple(one for one in links if one.startswith("/")))


def _form(form: lxml.html.HtmlElement, path: str) -> Offered:
    usual: dict[str, list[bytes]] = {}
    for one in form.iter("input", "select", "textarea", "button"):
        name = one.get("name")
        if not name or one.get("type") == "file":
            continue
        values = [option.get("value", "") for option in one.iter("option")] or [one.get("value") or one.text or ""]
        usual.setdefault(name, []).extend(value.encode() for value in values)
    files = tuple(one.get("name", "") for one in form.iter("input") if one.get("type") == "file")
    controls = tuple(Control(name, tuple(values)) for name, values in usual.items())
    return Offered(form.get("action") or path, controls, files)


def text_of(answer: TestResponse) -> str:
    data = answer.get_data()
    return (gzip.decompress(data) if answer.headers.get("Content-Encoding") == "gzip" else data).decode(
        errors="replace"
    )


def shape(address: str) -> str:
    """Addresses of one kind of page have one shape."""
    return re.sub(r"\d+", "0", REFERENCE.sub("*", address.partition("?")[0]))


def explore(browser: FlaskClient, start: str) -> Iterator[Seen]:
    """Every kind of page within reach by links, as this person has it."""
    waiting, known = [start], {shape(start)}
    while waiting:
        path = waiting.pop(0)
        answer = browser.get(path)
        wrong = list(faults(answer))
        assert not wrong, f"{path}: {wrong}"
        if answer.status_code == 303 and shape(answer.location) not in known:
            waiting.append(answer.location)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        seen = read(path, answer)
        yield seen
        for address in seen.links:
            if shape(address) not in known and not NOT_WALKED.search(address) and len(known) < MOST:
                known.add(shape(address))
                waiting.append(address)


def start_of(who: str) -> str:
    return START.get(who, "/staff/" if who in STAFF else "/arrangements")


def signed_in_now(app: Flask, who: str, browser: FlaskClient) -> FlaskClient:
    """The same browser, signed in whatever the last form did to its session."""
    browser.delete_cookie(app.config["SESSION_COOKIE_NAME"])
    answer = browser.get(pages.make_link(app.extensions["database"], who, ""))
    assert answer.status_code == 303, who
    return browser


def faults(answer: TestResponse) -> Iterator[str]:
    """What is wrong with an answer, whoever asked for whatever: nothing ever may be."""
    if answer.status_code >= 500:
        yield f"answers {answer.status}"
    for name, _ in HEADERS:
        if len(answer.headers.getlist(name)) != 1:
            yield f"has {name} {len(answer.headers.getlist(name))} times"
    if "Cache-Control" not in answer.headers:
        yield "does not say who may keep it"
    if "X-Own" in answer.headers or any("\n" in value for value in answer.headers.values()):
        yield "has a header that was sent in a field"
    if (
        answer.location
        and answer.request.path != "/leave"
        and not re.match(r"/(?![/\\])|http://localhost/", answer.location)
    ):
        yield f"leads away to {answer.location}"
    if answer.mimetype == "text/html" and answer.get_data():
        yield from _faults_of_page(answer)


def _faults_of_page(answer: TestResponse) -> Iterator[str]:
    html = text_of(answer)
    if INSIDES.search(html):
        yield "shows our insides"
    head = re.search(r'<html[^>]*\blang="([\w-]+)"', html)
    leads_on = answer.status_code in (301, 302, 303, 308)
    said = answer.headers.get("Content-Language")
    if not leads_on and (head is None or head[1] not in LANGUAGES or said != head[1]):
        yield "does not say its language"
    if not re.search(r"<title>\s*\S", html):
        yield "has no title"
