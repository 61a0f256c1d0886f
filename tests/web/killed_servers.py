"""A portal whose server is killed at random moments, again and again, until it is told to stop.

    python -m tests.web.killed_servers SEED        (settings from the environment, as for any portal)

Prints the port that it listens at; on SIGTERM it ends, and prints how many servers were killed. The line on which it
listens stays open meanwhile: who calls between two servers waits for the next one, or is cut off with the last.
"""

from __future__ import annotations

import logging
import os
import random
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable
from multiprocessing.sharedctypes import RawValue
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

from web import pages
from web.settings import read
from wsgi import create_app

MOST_BEGUN = 12  # requests that a server begins before it is killed
LONGER = 6  # times as many for every fourth server: on a busy machine a slow answer must come through at last
BEGUN = RawValue("i", 0)  # by all servers together; without a lock, which a killed one would keep


def prepared() -> Flask:
    """The portal, with all that its first pages need read once, before there are any servers."""
    app = create_app(read(os.environ))
    with app.app_context():
        shapes = pages.environment("en")
        for name in shapes.list_templates():
            shapes.get_template(name)
    app.test_client().get("/appeal")
    app.extensions["database"].engine.dispose()  # no connection may be shared with a child
    answer = app.wsgi_app

    def counted(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        BEGUN.value += 1
        return answer(environ, start)

    app.wsgi_app = counted  # type: ignore[method-assign,assignment]
    return app


def main(seed: str) -> int:
    chance = random.Random(seed)  # noqa: S311  no secret
    logging.getLogger("werkzeug").disabled = True
    app = prepared()
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: stopping.append(number))
    killed = 0
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        line.listen(128)
        sys.stdout.write(f"{line.getsockname()[1]}\n")
        sys.stdout.flush()
        while not stopping:
            child = os.fork()
            if child == 0:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                make_server("127.0.0.1", 0, app, threaded=True, fd=line.fileno()).serve_forever()
                os._exit(0)
            longer = LONGER if killed % 4 == 3 else 1
            enough = BEGUN.value + longer * chance.randint(1, MOST_BEGUN)  # however slow the machine is
            while BEGUN.value < enough and not stopping:
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.2))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            killed += 1
    sys.stdout.write(f"{killed}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
