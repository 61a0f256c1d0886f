"""What this house calls is named in its settings, and only a few rooms can call anything."""

from __future__ import annotations

import ast
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from notifications_python_client.errors import HTTPError

from casework.actions.carriers import NotifyTexts
from tests.unit.test_house import MODULES, name_of, tree_of
from tests.web.test_carriers import SECRET, SERVICE, TEXT

# Modules that reach other machines, and where each gets the address from.
CALLS = {
    "casework/actions/carriers.py": "SMTP_URL, NOTIFY_BASE_URL",
    "casework/actions/hand_overs.py": "HOUSING_URL",
    "casework/actions/scanners.py": "CLAMD_URL",
    "casework/records/stores.py": "S3_ENDPOINT",
    "web/single_sign_on.py": "OIDC_ISSUER",
    "web/tracing.py": "OTEL_EXPORTER_OTLP_ENDPOINT",
}
LINES_OUT = {
    "aiohttp", "asyncio", "authlib", "boto3", "botocore", "ftplib", "http", "httpx", "imaplib",
    "notifications_python_client", "opentelemetry", "poplib", "requests", "smtplib", "socket", "telnetlib", "urllib3",
    "xmlrpc",
}  # fmt: skip
OURS = ("casework/", "letters/", "portal/", "staff/", "translations/", "web/", "wsgi.py")


def brings_in(tree: ast.Module) -> set[str]:
    """The packages that a module imports, wherever in it; ``urllib.request`` under its full name."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {"urllib3" if name.startswith("urllib.request") else name.partition(".")[0] for name in names}


def test_only_what_the_settings_name_is_ever_called() -> None:
    calling = {
        name_of(path) for path in MODULES if name_of(path).startswith(OURS) and brings_in(tree_of(path)) & LINES_OUT
    }
    assert calling - set(CALLS) == set(), "a new way out of the house: take its address from the settings, and list it"


class Elsewhere(BaseHTTPRequestHandler):
    """Answers everything by sending the caller to another machine, and remembers who came."""

    came: list[str] = []

    def do_POST(self) -> None:
        self.came.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(307)
        self.send_header("Location", f"http://localhost:{self.connection.getsockname()[1]}/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_nobody_who_answers_for_notify_can_send_a_message_elsewhere() -> None:
    Elsewhere.came = []
    with HTTPServer(("127.0.0.1", 0), Elsewhere) as api:
        threading.Thread(target=api.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{api.server_address[1]}"
        with pytest.raises(HTTPError):
            NotifyTexts(f"key-{SERVICE}-{SECRET}", url, "template").send(TEXT)
        api.shutdown()
    assert len(Elsewhere.came) == 1
