"""Where a collector is set, it learns how long each page and each statement took, and nothing about a person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.web.office import Office, settings_of
from web import logs, tracing


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    made = Office(settings_of(database_url, tmp_path, "octavia"))
    yield made
    made.close()


def test_a_page_and_its_statements_are_one_trace_without_a_name_or_an_address(office: Office) -> None:
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    tracing.init_app(office.app, provider)
    resident = office.town.known["resident"]
    answer = office.browser("officer").get(f"/staff/customers/{resident.ref}?found=Jane")
    *statements, page = kept.get_finished_spans()
    assert page.name == "GET staff.customer"
    assert page.attributes
    assert page.attributes["open_door.request"] == answer.headers[logs.HEADER]
    assert page.attributes["http.response.status_code"] == 200
    assert statements
    assert {one.context.trace_id for one in statements} == {page.context.trace_id}
    told = json.dumps([one.to_json() for one in (*statements, page)])
    assert not [word for word in (resident.ref, "Jane", "Nowhere", "127.0.0.1") if word in told]
