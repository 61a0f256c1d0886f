"""Traces for OpenTelemetry, where OTEL_EXPORTER_OTLP_ENDPOINT names a collector: a span a request, and one a statement.

Names only, as in the log: the page's name in the code, the method, the status, the number, a statement without
its values. The libraries that find out by themselves what to tell would tell addresses and visitors; so the spans are
made here. `python scripts/libraries.py telemetry` installs what this needs.
"""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, Response, g, request
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import SpanKind, Status, StatusCode, Tracer, set_span_in_context
from sqlalchemy import Connection, Engine, event

from web.logs import known_method, request_number

_SPAN: Final = "tracing_span"


def init_app(app: Flask, provider: TracerProvider | None = None) -> None:
    """Trace this portal. ``provider``: where the spans go; None, to the collector of the environment."""
    tracer = (provider or to_collector()).get_tracer("open-door")

    def begin() -> None:
        span = tracer.start_span(f"{known_method()} {request.endpoint or 'none'}", kind=SpanKind.SERVER)
        span.set_attribute("open_door.request", request_number())
        setattr(g, _SPAN, span)

    def end(answer: Response) -> Response:
        span = g.get(_SPAN)
        if span is not None:
            span.set_attribute("http.response.status_code", answer.status_code)
            if answer.status_code >= 500:
                span.set_status(Status(StatusCode.ERROR))
        return answer

    def close(_fault: BaseException | None) -> None:
        span = g.pop(_SPAN, None)
        if span is not None:
            span.end()

    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    app.after_request(end)
    app.teardown_request(close)
    _watch(app.extensions["database"].engine, tracer)


def _watch(engine: Engine, tracer: Tracer) -> None:
    """A span for each statement that a request makes."""

    def before(connection: Connection, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        above = g.get(_SPAN) if g else None
        if above is not None:
            words = statement.split(maxsplit=1)[0].upper()
            span = tracer.start_span(words, set_span_in_context(above), SpanKind.CLIENT)
            span.set_attributes({"db.system.name": connection.dialect.name, "db.query.text": statement})
            context.open_door_span = span

    def after(_connection: Connection, _cursor: Any, _statement: str, _values: Any, context: Any, _many: bool) -> None:
        span = getattr(context, "open_door_span", None)
        if span is not None:
            span.end()

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)


def to_collector() -> TracerProvider:
    """Spans go out in batches, and to the address of the setting alone; a collector that is away holds nobody up."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource({"service.name": "open-door"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider
