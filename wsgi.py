"""Open Door: the only place that knows all the parts."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from flask import Flask

from web import commands

if TYPE_CHECKING:
    from web.settings import Settings

# The rooms and commands; each module has an `init_app(app)`, or a blueprint called `bp`.
PARTS: tuple[str, ...] = ("portal.sign_in", "portal", "staff.sign_in", "staff", "web.commands")
BAD_SETTING = 2
DEMO_PARTS: tuple[str, ...] = ("web.demo.pages",)


def create_app(settings: Settings | None = None, parts: tuple[str, ...] = PARTS) -> Flask:
    """The portal with these settings; without any, with those of the environment.

    The parts are imported here and not above: a question about a policy is answered without any of them.
    """
    if settings is None and commands.asks_only_the_rules(sys.argv):
        return commands.rules_alone()
    from werkzeug.middleware.proxy_fix import ProxyFix

    from web import access, database, delivery, errors, films, landlord, logs, probes, shared, side

    chosen = settings or read_or_stop()
    app = Flask("open-door", static_folder=None, template_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=chosen.upload_limit, MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024, TESTING=chosen.testing
    )
    logs.init_app(app)
    database.init_app(app, chosen)
    side.init_app(app)
    access.init_app(app, chosen)
    landlord.init_app(app, app.extensions["pack"])
    delivery.init_app(app)
    shared.init_app(app)
    probes.init_app(app)
    films.init_app(app)
    errors.init_app(app)
    for part in (*parts, *(DEMO_PARTS if chosen.demo else ())):
        module = import_module(part)
        if hasattr(module, "init_app"):
            module.init_app(app)
        else:
            app.register_blueprint(module.bp)
    if os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        from web import tracing  # its libraries are there only where it is wanted

        tracing.init_app(app)
    if chosen.proxies:
        told = chosen.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=told, x_proto=told, x_host=told)  # type: ignore[method-assign]
    return app


def read_or_stop() -> Settings:
    """The settings of the environment; a bad one stops the start with one line and exit status 2."""
    from casework.rules.pack import PackError
    from web.settings import SettingsError, read

    try:
        return read(os.environ)
    except (SettingsError, PackError) as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(BAD_SETTING)
